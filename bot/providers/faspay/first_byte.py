"""Knows whether a request began to be written, and can still forbid it."""

from collections.abc import Callable, Mapping

import httpx

from bot.providers.faspay.errors import FaspayError, Fault, NotSentError, UnansweredError

_WRITING = ".send_request_headers.started"

# Raised only while a connection is waited for or made (httpcore's pool and connection modules).
_CONNECTING = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class FirstByte:
    """httpcore's trace hook of one request (python-httpx.org, "Extensions: trace").

    httpcore awaits the hook right before it writes the first byte, on a new connection and on one
    kept alive. So leave to send is asked at the last possible moment, after the wait for a
    connection; and a request for which the hook was never asked has left nothing behind.
    """

    def __init__(self, may_send: Callable[[], bool]) -> None:
        self._may_send = may_send
        self.begun = False

    async def __call__(self, event: str, _info: Mapping[str, object]) -> None:
        """Take note of httpcore's event; raise NotSentError if leave to send was withdrawn."""
        if event.endswith(_WRITING):
            self.ask()
            self.begun = True

    def ask(self) -> None:
        """Raise NotSentError unless the request may be sent."""
        if not self._may_send():
            raise NotSentError(Fault.HELD_BACK)

    def explain(self, exc: Exception, partial: bytes) -> FaspayError:
        """Say what a failure of this request means: unsure is always "may have been sent"."""
        if isinstance(exc, NotSentError | UnansweredError):
            return exc
        if isinstance(exc, _CONNECTING) and not self.begun:
            return NotSentError(_fault(exc))
        return UnansweredError(_fault(exc), partial)


def _fault(exc: Exception) -> Fault:
    if isinstance(exc, httpx.ConnectError):
        return Fault.UNREACHABLE
    timed_out = isinstance(exc, httpx.TimeoutException | TimeoutError)
    return Fault.TIMEOUT if timed_out else Fault.BROKEN
