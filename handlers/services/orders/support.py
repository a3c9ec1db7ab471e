"""What Faspay's support is to be asked about an order."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from handlers.services.ports import OpenCode, UnreadableCode
from storage.engine.unit_of_work import Work
from storage.engine.vault import WrongKeys
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.order_states import CONTRADICTED, Code, OrderStatus, Review
from storage.models.provider_answer import AnswerDetails, AnswerSource, repeats, without
from storage.models.refusal import RefusalKind
from storage.repositories import orders, provider_answers

_NEVER_THERE = frozenset(
    {OrderStatus.AWAITING_APPROVAL, OrderStatus.REQUESTED, OrderStatus.CANCELLED}
)
_MONEY_BACK = frozenset({OrderStatus.REVERSED, OrderStatus.FAILED, OrderStatus.NOT_CREATED})


@dataclass(frozen=True)
class SealedCode:
    """A code as Faspay sent it."""

    channel: Channel
    text: str = field(repr=False)


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
    """Say what to ask about an order; None for one that was never on its way to Faspay.

    The gravest question comes first.
    """
    status, reviews = order.status, order.reviews()
    company = order.refusal_kind is RefusalKind.COMPANY
    issued, reversed_ = status is OrderStatus.ISSUED, status is OrderStatus.REVERSED
    cases = (
        (bool(reviews & CONTRADICTED), SupportCase.CONTRADICTION),
        (status in _NEVER_THERE, None),
        (status in {OrderStatus.SENDING, OrderStatus.UNKNOWN}, SupportCase.UNCERTAIN),
        (issued and order.code_ended(now), SupportCase.NOT_COLLECTED),
        (issued and Review.CODE_MALFORMED in reviews, SupportCase.CODE_MALFORMED),
        (issued and order.code is Code.MISSING, SupportCase.CODE_MISSING),
        (status is OrderStatus.NOT_SENT and company, SupportCase.NO_ACCESS),
        (status is OrderStatus.NOT_SENT, SupportCase.UNREACHABLE),
        (status is OrderStatus.REJECTED and company, SupportCase.REFUSED_ACCOUNT),
        (status is OrderStatus.REJECTED, SupportCase.REFUSED),
        (reversed_ and order.paid_at is not None, SupportCase.REVERSED_AFTER_PAID),
        (status in _MONEY_BACK, SupportCase.MONEY_BACK),
    )
    return next((case for stands, case in cases if stands), SupportCase.STATUS)


def keep_details(
    work: Work, order: Order, source: AnswerSource, details: AnswerDetails
) -> AnswerDetails:
    """Keep what an answer says of its transaction, and no reference that repeats a person.

    These details are shown to people who may not see the beneficiary, and are sent to Faspay.
    Return what of them may be kept.
    """
    cleaned = _impersonal(work, order, details)
    provider_answers.keep(work, order.order_no, source, cleaned)
    return cleaned


def forget_code(work: Work, order: Order, code: str) -> None:
    """Forget what repeats a code that was opened now, whoever said it before that."""
    provider_answers.forget(work, order.order_no, code)
    if order.faspay_id is not None and repeats(order.faspay_id, code):
        order.faspay_id = None


def sealed_code_of(work: Work, order: Order) -> SealedCode | None:
    """Return an order's code as Faspay sent it; empty where our own keys do not open it."""
    try:
        text = orders.code_of(work, order)
    except (WrongKeys, ValueError):
        text = ""
    return None if text is None else SealedCode(order.channel, text)


def without_code(
    details: AnswerDetails, sealed: SealedCode | None, open_code: OpenCode
) -> AnswerDetails:
    """Leave out what repeats an order's code; all references where nobody can tell."""
    if sealed is None:
        return details
    try:
        return without(details, [open_code(sealed.text, sealed.channel)])
    except UnreadableCode:
        return nameless(details)


def _impersonal(work: Work, order: Order, details: AnswerDetails) -> AnswerDetails:
    try:
        people = [str(orders.phone_of(work, order)), str(orders.name_of(work, order))]
    except (WrongKeys, ValueError):
        return nameless(details)  # nobody can tell whom they name
    return without(details, people)


def nameless(details: AnswerDetails) -> AnswerDetails:
    """Leave out all references: nobody can tell what they repeat."""
    return replace(details, transaction_id=None, reference=None, dated=None, instructed=None)
