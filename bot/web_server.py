"""Serves an application inside the running loop; whoever runs the loop minds the signals."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp

from bot.web_protocol import BoundedProtocol

_CONNECTIONS = 1000
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
    app: ASGIApp, host: str, port: int, protocol: type[BoundedProtocol] = BoundedProtocol
) -> AsyncIterator[int]:
    """Serve until the block is left, then let open requests finish; yields the port.

    Port 0 takes a free one. Raise OSError when the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family)
    # Inherited by every connection: or the body of an answer waits for the receipt of its head.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server = _Guest(_config(app, protocol))
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


def _config(app: ASGIApp, protocol: type[BoundedProtocol]) -> uvicorn.Config:
    """No access log: callback addresses are capabilities. Proxy headers are not believed."""
    return uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
