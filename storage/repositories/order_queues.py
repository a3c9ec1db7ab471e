"""Orders that wait for something to be done: to be sent, asked about, told of, wiped."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, update
from sqlmodel import and_, col, or_, select

from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.order_states import ENDED, Code, OrderStatus

# Built once, because building these queries takes longer than running them.
_NEXT_REQUESTED = (
    select(Order)
    .where(Order.status == OrderStatus.REQUESTED)
    .where(col(Order.date_doubted).is_(False))
    .where(col(Order.created_at).between(bindparam("oldest"), bindparam("newest")))
    .where(col(Order.team).not_in(bindparam("teams", expanding=True)))
    .where(col(Order.channel).not_in(bindparam("channels", expanding=True)))
    .order_by(col(Order.created_at))
    .limit(1)
    .with_for_update(skip_locked=True)
)
_DUE_FOR_CHECK = (
    select(Order)
    .where(col(Order.check_at) <= bindparam("now"), Order.status != OrderStatus.SENDING)
    .where(col(Order.order_no).not_in(bindparam("busy", expanding=True)))
    .order_by(col(Order.check_at))
    .limit(1)
    .with_for_update(skip_locked=True)
)


def next_requested(
    work: Work,
    oldest: datetime,
    newest: datetime,
    teams: Collection[str] = (),
    channels: Collection[Channel] = (),
) -> Order | None:
    """Return the longest-waiting request made in this period that no other worker holds.

    None of these teams, and of none of these channels. A request with a doubted date is left out:
    nobody can say when it was made.
    """
    params = {"oldest": oldest, "newest": newest, "teams": list(teams), "channels": list(channels)}
    return work.session.exec(_NEXT_REQUESTED, params=params).first()


def renew(
    work: Work, numbers: Collection[str], owner: str, until: datetime, *, patient: bool
) -> set[str]:
    """Extend an owner's claims; return the orders that it is still sending.

    Only a `patient` caller waits for a row that another transaction holds. Others leave it out, so
    that it holds up none of the rest (PostgreSQL; SQLite has one transaction at a time).
    """
    ours = (col(Order.order_no).in_(numbers), col(Order.owner) == owner)
    sending = select(Order.order_no).where(*ours, col(Order.status) == OrderStatus.SENDING)
    found = set(work.session.exec(sending.with_for_update(skip_locked=not patient)))
    if found:
        lasting = update(Order).where(col(Order.order_no).in_(found)).values(owner_until=until)
        work.session.exec(lasting)
    return found


def due_for_check(work: Work, busy: Collection[str] = ()) -> Order | None:
    """Return the order whose turn it is to be asked about at Faspay, none of the `busy`."""
    params = {"now": work.now, "busy": list(busy)}
    return work.session.exec(_DUE_FOR_CHECK, params=params).first()


def abandoned(work: Work, *, everything: bool = False) -> Sequence[Order]:
    """Return orders whose sender is dead: its lease is over, or (everything) we are alone."""
    query = select(Order).where(Order.status == OrderStatus.SENDING)
    if not everything:
        query = query.where(col(Order.owner_until) < work.now)
    return work.session.exec(query.with_for_update(skip_locked=True)).all()


def unknown_since_before(work: Work, moment: datetime, future: datetime) -> Sequence[Order]:
    """Return unknown orders sent before a moment, or in a future that our clock has known."""
    sent = _outside(col(Order.sending_at), moment, future)
    return work.session.exec(select(Order).where(Order.status == OrderStatus.UNKNOWN, sent)).all()


def waiting(work: Work) -> Sequence[Order]:
    """Return all unsent orders."""
    waits = col(Order.status).in_([OrderStatus.REQUESTED, OrderStatus.AWAITING_APPROVAL])
    return work.session.exec(select(Order).where(waits)).all()


def doubt_dates(work: Work) -> None:
    """Doubt the dates of all unsent orders: our clock is wrong and may have dated them."""
    waits = col(Order.status).in_([OrderStatus.REQUESTED, OrderStatus.AWAITING_APPROVAL])
    undoubted = update(Order).where(waits, col(Order.date_doubted).is_(False))
    work.session.exec(undoubted.values(date_doubted=True))


def _outside(at: Any, first: datetime, last: datetime) -> ColumnElement[bool]:  # noqa: ANN401 - a column, of whatever nullability
    return or_(at < first, at > last)


def issued(work: Work) -> Sequence[Order]:
    """Return all orders whose money waits to be collected."""
    return work.session.exec(select(Order).where(Order.status == OrderStatus.ISSUED)).all()


def live_until_later(work: Work) -> Sequence[Order]:
    """Return unknown and issued orders that are to be asked about, but not yet."""
    live = col(Order.status).in_([OrderStatus.UNKNOWN, OrderStatus.ISSUED])
    query = select(Order).where(live, col(Order.check_at) > work.now)
    return work.session.exec(query).all()


def ended_until_later(work: Work) -> Sequence[Order]:
    """Return ended orders that are to be asked about once more, but not yet."""
    query = select(Order).where(col(Order.status).in_(ENDED), col(Order.check_at) > work.now)
    return work.session.exec(query).all()


def expired_unended(work: Work) -> Sequence[Order]:
    """Return issued orders whose code has run out, which nobody was told yet."""
    query = select(Order).where(
        Order.status == OrderStatus.ISSUED, col(Order.expiry_told).is_(False)
    )
    return [order for order in work.session.exec(query) if order.code_ended(work.now)]


def to_wipe(work: Work, ended_before: datetime) -> Sequence[Order]:
    """Return orders whose code is still kept though they have ended, or nobody asks any more."""
    given_up = and_(
        col(Order.status).in_([OrderStatus.ISSUED, OrderStatus.UNKNOWN]),
        col(Order.check_at).is_(None),
        col(Order.sending_at) < ended_before,
    )
    query = select(Order).where(
        or_(col(Order.ended_at) < ended_before, given_up),
        col(Order.code) != Code.WIPED,
        col(Order.answer_sealed).is_not(None) | col(Order.code_sealed).is_not(None),
    )
    return work.session.exec(query).all()
