"""Orders from before the days that are read, of which a line tells something new."""

from datetime import date, timedelta

from storage.models.order_states import OrderStatus
from storage.models.reconciliation import Discrepancy, Mismatch
from tests.factories import AMOUNT, World
from tests.handlers.statement import (
    Books,
    an_order,
    is_stopped,
    left_open,
    opened,
    reconciled,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = date(2026, 1, 5)


def _compared_before(world: World, books: Books) -> None:
    """Let the last nights have been compared, so that old days are not read any more."""
    reconciled(world)
    world.clock.move(days=1)
    reconciled(world)
    world.clock.move(days=1)
    books.days.clear()
    books.asked.clear()


def test_a_second_debit_weeks_after_its_order_stops_sending_the_very_night(world: World) -> None:
    books = opened(world, days_ago=40)
    number = an_order(world, OrderStatus.PAID, hours_ago=24 * 20)
    _compared_before(world, books)
    books.write(AMOUNT, world.clock.now - HOUR, f"{number} ref")
    assert left_open(world) == [Mismatch.SECOND_DEBIT]
    assert is_stopped(world)
    (kept,) = world.rows(Discrepancy)
    assert (kept.expected, kept.seen, kept.happened_at) == (
        AMOUNT,
        2 * AMOUNT,
        world.clock.now - HOUR,
    )
    assert len(books.days) == len(set(books.days))
    assert min(books.days) == TODAY - 20 * DAY


def test_a_refund_weeks_after_its_order_is_judged_by_all_its_lines(world: World) -> None:
    books = opened(world, days_ago=40)
    paid = an_order(world, OrderStatus.PAID, hours_ago=24 * 20)
    _compared_before(world, books)
    books.write(AMOUNT, world.clock.now - HOUR, f"{paid} reversal", debit=False)
    assert left_open(world) == [Mismatch.UNEXPECTED_REFUND]


def test_only_orders_that_something_was_heard_of_are_asked_about(world: World) -> None:
    books = opened(world, days_ago=40)
    named = an_order(world, OrderStatus.PAID, hours_ago=24 * 20)
    an_order(world, OrderStatus.PAID, hours_ago=24 * 19)
    _compared_before(world, books)
    books.write(AMOUNT, world.clock.now - HOUR, f"{named} ref")
    reconciled(world)
    assert books.asked == [named], "what is read only to explain was asked about in its time"


def test_an_order_that_faspay_keeps_no_more_is_judged_by_what_it_does_now(world: World) -> None:
    books = opened(world, days_ago=120)
    number = an_order(world, OrderStatus.PAID, hours_ago=24 * 100)
    _compared_before(world, books)
    books.write(AMOUNT, world.clock.now - HOUR, f"{number} ref")
    assert left_open(world) == [Mismatch.SECOND_DEBIT]
    assert is_stopped(world)
    assert min(books.days) == TODAY + 2 * DAY - 88 * DAY, "three months, and no further"
