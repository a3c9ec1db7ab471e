"""Finds orders page by page, the newest first.

A page costs the same however many orders there are. It is read along indexes in the order of the
list, from where the page before ended. What no index tells is looked at in the next LOOKED_THROUGH
orders of an index only. The page then says how far it has looked, and the next one goes on there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import col, or_, select

from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.repositories.order_streams import (
    Condition,
    Stream,
    Wanted,
    Whose,
    condition,
    streams,
)

PAGE = 10
LOOKED_THROUGH = 1_000

_LOOKED_AT: tuple[Any, ...] = (
    *(col(Order.created_at), col(Order.order_no), col(Order.agent_id), col(Order.team)),
    *(col(Order.amount), col(Order.review), col(Order.status).label("status")),
    col(Order.purpose),
)
"""A place, and what a search looks at. Nothing sealed: whole orders are read for one page only."""

Key = tuple[datetime, str]
"""An order's place in a list: when it was made, and its number."""


@dataclass(frozen=True)
class PageStart:
    """Where a page begins: behind an order, towards older or newer ones."""

    key: Key
    newer: bool = False


@dataclass(frozen=True)
class OrderPage:
    """Some orders, the newest first."""

    orders: Sequence[Order]
    older: str | None = None
    """The order behind which the next page begins; None where there are no more."""
    newer: str | None = None
    """The order before which the previous page ends; None where this is the first one."""
    looked_back_to: datetime | None = None
    """How far it has looked, where more may come before that."""


def key_of(work: Work, whose: Whose, order_no: str) -> Key | None:
    """Return an order's place in lists; None where it is not one of theirs."""
    query = select(col(Order.created_at), col(Order.order_no)).where(Order.order_no == order_no)
    if not whose.everything:
        query = query.where(condition("whose", Order, whose, Wanted()))
    row = work.session.exec(query).first()
    return (row[0], row[1]) if row is not None else None


def page(work: Work, whose: Whose, wanted: Wanted, start: PageStart | None = None) -> OrderPage:
    """Return orders that are theirs and wanted, from a place on; without one the newest."""
    newer = start is not None and start.newer
    found, end = _gathered(_Search(work, whose, wanted, start, newer))
    more = len(found) > PAGE
    last = found[PAGE - 1] if more else end
    shown = sorted(found[:PAGE], reverse=True)
    orders = _orders(work, shown)
    if start is None or not newer:
        first = (shown[0] if shown else start.key)[1] if start is not None else None
        return OrderPage(orders, last and last[1], first, None if more else end and end[0])
    if last is None:
        return page(work, whose, wanted)  # there are no newer ones: a whole page of the newest
    return OrderPage(orders, (shown[-1] if shown else start.key)[1], last[1])


def _orders(work: Work, keys: Sequence[Key]) -> Sequence[Order]:
    numbers = [number for _at, number in keys]
    rows = work.session.exec(select(Order).where(col(Order.order_no).in_(numbers)))
    found = {order.order_no: order for order in rows}
    return [found[number] for number in numbers]


@dataclass(frozen=True)
class _Search:
    """One page that is looked for."""

    work: Work
    whose: Whose
    wanted: Wanted
    start: PageStart | None
    newer: bool

    def keys(self, stream: Stream) -> list[Key]:
        """Read one index, for one order more than a page has."""
        query = self._in_order(select_columns(*_LOOKED_AT).where(*self._within(stream)), Order)
        if stream.left:
            rows: Any = query.limit(LOOKED_THROUGH).subquery().c
            asked = (condition(name, rows, self.whose, self.wanted) for name in stream.left)
            found = select_columns(rows.created_at, rows.order_no).where(*asked)
            query = self._in_order(found, rows)
        return [(row[0], row[1]) for row in self.work.session.execute(query.limit(PAGE + 1))]

    def end(self, stream: Stream) -> Key | None:
        """Return how far an index was looked through; None where that was all of it."""
        keys = self._in_order(select_columns(*_LOOKED_AT).where(*self._within(stream)), Order)
        row = self.work.session.execute(keys.offset(LOOKED_THROUGH - 1).limit(1)).first()
        return (row[0], row[1]) if row is not None else None

    def _in_order(self, query: Any, rows: Any) -> Any:  # noqa: ANN401 - a select of orders' columns, and those
        by_time = col(rows.created_at), col(rows.order_no)
        return query.order_by(*(by_time if self.newer else (each.desc() for each in by_time)))

    def _within(self, stream: Stream) -> list[Condition]:
        at, number = col(Order.created_at), col(Order.order_no)
        found = [stream.told]
        if self.wanted.since is not None:
            found.append(at >= self.wanted.since)
        if self.wanted.before is not None:
            found.append(at < self.wanted.before)
        if self.start is not None:
            when, behind = self.start.key
            # The first half alone is what an index can begin at.
            found += (
                (at >= when, or_(at > when, number > behind))
                if self.newer
                else (at <= when, or_(at < when, number < behind))
            )
        return found


def _gathered(search: _Search) -> tuple[list[Key], Key | None]:
    """Read every index; return what was found, and how far all of them were looked through."""
    found: set[Key] = set()
    ends: list[Key] = []
    for stream in streams(search.work, search.whose, search.wanted):
        keys = search.keys(stream)
        found |= set(keys)
        end = search.end(stream) if stream.left and len(keys) <= PAGE else None
        if end is not None:
            ends.append(end)
    if ends:
        nearest = min(ends) if search.newer else max(ends)
        found = {key for key in found if (key <= nearest if search.newer else key >= nearest)}
    return sorted(found, reverse=not search.newer), nearest if ends else None
