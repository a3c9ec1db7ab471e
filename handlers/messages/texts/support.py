"""What Faspay said of an order, and the message that asks its support about it."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from handlers.messages.catalogue import Family
from handlers.messages.support_views import SupportView
from handlers.messages.texts.words import Words
from handlers.services.orders.support import SupportCase
from storage.models.order_states import OrderStatus
from storage.models.provider_answer import AnswerSource, ProviderAnswer, StatedStatus
from storage.values import Inert

_ANSWER = Family("support-answer", AnswerSource)
_STATED = Family("support-stated", StatedStatus)
_ASK = Family("support-ask", SupportCase)
_WIB = ZoneInfo("Asia/Jakarta")
_PLAIN = re.compile(r"[0-9A-Za-z_+=-]*")
"""A reference in which Telegram makes nothing tappable."""


class SupportTexts(Words):
    """Faspay's own names for things, so that its support finds them; times are WIB, as its are."""

    def ask_support_label(self) -> str:
        """Return the label of the button that makes the message."""
        return self.say("label-ask-support")

    def faspay_said(self, view: SupportView) -> str:
        """Show what Faspay said of an order; "" where nothing is known."""
        told = self.lines(*self._references(view), *self._answers(view))
        return self.lines(self.say("support-said"), told) if told else ""

    def support_message(self, view: SupportView) -> str:
        """Write the message for Faspay's support, ready to be sent on."""
        if view.case is None:
            return self.say("support-nothing-to-ask", number=view.order_no)
        facts = self.lines(
            f"trx_no: {view.order_no}",
            *self._references(view),
            self.say("support-amount", amount=self.amount(view.amount)),
            self.say("support-channel", channel=self.channel(view.channel)),
            self._purpose_sent(view),
            self._begun(view),
            *self._answers(view),
            self.say("support-collected", time=self._wib(view.paid_at)) if view.paid_at else "",
            self.say("support-our-status", status=self.status(view.status)),
        )
        return self.paragraphs(self.say("support-greeting"), facts, self.say(_ASK[view.case]))

    def _purpose_sent(self, view: SupportView) -> str:
        if view.purpose is None or view.sent_at is None or view.status is OrderStatus.NOT_SENT:
            return ""
        return self.say("support-purpose", code=view.purpose)

    def _begun(self, view: SupportView) -> str:
        if view.sent_at is None:
            return ""
        time = self._wib(view.sent_at)
        if view.status is OrderStatus.NOT_SENT:
            return self.say("support-tried", time=time)
        return self.say("support-sent", time=time)

    def _references(self, view: SupportView) -> tuple[str, ...]:
        return (
            _named("trx_id", _inert(view.transaction_id)),
            _named("trx_reff", _inert(view.reference)),
            _named("trx_date", view.dated),
            _named("instruct_date", view.instructed),
        )

    def _answers(self, view: SupportView) -> tuple[str, ...]:
        return (
            self.say("support-unanswered") if view.unanswered else "",
            *(self._answer(answer, view) for answer in view.answers),
        )

    def _answer(self, answer: ProviderAnswer, view: SupportView) -> str:
        said = " · ".join(part for part in self._parts(answer, view) if part)
        return self.say(_ANSWER[answer.source], time=self._wib(answer.said_at), said=said)

    def _parts(self, answer: ProviderAnswer, view: SupportView) -> tuple[str, ...]:
        strange = answer.means is StatedStatus.ERROR and answer.text is None
        other_id = answer.transaction_id != view.transaction_id
        other_reference = answer.reference != view.reference
        return (
            f"HTTP {answer.http_status}" if answer.http_status else "",
            self._status_digit(answer),
            f"response_code {answer.response_code}" if answer.response_code else "",
            f"“{answer.text}”" if answer.text else "",
            self.say("support-other-words") if strange else "",
            _named("trx_id", _inert(answer.transaction_id)) if other_id else "",
            _named("trx_reff", _inert(answer.reference)) if other_reference else "",
        )

    def _status_digit(self, answer: ProviderAnswer) -> str:
        if answer.status is None:
            return ""
        if answer.means is None:
            return self.say("support-status-unexplained", digit=answer.status)
        return self.say(
            "support-status", digit=answer.status, meaning=self.say(_STATED[answer.means])
        )

    def _wib(self, at: datetime) -> str:
        pattern = self.say("pattern-second")
        return f"{format_datetime(at.astimezone(_WIB), pattern, locale=self.language)} WIB"


def _named(field: str, value: str | None) -> str:
    return f"{field}: {value}" if value is not None else ""


def _inert(reference: str | None) -> str | None:
    """Leave a reference as it is copied, unless Telegram would make something in it tappable."""
    if reference is None or _PLAIN.fullmatch(reference):
        return reference
    return Inert(reference)
