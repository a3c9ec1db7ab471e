"""Asking Faspay what became of an order, when, and what the answer changes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.services import line
from handlers.services.announcing import announce, wipe_cards
from handlers.services.echo import Agreement, compare
from handlers.services.line import Guard
from handlers.services.moving import issue, move, move_or_page, page
from handlers.services.ports import Doubt, Finding, Found, NotFound, ProviderStatus, Unclear
from storage.order import CLOSED, ENDED, SENT, TRANSITIONS, Cause, Money, Order, Review
from storage.outbox import Notice
from storage.repositories import house, inbox, orders
from storage.unit_of_work import Bell, Work
from storage.values import OrderNumber

_FIRST_WAITS = (5, 15, 45, 120, 300, 600, 1200, 1800)
"""Seconds between the first inquiries (design: an order's life)."""
_HOURLY = timedelta(hours=1)
_DAILY = timedelta(days=1)
_HOURLY_PAST_EXPIRY = timedelta(hours=24)
_DAILY_FOR = timedelta(days=7)
_ASKING = timedelta(seconds=90)
"""While one worker asks, no other does; also how soon a crashed ask is repeated."""
_UNREACHABLE_AGAIN = (10, 30, 60, 120, 300)
_FAILED_APART = timedelta(seconds=10)
_MEANS = {
    ProviderStatus.ON_PROCESS: Money.ISSUED,
    ProviderStatus.SUCCESS: Money.PAID,
    ProviderStatus.FAILED: Money.FAILED,
    ProviderStatus.REVERSED: Money.REVERSED,
}
_CLAIMS = {"1": Notice.REPORTED_ON_PROCESS, "2": Notice.REPORTED_SUCCESS}
"""What a callback alone may say; failed and reversed are never told on a callback alone."""


@dataclass(frozen=True)
class Question:
    """One order to ask about, and when the asking began."""

    order_no: OrderNumber
    asked_at: datetime
    heard: int = 0
    """The newest callback that had come by then: what came later wants an inquiry of its own."""
    refused: bool = False
    """The refusal of the transfer was known by then: only such a "not found" makes it certain."""


def next_question(work: Work) -> Question | None:
    """Claim the order whose turn it is."""
    order = orders.due_for_check(work)
    if order is None:
        return None
    order.check_at = work.now + _ASKING
    return _question(work, order)


def question_about(work: Work, order_no: OrderNumber) -> Question | None:
    """Ask about one order at once, whether it is its turn or not."""
    order = orders.get(work, order_no)
    return _question(work, order) if order else None


def _question(work: Work, order: Order) -> Question:
    heard = max((each.seq or 0 for each in inbox.open_callbacks(work, order.order_no)), default=0)
    return Question(OrderNumber(order.order_no), work.now, heard, order.refusal is not None)


def apply_finding(work: Work, question: Question, finding: Finding) -> None:
    """Let an inquiry's answer change the order. Safe to repeat, in any order of answers."""
    order = orders.get(work, question.order_no)
    if order is None:
        return
    if isinstance(finding, Unclear) or (isinstance(finding, Found) and _says_little(work, finding)):
        _unreachable(work, order)
        return
    order.checks += 1
    order.unanswered = 0
    match finding:
        case NotFound():
            _not_found(work, order, refused=question.refused)
        case Found():
            _found(work, order, finding, question.asked_at)
    inbox.handle_callbacks(work, order.order_no, question.heard)
    if order.failed_seen_at is None or order.money in ENDED:
        order.check_at = next_check(order, work.now)
    if inbox.open_callbacks(work, order.order_no):
        order.check_at = work.now
    if order.check_at is None and order.money not in ENDED:
        page(work, order, Review.UNRESOLVED, "Faspay has not settled it in all this time")
    work.ring(Bell.CHECK)


def _says_little(work: Work, found: Found) -> bool:
    """Doubt a bare success until a bare status has been seen that cannot be the envelope's."""
    if not found.bare:
        return False
    if found.status is ProviderStatus.SUCCESS:
        return not house.line(work).bare_status_proven
    if not house.line(work).bare_status_proven:
        house.line(work, to_change=True).bare_status_proven = True
    return False


def next_check(order: Order, now: datetime) -> datetime | None:
    """Say when to ask again: soon at first, then hourly, then daily for a week."""
    if order.money in ENDED:
        return _after_the_end(order, now)
    if order.checks < len(_FIRST_WAITS):
        return now + timedelta(seconds=_FIRST_WAITS[order.checks])
    began = order.issued_at or order.sending_at or order.created_at
    lapses = (order.expires_at or began + _HOURLY_PAST_EXPIRY) + _HOURLY_PAST_EXPIRY
    if now < lapses:
        return now + _HOURLY
    return now + _DAILY if now < lapses + _DAILY_FOR else None


def _after_the_end(order: Order, now: datetime) -> datetime | None:
    # Success is not final, and what was refused may turn out to exist: look daily for a week.
    if order.sending_at is None or order.money is Money.REVERSED:
        return None
    ended = order.ended_at or now
    return now + _DAILY if now < ended + _DAILY_FOR else None


def _unreachable(work: Work, order: Order) -> None:
    if order.money is Money.SENDING:
        order.doubt = Doubt.UNREACHABLE.value
        move(work, order, Money.UNKNOWN, Cause.AMBIGUOUS)
    step = min(order.unanswered, len(_UNREACHABLE_AGAIN) - 1)
    order.unanswered += 1
    wait = _DAILY if order.money in ENDED else timedelta(seconds=_UNREACHABLE_AGAIN[step])
    order.check_at = work.now + wait
    for callback in inbox.open_callbacks(work, order.order_no):
        notice = _CLAIMS.get(callback.claimed_status or "")
        if notice is not None and order.money not in ENDED:
            announce(work, order, notice)
    work.ring(Bell.CHECK)


def _not_found(work: Work, order: Order, *, refused: bool) -> None:
    order.not_found += 1
    order.failed_seen_at = None
    if refused and order.money in {Money.SENDING, Money.UNKNOWN}:
        move(work, order, Money.REJECTED, Cause.REFUSED_AND_NOT_FOUND)
    elif order.money is Money.SENDING:
        move(work, order, Money.UNKNOWN, Cause.AMBIGUOUS)


def _found(work: Work, order: Order, found: Found, asked_at: datetime) -> None:
    order.not_found = 0
    if compare(work, order, found.echo) is Agreement.DIFFERENT:
        if page(work, order, Review.ECHO, "an inquiry answer differs from the order"):
            line.stop_by(work, Guard.ECHO, order.order_no)
        if order.money is Money.SENDING:
            move(work, order, Money.UNKNOWN, Cause.AMBIGUOUS)
        return
    if _overtaken(order, found.status, asked_at):
        return
    order.faspay_id = order.faspay_id or found.faspay_id
    if found.status is not ProviderStatus.FAILED:
        order.failed_seen_at = None
    if order.money in {*CLOSED, Money.FAILED} and found.status in {
        ProviderStatus.ON_PROCESS,
        ProviderStatus.SUCCESS,
    }:
        page(work, order, Review.LATE_EVIDENCE, f"{order.money}, but Faspay has it")
    _believe(work, order, found.status, asked_at)


def _overtaken(order: Order, status: ProviderStatus, asked_at: datetime) -> bool:
    # Two inquiries may answer in the wrong order: the older one contradicts nothing.
    if order.money in CLOSED or order.ended_at is None or asked_at >= order.ended_at:
        return False
    return (order.money, _MEANS[status]) not in TRANSITIONS


def _believe(work: Work, order: Order, status: ProviderStatus, asked_at: datetime) -> None:
    match status:
        case ProviderStatus.ON_PROCESS:
            if Review.ECHO in order.reviews():
                return  # it exists, but is it what we asked for? An inquiry shows only a part
            if order.money in {Money.SENDING, Money.UNKNOWN, *CLOSED}:
                issue(work, order, Cause.INQUIRY)
            elif order.money in ENDED and order.money is not Money.FAILED:
                page(work, order, Review.CONTRADICTION, f"{order.money} but Faspay is on process")
        case ProviderStatus.SUCCESS:
            move_or_page(work, order, Money.PAID, Cause.INQUIRY)
        case ProviderStatus.REVERSED:
            if order.money not in CLOSED:
                move_or_page(work, order, Money.REVERSED, Cause.INQUIRY)
        case ProviderStatus.FAILED:
            _seen_failed(work, order, asked_at)


def _seen_failed(work: Work, order: Order, asked_at: datetime) -> None:
    if order.money in CLOSED or order.money is Money.FAILED:
        return
    if order.failed_seen_at is None:
        order.failed_seen_at = work.now
    if asked_at - order.failed_seen_at >= _FAILED_APART:
        move_or_page(work, order, Money.FAILED, Cause.INQUIRY_TWICE)
    order.check_at = order.failed_seen_at + _FAILED_APART


def tell_expiry(work: Work) -> int:
    """Tell people of codes that have run out; what became of the money is asked at once."""
    expired = orders.expired_unended(work)
    for order in expired:
        order.expiry_told = True
        order.check_at = work.now
        order.checks = 0
        announce(work, order, Notice.EXPIRED)
        wipe_cards(work, order)
        work.ring(Bell.CHECK)
    return len(expired)


def may_be_out(order: Order) -> bool:
    """Say whether the money of an order is or may be out."""
    return order.money in SENT and order.money not in {Money.FAILED, Money.REVERSED}
