"""What the tests of the web side share: a real server on loopback over a real database."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from bot.web.application import build
from bot.web.health import Readiness
from bot.web.server import serve
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from tests.bot.telegram.helpers import (
    add_order,
    database_in,
    hire,
)
from tests.loopback import plain_client

Story = Callable[[httpx.AsyncClient, Database], Coroutine[Any, Any, None]]


def begin(work: Work) -> None:
    hire(work)
    add_order(work, 7, status=OrderStatus.ISSUED)


@asynccontextmanager
async def web(database: Database, **options: Any) -> AsyncIterator[httpx.AsyncClient]:  # noqa: ANN401 - build's
    options.setdefault("readiness", Readiness({}, time.monotonic))
    async with serve(build(database, **options), "127.0.0.1", 0) as port:
        url = f"http://127.0.0.1:{port}"
        async with plain_client(url) as client:
            yield client


def tell(folder: Path, story: Story, **options: Any) -> None:  # noqa: ANN401 - build's
    async def whole(database: Database) -> None:
        async with web(database, **options) as client:
            await story(client, database)

    with database_in(folder) as database:
        database.run_sync(begin)
        asyncio.run(whole(database))


def without_date(answer: httpx.Response) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """Return all that a caller can see of an answer, but for the time."""
    headers = [(name, value) for name, value in answer.headers.raw if name.lower() != b"date"]
    return answer.status_code, headers, answer.content
