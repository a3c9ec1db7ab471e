"""Requests that have waited too long: how long is judged by clocks that can be believed.

A request keeps the time of our clock at which it was made. Where that clock was set since, or had
yet to be set, that time says nothing. So each process counts by itself how long it has seen a
request wait, and what our clock says counts only right after Faspay's has confirmed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from handlers.services import clock_guard
from handlers.services.moving import move
from handlers.services.policy import Policy
from storage.audit import Act, AuditEntry
from storage.order import Cause, Money, Order
from storage.repositories import house, orders
from storage.unit_of_work import Bell, Work

_REDATED = "made while our clock was wrong; its date is mended"


@dataclass(frozen=True)
class Wait:
    """How long a process has seen a request wait, by a clock that nobody sets."""

    lasted: timedelta
    since_made: bool
    """It has seen it since it was made; else since the process began."""
    misdated: bool
    """Our clock was seen to be wrong meanwhile."""


@dataclass(frozen=True)
class Requests:
    """Who waits."""

    waiting: frozenset[str]
    """The numbers of all requests."""
    are_overdue: bool
    """By our clock one of them has waited too long, or is from a time to come."""


def look(work: Work, policy: Policy) -> Requests:
    """Look at all requests that wait."""
    found = orders.waiting(work)
    late = any(not _is_young(work, policy, order) for order in found)
    return Requests(frozenset(order.order_no for order in found), late)


def judge(work: Work, policy: Policy, waits: Mapping[str, Wait], *, confirmed: bool) -> None:
    """Cancel what has waited too long: the beneficiary has gone home. Other requests go on.

    `confirmed`: Faspay's clock has just confirmed ours. One that came since the look waits for the
    next.
    """
    for order in orders.waiting(work):
        wait = waits.get(order.order_no)
        if wait is None:
            continue
        cause = None
        if wait.lasted > policy.request_lasts:
            cause = Cause.AGE
        elif confirmed and not _is_young(work, policy, order):
            cause = _why_over(work, order, wait)
            if cause is None:
                _redate(work, order, wait)
        if cause is not None:
            move(work, order, Money.CANCELLED, cause)


def _is_young(work: Work, policy: Policy, order: Order) -> bool:
    return -clock_guard.STOP <= work.now - order.created_at <= policy.request_lasts


def _why_over(work: Work, order: Order, wait: Wait) -> Cause | None:
    """Say why a request with such a date is over; None: its date is a wrong clock's, it goes on."""
    if wait.since_made and wait.misdated:
        return None
    age = work.now - order.created_at
    believable = not wait.since_made or age - wait.lasted < clock_guard.STOP
    return Cause.AGE if age > timedelta() and believable else Cause.CLOCK


def _redate(work: Work, order: Order, wait: Wait) -> None:
    order.created_at = work.now - wait.lasted
    entry = AuditEntry(at=work.now, act=Act.MONEY, order_no=order.order_no, why=_REDATED)
    house.record(work, entry)
    work.ring(Bell.SUBMIT)
