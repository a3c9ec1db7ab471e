"""What an inquiry's answer changes, once it is believed."""

from datetime import datetime, timedelta

from handlers.services.controls import account, sending
from handlers.services.controls.sending import Guard
from handlers.services.notices.announcing import refresh_card
from handlers.services.orders.echo import differences
from handlers.services.orders.transitions import issue, move, move_or_page, page
from handlers.services.provider_answers import Found, ProviderStatus
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import CLOSED, ENDED, Cause, OrderStatus, Review
from storage.models.order_transitions import TRANSITIONS

_FAILED_APART, _FAILED_TOGETHER = timedelta(seconds=10), timedelta(minutes=20)
"""How far apart the two inquiries that say "failed" may be. If they are further apart, the first is
too old to prove anything, or our clock was set forward in between."""
_MEANS = {
    ProviderStatus.ON_PROCESS: OrderStatus.ISSUED,
    ProviderStatus.SUCCESS: OrderStatus.PAID,
    ProviderStatus.FAILED: OrderStatus.FAILED,
    ProviderStatus.REVERSED: OrderStatus.REVERSED,
}


def not_found(work: Work, order: Order, *, refused: bool) -> None:
    """Note that Faspay knows no such order; after a known refusal that makes it certain."""
    order.not_found += 1
    order.failed_seen_at = None
    if refused and order.status in {OrderStatus.SENDING, OrderStatus.UNKNOWN}:
        move(work, order, OrderStatus.REJECTED, Cause.REFUSED_AND_NOT_FOUND)
    elif order.status is OrderStatus.SENDING:
        move(work, order, OrderStatus.UNKNOWN, Cause.AMBIGUOUS)


def found(work: Work, order: Order, found: Found, asked_at: datetime) -> None:
    """Let a status change the order, if the answer is about what we asked for."""
    order.not_found = 0
    if differing := differences(work, order, found.echo):
        why = f"an inquiry answer differs from the order: {', '.join(differing)}"
        if page(work, order, Review.ECHO, why):
            sending.stop_by(work, Guard.ECHO, order.order_no)
            refresh_card(work, order)  # from now on a code that was shown is held back
        if order.status is OrderStatus.SENDING:
            move(work, order, OrderStatus.UNKNOWN, Cause.AMBIGUOUS)
        return
    if _overtaken(order, found.status, asked_at):
        return
    order.faspay_id = order.faspay_id or found.details.transaction_id
    if found.status is not ProviderStatus.FAILED:
        order.failed_seen_at = None
    if order.status in {*CLOSED, OrderStatus.FAILED} and found.status in {
        ProviderStatus.ON_PROCESS,
        ProviderStatus.SUCCESS,
    }:
        page(work, order, Review.LATE_EVIDENCE, f"{order.status}, but Faspay has it")
    if order.status in {OrderStatus.SENDING, OrderStatus.UNKNOWN, *CLOSED}:
        account.exists(work, order)
    _believe(work, order, found.status, asked_at)


def _overtaken(order: Order, status: ProviderStatus, asked_at: datetime) -> bool:
    # Two inquiries may answer in the wrong order: the older one contradicts nothing.
    if order.status in CLOSED or order.ended_at is None or asked_at >= order.ended_at:
        return False
    return (order.status, _MEANS[status]) not in TRANSITIONS


def _believe(work: Work, order: Order, status: ProviderStatus, asked_at: datetime) -> None:
    match status:
        case ProviderStatus.ON_PROCESS:
            if Review.ECHO in order.reviews():
                return  # it exists, but is it what we asked for? An inquiry shows only a part
            if order.status in {OrderStatus.SENDING, OrderStatus.UNKNOWN, *CLOSED}:
                issue(work, order, Cause.INQUIRY)
            elif order.status in ENDED and order.status is not OrderStatus.FAILED:
                page(work, order, Review.CONTRADICTION, f"{order.status} but Faspay is on process")
        case ProviderStatus.SUCCESS:
            move_or_page(work, order, OrderStatus.PAID, Cause.INQUIRY)
        case ProviderStatus.REVERSED:
            if order.status not in CLOSED:
                move_or_page(work, order, OrderStatus.REVERSED, Cause.INQUIRY)
        case ProviderStatus.FAILED:
            _seen_failed(work, order, asked_at)


def _seen_failed(work: Work, order: Order, asked_at: datetime) -> None:
    if order.status in CLOSED or order.status is OrderStatus.FAILED:
        return
    first = order.failed_seen_at
    if first is None or not timedelta() <= work.now - first <= _FAILED_TOGETHER:
        first = order.failed_seen_at = work.now
    if asked_at - first >= _FAILED_APART:
        move_or_page(work, order, OrderStatus.FAILED, Cause.INQUIRY_TWICE)
    order.check_at = first + _FAILED_APART
