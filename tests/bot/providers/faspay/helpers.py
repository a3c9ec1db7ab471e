"""What the tests of the Faspay client share: made-up credentials, vectors, a loopback server."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from bot.providers.faspay.auth import Credentials
from bot.providers.faspay.client import FaspayClient

VECTORS = Path(__file__).parents[3] / "vectors"
NOW = datetime(2026, 1, 1, 20, 4, 5, tzinfo=UTC)
"""2026-01-02 03:04:05 WIB, the clock of the recorded SDKs."""

TOKEN = {"access_token": "made-up", "expired_in": "36000", "status": "2", "response_code": "00"}

CREDENTIALS = Credentials(
    virtual_account="9920000001",
    faspay_key="11111111-2222-3333-4444-555555555555",
    faspay_secret="66666666-7777-8888-9999-000000000000",
    app_key="aaaaaaaa-0000-4000-8000-000000000001",
    app_secret="bbbbbbbb-0000-4000-8000-000000000002",
    client_key="cccccccc-0000-4000-8000-000000000003",
    client_secret="dddddddd-0000-4000-8000-000000000004",
    iv="made-up-test-iv1",
)


def vectors(name: str) -> Any:  # noqa: ANN401 - JSON of many shapes, read by its own test
    """Read a vector file."""
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def mock_client(
    answer: Callable[[httpx.Request], httpx.Response], *, reuse_tokens: bool = False
) -> FaspayClient:
    """Make a client whose wire is a function; it answers the token call too."""
    return FaspayClient(
        "https://faspay.invalid",
        CREDENTIALS,
        transport=httpx.MockTransport(answer),
        now=lambda: NOW,
        reuse_tokens=reuse_tokens,
    )


Service = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Loopback:
    """A server that gives tokens like Faspay and lets a test misbehave at the service itself."""

    service: Service
    refuse_after_token: bool = False
    keep_alive: bool = False
    port: int = 0
    tokens: int = 0
    _server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if not self.keep_alive and self.tokens:
                await self.service(reader, writer)
                return
            await read_request(reader)
            self.tokens += 1
            if self.refuse_after_token and self._server:
                self._server.close()
            connection = "keep-alive" if self.keep_alive else "close"
            writer.write(http(200, json.dumps(TOKEN), f"Connection: {connection}"))
            await writer.drain()
            if self.keep_alive:
                await self.service(reader, writer)
        finally:
            writer.close()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Loopback"]:
        self._server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            self._server.close()


async def read_request(reader: asyncio.StreamReader) -> str:
    """Read one whole request; return its request line."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    for line in head.lower().splitlines():
        if line.startswith("content-length:"):
            await reader.readexactly(int(line.partition(":")[2]))
    return head.partition("\r\n")[0]


def http(status: int, body: str | bytes, *headers: str) -> bytes:
    """Write an HTTP/1.1 answer."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + content


def replies(answer: bytes) -> Service:
    """Read the request, then write these bytes and close."""

    async def service(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(answer)
        await writer.drain()

    return service
