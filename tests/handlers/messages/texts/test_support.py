"""What supervisors and admins read of Faspay's side, and the message that they send on."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.messages.languages import LANGUAGES
from handlers.messages.support_views import SupportView
from handlers.messages.texts import Texts, texts_for
from handlers.services.orders.support import SupportCase
from storage.models.channel import Channel
from storage.models.order_states import OrderStatus
from storage.models.provider_answer import AnswerSource, ProviderAnswer, StatedStatus
from storage.values import OrderNumber, Rupiah
from tests.factories import WIB

AT = datetime(2026, 11, 22, 7, 5, 9, tzinfo=UTC)
VIEW = SupportView(
    order_no=OrderNumber("123456789012"),
    amount=Rupiah(300_000),
    channel=Channel.PERMATA,
    purpose=None,
    status=OrderStatus.UNKNOWN,
    case=SupportCase.UNCERTAIN,
    sent_at=AT,
    paid_at=None,
    transaction_id="395855",
    reference="i2oMx0d_1767297846878866",
    dated="2026-11-22 14:05:10",
    instructed=None,
    answers=(),
    unanswered=False,
)

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def texts(language: str, zone: ZoneInfo = WIB) -> Texts:
    return texts_for(language, zone)


def answer(source: AnswerSource = AnswerSource.INQUIRY, **fields: Any) -> ProviderAnswer:  # noqa: ANN401 - columns
    return ProviderAnswer(order_no="123456789012", source=source, said_at=AT, **fields)


def said(language: str, *answers: ProviderAnswer) -> str:
    return texts(language).faspay_said(replace(VIEW, answers=answers))


@pytest.mark.parametrize("case", SupportCase)
def test_each_question_can_be_sent_on_as_it_is(language: str, case: SupportCase) -> None:
    message = texts(language).support_message(replace(VIEW, case=case))
    for fact in ("123456789012", "395855", "i2oMx0d_1767297846878866", "Rp 300.000", "Permata"):
        assert fact in message
    assert "trx_date: 2026-11-22 14:05:10\n" in message
    assert "22 Nov 2026 14.05.09 WIB" in message
    assert "None" not in message
    assert len(message) < 1500
    others = [replace(VIEW, case=each) for each in set(SupportCase) - {case}]
    assert message not in {texts(language).support_message(other) for other in others}


@pytest.mark.parametrize(
    "case", [SupportCase.CODE_MISSING, SupportCase.CODE_MALFORMED, SupportCase.CONTRADICTION]
)
def test_whoever_might_write_a_code_into_the_chat_is_asked_not_to(
    language: str, case: SupportCase
) -> None:
    asked = {"en": "do not write", "id": "jangan tulis kodenya"}[language]
    assert asked in texts(language).support_message(replace(VIEW, case=case))


def test_times_are_wib_also_where_the_company_has_another_zone(language: str) -> None:
    makassar = texts(language, ZoneInfo("Asia/Makassar"))
    view = replace(VIEW, paid_at=AT, answers=(answer(status="1", means=StatedStatus.PROCESS),))
    assert makassar.support_message(view).count("22 Nov 2026 14.05.09 WIB") == 3
    assert "WITA" not in makassar.faspay_said(view)


def test_a_digit_that_no_page_explains_is_shown_as_what_it_is(language: str) -> None:
    line = said(language, answer(status="7", response_code="00")).splitlines()[-1]
    assert "status 7" in line
    assert {"en": "does not explain", "id": "tidak dijelaskan"}[language] in line
    explained = {said(language, answer(status="1", means=each)) for each in StatedStatus}
    assert len(explained) == len(StatedStatus)


def test_words_and_statuses_are_quoted_only_where_they_came(language: str) -> None:
    error: dict[str, Any] = {"status": "9", "means": StatedStatus.ERROR, "response_code": "99"}
    assert "“Unauthorized”" in said(language, answer(**error, text="Unauthorized"))
    strange = {"en": "does not list", "id": "tidak ada di halaman"}[language]
    assert strange in said(language, answer(**error))
    assert strange not in said(language, answer(**error, text="Unauthorized"))
    assert "HTTP 503" in said(language, answer(http_status=503))
    assert "HTTP" not in said(language, answer(**error))


@pytest.mark.parametrize("source", AnswerSource)
def test_each_source_has_its_own_line(language: str, source: AnswerSource) -> None:
    line = said(language, answer(source, http_status=503))
    assert line.endswith("HTTP 503")
    others = set(AnswerSource) - {source}
    assert line not in {said(language, answer(each, http_status=503)) for each in others}


def test_another_number_of_the_transaction_is_shown_beside_who_said_it(language: str) -> None:
    other = said(language, answer(AnswerSource.CALLBACK, transaction_id="7", reference="r"))
    assert other.splitlines()[-1].endswith("trx_id: 7 · trx_reff: r")
    same = said(language, answer(transaction_id="395855", status="1"))
    assert same.count("395855") == 1


def test_nothing_known_is_shown_as_nothing(language: str) -> None:
    nothing = replace(VIEW, transaction_id=None, reference=None, dated=None)
    assert texts(language).faspay_said(nothing) == ""
    assert "None" not in texts(language).support_message(replace(nothing, sent_at=None))
    assert len(texts(language).faspay_said(replace(nothing, unanswered=True)).splitlines()) == 2


def test_a_reference_puts_nothing_tappable_into_the_chat(language: str) -> None:
    for reference in ("/stop", "a.example", "@somebody", "#tag"):
        assert reference not in texts(language).faspay_said(replace(VIEW, reference=reference))
    plain = "i2oM-x_0d=+1767297846878866"
    assert plain in texts(language).faspay_said(replace(VIEW, reference=plain))


def test_of_what_never_went_to_faspay_nothing_is_asked(language: str) -> None:
    message = texts(language).support_message(replace(VIEW, case=None))
    assert "123456789012" in message
    assert "trx_no" not in message
