"""The outcome table: what each whole answer to a transfer may be believed to mean."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.providers.faspay.exchange import Reply
from bot.providers.faspay_gateway.refusals import FaspayRefusal
from handlers.services.ports import Gateway
from handlers.services.provider_answers import UNKNOWN_CHANNEL, Accepted, Answer, Doubt, Unknown
from storage.models.channel import Channel
from tests.bot.providers.helpers import (
    CREATED,
    ECHO,
    ERROR,
    GATEWAY,
    Body,
    doubt,
    gateway,
    judged,
    without,
)


def test_it_is_the_gateway_that_the_use_cases_need() -> None:
    port: Gateway = GATEWAY
    assert port is GATEWAY


# Accepted


@pytest.mark.parametrize("status", ["1", "2", 1, 2, " 1 "])
def test_a_created_order_is_accepted_with_all_it_says(status: object) -> None:
    body = json.dumps({**CREATED, "status": status})
    assert judged(body.encode()) == Accepted(
        Answer(
            raw=body,
            echo=ECHO,
            expires_at=datetime(2026, 1, 1, 21, 4, 7, tzinfo=UTC),
            sealed_code="c2VhbGVk",
        )
    )


def test_a_created_order_without_a_code_is_accepted_and_its_code_missing() -> None:
    outcome = judged(without(CREATED, "cashout_code", "trx_expired", "trx_id"))
    assert isinstance(outcome, Accepted)
    assert outcome.answer.sealed_code is None
    assert outcome.answer.expires_at is None


@pytest.mark.parametrize(
    "phone",
    [
        *("6281200000001", "+62 812-0000-0001", "62081200000001", "+081200000001"),
        *(81200000001, 81200000001.0, "81200000001.00"),
    ],
)
def test_the_echoed_phone_is_read_in_its_local_form(phone: object) -> None:
    outcome = judged({**CREATED, "beneficiary_phone": phone})
    assert isinstance(outcome, Accepted)
    assert outcome.answer.echo == ECHO


@pytest.mark.parametrize(
    "phone", ["021555", "+6581200000001", "Budi", "081200000001 (2)", 81200000001.5]
)
def test_an_echoed_phone_that_is_no_mobile_number_stays_as_it_came(phone: object) -> None:
    outcome = judged({**CREATED, "beneficiary_phone": phone})
    assert isinstance(outcome, Accepted)
    assert outcome.answer.echo == replace(ECHO, phone=str(phone))


@pytest.mark.parametrize(
    "change",
    [
        {"beneficiary_phone": 81200000001.0},
        {"trx_amount": "10000000.00"},
        {"trx_amount": 10000000.0},
        {"trx_no": 202601020001.0},
        {"trx_no": 202601020001},
        {"virtual_account": 9920000001},
        {"virtual_account": 9920000001.0},
        {"beneficiary_bank_code": "c013"},
    ],
    ids=repr,
)
def test_an_echo_that_says_the_same_in_another_spelling_is_the_same(change: Body) -> None:
    outcome = judged({**CREATED, **change})
    assert isinstance(outcome, Accepted)
    assert outcome.answer.echo == ECHO


@pytest.mark.parametrize(
    ("change", "read"),
    [
        ({"trx_amount": "100000", "trx_no": "9"}, {"amount": 1_000, "order_no": "9"}),
        ({"trx_amount": "100000.00"}, {"amount": 1_000}),
        ({"trx_amount": "10000050"}, {"amount": "10000050"}),
        ({"trx_amount": 10000000.5}, {"amount": "10000000.5"}),
        ({"trx_amount": "10.000.000"}, {"amount": "10.000.000"}),
        ({"trx_amount": "x" * 100}, {"amount": "x" * 64}),
        ({"beneficiary_phone": "081200000001 (2)"}, {"phone": "081200000001 (2)"}),
        ({"beneficiary_bank_code": "ALF"}, {"channel": Channel.ALFAMART}),
        ({"beneficiary_bank_code": "C014"}, {"channel": UNKNOWN_CHANNEL}),
        ({"beneficiary_bank_code": "permata"}, {"channel": UNKNOWN_CHANNEL}),
        ({"beneficiary_bank_code": ""}, {"channel": None}),
        ({"virtual_account": "9999"}, {"our_account": False}),
        ({"virtual_account": "99200000010"}, {"our_account": False}),
        ({"virtual_account": ""}, {"our_account": None}),
    ],
    ids=repr,
)
def test_a_wrong_echo_is_passed_on_for_the_guard_to_compare(change: Body, read: Body) -> None:
    outcome = judged({**CREATED, **change})
    assert isinstance(outcome, Accepted)
    assert outcome.answer.echo == replace(ECHO, **read)


def test_an_account_is_ours_also_when_a_number_has_lost_its_zeros() -> None:
    with_zeros = gateway(account="0012345678")
    for account in ("0012345678", 12345678):
        body = json.dumps({**CREATED, "virtual_account": account}).encode()
        outcome = with_zeros.judge(Reply(200, body))
        assert isinstance(outcome, Accepted)
        assert outcome.answer.echo.our_account is True


def test_an_end_that_is_a_day_is_the_end_of_that_day() -> None:
    outcome = judged({**CREATED, "trx_expired": "2026-01-02"})
    assert isinstance(outcome, Accepted)
    assert outcome.answer.expires_at == datetime(2026, 1, 2, 16, 59, 59, tzinfo=UTC)


# Unknown


@pytest.mark.parametrize(
    "change",
    [
        {"status": "3"},
        {"status": "4"},
        {"status": "5"},
        {"status": "6"},
        {"status": "9"},
        {"status": "11"},
        {"status": "0"},
        {"status": None},
        {"status": True},
        {"response_code": "01"},
        {"response_code": "99"},
        {"response_code": "0"},
        {"response_code": 0},
        {"response_code": None},
    ],
    ids=repr,
)
def test_anything_short_of_a_created_order_is_unknown_and_its_code_is_kept(change: Body) -> None:
    outcome = judged({**CREATED, **change})
    assert doubt(outcome) is Doubt.UNKNOWN_TEXT
    assert isinstance(outcome, Unknown)
    assert outcome.answer is not None
    assert outcome.answer.sealed_code == "c2VhbGVk"


@pytest.mark.parametrize(
    "status", [201, 202, 204, 302, 307, 400, 401, 404, 409, 500, 502, 503, 504]
)
def test_any_http_status_but_200_is_unknown_and_its_code_is_kept(status: int) -> None:
    outcome = judged(CREATED, status)
    assert isinstance(outcome, Unknown)
    assert outcome.doubt is Doubt.HTTP_STATUS
    assert outcome.answer is not None
    assert outcome.answer.sealed_code == "c2VhbGVk"


@pytest.mark.parametrize("refusal", FaspayRefusal)
@pytest.mark.parametrize("status", [400, 401, 500])
def test_a_refusal_under_another_http_status_is_unknown(
    refusal: FaspayRefusal, status: int
) -> None:
    assert doubt(judged({**ERROR, "message": refusal.text}, status)) is Doubt.HTTP_STATUS


@pytest.mark.parametrize("status", [500, 502, 503])
def test_an_error_page_is_unknown(status: int) -> None:
    page = "<html>Bad Gateway</html>"
    assert judged(page.encode(), status) == Unknown(Doubt.HTTP_STATUS, Answer(page))


@pytest.mark.parametrize(
    "body",
    [b"", b" ", b"<html>", b"[]", b"null", b'"00"', b"\xff\xfe", b'{"status":' * 20_000],
    ids=lambda body: repr(body[:12]),
)
def test_an_answer_that_is_no_json_object_is_unknown_and_kept(body: bytes) -> None:
    kept = Answer(body.decode("utf-8", "replace")) if body else None
    assert judged(body) == Unknown(Doubt.UNREADABLE, kept)


@pytest.mark.parametrize(
    "broken",
    [
        b'{"cashout_code":"c2VhbGVk","status":"1","response_code":"00","status":"1"}',
        b'{"cashout_code":"c2VhbGVk","status":"1","response_code":"00","x":NaN}',
        b'{"cashout_code":"c2VhbGVk","status":"1","response_code":"00","x":"\xff"}',
        b'{"cashout_code":"c2VhbGVk","status":"1","respon',
        b'<b>Notice</b>{"cashout_code":"c2VhbGVk","status":"1","response_code":"00"}',
    ],
    ids=["twice", "nan", "not utf-8", "cut off", "warning before"],
)
def test_a_broken_answer_is_unknown_and_its_code_is_kept(broken: bytes) -> None:
    outcome = judged(broken)
    assert isinstance(outcome, Unknown)
    assert outcome.doubt is Doubt.UNREADABLE
    assert outcome.answer is not None
    assert outcome.answer.sealed_code == "c2VhbGVk"


@pytest.mark.parametrize("field", ["message", "response_desc"])
def test_a_duplicate_exists_and_is_never_rejected(field: str) -> None:
    body = {**ERROR, field: "Your Transaction Number already exists"}
    assert doubt(judged(body)) is Doubt.DUPLICATE


@pytest.mark.parametrize("refusal", FaspayRefusal)
def test_a_duplicate_beside_a_refusal_is_still_a_duplicate(refusal: FaspayRefusal) -> None:
    body = {
        **ERROR,
        "response_code": "01",
        "message": refusal.text,
        "response_desc": "Your Transaction Number already exists",
    }
    assert doubt(judged(body)) is Doubt.DUPLICATE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Internal Error",
        "Transaction not found",
        "Saldo tidak cukup",
        "unauthorized",
        "Unauthorized.",
        "Invalid Virtual Account: 9920000001",
        "your transaction number already exists",
    ],
)
def test_a_text_that_is_not_on_the_list_is_unknown(text: str) -> None:
    assert doubt(judged({**ERROR, "message": text})) is Doubt.UNKNOWN_TEXT


@pytest.mark.parametrize(
    "change",
    [
        {"status": "1"},
        {"status": "4"},
        {"response_code": "00"},
        {"cashout_code": "c2VhbGVk"},
        {"trx_id": 395855},
        {"trx_status": "1"},
    ],
    ids=repr,
)
def test_a_refusal_that_also_speaks_of_an_order_is_unknown(change: Body) -> None:
    body = {**ERROR, "message": "Invalid Virtual Account", **change}
    assert doubt(judged(body)) is Doubt.UNKNOWN_TEXT


def test_a_text_alone_refuses_nothing() -> None:
    assert doubt(judged({"message": "Unauthorized"})) is Doubt.UNKNOWN_TEXT
