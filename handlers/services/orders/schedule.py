"""When Faspay is asked about an order: often while anything may happen, then rarely, then never."""

from datetime import datetime, timedelta

from storage.models.order import UNSTATED_VALIDITY, Order
from storage.models.order_states import ENDED, OrderStatus

_FIRST_WAITS = (5, 15, 45, 120)
"""Seconds between the first inquiries."""
_OFTEN = timedelta(minutes=5)
"""While something may happen any time: a lost callback is made up for within ten minutes, with
time for a second inquiry where the first was lost or says "failed"."""
_OFTEN_PAST_EXPIRY = timedelta(hours=24)
_HOURLY, _HOURLY_FOR = timedelta(hours=1), timedelta(hours=48)
_DAILY, _DAILY_FOR = timedelta(days=1), timedelta(days=7)
_JUST_ENDED = timedelta(hours=1)
_PAID, _PAID_FOR = timedelta(minutes=9), timedelta(hours=24)
"""A reversal of what was collected may follow; after the first hour this is soon enough."""


_APART = timedelta(seconds=5)
"""The least pause between two inquiries that something else than the schedule asks for."""


def soonest_check(order: Order, now: datetime) -> datetime:
    """Say when to ask because of a callback, whoever sent it.

    Callbacks cost nothing to somebody who got hold of an order's address; inquiries do. A callback
    right behind an inquiry is answered by the next one, 5 s later at most.
    """
    if order.asked_at is None or order.asked_at > now:  # never, or by a clock that was ahead
        return now
    return max(now, order.asked_at + _APART)


def next_check(order: Order, now: datetime) -> datetime | None:
    """Say when to ask again: soon at first, then often while anything may happen, then rarely.

    The load, at 200 orders a day that wait six hours each for their beneficiary: 200 x 72 inquiries
    before and 200 x (12 + 153) in the day after they are paid, 47,400 a day or 0.55 a second; two
    side by side carry 2 at a second each. Were none ever collected, 200 x 576: 1.3 a second.
    """
    if order.status in ENDED:
        return _after_the_end(order, now)
    if order.checks + order.unanswered < len(_FIRST_WAITS):
        return now + timedelta(seconds=_FIRST_WAITS[order.checks])
    began = order.issued_at or order.sending_at or order.created_at
    lapses = (order.expires_at or began + UNSTATED_VALIDITY) + _OFTEN_PAST_EXPIRY
    return _later(now, (lapses, _OFTEN), (_HOURLY_FOR, _HOURLY), (_DAILY_FOR, _DAILY))


def _after_the_end(order: Order, now: datetime) -> datetime | None:
    # Success is not final, and what was refused may turn out to exist.
    if order.sending_at is None or order.status is OrderStatus.REVERSED:
        return None
    ended = order.ended_at or now
    daily = (_DAILY_FOR, _DAILY)
    if order.status is OrderStatus.PAID:
        return _later(now, (ended + _JUST_ENDED, _OFTEN), (_PAID_FOR - _JUST_ENDED, _PAID), daily)
    soon = ended + _JUST_ENDED if order.status is OrderStatus.FAILED else ended
    return _later(now, (soon, _OFTEN), daily)


def _later(
    now: datetime, first: tuple[datetime, timedelta], *further: tuple[timedelta, timedelta]
) -> datetime | None:
    """Find the current phase; each phase is (its end or length, the wait in it)."""
    ends, wait = first
    phases = [(ends, wait)]
    for lasts, wait in further:
        ends += lasts
        phases.append((ends, wait))
    return next((now + wait for ends, wait in phases if now < ends), None)
