"""uvicorn's HTTP protocol, with a limit on the time and the size of a request."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class Waiting:
    """A server's connections that wait for a whole request, the longest first.

    When there are too many, it drops the one that has waited longest: silent, slow, or idle between
    two requests. So whoever speaks is heard, however many are silent. A request that has arrived
    whole is never dropped for others.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._longest_first: dict[BoundedProtocol, None] = {}

    def join(self, connection: "BoundedProtocol") -> None:
        """Add a connection that waits from now on."""
        self.leave(connection)
        self._longest_first[connection] = None
        if len(self._longest_first) > self._most:
            longest = next(iter(self._longest_first))
            self.leave(longest)
            longest.transport.close()

    def leave(self, connection: "BoundedProtocol") -> None:
        """Remove a connection that waits no more."""
        self._longest_first.pop(connection, None)


class BoundedProtocol(HttpToolsProtocol):
    """Drops a connection whose request is too long, or has not arrived whole in time.

    uvicorn waits for ever, except between two requests. Its parser copies the growing part of an
    endless header again and again. The connection gets no answer: neither Faspay nor Telegram sends
    such a request.
    """

    HEAD_OCTETS = 64 * 1024
    """The request line with all headers. The socket's last read comes on top."""
    WHOLE_OCTETS = 2 * 1024 * 1024
    """A whole request with its trailers: twice the largest accepted body."""
    WHOLE_SECONDS = 15.0
    """From the first octet (for the first request: from the connection) to the last. A body that we
    read has ten seconds and then gets an answer (`bot/web/body.py`). This limit is for the rest."""

    _overdue: asyncio.TimerHandle | None = None
    """Set while a request has not arrived whole."""
    _octets = 0
    _head_is_whole = False

    def __init__(self, *given: Any, waiting: Waiting, **named: Any) -> None:  # noqa: ANN401 - as uvicorn's
        super().__init__(*given, **named)
        self._waiting = waiting

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Expect the first request."""
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._expect_nothing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take the next octets, unless they are too many."""
        self._expect()  # anything after a whole request, even if it is no request
        self._octets += len(data)
        super().data_received(data)
        most = self.WHOLE_OCTETS if self._head_is_whole else self.HEAD_OCTETS
        if self._overdue is not None and self._octets > most:
            self.transport.close()

    def on_message_begin(self) -> None:
        """Expect the rest of a request that began in the same octets as another one ended."""
        self._expect()
        self._head_is_whole = False
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Allow for a body from here on."""
        self._head_is_whole = True
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note that the request is whole."""
        self._expect_nothing()
        if self.cycle.response_complete:
            self._expect()  # answered early: uvicorn does not wait for the rest
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Note that the connection is idle, unless another request is answered already."""
        super().on_response_complete()
        if self.timeout_keep_alive_task is not None and self._overdue is None:
            self._waiting.join(self)

    def _expect(self) -> None:
        if self._overdue is None:
            self._waiting.join(self)
            self._octets = 0
            self._overdue = self.loop.call_later(self.WHOLE_SECONDS, self.transport.close)

    def _expect_nothing(self) -> None:
        self._waiting.leave(self)
        if self._overdue is not None:
            self._overdue.cancel()
            self._overdue = None
