"""Counts and sums of orders: what limits and reports ask for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import and_, col, func, or_, select

from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import BACK, OrderStatus


@dataclass(frozen=True)
class Counted:
    """Whose orders a limit counts: those of one agent, team or phone; all, where none is given.

    Of an agent and a team both count: whoever changes teams takes along what they requested.
    """

    agent_id: int | None = None
    team: str | None = None
    phone_macs: Sequence[str] = field(default=(), repr=False)
    """The keyed hashes that a phone may have in its orders."""


def taken(work: Work, of: Counted, since: datetime, before: Order | None = None) -> int:
    """Return the rupiah requested since a moment, less what provably came back.

    `before` counts only what was requested before that order, by time and then by number.
    """
    query = select(func.coalesce(func.sum(Order.amount), 0)).where(*_counted(of, since, before))
    return int(work.session.exec(query).one())


def oldest_first(work: Work, of: Counted, since: datetime) -> list[tuple[datetime, int]]:
    """Return when each counted order was made, and its rupiah: what leaves a window, and when."""
    query: Any = select(Order.created_at, Order.amount).where(*_counted(of, since, None))
    ordered = query.order_by(col(Order.created_at), col(Order.order_no))
    return [(at, int(amount)) for at, amount in work.session.execute(ordered)]


def _counted(of: Counted, since: datetime, before: Order | None) -> list[ColumnElement[bool]]:
    rules = [col(Order.created_at) > since, col(Order.status).not_in(BACK)]
    own, team = col(Order.agent_id) == of.agent_id, col(Order.team) == of.team
    if of.team is not None:
        rules.append(team if of.agent_id is None else or_(team, own))
    elif of.agent_id is not None:
        rules.append(own)
    elif of.phone_macs:
        rules.append(col(Order.phone_mac).in_(of.phone_macs))
    else:
        # Word for word the condition of the index of all orders (models/order.py).
        rules.append(col(Order.amount) > literal_column("0"))
    return rules if before is None else [*rules, requested_before(before)]


def requested_before(order: Order) -> ColumnElement[bool]:
    """State that another order was requested before this one, by time and then by number."""
    at, number = col(Order.created_at), col(Order.order_no)
    same_time = and_(at == order.created_at, number < order.order_no)
    return or_(at < order.created_at, same_time)


def count(work: Work, *states: OrderStatus) -> int:
    """Return how many orders are in any of these states."""
    query = select(func.count()).select_from(Order).where(col(Order.status).in_(states))
    return int(work.session.exec(query).one())


def rupiah_unsent_at(work: Work, moment: datetime) -> int:
    """Return the rupiah of all requests, and of those that began to be sent after a moment."""
    later = and_(col(Order.status) == OrderStatus.SENDING, col(Order.sending_at) > moment)
    waits = or_(col(Order.status) == OrderStatus.REQUESTED, later)
    query = select(func.coalesce(func.sum(Order.amount), 0)).where(waits)
    return int(work.session.exec(query).one())


def rupiah_in(work: Work, *states: OrderStatus) -> int:
    """Return the rupiah of all orders in any of these states."""
    query = select(func.coalesce(func.sum(Order.amount), 0)).where(col(Order.status).in_(states))
    return int(work.session.exec(query).one())
