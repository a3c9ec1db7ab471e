"""The figures of a digest, all of one moment: they are read by one statement.

Under READ COMMITTED two statements may see an order in two states: the sums would not add up.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    func,
    literal_column,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlmodel import and_, col, or_

from storage.engine.unit_of_work import Work
from storage.models.columns import Moment
from storage.models.order import UNSTATED_VALIDITY, Order
from storage.models.order_states import Code, OrderStatus, Review
from storage.repositories.order_streams import Whose

LISTED = 10
"""Orders that are not settled, of which a digest names each."""
_MADE, _OPEN, _REVIEWED = "made", "open", "reviewed"


@dataclass(frozen=True)
class OrderSum:
    """Orders of one agent, for one purpose, that are in the same state."""

    agent_id: int
    purpose: str | None
    """Its code; None where the orders have none."""
    status: OrderStatus
    code: Code
    reviews: frozenset[Review]
    expired: bool
    """The code of an order that has not ended has run out."""
    count: int
    amount: int
    """Whole rupiah of all of them."""


@dataclass(frozen=True)
class UnsettledOrder:
    """An order whose money has not come to an end, or that people must look at."""

    order_no: str
    agent_id: int
    status: OrderStatus
    code: Code
    reviews: frozenset[Review]
    expired: bool
    amount: int
    created_at: datetime


@dataclass(frozen=True)
class DigestFigures:
    """What the database held at one moment."""

    sums: tuple[OrderSum, ...]
    """Of the orders that were made within the time of the digest."""
    unsettled: tuple[UnsettledOrder, ...]
    """The oldest, LISTED of them at most, whenever they were made."""
    unsettled_count: int


def read(work: Work, whose: Whose, begins_at: datetime, ends_at: datetime) -> DigestFigures:
    """Read all figures of one digest."""
    parts = (
        _made(work.now, whose, begins_at, ends_at),
        _unsettled(work.now, whose, _OPEN, col(Order.ended_at).is_(None)),
        _unsettled(work.now, whose, _REVIEWED, _reviewed_at_their_end()),
    )
    rows = work.session.execute(union_all(*parts)).all()
    unsettled = sorted(
        (_unsettled_order(row) for row in rows if row.part != _MADE),
        key=lambda each: (each.created_at, each.order_no),
    )
    counts = {row.part: row.number for row in rows if row.part != _MADE}
    return DigestFigures(
        sums=tuple(_sum(row) for row in rows if row.part == _MADE),
        unsettled=tuple(unsettled[:LISTED]),
        unsettled_count=sum(counts.values()),
    )


def _made(now: datetime, whose: Whose, begins_at: datetime, ends_at: datetime) -> Select[Any]:
    within = (col(Order.created_at) >= begins_at, col(Order.created_at) < ends_at)
    state = _state(now)
    return (
        select(
            literal_column(f"'{_MADE}'").label("part"),
            *state,
            func.count().label("number"),
            func.sum(col(Order.amount)).label("amount"),
            type_coerce(null(), Moment()).label("created_at"),
            null().label("order_no"),
            col(Order.purpose).label("purpose"),
        )
        .where(_theirs(whose, *within))
        # By its name: with parameters, PostgreSQL takes it for another expression there.
        .group_by(*state[:-1], literal_column(state[-1].key), col(Order.purpose))
    )


def _unsettled(
    now: datetime, whose: Whose, part: str, condition: ColumnElement[bool]
) -> Select[Any]:
    # The count is of all: it is made before the oldest are taken.
    oldest = (
        select(
            literal_column(f"'{part}'").label("part"),
            *_state(now),
            func.count().over().label("number"),
            col(Order.amount).label("amount"),
            col(Order.created_at).label("created_at"),
            col(Order.order_no).label("order_no"),
            null().label("purpose"),
        )
        .where(condition, _theirs(whose))
        .order_by(col(Order.created_at), col(Order.order_no))
        .limit(LISTED)
        .subquery()
    )
    return select(oldest)


def _state(now: datetime) -> tuple[Any, ...]:
    return (
        col(Order.agent_id).label("agent_id"),
        col(Order.status).label("status"),
        col(Order.code).label("code"),
        col(Order.review).label("review"),
        _expired(now).label("expired"),
    )


def _expired(now: datetime) -> ColumnElement[bool]:
    unstated = and_(
        col(Order.expires_at).is_(None), col(Order.issued_at) <= now - UNSTATED_VALIDITY
    )
    stated = and_(col(Order.expires_at).is_not(None), col(Order.expires_at) <= now)
    return and_(col(Order.status) == OrderStatus.ISSUED, or_(stated, unstated))


def _reviewed_at_their_end() -> ColumnElement[bool]:
    # Word for word the index's own condition (models/order.py).
    return and_(col(Order.review) != literal_column("''"), col(Order.ended_at).is_not(None))


def _theirs(whose: Whose, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """State whose orders count. Each alternative is whole, so that each can be read by an index."""
    if whose.everything:
        return and_(col(Order.amount) > literal_column("0"), *more)
    own = and_(col(Order.agent_id) == whose.agent_id, *more)
    if whose.team is None:
        return own
    return or_(and_(col(Order.team) == whose.team, *more), own)


def _sum(row: Any) -> OrderSum:  # noqa: ANN401 - a row of the statement
    return OrderSum(purpose=row.purpose, count=row.number, amount=int(row.amount), **_state_of(row))


def _unsettled_order(row: Any) -> UnsettledOrder:  # noqa: ANN401 - the same
    return UnsettledOrder(
        order_no=row.order_no,
        amount=int(row.amount),
        created_at=row.created_at,
        **_state_of(row),
    )


def _state_of(row: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    return {
        "agent_id": row.agent_id,
        "status": row.status,
        "code": row.code,
        "reviews": frozenset(Review(part) for part in row.review.split(",") if part),
        "expired": bool(row.expired),
    }
