"""Counts and sums of orders: what limits and reports ask for."""

from datetime import datetime

from sqlmodel import col, func, select

from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import CLOSED, OrderStatus

_BACK = (*CLOSED, OrderStatus.FAILED, OrderStatus.REVERSED)


def requested_since(work: Work, agent_id: int, since: datetime) -> int:
    """Return the rupiah an agent has requested since a moment, less what provably came back."""
    query = select(func.coalesce(func.sum(Order.amount), 0)).where(
        Order.agent_id == agent_id, Order.created_at >= since, col(Order.status).not_in(_BACK)
    )
    return int(work.session.exec(query).one())


def count(work: Work, *states: OrderStatus) -> int:
    """Return how many orders are in any of these states."""
    query = select(func.count()).select_from(Order).where(col(Order.status).in_(states))
    return int(work.session.exec(query).one())


def rupiah_in(work: Work, *states: OrderStatus) -> int:
    """Return the rupiah of all orders in any of these states."""
    query = select(func.coalesce(func.sum(Order.amount), 0)).where(col(Order.status).in_(states))
    return int(work.session.exec(query).one())
