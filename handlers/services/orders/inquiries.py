"""Asking Faspay what became of an order, when, and what the answer changes."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.services.notices.announcing import wipe_cards
from handlers.services.orders import findings
from handlers.services.orders.schedule import next_check, soonest_check
from handlers.services.orders.support import SealedCode, keep_details, nameless, sealed_code_of
from handlers.services.orders.transitions import move, page, relay
from handlers.services.provider_answers import (
    Doubt,
    Finding,
    Found,
    NotFound,
    ProviderStatus,
    Unclear,
)
from storage.engine.unit_of_work import WakeUp, Work
from storage.models.order import Order
from storage.models.order_states import ENDED, Cause, OrderStatus, Review
from storage.models.outbox import Notice
from storage.models.provider_answer import AnswerSource
from storage.repositories import (
    order_queues,
    orders,
    stored_callbacks,
    system_state,
)
from storage.values import OrderNumber

_ASKING = timedelta(seconds=30)
"""How long a claim on an inquiry lasts, so also how soon a crashed one is repeated. One that takes
longer may be made by another process as well. That does no harm: inquiries change nothing at
Faspay, and their answers may be applied twice."""
_UNREACHABLE_AGAIN = (10, 30, 60, 120, 300)
_HINT_HOLDS = timedelta(days=1)
"""For how long an unanswered callback about an ended order causes frequent inquiries."""
_UNPROVEN_AFTER = timedelta(minutes=30)
_LIVE = frozenset({OrderStatus.SENDING, OrderStatus.UNKNOWN, OrderStatus.ISSUED})
_CLAIMS = {
    ProviderStatus.SUCCESS: Notice.REPORTED_SUCCESS,
    ProviderStatus.ON_PROCESS: Notice.REPORTED_ON_PROCESS,
}
"""What people may be told on a callback alone, the furthest first; never failed or reversed."""


@dataclass(frozen=True)
class Question:
    """One order to ask about, and when the asking began."""

    order_no: OrderNumber
    asked_at: datetime
    heard: int = 0
    """The newest callback by then. A later one needs an inquiry of its own."""
    refused: bool = False
    """The refusal of the transfer was known by then: only such a "not found" makes it certain."""
    code: SealedCode | None = None
    """The code that was known by then: no reference that is kept may repeat it."""


def next_question(work: Work, busy: Collection[str] = ()) -> Question | None:
    """Claim the order whose turn it is; those that are `busy` are being asked about by us."""
    order = order_queues.due_for_check(work, busy)
    if order is None:
        return None
    order.check_at = work.now + _ASKING
    order.asked_at = work.now
    return _question(work, order)


def question_about(work: Work, order_no: OrderNumber) -> Question | None:
    """Ask about one order at once, whether it is its turn or not."""
    order = orders.get(work, order_no)
    return _question(work, order) if order else None


def _question(work: Work, order: Order) -> Question:
    heard = max((each.seq for each in stored_callbacks.open_of(work, order.order_no)), default=0)
    refused, code = order.refusal is not None, sealed_code_of(work, order)
    return Question(OrderNumber(order.order_no), work.now, heard, refused, code)


def apply_finding(work: Work, question: Question, finding: Finding) -> bool:
    """Let an inquiry's answer change the order. Safe to repeat, in any order of answers.

    False when it was no answer that can be believed.
    """
    order = orders.get(work, question.order_no)
    if order is None:
        return False
    told = finding.details
    if question.code is None and sealed_code_of(work, order) is not None:
        told = nameless(told)  # a code has come meanwhile, and nobody compared them with it
    details = keep_details(work, order, AnswerSource.INQUIRY, told)
    finding = replace(finding, details=details)
    if isinstance(finding, Unclear):
        _unreachable(work, order)
        return False
    if isinstance(finding, Found) and _says_little(work, finding):
        _unproven(work, order)
        return False
    order.checks += 1
    order.unanswered = 0
    match finding:
        case NotFound():
            findings.not_found(work, order, refused=question.refused)
        case Found():
            findings.found(work, order, finding, question.asked_at)
    stored_callbacks.answered(work, order.order_no, question.heard)
    if order.failed_seen_at is None or order.status in ENDED:
        order.check_at = next_check(order, work.now)
    if stored_callbacks.open_of(work, order.order_no):
        order.check_at = soonest_check(order, work.now)
    _page_if_given_up(work, order)
    work.wake(WakeUp.CHECK)
    return True


def _says_little(work: Work, found: Found) -> bool:
    """Doubt a bare success until a bare status has been seen that cannot be the envelope's."""
    if not found.bare:
        return False
    if found.status is ProviderStatus.SUCCESS:
        return not system_state.is_bare_status_proven(work)
    if not system_state.is_bare_status_proven(work):
        system_state.prove_bare_status(work)
    return False


def _unreachable(work: Work, order: Order) -> None:
    _doubt(work, order)
    step = min(order.unanswered, len(_UNREACHABLE_AGAIN) - 1)
    order.unanswered += 1
    order.check_at = next_check(order, work.now)
    if _is_waited_for(work, order):
        order.check_at = work.now + timedelta(seconds=_UNREACHABLE_AGAIN[step])
    _report(work, order)
    _page_if_given_up(work, order)
    work.wake(WakeUp.CHECK)


def _is_waited_for(work: Work, order: Order) -> bool:
    """Say whether an outage is to be sat out: for what is live, and for what a callback told."""
    if order.status not in ENDED:
        return order.check_at is not None
    heard = stored_callbacks.open_of(work, order.order_no)
    return any(work.now - each.received_at < _HINT_HOLDS for each in heard)


def _unproven(work: Work, order: Order) -> None:
    """Keep asking at the usual pace, and page people before long: nothing else will tell them."""
    _doubt(work, order)
    order.checks += 1
    order.unanswered = 0
    order.check_at = next_check(order, work.now)
    _report(work, order)
    sent = order.sending_at or order.created_at
    if order.status not in ENDED and work.now - sent >= _UNPROVEN_AFTER:
        page(work, order, Review.UNRESOLVED, "inquiries say nothing that can be believed")
    _page_if_given_up(work, order)
    work.wake(WakeUp.CHECK)


def _doubt(work: Work, order: Order) -> None:
    if order.status is OrderStatus.SENDING:
        order.doubt = Doubt.UNREACHABLE.value
        move(work, order, OrderStatus.UNKNOWN, Cause.AMBIGUOUS)


def _report(work: Work, order: Order) -> None:
    """Relay the furthest that callbacks claim: they may have come in any order."""
    if order.status in ENDED:
        return
    claimed = {each.claimed_status for each in stored_callbacks.open_of(work, order.order_no)}
    furthest = next((notice for status, notice in _CLAIMS.items() if status in claimed), None)
    if furthest is not None:
        relay(work, order, furthest)


def _page_if_given_up(work: Work, order: Order) -> None:
    if order.check_at is None and order.status in _LIVE:
        page(work, order, Review.UNRESOLVED, "Faspay has not settled it in all this time")


def ask_all(work: Work) -> int:
    """Ask about every live order now; only for a process that is alone, when it starts.

    Earlier askers are dead, and callbacks may have been missed while nothing ran.
    """
    waiting = order_queues.live_until_later(work)
    for order in waiting:
        order.check_at = work.now
    return len(waiting)


def somebody_expired(work: Work) -> bool:
    """Say whether by our clock a code has run out of which nobody was told."""
    return bool(order_queues.expired_unended(work))


def tell_expiry(work: Work) -> int:
    """Tell people of codes that have run out; what became of the money is asked at once."""
    expired = order_queues.expired_unended(work)
    for order in expired:
        order.expiry_told = True
        order.check_at = work.now
        order.checks = 0
        relay(work, order, Notice.EXPIRED)
        wipe_cards(work, order)
        work.wake(WakeUp.CHECK)
    return len(expired)
