"""Which nights ask, and which days a comparison covers: none is left out, none asked for twice."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.jobs import CHORES
from handlers.services import line, reconciling, reconciling_result
from handlers.services.reconciling import Heard
from handlers.services.reconciling_days import last_night
from storage.audit import Act, AuditEntry
from storage.errand import Question
from storage.order import Money
from storage.reconciliation import Reconciliation
from storage.repositories import errands, house
from storage.unit_of_work import Work
from tests.factories import World
from tests.fakes import START
from tests.handlers.books import (
    an_order,
    ask,
    ask_by_night,
    found,
    opened,
    reconciled,
    run,
    waiting,
)

TODAY = date(2026, 1, 5)


def _nightly(world: World) -> bool:
    return world.do(reconciling.ask_nightly, world.policy)


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (datetime(2026, 1, 5, 19, 30, tzinfo=UTC), datetime(2026, 1, 5, 19, 30, tzinfo=UTC)),
        (datetime(2026, 1, 5, 19, 29, tzinfo=UTC), datetime(2026, 1, 4, 19, 30, tzinfo=UTC)),
        (datetime(2026, 1, 5, 3, 0, tzinfo=UTC), datetime(2026, 1, 4, 19, 30, tzinfo=UTC)),
    ],
)
def test_the_night_is_half_past_two_in_jakarta(now: datetime, night: datetime) -> None:
    assert last_night(now) == night


def test_the_night_asks_once_and_again_the_next(both_worlds: World) -> None:
    world = both_worlds
    opened(world)
    assert _nightly(world)
    assert not _nightly(world)
    assert run(world)
    assert not _nightly(world)
    world.clock.move(days=1)
    assert _nightly(world)


def test_a_house_that_began_today_has_nothing_to_compare(world: World) -> None:
    assert not _nightly(world)
    opened(world, days_ago=0)
    assert not _nightly(world)
    world.clock.move(days=1)
    assert _nightly(world)


def test_what_an_admin_asked_does_not_stand_for_the_night(world: World) -> None:
    opened(world)
    ask(world)
    assert _nightly(world)


def test_a_night_written_by_a_clock_that_was_wrong_does_not_silence_all_others(
    world: World,
) -> None:
    opened(world)
    world.clock.move(days=400)
    ask_by_night(world)
    assert run(world)
    world.clock.move(days=-400)
    assert _nightly(world)


def test_two_replicas_ask_once(postgres_world: World) -> None:
    world = postgres_world
    opened(world)

    async def both() -> list[bool]:
        asking = reconciling.ask_nightly
        return await asyncio.gather(*(world.database.run(asking, world.policy) for _ in range(4)))

    assert asyncio.run(both()).count(True) == 1
    assert len(waiting(world)) == 1


def test_it_is_among_the_chores() -> None:
    assert reconciling.ask_nightly in CHORES


def test_the_first_comparison_begins_where_the_house_began(world: World) -> None:
    books = opened(world, days_ago=10)
    done = reconciled(world)
    assert (done.first_day, done.last_day) == (TODAY - timedelta(days=10), TODAY)
    assert books.days[0] == TODAY - timedelta(days=12)
    assert books.days[-1] == TODAY
    assert len(books.days) == len(set(books.days)) == 13


def test_a_debit_from_before_the_house_began_is_not_ours_to_judge(world: World) -> None:
    books = opened(world, days_ago=1)
    books.write(300_000, world.clock.now - timedelta(days=1, minutes=1), "before")
    reconciled(world)
    assert found(world) == []


def test_every_night_covers_two_days_and_whatever_was_too_fresh(world: World) -> None:
    opened(world)
    reconciled(world)
    world.clock.move(days=1)
    assert reconciled(world).first_day == TODAY - timedelta(days=1)
    ask(world)
    run(world)
    assert world.rows(Reconciliation)[-1].first_day == TODAY - timedelta(days=1)


def test_after_an_outage_all_days_since_the_last_complete_one_are_covered(world: World) -> None:
    books = opened(world)
    reconciled(world)
    world.clock.move(days=9)
    books.silent.add("statement")
    assert not reconciled(world).complete
    books.silent.clear()
    world.clock.move(days=1)
    assert run(world)
    done = world.rows(Reconciliation)[-1]
    assert (done.first_day, done.last_day) == (
        TODAY - timedelta(days=1),
        TODAY + timedelta(days=10),
    )


def test_no_more_than_three_months_are_asked_for(world: World) -> None:
    books = opened(world, days_ago=400)
    reconciled(world)
    assert books.days[0] == TODAY - timedelta(days=88)


def test_an_order_that_never_ended_is_asked_about_every_night(world: World) -> None:
    books = opened(world, days_ago=60)
    number = an_order(world, Money.UNKNOWN, hours_ago=24 * 50)
    for _ in range(3):
        books.days.clear()
        reconciled(world)
        world.clock.move(days=1)
    assert books.asked == [number] * 3
    assert min(books.days) == TODAY - timedelta(days=52)


def _old(world: World) -> None:
    def adopt(work: Work) -> None:
        line.hold(work)
        errands.add(work, Question.RECONCILE, None)

    world.do(adopt)


def test_older_data_is_believed_again_once_a_month_was_compared(both_worlds: World) -> None:
    world = both_worlds
    books = opened(world, days_ago=40)
    reconciled(world)
    _old(world)
    world.clock.move(seconds=1)
    assert run(world)
    done = world.rows(Reconciliation)[-1]
    assert done.first_day == TODAY - timedelta(days=31)
    assert books.days
    assert world.do(house.line).unreconciled_since is None
    assert world.do(house.line).stopped, "only a person opens it"
    entries = [each.after for each in world.rows(AuditEntry) if each.act is Act.OLD_DATA]
    assert entries == ["reconciled"]


def test_older_data_is_not_believed_on_an_incomplete_or_older_comparison(world: World) -> None:
    books = opened(world, days_ago=40)
    _old(world)
    books.silent.add("balance")
    world.clock.move(seconds=1)
    assert run(world)
    assert world.do(house.line).unreconciled_since is not None
    books.silent.clear()
    world.clock.move(minutes=5)
    plan = world.do(reconciling.begin)
    assert plan is not None
    world.clock.move(seconds=1)
    world.do(line.hold)
    world.do(reconciling_result.finish, plan, Heard())
    assert world.rows(Reconciliation)[-1].complete
    assert world.do(house.line).unreconciled_since == START + timedelta(minutes=5, seconds=2)
