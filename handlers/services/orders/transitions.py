"""The one way an order moves: the change, its audit row, its notices and its card, together."""

from datetime import timedelta

from handlers.services.notices.announcing import announce, refresh_card, wipe_cards
from handlers.services.orders.codes import set_code, will_be_visible
from storage.engine.unit_of_work import WakeUp, Work
from storage.models.audit import Act, AuditEntry
from storage.models.order import Order
from storage.models.order_states import ENDED, Cause, Code, OrderStatus, Review
from storage.models.order_transitions import ImpossibleChange, advance
from storage.models.outbox import Notice
from storage.repositories import audit_trail

_LATE = timedelta(seconds=20)
"""After so long the agent may look elsewhere: a code that appears then is announced, too."""

MALFORMED = "what the code opens to is no code of its channel"
"""Why people are to look at an order whose code is held back for its form."""

_NOTICE: dict[OrderStatus, Notice] = {
    OrderStatus.UNKNOWN: Notice.UNKNOWN,
    OrderStatus.ISSUED: Notice.ISSUED,
    OrderStatus.PAID: Notice.PAID,
    OrderStatus.FAILED: Notice.FAILED,
    OrderStatus.REVERSED: Notice.REVERSED,
    OrderStatus.CANCELLED: Notice.CANCELLED,
    OrderStatus.NOT_SENT: Notice.NOT_SENT,
    OrderStatus.REJECTED: Notice.REJECTED,
    OrderStatus.NOT_CREATED: Notice.NOT_CREATED,
}


def move(
    work: Work, order: Order, to: OrderStatus, cause: Cause, actor_id: int | None = None
) -> bool:
    """Change an order's status and tell who must know. False when it had that status already.

    Raise ImpossibleChange where the evidence contradicts what is known.
    """
    change = advance(order, to, cause, work.now)
    if change is None:
        return False
    entry = AuditEntry(
        at=work.now,
        act=Act.STATUS,
        actor_id=actor_id,
        order_no=order.order_no,
        before=change.before,
        after=change.after,
        why=order.doubt if to is OrderStatus.UNKNOWN else cause.value,
    )
    audit_trail.record(work, entry)
    if to in _NOTICE:
        announce(work, order, _NOTICE[to], actor_id)
    if to in ENDED:
        wipe_cards(work, order)
    if to not in {OrderStatus.SENDING, *ENDED}:
        refresh_card(work, order)
    return True


def move_or_page(work: Work, order: Order, to: OrderStatus, cause: Cause) -> bool:
    """Move, or where that is impossible keep the contradiction for people to look at."""
    try:
        return move(work, order, to, cause)
    except ImpossibleChange as problem:
        page(work, order, Review.CONTRADICTION, f"{problem.before} but Faspay says {to}")
        return False


def page(work: Work, order: Order, reason: Review, why: str) -> bool:
    """Ask people to look at an order; they are told once a reason. False when they were."""
    if reason in order.reviews():
        return False
    order.needs(reason)
    entry = AuditEntry(
        at=work.now, act=Act.STATUS, order_no=order.order_no, after=reason.value, why=why
    )
    audit_trail.record(work, entry)
    announce(work, order, Notice(reason.value))
    return True


def relay(work: Work, order: Order, news: Notice) -> None:
    """Tell what changes no status: what a callback claims, or that a code has run out. Once."""
    told = {entry.after for entry in audit_trail.of_order(work, order.order_no)}
    if news.value in told:
        return
    entry = AuditEntry(at=work.now, act=Act.STATUS, order_no=order.order_no, after=news.value)
    audit_trail.record(work, entry)
    announce(work, order, news)


def issue(work: Work, order: Order, cause: Cause) -> None:
    """Take the order for existing at Faspay: show its code, or say that there is none."""
    move_or_page(work, order, OrderStatus.ISSUED, cause)
    if order.status is not OrderStatus.ISSUED:
        return
    if order.code is Code.NONE:
        set_code(work, order, Code.MISSING)
    if order.code is Code.MISSING:
        page(work, order, Review.CODE_MISSING, "no readable code came with the transfer answer")
    elif will_be_visible(order, work.now) and (order.doubt or work.now - order.created_at > _LATE):
        announce(work, order, Notice.CODE_LATE)
    refresh_card(work, order)  # an inquiry may have come before the answer with the code
    work.wake(WakeUp.CHECK)
