"""Balance and statement: whole rupiah, all of it or nothing."""

import asyncio
import gzip
import json
import sys
from collections import Counter
from collections.abc import Coroutine
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from bot.providers.faspay_gateway import FaspayGateway
from handlers.services.ports import ProviderUnavailable
from handlers.services.provider_answers import Balance, Doubt, StatementLine
from storage.values import Rupiah
from tests.bot.providers.helpers import GATEWAY, Body, gateway, without

BALANCE: Body = {
    "balance": "7897000.00",
    "available_balance": "6897000.00",
    "status": "2",
    "response_code": "00",
}
LINE: Body = {
    "transaction_date": "12/02/2019 08:51:00",
    "transaction_type": "D",
    "transaction_amount": "25000.00",
    "transaction_name": "transfer",
    "transaction_desc": "202601020001",
}
STATEMENT: Body = {
    "start_date": "2019-02-01",
    "end_date": "2019-02-12",
    "data": [LINE, {**LINE, "transaction_type": "K"}],
    "response_code": "00",
}
LONG_LINE: Body = LINE | {
    "transaction_desc": "202601020001 BANTUAN 9920000001 i2oM0123456789abcd_1767297846878866"
}
MONTH_OF_A_BUSY_COMPANY = 31 * 200 * 3
"""Lines: each of 200 orders a day with its debit, its fee and its refund."""
PACKED = {"Content-Encoding": "gzip"}
FIRST, LAST = date(2019, 2, 1), date(2019, 2, 12)


def balance_of(body: object, status: int = 200) -> Balance:
    return asyncio.run(gateway(lambda _: httpx.Response(status, json=body)).balance())


def statement_of(body: object) -> list[StatementLine]:
    wire = gateway(lambda _: httpx.Response(200, json=body))
    return asyncio.run(wire.statement(FIRST, LAST))


def test_the_balance_is_plain_rupiah() -> None:
    assert balance_of(BALANCE) == Balance(total=Rupiah(7_897_000), available=Rupiah(6_897_000))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({**BALANCE, "balance": "1.50"}, Doubt.UNREADABLE),
        (without(BALANCE, "available_balance"), Doubt.UNREADABLE),
        ({**BALANCE, "response_code": "99"}, Doubt.UNKNOWN_TEXT),
        ([], Doubt.UNREADABLE),
    ],
)
def test_a_balance_that_cannot_be_read_is_unavailable(body: object, why: Doubt) -> None:
    with pytest.raises(ProviderUnavailable) as caught:
        balance_of(body)
    assert caught.value.doubt is why


def test_a_balance_under_another_http_status_is_unavailable() -> None:
    with pytest.raises(ProviderUnavailable) as caught:
        balance_of(BALANCE, 500)
    assert caught.value.doubt is Doubt.HTTP_STATUS


def test_a_balance_or_statement_without_an_answer_is_unavailable() -> None:
    def wire(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("")

    for call in (gateway(wire).balance(), gateway(wire).statement(FIRST, LAST)):
        with pytest.raises(ProviderUnavailable) as caught:
            asyncio.run(call)
        assert caught.value.doubt is Doubt.TIMEOUT


@pytest.mark.parametrize("packed", [False, True])
def test_a_statement_of_a_busy_day_is_read_whole(*, packed: bool) -> None:
    body = json.dumps({**STATEMENT, "data": [LINE] * 2_000}).encode()
    assert len(body) > 300_000
    content, headers = (gzip.compress(body), PACKED) if packed else (body, {})
    wire = gateway(lambda _: httpx.Response(200, stream=httpx.ByteStream(content), headers=headers))
    assert len(asyncio.run(wire.statement(FIRST, LAST))) == 2_000


@pytest.mark.parametrize("packed", [False, True])
def test_a_statement_without_end_is_unavailable_and_no_other_answer_may_be_as_long(
    *, packed: bool
) -> None:
    def answer_of(octets: int) -> FaspayGateway:
        body = json.dumps(STATEMENT | BALANCE).encode() + b" " * octets
        content, headers = (gzip.compress(body), PACKED) if packed else (body, {})
        return gateway(
            lambda _: httpx.Response(200, stream=httpx.ByteStream(content), headers=headers)
        )

    for call in (
        answer_of(4 * 1024 * 1024).statement(FIRST, LAST),
        answer_of(64 * 1024).balance(),
    ):
        with pytest.raises(ProviderUnavailable) as caught:
            asyncio.run(call)
        assert caught.value.doubt is Doubt.UNREADABLE


def test_a_statement_of_a_whole_month_of_a_busy_company_is_read() -> None:
    statement = {**STATEMENT, "data": [LONG_LINE] * MONTH_OF_A_BUSY_COMPANY}
    body = json.dumps(statement, separators=(",", ":")).encode()
    assert len(body) < 4 * 1024 * 1024 < len(body) * 1.2
    wire = gateway(lambda _: httpx.Response(200, stream=httpx.ByteStream(body)))
    assert len(asyncio.run(wire.statement(FIRST, LAST))) == MONTH_OF_A_BUSY_COMPANY


def _called_by_the_loop(call: Coroutine[Any, Any, object]) -> Counter[str]:
    """Return how often the event loop's own thread has called each function, by its name."""
    called: Counter[str] = Counter()
    sys.setprofile(
        lambda frame, event, _arg: called.update([frame.f_code.co_name][event != "call" :])
    )
    try:
        asyncio.run(call)
    finally:
        sys.setprofile(None)
    return called


def test_a_statement_is_taken_apart_beside_the_event_loop_and_a_balance_on_it() -> None:
    wire = gateway(lambda _: httpx.Response(200, json=STATEMENT | BALANCE))
    balance = _called_by_the_loop(wire.balance())
    statement = _called_by_the_loop(wire.statement(FIRST, LAST))
    of_a_token = 1
    objects = 1 + len(STATEMENT["data"])
    assert balance["_unique"] == of_a_token + objects
    assert (statement["_unique"], statement["_entry"]) == (of_a_token, 0)


@pytest.mark.parametrize("empty", ["{}", "[]", '{"a":[]}'])
def test_a_statement_of_more_things_than_a_month_has_lines_is_not_taken_apart(empty: str) -> None:
    body = json.dumps(STATEMENT).replace("{", f'{{"x":[{",".join([empty] * 20_000)}],', 1)
    with pytest.raises(ProviderUnavailable) as caught:
        asyncio.run(gateway(lambda _: httpx.Response(200, text=body)).statement(FIRST, LAST))
    assert caught.value.doubt is Doubt.UNREADABLE


def test_a_statement_is_read_line_by_line() -> None:
    debit = StatementLine(
        at=datetime(2019, 2, 12, 1, 51, tzinfo=UTC),
        debit=True,
        amount=Rupiah(25_000),
        name="transfer",
        description="202601020001",
    )
    assert statement_of(STATEMENT) == [debit, replace(debit, debit=False)]
    assert statement_of({**STATEMENT, "data": []}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"data": None},
        {"data": {}},
        {"data": [LINE, "x"]},
        {"data": [{**LINE, "transaction_type": "X"}]},
        {"data": [{**LINE, "transaction_date": "2019-02-12"}]},
        {"data": [{**LINE, "transaction_amount": "25000.01"}]},
        {"end_date": "2019-02-11"},
        {"start_date": "2019-02-02"},
    ],
    ids=repr,
)
def test_a_statement_is_read_whole_or_not_at_all(change: Body) -> None:
    with pytest.raises(ProviderUnavailable) as caught:
        statement_of({**STATEMENT, **change})
    assert caught.value.doubt is Doubt.UNREADABLE


@pytest.mark.parametrize(("first", "last"), [(LAST, FIRST), (FIRST, date(2019, 4, 1))])
def test_a_statement_of_more_than_a_month_is_not_asked_for(first: date, last: date) -> None:
    with pytest.raises(ValueError, match="one month"):
        asyncio.run(GATEWAY.statement(first, last))
