"""HTTP as uvicorn speaks it, but a request must come to its end: in time, and within its size."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class Waiting:
    """The connections of one server that wait for a whole request, the longest first.

    Where there are more than may be, the one that has waited longest is hung up on: it is silent,
    or slow, or idle between two requests. So whoever comes and speaks is heard, however many come
    and do not; a request that has come whole is never dropped for others.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._longest_first: dict[BoundedProtocol, None] = {}

    def join(self, connection: "BoundedProtocol") -> None:
        """Wait from now on."""
        self.leave(connection)
        self._longest_first[connection] = None
        if len(self._longest_first) > self._most:
            longest = next(iter(self._longest_first))
            self.leave(longest)
            longest.transport.close()

    def leave(self, connection: "BoundedProtocol") -> None:
        """Wait no more."""
        self._longest_first.pop(connection, None)


class BoundedProtocol(HttpToolsProtocol):
    """Hangs up on a request that is too long, or that has not come whole in time.

    uvicorn itself waits for ever (only a connection between two requests has an end), and its
    parser copies the growing piece of an endless header again and again. No word is said: whoever
    sends such a request is none of those who post to us.
    """

    HEAD_OCTETS = 64 * 1024
    """Of the request line with all headers; the last read of the socket comes on top."""
    WHOLE_OCTETS = 2 * 1024 * 1024
    """Of a whole request, its trailers included: twice the largest body that is taken."""
    WHOLE_SECONDS = 15.0
    """From the first octet (the first request: from the connection) to the last. A body that is
    read has ten seconds, and an answer when they end (bot.web.body): these are for all others."""

    _overdue: asyncio.TimerHandle | None = None
    """Set while a request is awaited that has not come whole."""
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
        """Expect nothing any more."""
        self._expect_nothing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take the next octets, unless they are too many."""
        self._expect()  # whatever comes after a whole request, be it no request at all
        self._octets += len(data)
        super().data_received(data)
        most = self.WHOLE_OCTETS if self._head_is_whole else self.HEAD_OCTETS
        if self._overdue is not None and self._octets > most:
            self.transport.close()

    def on_message_begin(self) -> None:
        """Expect the rest of a request that began behind another one in the same octets."""
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
            self._expect()  # answered before it was whole: uvicorn has forgotten to wait for more
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
