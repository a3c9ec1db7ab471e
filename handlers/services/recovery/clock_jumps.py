"""Mends what a clock that was set back leaves behind: due times too far in the future.

Every wait in the tables is a time. After the clock goes back by a day, a wait of five minutes would
last a day: so none may lie further ahead than its rule reaches, and what was asked about an order
or shown on a card in the meantime is done again. A clock that goes forward only ends waits early.
"""

from datetime import timedelta

from handlers.services.controls import clock
from handlers.services.notices.announcing import refresh_card
from handlers.services.orders.schedule import next_check
from handlers.services.policy import Policy
from storage.engine.unit_of_work import WakeUp, Work
from storage.repositories import order_queues, rate_buckets, stored_callbacks, system_state, waiting

_REPLICAS_DIFFER = clock.STOP
"""A smaller jump may be another replica's note, whose clock is a little ahead."""
_ONCE_IN = timedelta(minutes=10)
"""The least pause between two repairs: a replica whose clock stays behind must not cause one after
another."""


def mend(work: Work, policy: Policy) -> bool:
    """Repair due times after our clock was set back, so that our last sign of life is ahead.

    False: not now, and that it is to be done must not be forgotten by a new beat.
    """
    alive_at = system_state.alive_at(work)
    if alive_at is None or alive_at <= work.now + _REPLICAS_DIFFER:
        return True
    if rate_buckets.take(work, "clock set back", _ONCE_IN.total_seconds(), 1) > 0:
        return False
    bring_back(work, policy)
    return True


def bring_back(work: Work, policy: Policy) -> None:
    """Cap every wait at its rule, and look again at all that is live."""
    waiting.orders_within(work, policy.lease)
    _ended_orders_within(work)
    waiting.rows_within(work, policy.draft_lasts)
    for order in order_queues.issued(work):
        if not order.code_ended(work.now):
            refresh_card(work, order)  # a clock that was ahead may have called its code over
    for wake_up in WakeUp:
        work.wake(wake_up)


def _ended_orders_within(work: Work) -> None:
    """Cap the waits of orders at their schedule, and make those with a callback due."""
    heard = stored_callbacks.unanswered(work)
    for order in order_queues.ended_until_later(work):
        soonest = work.now if order.order_no in heard else next_check(order, work.now)
        if soonest is not None and order.check_at is not None:
            order.check_at = min(order.check_at, soonest)
