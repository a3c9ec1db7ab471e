"""Every text of Faspay's list: whether it refuses, and who can mend it."""

import asyncio

import httpx
import pytest

from bot.providers.faspay.wire import AmountUnit
from bot.providers.faspay_gateway import FaspayGateway
from bot.providers.faspay_gateway.refusals import FaspayRefusal
from handlers.services.provider_answers import NotSent, Rejected, Unknown
from storage.models.refusal import RefusalKind
from tests.bot.providers.faspay.helpers import NOW, mock_client
from tests.bot.providers.helpers import ERROR, REQUEST, SENDER, Body, judged, without

ORDER, COMPANY = RefusalKind.ORDER, RefusalKind.COMPANY
REFUSALS: dict[str, RefusalKind | None] = {
    "Invalid Virtual Account": COMPANY,
    "Beneficiary Virtual Account Invalid": COMPANY,
    "Beneficiary Account Not Match": ORDER,
    "Beneficiary Name Not Match": ORDER,
    "Your Transaction Number already exists": None,
    "Invalid Request body": COMPANY,
    "Transaction not found": None,
    "Unauthorized": COMPANY,
    "trx_amount missing": COMPANY,
}
"""Every text of faspay-sendme.md, 5, with who can mend it; None: it refuses no transfer."""


@pytest.mark.parametrize(("text", "kind"), REFUSALS.items())
def test_each_text_of_the_list_says_who_can_mend_it(text: str, kind: RefusalKind | None) -> None:
    for body in ({**ERROR, "message": text}, {**without(ERROR, "status"), "message": text}):
        outcome = judged(body)
        if kind is None:
            assert isinstance(outcome, Unknown)
        else:
            assert isinstance(outcome, Rejected)
            assert (outcome.refusal, outcome.kind) == (text, kind)


def test_only_a_refused_body_may_be_of_one_order() -> None:
    of_one = {each for each in FaspayRefusal if not each.others_too}
    assert of_one == {FaspayRefusal.REQUEST_BODY}
    body = {**ERROR, "message": "Invalid Request body"}
    assert judged(body) == Rejected("Invalid Request body", COMPANY, others_too=False)


def test_response_code_01_is_a_refusal_whatever_its_words() -> None:
    body = {**ERROR, "response_code": "01", "message": "?"}
    assert judged(body) == Rejected("trx_amount missing", COMPANY)


def test_the_list_holds_these_texts_and_no_other() -> None:
    assert {refusal.text for refusal in FaspayRefusal} == {
        text for text, kind in REFUSALS.items() if kind
    }


_OF_A_NAME = "Beneficiary Name Not Match"
REFUSED_ACCESS: list[tuple[int, Body, Rejected | None]] = [
    (200, {**ERROR, "message": "Unauthorized"}, Rejected("Unauthorized", COMPANY)),
    (
        200,
        {**ERROR, "message": "Beneficiary Name Not Match"},
        Rejected("Beneficiary Name Not Match", COMPANY),
    ),
    *((status, {"x": 1}, Rejected(f"HTTP {status}", COMPANY)) for status in (400, 401, 403, 404)),
    *((status, {"x": 1}, None) for status in (302, 408, 425, 429, 500, 502, 503)),
    (401, {**ERROR, "message": "Sedang sibuk"}, Rejected("HTTP 401", COMPANY)),
    (200, {**ERROR, "message": "Sedang sibuk"}, None),
    (200, {}, None),
    (503, {**ERROR, "message": "Unauthorized"}, None),
]


@pytest.mark.parametrize(("status", "body", "refused"), REFUSED_ACCESS)
def test_an_order_for_which_we_get_no_access_is_not_sent_and_says_why(
    status: int, body: Body, refused: Rejected | None
) -> None:
    wire = FaspayGateway(
        mock_client(lambda _: httpx.Response(status, json=body)),
        (),
        SENDER,
        AmountUnit.HUNDREDTHS,
        lambda: NOW,
    )
    outcome = asyncio.run(wire.transfer(REQUEST, lambda: True))
    assert isinstance(outcome, NotSent)
    assert outcome.refused == refused
