"""Serves a stand-in on loopback inside the running loop, and can break a connection on request."""

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

SEVER = "sandbox.sever"
"""The ASGI extension of this server: `scope["extensions"][SEVER]["close"]()` hangs up."""


_HIGHEST_PORT = 65_535


class PortUnusable(OSError):  # noqa: N818 - a situation for whoever chose the port
    """This port cannot be used: it is taken, forbidden, or no port."""

    def __init__(self, port: int, why: str) -> None:
        super().__init__(f"port {port}: {why}")
        self.port = port
        self.why = why


class _BreakableProtocol(HttpToolsProtocol):
    """HTTP, but an application may end the connection without a status line."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {SEVER: {"close": self.transport.close}}


class _EmbeddedServer(uvicorn.Server):
    """A server inside another loop. It tells when it is ready and ignores signals."""

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
async def serving(
    app: ASGIApp, port: int = 0, host: str = "127.0.0.1", *, keep_alive_seconds: int = 5
) -> AsyncIterator[str]:
    """Serve `app` until the block is left; yields the base URL, `http://host:port`.

    Port 0 takes a free one. Raises PortUnusable. Open requests get one second to finish when the
    block is left.
    """
    listener = _listen(host, port)
    # Every connection inherits it. Else an answer's body waits until its head is acknowledged.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server = _EmbeddedServer(
        uvicorn.Config(
            app,
            http=_BreakableProtocol,
            ws="none",
            log_config=None,
            log_level="warning",
            access_log=False,
            date_header=False,
            timeout_graceful_shutdown=1,
            timeout_keep_alive=keep_alive_seconds,
        )
    )
    url = f"http://{host}:{listener.getsockname()[1]}"
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await server.ready.wait()
        yield url
    finally:
        server.should_exit = True
        await running


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= _HIGHEST_PORT:  # create_server would leave its socket open
        raise PortUnusable(port, "no such port")
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise PortUnusable(port, os.strerror(error.errno or 0)) from error
