"""Who hears what of a comparison, how often it is tried, and that every task has an end."""

from datetime import timedelta

from handlers.messages import reconciliation_views
from handlers.services.reconciliation import run as reconciling
from storage.models.outbox import Notice
from storage.models.reconciliation import Gap, Reconciliation
from tests.factories import ADMIN, SECOND_ADMIN, World
from tests.handlers.statement import (
    ask,
    ask_by_night,
    notices,
    opened,
    reconciled,
    run,
    waiting,
)

HOUR = timedelta(hours=1)


def _try_four_times(world: World) -> None:
    reconciled(world)
    for minutes in (5, 15, 60):
        world.clock.move(minutes=minutes)
        assert run(world)


def test_a_clock_that_is_set_back_makes_no_comparison_endless(world: World) -> None:
    opened(world)
    world.tidy()
    ask(world)
    world.clock.move(hours=-6)
    world.tidy()
    done = 0
    for _ in range(12):
        world.clock.move(minutes=5, seconds=1)
        done += run(world)
    assert done == 1
    assert waiting(world) == []
    assert notices(world, Notice.RECONCILED) == [ADMIN, SECOND_ADMIN]


def test_tries_are_counted_whatever_the_clock_says(world: World) -> None:
    books = opened(world)
    books.silent.add("statement")
    world.tidy()
    ask(world)
    world.clock.move(hours=-6)
    world.tidy()
    for _ in range(40):
        world.clock.move(minutes=5, seconds=1)
        run(world)
    assert waiting(world) == []
    assert len(world.rows(Reconciliation)) == 4
    assert notices(world, Notice.RECONCILED).count(ADMIN) == 2, "the first try and the last"


def test_one_try_counts_for_all_whom_it_answers_and_for_nobody_later(world: World) -> None:
    books = opened(world)
    books.silent.add("statement")
    ask(world)
    ask_by_night(world)
    assert run(world)
    assert [each.tries for each in waiting(world)] == [1, 1]
    ask(world, SECOND_ADMIN)
    assert [each.tries for each in waiting(world)] == [1, 1, 0]


def test_a_vain_report_is_dropped_only_for_those_who_hear_of_a_newer_one(world: World) -> None:
    books, telegram = opened(world), world.telegram()
    books.silent.add("statement")
    _try_four_times(world)
    ask(world, ADMIN)
    assert world.do(reconciling.begin) is not None
    telegram.drain()
    assert "not complete" in telegram.seen_by(SECOND_ADMIN)


def test_a_vain_report_is_dropped_where_all_hear_of_a_newer_one(world: World) -> None:
    books, telegram = opened(world), world.telegram()
    books.silent.add("statement")
    reconciled(world)
    books.silent.clear()
    world.clock.move(minutes=5)
    assert run(world)
    telegram.drain()
    assert "not complete" not in telegram.seen_by(SECOND_ADMIN)
    assert "clean" in telegram.seen_by(SECOND_ADMIN)


def test_a_comparison_that_is_given_up_blames_nobody_else(world: World) -> None:
    opened(world)
    ask_by_night(world)
    for _ in range(7):
        assert not run(world, stopping=lambda: True)
        world.clock.move(minutes=5)
    assert run(world)
    last = world.do(reconciliation_views.last_report)
    assert last is not None
    assert not last.complete
    assert last.gaps == {Gap.BROKEN}
    assert not last.again
