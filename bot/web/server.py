"""Serves an application inside the running loop; whoever runs the loop minds the signals."""

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
"""Connections without a whole request, where there are files enough. Each takes a few KB, with a
slow header 64, with a slow body 128."""
_KEEP_ALIVE_SECONDS = 15
_GRACE_SECONDS = 10


class _Guest(uvicorn.Server):
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
    """Serve until the block is left, then let open requests finish; yields the port.

    Port 0 takes a free one. Raise OSError when the address cannot be had. How many requests are
    answered at once is for the endpoints to bound (bot.web.body, `Room`).
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family)
    # Inherited by every connection: or the body of an answer waits for the receipt of its head.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # The other half of the files is for all else that we open, the journal above all.
    waiting = Waiting(min(most_waiting, open_files.limit() // 2))
    server = _Guest(_config(app, partial(protocol, waiting=waiting)))
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
    """No access log: callback addresses are capabilities. Proxy headers are not believed."""
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
