"""Requests that have waited too long: how long is judged by clocks that can be believed.

A request keeps the time of our clock at which it was made. Where that clock was set since, or had
yet to be set, that time says nothing. So each process counts by itself how long it has seen a
request wait, and what our clock says counts only right after Faspay's has confirmed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.services.controls import clock
from handlers.services.orders.transitions import move
from handlers.services.policy import Policy
from storage.engine.unit_of_work import WakeUp, Work
from storage.models.audit import Act, AuditEntry
from storage.models.order import Order
from storage.models.order_states import Cause, OrderStatus
from storage.repositories import audit_trail, order_queues

_REDATED = "made while our clock was wrong; its date is mended"
_OTHERS_VOUCH_WITHIN = timedelta(seconds=60)
"""How long a process that has just started leaves a doubted request to others: one of them may have
seen it made."""


@dataclass(frozen=True)
class Wait:
    """How long a process has seen a request wait."""

    lasted: timedelta
    """At least, by a clock that nobody sets."""
    since_made: bool
    """The process saw it appear: it was not there at the first look."""
    at_most: timedelta | None
    """How long it can have waited; None: it was there before, or the clocks have jumped since."""


@dataclass(frozen=True)
class Requests:
    """Who waits."""

    waiting: frozenset[str]
    """The numbers of all requests."""
    are_overdue: bool
    """By our clock one of them has waited too long, is from a time to come, or nobody can say."""
    now: datetime
    """When they were looked at, by our clock."""


def look(work: Work, policy: Policy) -> Requests:
    """Look at all requests that wait."""
    found = order_queues.waiting(work)
    late = any(order.date_doubted or not _is_young(work, policy, order) for order in found)
    return Requests(frozenset(order.order_no for order in found), late, work.now)


def judge(work: Work, policy: Policy, waits: Mapping[str, Wait], *, confirmed: bool) -> None:
    """Cancel what has waited too long: the beneficiary has gone home. Other requests go on.

    `confirmed`: Faspay's clock has just confirmed ours. A request that came after the look waits
    for the next one.
    """
    for order in order_queues.waiting(work):
        wait = waits.get(order.order_no)
        if wait is None:
            continue
        cause = None
        if wait.lasted > policy.request_lasts:
            cause = Cause.AGE
        elif confirmed and wait.at_most is not None:
            _vouch(work, order, wait.lasted, wait.at_most)
        elif confirmed:
            cause = _why_over(work, policy, order, wait)
        if cause is not None:
            move(work, order, OrderStatus.CANCELLED, cause)


def _is_young(work: Work, policy: Policy, order: Order) -> bool:
    return -clock.STOP <= work.now - order.created_at <= policy.request_lasts


def _vouch(work: Work, order: Order, least: timedelta, most: timedelta) -> None:
    """Give a doubted request a true date: this process has seen all of its wait.

    A wrong date is mended to the earliest possible one, so that nothing goes out late. A date that
    nobody doubts may be of another process, whose clock may differ by as much as is allowed.
    """
    age = work.now - order.created_at
    apart = clock.WARN if order.date_doubted else clock.STOP
    is_so = least - apart <= age <= most + apart
    if is_so and not order.date_doubted:
        return
    order.date_doubted = False
    if not is_so:
        order.created_at = work.now - most
        entry = AuditEntry(at=work.now, act=Act.STATUS, order_no=order.order_no, why=_REDATED)
        audit_trail.record(work, entry)
    work.wake(WakeUp.SUBMIT)


def _why_over(work: Work, policy: Policy, order: Order, wait: Wait) -> Cause | None:
    """Say why a request is over of which nobody has seen the whole wait; None: it may be young."""
    if order.date_doubted:
        is_ours = wait.since_made or wait.lasted > _OTHERS_VOUCH_WITHIN
        return Cause.CLOCK if is_ours else None
    if _is_young(work, policy, order):
        return None
    age = work.now - order.created_at
    if wait.since_made or age < timedelta():
        return Cause.CLOCK
    # The clock that dated it may have been wrong by this much without stopping anything.
    return Cause.AGE if age > policy.request_lasts + clock.STOP else None
