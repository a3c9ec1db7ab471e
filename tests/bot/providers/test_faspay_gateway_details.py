"""What of an answer is kept in the clear for Faspay's support, and what never is."""

import json

import pytest

from bot.providers.faspay_gateway.details import details_in_body
from bot.providers.faspay_gateway.refusals import DUPLICATE, NOT_FOUND, FaspayRefusal
from handlers.services.provider_answers import Accepted, Found, NotFound, Rejected, Unclear, Unknown
from storage.models.provider_answer import NOTHING_SAID, AnswerDetails, StatedStatus
from tests.bot.providers.helpers import CREATED, ERROR, FOUND, GATEWAY, Body, replied
from tests.bot.providers.test_faspay_gateway_codes import code_of

REFERENCES: Body = {
    "trx_reff": "i2oMx0d_1767297846878866",
    "trx_date": "2026-01-02 03:04:05",
    "instruct_date": "2026-01-02",
}
KEPT = AnswerDetails(
    transaction_id="395855",
    reference="i2oMx0d_1767297846878866",
    dated="2026-01-02 03:04:05",
    instructed="2026-01-02",
    status="1",
    means=StatedStatus.PROCESS,
    response_code="00",
)


def in_body(body: Body) -> AnswerDetails:
    return details_in_body(json.dumps(body).encode())


def test_a_transfer_an_inquiry_and_a_callback_say_who_they_are_about() -> None:
    created = GATEWAY.judge(replied({**CREATED, **REFERENCES}))
    found = GATEWAY.find(replied({**FOUND, **REFERENCES}))
    assert isinstance(created, Accepted)
    assert isinstance(found, Found)
    assert created.details == found.details == in_body({**CREATED, **REFERENCES}) == KEPT


def test_a_refusal_a_doubt_and_a_not_found_have_their_digits_too() -> None:
    error = AnswerDetails(status="9", means=StatedStatus.ERROR, response_code="99")
    for body, kind in (
        ({**ERROR, "message": "Unauthorized"}, Rejected),
        ({**ERROR, "message": "Sedang sibuk, Bapak Budi"}, Unknown),
    ):
        outcome = GATEWAY.judge(replied(body))
        assert isinstance(outcome, kind)
        text = "Unauthorized" if kind is Rejected else None
        assert outcome.details == AnswerDetails(**vars(error) | {"text": text})
    missing = GATEWAY.find(replied({**ERROR, "message": NOT_FOUND}))
    assert isinstance(missing, NotFound)
    assert missing.details.text == NOT_FOUND


def test_another_http_status_is_kept_and_200_is_not() -> None:
    away = GATEWAY.find(replied(b"<html>", 503))
    assert isinstance(away, Unclear)
    assert away.details == AnswerDetails(http_status=503)
    assert GATEWAY.judge(replied(b"", 500)).details == AnswerDetails(http_status=500)
    assert GATEWAY.judge(replied(b"<html>")).details == NOTHING_SAID


@pytest.mark.parametrize("text", [*(each.text for each in FaspayRefusal), DUPLICATE, NOT_FOUND])
@pytest.mark.parametrize("field", ["message", "response_desc"])
def test_words_are_kept_that_the_page_lists(text: str, field: str) -> None:
    assert in_body({**ERROR, "message": "?", field: text}).text == text


@pytest.mark.parametrize("text", ["Sedang sibuk", "Success", "Invalid Virtual Account: 9920000001"])
def test_no_other_words_are_kept_for_they_may_hold_a_name(text: str) -> None:
    said = in_body({**ERROR, "message": text, "response_desc": text})
    assert (said.text, said.response_code) == (None, "99")


@pytest.mark.parametrize("digit", ["0", "3", "6", "7", "12"])
def test_a_digit_that_no_page_explains_is_kept_as_what_it_is(digit: str) -> None:
    said = in_body({**FOUND, "trx_status": digit})
    assert (said.status, said.means) == (digit, None)


@pytest.mark.parametrize(
    "body",
    [
        {"trx_id": "Siti Aminah"},
        {"trx_id": "x" * 65},
        {"trx_id": ["395855"]},
        {"trx_reff": "x" * 256},
        {"trx_reff": "for Siti"},
        {"trx_date": "today, Siti"},
        {"trx_date": "2026-01-02 Siti"},
        {"instruct_date": "now"},
        {"status": "Siti"},
        {"status": "12345"},
        {"trx_status": "\u0661"},
        {"response_code": "AMINAH"},
        {"message": "Siti Aminah"},
    ],
    ids=repr,
)
def test_what_has_not_the_form_of_its_field_is_not_kept(body: Body) -> None:
    assert in_body(body) == NOTHING_SAID


@pytest.mark.parametrize("field", ["trx_id", "trx_reff"])
@pytest.mark.parametrize(
    "secret", ["cashout_code", "beneficiary_phone", "beneficiary_account", "beneficiary_name"]
)
def test_a_reference_that_repeats_a_secret_is_none(field: str, secret: str) -> None:
    assert in_body({secret: "0047112233", field: "A-0047112233"}) == NOTHING_SAID


@pytest.mark.parametrize(
    ("secret", "said", "reference"),
    [
        ("beneficiary_phone", "6281234567890", "REF-081234567890"),
        ("beneficiary_phone", "081234567890", "6281234567890"),
        ("beneficiary_phone", "081234567890", "0812-3456-7890"),
        ("beneficiary_name", "Budi Santoso", "BudiSantoso"),
        ("beneficiary_name", "Budi Santoso", "x-BUDI-SANTOSO-1"),
    ],
)
def test_a_reference_repeats_a_secret_in_whatever_spelling(
    secret: str, said: str, reference: str
) -> None:
    assert in_body({secret: said, "trx_reff": reference}) == NOTHING_SAID
    assert in_body({secret: said, "trx_reff": "A77-2026"}) != NOTHING_SAID


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>", b'{"trx_id":"1","trx_id":"2"}'])
def test_of_a_callback_that_cannot_be_read_nothing_is_kept(body: bytes) -> None:
    assert details_in_body(body) == NOTHING_SAID


@pytest.mark.parametrize(
    ("plaintext", "written"),
    [
        ("1234567890", "1234567890"),
        ("1234567890", "R-12345-67890/7"),
        ("1234567890", "1234-56-7890"),
        ("0000000001", "x0000000001"),
        ("0000000000", "0000-00-0000"),
        ("A1B2C3D4E5", "ref_a1-b2-c3-d4-e5"),
    ],
)
@pytest.mark.parametrize("field", ["trx_id", "trx_reff", "trx_date", "instruct_date"])
def test_a_reference_that_repeats_the_opened_code_is_none(
    field: str, plaintext: str, written: str
) -> None:
    body = {**CREATED, **REFERENCES, "cashout_code": code_of(plaintext)}
    for said in (
        GATEWAY.judge(replied({**body, field: written})),
        GATEWAY.find(replied({**body, field: written})),
    ):
        assert written not in vars(said.details).values()
    for said in (GATEWAY.judge(replied(body)), GATEWAY.find(replied(body))):
        assert said.details.reference == KEPT.reference


def test_a_code_that_no_key_opens_leaves_the_references() -> None:
    assert GATEWAY.judge(replied({**CREATED, **REFERENCES})).details == KEPT
