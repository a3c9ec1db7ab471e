"""The same over the client's whole way: token, HTTP, compression; for every service we use."""

import asyncio
import gzip
import json
from collections.abc import Mapping

import httpx
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.faspay.wire import AmountUnit
from bot.providers.faspay_gateway import FaspayGateway
from handlers.services.ports import ProviderUnavailable
from handlers.services.provider_answers import (
    Accepted,
    Balance,
    Found,
    NotFound,
    NotSent,
    Rejected,
    StatementLine,
    Unclear,
    Unknown,
)
from tests.bot.providers.faspay.helpers import NOW, mock_client
from tests.bot.providers.helpers import (
    CREATED,
    ORDER_NO,
    REQUEST,
    SENDER,
    gateway,
)
from tests.fuzz.answers import (
    CODE,
    DAY,
    NO_HEADERS,
    ROW,
    STATEMENT,
    Body,
    http_statuses,
    raw_bodies,
    said,
)
from tests.fuzz.budget import examples
from tests.fuzz.strategies import json_values, scalars, spiced


def ask(raw: bytes, status: int = 200, headers: Mapping[bytes, bytes] = NO_HEADERS) -> list[object]:
    """Let every call to Faspay be answered so; the token is given honestly."""

    async def all_calls() -> list[object]:
        def wire(_request: httpx.Request) -> httpx.Response:
            # A stream, as from a socket: httpx would undo the compression of given content.
            return httpx.Response(
                status, stream=httpx.ByteStream(raw), headers=list(headers.items())
            )

        faspay = gateway(wire)
        calls = (faspay.transfer(REQUEST, lambda: True), faspay.inquire(ORDER_NO))
        reads = (faspay.balance(), faspay.statement(DAY, DAY))
        return list(await asyncio.gather(*calls, *reads, return_exceptions=True))

    return asyncio.run(all_calls())


headers = st.dictionaries(
    st.sampled_from(["Date", "Content-Encoding", "Content-Type", "Content-Length", "Location"]),
    st.sampled_from(["", "gzip", "deflate", "br", "GZIP", "identity", "x", "-1", "9" * 5000])
    | st.sampled_from(["Thu, 01 Jan 2026 20:04:05 GMT", "Thu, 99 Foo 0000", "é", ",", " "]),
    max_size=3,
)


@examples(150)
@given(raw_bodies | st.just(gzip.compress(json.dumps(CREATED).encode())), http_statuses, headers)
def test_no_answer_on_the_wire_makes_a_call_raise_or_lose_a_code(
    raw: bytes, status: int, sent: dict[str, str]
) -> None:
    sent_raw = {name.encode(): value.encode() for name, value in sent.items()}
    transfer, inquiry, balance, statement = ask(raw, status, sent_raw)
    assert isinstance(transfer, Accepted | Rejected | Unknown)
    if isinstance(transfer, Accepted):
        assert status == 200
    if b"cashout_code" in raw and CODE.encode() in raw:
        assert isinstance(transfer, Accepted | Unknown)
        assert transfer.answer is not None
        assert CODE in transfer.answer.raw
    assert isinstance(inquiry, Found | NotFound | Unclear)
    assert isinstance(balance, Balance | ProviderUnavailable)
    assert isinstance(statement, list | ProviderUnavailable)
    for result in (transfer, inquiry, balance, statement):
        assert CODE not in repr(result)


@examples(150)
@given(
    st.dictionaries(st.sampled_from([*STATEMENT, "status"]), json_values | scalars, max_size=2),
    st.dictionaries(st.sampled_from(sorted(ROW)), json_values | scalars | spiced, max_size=2),
    st.integers(0, 3),
)
def test_a_statement_is_read_whole_or_not_at_all(change: Body, in_row: Body, at: int) -> None:
    rows: list[Body] = [dict(ROW) for _ in range(3)]
    rows.insert(at, ROW | in_row)
    body = json.dumps(STATEMENT | {"data": rows} | change).encode()
    _transfer, _inquiry, balance, statement = ask(body)
    if isinstance(statement, list):
        assert len(statement) == (len(change["data"]) if "data" in change else 4)
        assert all(isinstance(line, StatementLine) for line in statement)
    else:
        assert isinstance(statement, ProviderUnavailable)
    if isinstance(balance, Balance):
        assert said(body, "response_code") == "00"
        whole, _point, _cents = (said(body, "available_balance") or "").partition(".")
        assert int(balance.available) == int(whole)


@examples(150)
@given(
    st.dictionaries(
        st.sampled_from(["access_token", "expired_in", "status", "response_code"]),
        json_values | scalars | st.sampled_from(["9" * 400, "36000", "-5", "1e9"]),
        max_size=3,
    )
    | st.none(),
    st.binary(max_size=40),
    http_statuses,
)
def test_without_a_token_nothing_is_sent_and_no_token_is_shown(
    change: Body | None, raw: bytes, status: int
) -> None:
    token = {"access_token": "hush-hush", "expired_in": "36000", "response_code": "00"}
    answer = raw if change is None else json.dumps(token | change).encode()
    sent: list[httpx.Request] = []

    def wire(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/tokens"):
            return httpx.Response(status, content=answer)
        sent.append(request)
        return httpx.Response(200, json=CREATED)

    faspay = FaspayGateway(mock_client(wire), (), SENDER, AmountUnit.HUNDREDTHS, lambda: NOW)
    outcome = asyncio.run(faspay.transfer(REQUEST, lambda: True))
    given_token = status == 200 and said(answer, "access_token") if change is not None else None
    if sent:
        assert given_token
        assert said(answer, "response_code") == "00"
        assert isinstance(outcome, Accepted)
    else:
        assert isinstance(outcome, NotSent)
    assert "hush" not in repr(outcome)
