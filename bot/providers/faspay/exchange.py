"""One HTTP request and its answer, with every time-out and size limit on it."""

import asyncio
import ssl
from collections.abc import AsyncIterable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from typing import cast

import httpx

from bot.providers.faspay.clock import Skew
from bot.providers.faspay.errors import Fault, UnansweredError
from bot.providers.faspay.fields import MAX_BODY_BYTES, Fields, inflate, read_object
from bot.providers.faspay.first_byte import FirstByte

_KEPT_CONNECTIONS = 8
"""Open between two calls; httpx closes others, and these after five seconds."""


@dataclass(frozen=True)
class Reply:
    """A whole answer, whatever it says."""

    http_status: int
    body: bytes = field(repr=False)

    @cached_property
    def fields(self) -> Fields | None:
        """The body as a JSON object; None if it is none."""
        return read_object(self.body)


def system_transport() -> httpx.AsyncHTTPTransport:
    """TLS by the system's store, no proxy from the environment, no retry.

    As many connections as there are calls, which the caller bounds: a call that hangs must not keep
    another waiting for a connection, least of all an inquiry or a token.
    """
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=_KEPT_CONNECTIONS)
    return httpx.AsyncHTTPTransport(verify=_trust(), trust_env=False, limits=limits, retries=0)


@cache
def _trust() -> ssl.SSLContext:
    """Read the system's certificates once: that takes longer than all else a start does."""
    return ssl.create_default_context()


class Exchange:
    """The process's one HTTP client to Faspay."""

    def __init__(
        self,
        url: str,
        transport: httpx.AsyncBaseTransport,
        now: Callable[[], datetime],
        timeout_seconds: float,
    ) -> None:
        # Waiting for a connection, TCP and TLS end before the whole does, so that a transfer that
        # could not be sent is known as such instead of running into the total.
        connecting = timeout_seconds / 4
        self._http = httpx.AsyncClient(
            transport=transport,
            timeout=httpx.Timeout(timeout_seconds, connect=connecting, pool=connecting),
            headers={"Accept": "application/json", "Accept-Encoding": "identity"},
            trust_env=False,
            follow_redirects=False,
        )
        self._url = url.rstrip("/")
        self._now = now
        self._timeout_seconds = timeout_seconds
        self.skew = Skew()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        first_byte: FirstByte,
        content: bytes | None = None,
        most_bytes: int = MAX_BODY_BYTES,
    ) -> Reply:
        """Send once; raise NotSentError or UnansweredError. Cancellation passes through.

        An answer of more than `most_bytes`, compressed or not, is none.
        """
        body = bytearray()
        try:
            async with asyncio.timeout(self._timeout_seconds):
                request = self._http.build_request(
                    method,
                    self._url + path,
                    headers={**headers, "Content-Type": "application/json"},
                    content=content,
                    extensions={"trace": first_byte},
                )
                return await self._receive(request, body, most_bytes)
        except Exception as exc:  # noqa: BLE001 - whatever it was, the request may be out
            failure = first_byte.explain(exc, bytes(body))
        # Outside the handler: httpx's errors hold the request, hence headers and names.
        raise failure

    async def _receive(self, request: httpx.Request, body: bytearray, most_bytes: int) -> Reply:
        asked = self._now()
        response = await self._http.send(request, stream=True)
        try:
            headers = response.headers
            self.skew.note(headers.get("Date"), headers.get("Age"), asked, self._now())
            # The raw stream: httpx would inflate a bomb before anyone could measure it.
            async for chunk in cast("AsyncIterable[bytes]", response.stream):
                body += chunk
                if len(body) > most_bytes:
                    raise UnansweredError(Fault.UNREADABLE, bytes(body[:most_bytes]))
        finally:
            await response.aclose()
        packed = (bytes(body), headers.get("Content-Encoding", "").lower(), most_bytes)
        if most_bytes <= MAX_BODY_BYTES:
            return _read(response.status_code, *packed)
        # A statement takes a second: everybody else's work goes on meanwhile.
        return await asyncio.to_thread(_read, response.status_code, *packed)


def _read(http_status: int, body: bytes, encoding: str, most_bytes: int) -> Reply:
    """Unpack and parse; raise UnansweredError for what is too long or cannot be unpacked."""
    plain = inflate(body, encoding, most_bytes)
    if plain is None or len(plain) > most_bytes:
        # Not what its header says: kept as it came, for it may hold the only copy of a code.
        raise UnansweredError(Fault.UNREADABLE, (plain or body)[:most_bytes])
    reply = Reply(http_status, plain)
    _ = reply.fields  # parsed here, wherever this is
    return reply
