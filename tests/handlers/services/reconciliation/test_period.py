"""Which nights ask, and which days a comparison covers: none is left out, none asked for twice."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.jobs.maintenance import JOBS
from handlers.messages import reconciliation_views
from handlers.messages.reconciliation_views import Hold
from handlers.services.controls import sending
from handlers.services.reconciliation import conclusion
from handlers.services.reconciliation import run as reconciling
from handlers.services.reconciliation.period import Days, last_night
from handlers.services.reconciliation.run import Heard
from handlers.services.recovery import clock_jumps
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.order_states import OrderStatus
from storage.models.reconciliation import BalanceCheck, Mismatch, Reconciliation
from storage.models.task import TaskKind
from storage.repositories import system_state, tasks
from tests.factories import World
from tests.fakes import START
from tests.handlers.statement import (
    Books,
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


def test_a_company_that_began_today_has_nothing_to_compare(world: World) -> None:
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


def test_it_is_among_the_maintenance_jobs() -> None:
    assert reconciling.ask_nightly in JOBS


def test_the_first_comparison_begins_where_the_company_began(world: World) -> None:
    books = opened(world, days_ago=10)
    done = reconciled(world)
    assert (done.first_day, done.last_day) == (TODAY - timedelta(days=10), TODAY)
    assert books.days[0] == TODAY - timedelta(days=12)
    assert books.days[-1] == TODAY
    assert len(books.days) == len(set(books.days)) == 13


def test_a_debit_from_before_the_company_began_is_not_ours_to_judge(world: World) -> None:
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


def test_no_day_is_left_out_because_of_a_clock_that_was_ahead(world: World) -> None:
    opened(world)
    reconciled(world)
    world.clock.move(days=30)
    reconciled(world)
    world.clock.move(days=-24)
    assert reconciled(world).first_day == TODAY - timedelta(days=1)


def test_no_more_than_three_months_are_asked_for(world: World) -> None:
    books = opened(world, days_ago=400)
    reconciled(world)
    assert books.days[0] == TODAY - timedelta(days=88)


def test_an_order_that_never_ended_is_asked_about_every_night(world: World) -> None:
    books = opened(world, days_ago=60)
    number = an_order(world, OrderStatus.UNKNOWN, hours_ago=24 * 50)
    for _ in range(3):
        books.days.clear()
        reconciled(world)
        world.clock.move(days=1)
    assert books.asked == [number] * 3
    assert min(books.days) == TODAY - timedelta(days=52)


def _old(world: World) -> None:
    def adopt(work: Work) -> None:
        sending.hold(work)
        tasks.add(work, TaskKind.RECONCILE, None)

    world.do(adopt)


def test_older_data_is_believed_again_once_a_month_was_compared(both_worlds: World) -> None:
    world = both_worlds
    books = opened(world, days_ago=40)
    reconciled(world)
    _old(world)
    world.clock.move(minutes=15)
    assert run(world)
    done = world.rows(Reconciliation)[-1]
    assert done.first_day == TODAY - timedelta(days=31)
    assert books.days
    assert world.do(system_state.restored_data_since) is None
    assert world.do(system_state.sending_switch).stopped, "only a person opens it"
    entries = [each.after for each in world.rows(AuditEntry) if each.act is Act.OLD_DATA]
    assert entries == ["reconciled"]
    assert waiting(world) == []


def _lost(world: World, books: Books, minutes_ago: float) -> None:
    """Let there have been a transfer of which the older data knows nothing."""
    at = world.clock.now - timedelta(minutes=minutes_ago)
    books.write(500_000, at, f"61234567890{int(minutes_ago) % 10} BANTUAN ref")


def test_the_hold_is_not_lifted_before_the_newest_lost_order_can_be_seen(world: World) -> None:
    books = opened(world, days_ago=40)
    reconciled(world)
    _old(world)
    world.clock.move(seconds=3)
    assert run(world)
    assert world.rows(Reconciliation)[-1].balance_check is BalanceCheck.FITS, (
        "nothing is in the books yet"
    )
    assert world.do(sending.is_held)
    for minutes_ago in (2, 8, 14):
        _lost(world, books, minutes_ago)
    (again,) = waiting(world)
    assert again.run_at == START + timedelta(minutes=15)
    assert not run(world)
    world.clock.move(minutes=15)
    assert run(world)
    assert found(world) == [Mismatch.UNKNOWN_DEBIT] * 3
    assert not world.do(sending.is_held)


def test_where_the_balance_tells_nothing_the_hold_waits_for_debits_written_late(
    world: World,
) -> None:
    books = opened(world, days_ago=40)
    _old(world)
    for hours in (0.25, 1):
        world.clock.move(hours=hours)
        books.unseen += 500_000
        assert run(world)
        assert world.rows(Reconciliation)[-1].complete
        assert world.do(sending.is_held)
    (again,) = waiting(world)
    assert again.run_at == START + timedelta(hours=6, minutes=15)
    _lost(world, books, 30)
    world.clock.move(hours=5)
    assert run(world)
    assert not world.do(sending.is_held)
    assert Mismatch.UNKNOWN_DEBIT in found(world)
    assert waiting(world) == []


def test_the_report_says_when_older_data_is_compared_again_and_when_it_is_done(
    world: World,
) -> None:
    opened(world, days_ago=40)
    reconciled(world)
    _old(world)
    world.clock.move(seconds=1)
    held = _hold(world)
    assert held == Hold(lifted=False, next_at=START + timedelta(minutes=15))
    world.clock.move(minutes=15)
    assert _hold(world) == Hold(lifted=True, next_at=None)
    world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))
    last = world.do(reconciliation_views.last_report)
    assert last is not None
    assert last.hold is None


def _hold(world: World) -> Hold | None:
    assert run(world)
    last = world.do(reconciliation_views.last_report)
    assert last is not None
    assert last.is_clean is (last.hold is not None and last.hold.lifted)
    return last.hold


def test_a_hold_by_a_clock_that_was_ahead_does_not_last_until_then(world: World) -> None:
    opened(world, days_ago=40)
    reconciled(world)
    world.clock.move(days=1)
    _old(world)
    world.clock.move(days=-1)
    world.do(clock_jumps.bring_back, world.policy)
    world.clock.move(minutes=2)
    assert run(world)
    assert world.do(sending.is_held)
    world.clock.move(minutes=15)
    assert run(world)
    assert not world.do(sending.is_held)


def test_older_data_is_not_believed_on_an_incomplete_or_older_comparison(world: World) -> None:
    books = opened(world, days_ago=40)
    _old(world)
    books.silent.add("balance")
    world.clock.move(seconds=1)
    assert run(world)
    assert world.do(system_state.restored_data_since) is not None
    books.silent.clear()
    world.clock.move(minutes=5)
    plan = world.do(reconciling.begin)
    assert plan is not None
    world.clock.move(seconds=1)
    world.do(sending.hold)
    world.do(conclusion.finish, plan, Heard())
    assert world.rows(Reconciliation)[-1].complete
    assert world.do(system_state.restored_data_since) == START + timedelta(minutes=5, seconds=2)


def test_a_debit_in_the_very_second_in_which_the_company_began_is_judged() -> None:
    began = datetime(2026, 1, 5, 3, 0, 7, 450_000, tzinfo=UTC)
    days = Days(began, TODAY, TODAY, TODAY, TODAY)
    assert days.span(began).judged_from == began.replace(microsecond=0)
