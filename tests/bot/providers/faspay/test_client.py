import asyncio
import json
import traceback
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta

import httpx
import pytest

from bot.providers.faspay.client import FaspayClient
from bot.providers.faspay.errors import Fault, NotSentError, UnansweredError
from bot.providers.faspay.exchange import Reply, system_transport
from tests.bot.providers.faspay.helpers import CREDENTIALS, NOW, TOKEN, mock_client

FIELDS = {"trx_no": "202601020001", "beneficiary_name": "Budi/é"}
ANSWER = {"response_code": "00", "status": "1"}
Answer = Callable[[httpx.Request], httpx.Response]


class Recorder:
    """A wire that remembers: tokens succeed, services answer as told, last answer repeated."""

    def __init__(self, *answers: httpx.Response | Exception, token: object = TOKEN) -> None:
        self.requests: list[httpx.Request] = []
        self._answers = list(answers) or [httpx.Response(200, json=ANSWER)]
        self._token = token

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if request.url.path.endswith("/tokens"):
            return httpx.Response(200, json=self._token)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def calls(self) -> list[tuple[str, str]]:
        return [(r.method, r.url.path) for r in self.requests]


def transfer(wire: Answer, may_send: Callable[[], bool] = lambda: True) -> Reply:
    return asyncio.run(mock_client(wire).transfer(FIELDS, may_send))


def not_sent(wire: Answer) -> Fault:
    with pytest.raises(NotSentError) as caught:
        transfer(wire)
    return caught.value.fault


def test_a_transfer_is_a_token_and_one_post() -> None:
    wire = Recorder()
    reply = transfer(wire)
    assert reply.http_status == 200
    assert wire.calls == [("GET", "/account/api/tokens"), ("POST", "/account/api/transfer")]
    assert wire.requests[0].content == b""
    assert json.loads(wire.requests[1].content) == FIELDS
    assert all(r.headers["Content-Type"] == "application/json" for r in wire.requests)


def test_reads_are_a_token_and_a_get_with_segments() -> None:
    wire = Recorder()
    client = mock_client(wire)

    async def read() -> None:
        await client.inquiry_status("202601020001")
        await client.balance()
        await client.statement(date(2026, 1, 1), date(2026, 1, 31))

    asyncio.run(read())
    assert wire.calls[1::2] == [
        ("GET", "/account/api/inquiry_status/9920000001/202601020001"),
        ("GET", "/account/api/balance_inquiry/9920000001"),
        ("GET", "/account/api/mutasi/9920000001/2026-01-01/2026-01-31"),
    ]
    assert not any(r.content for r in wire.requests)


def test_a_token_is_signed_with_the_path_of_its_service() -> None:
    wire = Recorder()
    transfer(wire)
    recorded = "g6zDljsJSZ0syzpzG/VhMAO83JkydoPRltMgI6/A/9XzK32494ZxMOvDCpzM1LC1"
    signature = wire.requests[0].headers["faspay-signature"]
    assert wire.requests[0].headers["faspay-timestamp"] == "2026-01-02 03:04:05"
    assert signature[:30] == recorded[:30]


def test_an_order_number_cannot_leave_its_path_segment() -> None:
    wire = Recorder()
    asyncio.run(mock_client(wire).inquiry_status("../1?x"))
    assert wire.requests[1].url.raw_path.endswith(b"/9920000001/..%2F1%3Fx")


@pytest.mark.parametrize(
    ("token", "fault"),
    [
        ({**TOKEN, "response_code": "99"}, Fault.REFUSED),
        ({**TOKEN, "access_token": ""}, Fault.REFUSED),
        ({"status": "9", "message": "Unauthorized"}, Fault.REFUSED),
        ([], Fault.UNREADABLE),
    ],
)
def test_without_a_token_nothing_is_sent(token: object, fault: Fault) -> None:
    wire = Recorder(token=token)
    assert not_sent(wire) is fault
    assert wire.calls == [("GET", "/account/api/tokens")]


@pytest.mark.parametrize("status", [302, 401, 404, 500, 503])
def test_a_token_call_answered_with_another_status_sends_nothing(status: int) -> None:
    assert not_sent(lambda _: httpx.Response(status, json=TOKEN)) is Fault.HTTP_STATUS


@pytest.mark.parametrize(
    ("exc", "fault"),
    [
        (httpx.ReadTimeout(""), Fault.TIMEOUT),
        (httpx.ReadError(""), Fault.BROKEN),
        (httpx.ConnectError(""), Fault.UNREACHABLE),
        (RuntimeError(), Fault.BROKEN),
    ],
    ids=repr,
)
def test_a_token_call_that_failed_in_any_way_sends_nothing(exc: Exception, fault: Fault) -> None:
    def wire(_: httpx.Request) -> httpx.Response:
        raise exc

    assert not_sent(wire) is fault


def test_leave_is_asked_after_the_token_call_and_without_it_nothing_is_sent() -> None:
    wire = Recorder()
    asked_after: list[int] = []

    def may_send() -> bool:
        asked_after.append(len(wire.requests))
        return False

    with pytest.raises(NotSentError) as caught:
        transfer(wire, may_send)
    assert caught.value.fault is Fault.HELD_BACK
    assert asked_after == [1]
    assert wire.calls == [("GET", "/account/api/tokens")]


@pytest.mark.parametrize("exc", [httpx.ReadError(""), httpx.ConnectError("")], ids=repr)
def test_a_transfer_is_never_repeated(exc: Exception) -> None:
    wire = Recorder(exc, httpx.Response(200, json=ANSWER))
    with pytest.raises((NotSentError, UnansweredError)):
        transfer(wire)
    assert len([1 for method, _ in wire.calls if method == "POST"]) == 1


@pytest.mark.parametrize("exc", [httpx.ReadError(""), httpx.ConnectError("")], ids=repr)
def test_a_read_is_repeated_once_when_the_connection_failed(exc: Exception) -> None:
    wire = Recorder(exc, httpx.Response(200, json=ANSWER))
    assert asyncio.run(mock_client(wire).balance()).http_status == 200
    with pytest.raises((NotSentError, UnansweredError)):
        asyncio.run(mock_client(Recorder(exc)).balance())


def test_a_slow_service_is_not_asked_again() -> None:
    wire = Recorder(httpx.ReadTimeout(""))
    with pytest.raises(UnansweredError) as caught:
        asyncio.run(mock_client(wire).balance())
    assert caught.value.fault is Fault.TIMEOUT
    assert len(wire.calls) == 2


def test_an_unwell_service_is_not_asked_again() -> None:
    wire = Recorder(httpx.Response(500))
    assert asyncio.run(mock_client(wire).balance()).http_status == 500
    assert len(wire.calls) == 2


def test_every_call_has_its_own_token_unless_told_otherwise() -> None:
    async def twice(client: FaspayClient) -> None:
        await client.balance()
        await client.balance()
        await client.inquiry_status("1")

    fresh, reused = Recorder(), Recorder()
    asyncio.run(twice(mock_client(fresh)))
    asyncio.run(twice(mock_client(reused, reuse_tokens=True)))
    assert len([p for _, p in fresh.calls if p.endswith("/tokens")]) == 3
    assert len([p for _, p in reused.calls if p.endswith("/tokens")]) == 2


@pytest.mark.parametrize("seconds", ["60", "", "x", "-1", "٣٦٠٠"])
def test_a_token_about_to_end_is_not_kept(seconds: str) -> None:
    wire = Recorder(token={**TOKEN, "expired_in": seconds})
    client = mock_client(wire, reuse_tokens=True)

    async def twice() -> None:
        await client.balance()
        await client.balance()

    asyncio.run(twice())
    assert len(wire.calls) == 4


def test_an_absurd_life_of_a_token_is_no_error() -> None:
    wire = Recorder(token={**TOKEN, "expired_in": "9" * 30})
    assert asyncio.run(mock_client(wire, reuse_tokens=True).balance()).http_status == 200


def test_a_kept_token_is_forgotten_when_its_service_objects() -> None:
    wire = Recorder(httpx.Response(200, json={"message": "Unauthorized"}))
    client = mock_client(wire, reuse_tokens=True)

    async def twice() -> None:
        await client.balance()
        await client.balance()

    asyncio.run(twice())
    assert len([p for _, p in wire.calls if p.endswith("/tokens")]) == 2


def test_clock_skew_is_faspays_clock_minus_ours() -> None:
    date_header = {"Date": "Thu, 01 Jan 2026 20:04:35 GMT"}
    client = mock_client(Recorder(httpx.Response(200, json=ANSWER, headers=date_header)))
    assert client.clock_skew is None
    asyncio.run(client.balance())
    assert client.clock_skew == timedelta(seconds=30)


@pytest.mark.parametrize(
    ("dates", "tokens"), [(("04:05", "04:05"), 1), (("09:05", "04:05"), 2), (("09:05", "09:05"), 2)]
)
def test_a_transfer_looks_twice_at_a_clock_that_seems_wrong(
    dates: tuple[str, str], tokens: int
) -> None:
    seen: list[timedelta | None] = []
    asked: list[str] = []

    def wire(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        date = dates[min(len(asked), len(dates)) - 1]
        headers = {"Date": f"Thu, 01 Jan 2026 20:{date} GMT"}
        return httpx.Response(200, json=TOKEN, headers=headers)

    client = mock_client(wire)

    def may_send() -> bool:
        seen.append(client.clock_skew)
        return False

    with pytest.raises(NotSentError):
        asyncio.run(client.transfer(FIELDS, may_send))
    assert len(asked) == tokens
    wrong = dates[-1] == "09:05"
    assert seen == [timedelta(minutes=5) if wrong else timedelta()]


def test_a_garbled_date_leaves_the_skew_as_it_was() -> None:
    client = mock_client(Recorder(httpx.Response(200, json=ANSWER, headers={"Date": "soon"})))
    asyncio.run(client.balance())
    assert client.clock_skew is None


def test_a_failure_shows_neither_credentials_nor_fields() -> None:
    def wire(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(str(request.headers), request=request)

    with pytest.raises(NotSentError) as caught:
        transfer(wire)
    shown = "".join(traceback.format_exception(caught.value)) + repr(vars(caught.value))
    assert not any(value in shown for value in asdict(CREDENTIALS).values())
    assert "faspay-signature" not in shown
    assert caught.value.__context__ is None


def test_an_answer_hides_its_body() -> None:
    assert "code" not in repr(Reply(200, b'{"cashout_code": "1234567890"}'))


def test_the_clock_is_asked_for_each_request() -> None:
    times = iter([NOW, NOW, NOW, NOW, NOW + timedelta(seconds=9), NOW, NOW])
    wire = Recorder()
    client = FaspayClient(
        "https://faspay.invalid/",
        CREDENTIALS,
        transport=httpx.MockTransport(wire),
        now=lambda: next(times),
    )
    asyncio.run(client.transfer(FIELDS, lambda: True))
    stamps = [r.headers["faspay-timestamp"] for r in wire.requests]
    assert stamps == ["2026-01-02 03:04:05", "2026-01-02 03:04:14"]


def test_the_system_transport_can_be_built_and_closed() -> None:
    async def build() -> None:
        client = FaspayClient(
            "https://faspay.invalid",
            CREDENTIALS,
            transport=system_transport(),
            now=lambda: NOW,
        )
        await client.aclose()

    asyncio.run(build())
