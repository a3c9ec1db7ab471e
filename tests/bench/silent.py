"""How long `/healthz` takes while others are connected and say nothing, beside the quiet time."""

import asyncio
import statistics
import time

from starlette.applications import Starlette
from starlette.routing import Route

from bot.web import open_files
from bot.web.health import alive
from bot.web.server import serve

_GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
_ROUNDS = 50


async def silent() -> list[tuple[str, float]]:
    """Measure with nobody else, and with 1,000 and 1,500 half requests. Seconds."""
    open_files.raise_limit()
    rows = []
    async with serve(Starlette(routes=[Route("/healthz", alive)]), "127.0.0.1", 0) as port:
        others: list[asyncio.StreamWriter] = []
        for wanted in (0, 1000, 1500):
            while len(others) < wanted:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(_GET[:20])
                others.append(writer)
            rows.append((f"/healthz, {wanted} silent connections", await _median(port)))
        for writer in others:
            writer.close()
    return rows


async def _median(port: int) -> float:
    times = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(_GET)
        line = await reader.readline()
        if b"200" not in line:
            raise RuntimeError("health was not answered")
        times.append(time.perf_counter() - began)
        writer.close()
    return statistics.median(times)
