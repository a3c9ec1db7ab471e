import asyncio

import httpx
import pytest

from bot.providers.faspay.errors import FaspayError, Fault, NotSentError, UnansweredError
from bot.providers.faspay.first_byte import FirstByte

WRITING = "http11.send_request_headers.started"
CONNECTING = [httpx.ConnectError(""), httpx.ConnectTimeout(""), httpx.PoolTimeout("")]
AFTER = [
    httpx.ReadError(""),
    httpx.ReadTimeout(""),
    httpx.WriteError(""),
    httpx.WriteTimeout(""),
    httpx.CloseError(""),
    httpx.RemoteProtocolError(""),
    httpx.LocalProtocolError(""),
    httpx.DecodingError(""),
    TimeoutError(),
    OSError(),
    RuntimeError(),
]


def explained(exc: Exception, *, begun: bool) -> FaspayError:
    first_byte = FirstByte(lambda: True)
    if begun:
        asyncio.run(first_byte(WRITING, {}))
    return first_byte.explain(exc, b"partial")


@pytest.mark.parametrize("exc", CONNECTING, ids=repr)
def test_a_failure_to_connect_proves_that_nothing_was_sent(exc: Exception) -> None:
    assert isinstance(explained(exc, begun=False), NotSentError)


@pytest.mark.parametrize("exc", CONNECTING, ids=repr)
def test_once_writing_began_no_error_proves_anything(exc: Exception) -> None:
    assert isinstance(explained(exc, begun=True), UnansweredError)


@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize("exc", AFTER, ids=repr)
def test_every_other_failure_may_have_been_sent(exc: Exception, *, begun: bool) -> None:
    failure = explained(exc, begun=begun)
    assert isinstance(failure, UnansweredError)
    assert failure.partial == b"partial"


def test_time_outs_are_told_from_broken_connections() -> None:
    faults = [explained(exc, begun=True) for exc in (*CONNECTING, *AFTER)]
    assert [f.fault for f in faults if isinstance(f, UnansweredError)] == [
        Fault.UNREACHABLE,
        Fault.TIMEOUT,
        Fault.TIMEOUT,
        Fault.BROKEN,
        Fault.TIMEOUT,
        Fault.BROKEN,
        Fault.TIMEOUT,
        *[Fault.BROKEN] * 4,
        Fault.TIMEOUT,
        *[Fault.BROKEN] * 2,
    ]


def test_other_events_neither_ask_nor_count() -> None:
    first_byte = FirstByte(lambda: pytest.fail("asked"))
    asyncio.run(first_byte("connection.connect_tcp.started", {}))
    assert not first_byte.begun


def test_leave_withdrawn_at_the_first_byte_stops_it() -> None:
    first_byte = FirstByte(lambda: False)
    with pytest.raises(NotSentError) as caught:
        asyncio.run(first_byte(WRITING, {}))
    assert caught.value.fault is Fault.HELD_BACK
    assert not first_byte.begun
