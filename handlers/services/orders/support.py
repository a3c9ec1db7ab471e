"""What Faspay's support is to be asked about an order."""

from datetime import datetime
from enum import StrEnum

from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus, Review
from storage.models.refusal import RefusalKind

_NEVER_THERE = frozenset(
    {OrderStatus.AWAITING_APPROVAL, OrderStatus.REQUESTED, OrderStatus.CANCELLED}
)
_CONTRADICTED = frozenset({Review.ECHO, Review.CONTRADICTION, Review.LATE_EVIDENCE})


class SupportCase(StrEnum):
    """What is asked; never for the code itself, which no chat with a support may hold."""

    CONTRADICTION = "contradiction"
    """Its answers differ from the order, or from each other."""
    CODE_MISSING = "code missing"
    CODE_MALFORMED = "code malformed"
    UNCERTAIN = "uncertain"
    """Nobody knows whether the money is out."""
    NOT_COLLECTED = "not collected"
    """The code has run out, and what became of the money is not certain."""
    NO_ACCESS = "no access"
    """It refused us access, so the order was not sent."""
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    """For a reason that lies in what was entered."""
    REFUSED_ACCOUNT = "refused account"
    """For a reason that only the company and Faspay can mend."""
    REVERSED_AFTER_PAID = "reversed after paid"
    MONEY_BACK = "money back"
    """It says that the money has come back, or is not out."""
    STATUS = "status"
    """Nothing is wrong as far as we know."""


def case_of(order: Order, now: datetime) -> SupportCase | None:
    """Say what to ask about an order; None for one that was never on its way to Faspay."""
    if order.status in _NEVER_THERE:
        return None
    reviews, company = order.reviews(), order.refusal_kind is RefusalKind.COMPANY
    if reviews & _CONTRADICTED:
        return SupportCase.CONTRADICTION
    match order.status:
        case OrderStatus.SENDING | OrderStatus.UNKNOWN:
            return SupportCase.UNCERTAIN
        case OrderStatus.ISSUED:
            return _of_issued(order, now)
        case OrderStatus.NOT_SENT:
            return SupportCase.NO_ACCESS if company else SupportCase.UNREACHABLE
        case OrderStatus.REJECTED:
            return SupportCase.REFUSED_ACCOUNT if company else SupportCase.REFUSED
        case OrderStatus.REVERSED if order.paid_at is not None:
            return SupportCase.REVERSED_AFTER_PAID
        case OrderStatus.REVERSED | OrderStatus.FAILED | OrderStatus.NOT_CREATED:
            return SupportCase.MONEY_BACK
        case _:
            return SupportCase.STATUS


def _of_issued(order: Order, now: datetime) -> SupportCase:
    if order.code_ended(now):
        return SupportCase.NOT_COLLECTED
    if Review.CODE_MALFORMED in order.reviews():
        return SupportCase.CODE_MALFORMED
    return SupportCase.CODE_MISSING if order.code is Code.MISSING else SupportCase.STATUS
