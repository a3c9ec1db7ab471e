"""Serves an application inside the running loop. The loop's owner handles signals."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import cast

import uvicorn
from starlette.types import ASGIApp

from bot.web import open_files
from bot.web.protocol import BoundedProtocol, Waiting

_MOST_WAITING = 1000
"""Connections without a whole request, if there are enough files. Each takes a few KB, one with a
slow header 64, one with a slow body 128."""
_KEEP_ALIVE_SECONDS = 15
_GRACE_SECONDS = 10


class _GuestServer(uvicorn.Server):
    """A server that says when it is ready and leaves signals alone."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        finally:
            self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def serve(
    app: ASGIApp,
    host: str,
    port: int,
    protocol: type[BoundedProtocol] = BoundedProtocol,
    most_waiting: int = _MOST_WAITING,
) -> AsyncIterator[int]:
    """Serve within the block, then let open requests finish; yield the port.

    Port 0 takes a free one. Raise OSError when the address is not available. The endpoints bound
    how many requests run at once (`bot/web/body.py`).
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family)
    # Every connection inherits it. Else an answer's body waits until its head is acknowledged.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # The other half of the files is for everything else, above all the journal.
    waiting = Waiting(min(most_waiting, open_files.limit() // 2))
    server = _GuestServer(_config(app, partial(protocol, waiting=waiting)))
    running = asyncio.create_task(server.serve(sockets=[listener]))
    running.add_done_callback(lambda _: server.ready.set())
    try:
        await server.ready.wait()
        if running.done():
            await running  # it ended before it began
        yield int(listener.getsockname()[1])
    finally:
        server.should_exit = True
        with listener:
            await running


def _config(app: ASGIApp, protocol: Callable[..., BoundedProtocol]) -> uvicorn.Config:
    """Configure without an access log, because callback addresses are capabilities."""
    return uvicorn.Config(
        app,
        http=cast("type[BoundedProtocol]", protocol),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
