"""Whatever Faspay answers: only an exact yes is a yes, only listed words a no, the rest is open."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.faspay.fields import read_object
from bot.providers.faspay_gateway.refusals import FaspayRefusal
from handlers.services.provider_answers import (
    Accepted,
    Doubt,
    Found,
    NotFound,
    NotSent,
    Outcome,
    Rejected,
    Unclear,
    Unknown,
)
from tests.bot.providers.helpers import (
    CREATED,
    DIGITS,
    ECHO,
    ERROR,
    ORDER_NO,
    doubt,
    found,
    judged,
)
from tests.fuzz.answers import CODE, http_statuses, raw_bodies, said
from tests.fuzz.budget import examples, quickly
from tests.fuzz.strategies import nested


@examples(500)
@given(raw_bodies, http_statuses)
def test_only_an_exact_yes_is_accepted_and_only_listed_words_are_a_refusal(
    raw: bytes, status: int
) -> None:
    outcome = judged(raw, status)
    match outcome:
        case Accepted(answer=answer):
            assert status == 200
            assert said(raw, "response_code") == "00"
            assert said(raw, "status") in {"1", "2"}
            assert answer.sealed_code == (said(raw, "cashout_code") or None)
        case Rejected(refusal=refusal):
            assert status == 200
            assert refusal in {each.text for each in FaspayRefusal}
            assert said(raw, "status") in {"9", None}
            assert said(raw, "response_code") not in {"00", None} or said(raw, "status") == "9"
            heard = {said(raw, "message"), said(raw, "response_desc")}
            assert refusal in heard or said(raw, "response_code") == "01"
            assert not said(raw, "cashout_code")
        case Unknown():
            pass
        case NotSent():
            pytest.fail("an answer is proof that something was sent")
    assert_keeps_what_may_be_a_code(raw, outcome)
    assert_shows_no_code(outcome)


def assert_keeps_what_may_be_a_code(raw: bytes, outcome: Outcome) -> None:
    if raw and not isinstance(outcome, Rejected):
        assert isinstance(outcome, Accepted | Unknown)
        assert outcome.answer is not None
        assert outcome.answer.raw == raw.decode("utf-8", "replace")


def assert_shows_no_code(outcome: Outcome) -> None:
    for shown in (repr(outcome), str(outcome), f"{outcome}"):
        assert CODE not in shown
        assert "cashout_code" not in shown


@pytest.mark.parametrize("code", [True, ["c2VhbGVk"], {"value": "c2VhbGVk"}])
def test_a_refusal_that_holds_anything_as_a_code_is_no_refusal(code: object) -> None:
    refusal = ERROR | {"message": "Unauthorized", "cashout_code": code}
    assert isinstance(judged(refusal), Unknown)


def test_an_answer_whose_names_are_garbled_is_kept_for_it_may_hold_a_code() -> None:
    garbled = json.dumps(CREATED).replace('"cashout_code"', '"cashout\0code"').encode()
    outcome = judged(garbled)
    assert isinstance(outcome, Unknown)
    assert outcome.answer is not None


@examples(400)
@given(raw_bodies, http_statuses)
def test_an_inquiry_finds_only_what_the_table_of_statuses_knows(raw: bytes, status: int) -> None:
    finding = found(raw, status)
    match finding:
        case Found(status=what, echo=echo, bare=bare):
            assert status == 200
            assert said(raw, "response_code") == "00"
            said_status = said(raw, "status" if bare else "trx_status")
            assert said_status == DIGITS[what]
            assert echo.order_no == (said(raw, "trx_no") or None)
        case NotFound():
            assert status == 200
            assert said(raw, "response_code") != "00"
            heard = {said(raw, "message"), said(raw, "response_desc")}
            assert "Transaction not found" in heard
            assert not said(raw, "trx_id")
        case Unclear():
            pass


@examples(100)
@given(st.text(max_size=30), st.sampled_from(["trx_no", "trx_amount", "beneficiary_phone"]))
def test_an_echo_that_differs_is_never_read_as_ours(text: str, name: str) -> None:
    answer = judged(CREATED | {name: text})
    echo = answer.answer.echo if isinstance(answer, Accepted | Unknown) and answer.answer else None
    assert echo is not None
    same = {
        "trx_no": text.strip() == ORDER_NO,
        "trx_amount": text.strip() == "10000000",
        "beneficiary_phone": "".join(filter(str.isdigit, text)).endswith("81200000001"),
    }
    assert (echo == ECHO) <= same[name]


@pytest.mark.parametrize("length", range(0, len(json.dumps(CREATED)), 5))
def test_an_answer_cut_off_anywhere_is_unknown(length: int) -> None:
    assert doubt(judged(json.dumps(CREATED).encode()[:length])) is Doubt.UNREADABLE


@pytest.mark.parametrize("body", nested(13_000), ids=lambda body: repr(body[:8]))
def test_a_depth_that_no_recursion_follows_is_an_unknown_outcome(body: bytes) -> None:
    assert isinstance(quickly(lambda: judged(body)), Unknown)
    assert isinstance(quickly(lambda: found(body)), Unclear)
    assert read_object(body) is None
