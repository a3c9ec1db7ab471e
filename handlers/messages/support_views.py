"""What Faspay said of an order, as supervisors and admins may read it and send it on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.services.orders.support import SupportCase, case_of
from handlers.services.provider_answers import Doubt
from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.order_states import Cause, OrderStatus
from storage.models.provider_answer import AnswerDetails, AnswerSource, ProviderAnswer
from storage.repositories import provider_answers
from storage.values import OrderNumber, Rupiah

_UNANSWERED = frozenset({Doubt.TIMEOUT.value, Doubt.BROKEN.value, Cause.OWNER_DIED.value})
"""Doubts of an order whose transfer was not answered as a whole."""

_VOUCHED = (AnswerSource.TRANSFER, AnswerSource.INQUIRY)
"""Answers to what we asked; a callback may be anybody's."""


@dataclass(frozen=True)
class SupportView:
    """What its support finds an order by; no name, no phone, no code."""

    order_no: OrderNumber
    amount: Rupiah
    channel: Channel
    purpose: str | None
    """The code of what it is for: the description that Faspay has begins it, as far as it fits."""
    status: OrderStatus
    case: SupportCase | None
    """What to ask; None where there is nothing to ask."""
    sent_at: datetime | None
    paid_at: datetime | None
    transaction_id: str | None
    reference: str | None
    dated: str | None
    instructed: str | None
    answers: Sequence[ProviderAnswer]
    unanswered: bool
    """No whole answer to the transfer has reached us."""


def support_view(work: Work, order: Order) -> SupportView:
    """Show what Faspay said of an order."""
    answers = provider_answers.of_order(work, order.order_no)
    said = {answer.source: answer.details for answer in answers}
    vouched = [said[source] for source in _VOUCHED if source in said]
    return SupportView(
        order_no=OrderNumber(order.order_no),
        amount=Rupiah(order.amount),
        channel=order.channel,
        purpose=order.purpose,
        status=order.status,
        case=case_of(order, work.now),
        sent_at=order.sending_at,
        paid_at=order.paid_at,
        transaction_id=order.faspay_id,
        reference=_first(vouched, lambda details: details.reference),
        dated=_first(vouched, lambda details: details.dated),
        instructed=_first(vouched, lambda details: details.instructed),
        answers=answers,
        unanswered=order.doubt in _UNANSWERED and AnswerSource.TRANSFER not in said,
    )


def _first(
    answers: Sequence[AnswerDetails], part: Callable[[AnswerDetails], str | None]
) -> str | None:
    return next((found for each in answers if (found := part(each)) is not None), None)
