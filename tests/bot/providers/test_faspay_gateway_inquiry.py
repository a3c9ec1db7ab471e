"""What each answer to an inquiry may be believed to mean."""

import asyncio
from dataclasses import replace

import httpx
import pytest

from handlers.services.provider_answers import Doubt, Found, NotFound, ProviderStatus, Unclear
from tests.bot.providers.helpers import (
    DIGITS,
    ECHO,
    ERROR,
    FOUND,
    ORDER_NO,
    Body,
    found,
    gateway,
    without,
)


@pytest.mark.parametrize("status", ProviderStatus)
def test_trx_status_wins_over_status(status: ProviderStatus) -> None:
    said = found({**FOUND, "trx_status": DIGITS[status]})
    assert said == Found(status, ECHO, bare=False)


@pytest.mark.parametrize("status", ProviderStatus)
def test_a_status_without_trx_status_counts_and_is_known_to_be_bare(
    status: ProviderStatus,
) -> None:
    body = {**without(FOUND, "trx_status"), "status": DIGITS[status]}
    assert found(body) == Found(status, ECHO, bare=True)


@pytest.mark.parametrize("value", ["", None, "9", "3", "12", [], True])
def test_a_trx_status_that_says_nothing_is_unclear(value: object) -> None:
    assert found({**FOUND, "trx_status": value}) == Unclear(Doubt.UNKNOWN_TEXT)


def test_an_envelope_without_an_order_is_not_a_paid_order() -> None:
    envelope = {"status": "2", "message": "Success", "response_code": "00"}
    assert found(envelope) == Unclear(Doubt.UNKNOWN_TEXT)


@pytest.mark.parametrize("code", ["99", "01", None, ""])
def test_a_status_without_success_is_unclear(code: object) -> None:
    assert found({**FOUND, "trx_status": "4", "response_code": code}) == Unclear(Doubt.UNKNOWN_TEXT)


def test_the_exact_words_are_not_found() -> None:
    assert found({**ERROR, "message": "Transaction not found"}) == NotFound()


@pytest.mark.parametrize(
    "change",
    [
        {"message": "transaction not found"},
        {"message": "Transaction not found."},
        {"message": "Unauthorized"},
        {"status": "1"},
        {"status": "2"},
        {"response_code": "00"},
        {"trx_status": "2"},
        {"trx_id": "395855"},
    ],
    ids=repr,
)
def test_anything_else_is_not_not_found(change: Body) -> None:
    assert isinstance(found({**ERROR, "message": "Transaction not found", **change}), Unclear)


@pytest.mark.parametrize("status", [404, 500, 302])
def test_not_found_under_another_http_status_is_unclear(status: int) -> None:
    body = {**ERROR, "message": "Transaction not found"}
    assert found(body, status) == Unclear(Doubt.HTTP_STATUS)
    assert found(FOUND, status) == Unclear(Doubt.HTTP_STATUS)


@pytest.mark.parametrize("body", [b"", b"<html>Transaction not found</html>", b"[]"])
def test_an_inquiry_answered_with_no_json_object_is_unclear(body: bytes) -> None:
    assert found(body) == Unclear(Doubt.UNREADABLE)


@pytest.mark.parametrize(
    ("change", "read"),
    [
        ({"trx_amount": "10000050"}, {"amount": "10000050"}),
        ({"trx_amount": 10000000.0}, {}),
        ({"virtual_account": "9999"}, {"our_account": False}),
        ({"virtual_account": None}, {"our_account": None}),
    ],
    ids=repr,
)
def test_what_an_inquiry_repeats_is_passed_on_for_the_guard_to_compare(
    change: Body, read: Body
) -> None:
    said = found({**FOUND, **change})
    assert isinstance(said, Found)
    assert said.echo == replace(ECHO, **read)


def test_an_inquiry_that_gets_no_answer_is_unclear() -> None:
    def wire(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("")

    assert asyncio.run(gateway(wire).inquire(ORDER_NO)) == Unclear(Doubt.TIMEOUT)
    answered = gateway(lambda _: httpx.Response(200, json=FOUND))
    assert isinstance(asyncio.run(answered.inquire(ORDER_NO)), Found)
