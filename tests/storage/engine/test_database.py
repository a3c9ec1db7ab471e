"""One transaction a call, on both engines: committed whole, or not at all."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.engine.database import Database, DatabaseDown
from storage.engine.unit_of_work import WakeUp, Work
from storage.engine.vault import Vault
from storage.models.order import Order
from storage.models.order_states import Cause, OrderStatus
from storage.models.order_transitions import advance
from storage.repositories import order_sums, orders
from tests.factories import World, an_order
from tests.fakes import Clock


class OhNoError(Exception):
    """What a use case may raise."""


def test_a_use_case_that_raises_leaves_nothing_behind(both_worlds: World) -> None:
    def half(work: Work) -> None:
        an_order(work)
        work.wake(WakeUp.SUBMIT)
        raise OhNoError

    with pytest.raises(OhNoError):
        both_worlds.do(half)
    assert both_worlds.rows(Order) == []


def test_the_connection_works_on_after_a_failure(both_worlds: World) -> None:
    with pytest.raises(IntegrityError):
        both_worlds.do(
            lambda work: work.session.connection().execute(
                text("INSERT INTO line (line_id) VALUES (1)")
            )
        )
    assert both_worlds.do(lambda work: an_order(work).status) is OrderStatus.REQUESTED
    assert len(both_worlds.rows(Order)) == 1


def test_the_loser_of_a_race_is_run_again_and_sees_the_newest(both_worlds: World) -> None:
    number = both_worlds.request()
    seen: list[OrderStatus] = []

    def late(work: Work) -> None:
        order = work.session.get(Order, number)
        assert order is not None
        seen.append(order.status)
        if len(seen) == 1:  # somebody else is quicker
            work.session.connection().execute(
                text("UPDATE orders SET money = 'SENDING', version = version + 1")
            )
        order.doubt = "late"

    both_worlds.do(late)
    # SQLite and PostgreSQL roll the quicker one back here with the loser: what counts is the rerun.
    assert len(seen) == 2


def test_of_two_who_read_the_same_order_only_one_moves_it(postgres: Database) -> None:
    """Without row locks, as for rows read by a list query: the version decides."""
    number = postgres.run_sync(lambda work: an_order(work).order_no)
    both_have_read = threading.Barrier(2, timeout=10)
    runs: list[OrderStatus] = []

    def claim(work: Work, owner: str) -> bool:
        order = work.session.get(Order, number)
        assert order is not None
        runs.append(order.status)
        if len(runs) <= 2:
            both_have_read.wait()
        if order.status is not OrderStatus.REQUESTED:
            return False
        advance(order, OrderStatus.SENDING, Cause.CLAIM, work.now)
        order.owner = owner
        return True

    with ThreadPoolExecutor(2) as threads:
        won = list(threads.map(lambda owner: postgres.run_sync(claim, owner), ["a", "b"]))
    assert sorted(won) == [False, True]
    assert runs == [OrderStatus.REQUESTED, OrderStatus.REQUESTED, OrderStatus.SENDING]


def test_a_row_that_is_read_again_keeps_what_was_changed_before(both_worlds: World) -> None:
    number = both_worlds.request()

    def twice(work: Work) -> None:
        first = orders.get(work, number)
        assert first is not None
        first.doubt = "changed"
        again = orders.get(work, number)
        assert again is first
        assert again.doubt == "changed"

    both_worlds.do(twice)
    assert both_worlds.order(number).doubt == "changed"


def test_the_same_unique_row_twice_at_once_is_made_once(postgres: Database) -> None:
    """A lost race for a unique key is a lost compare-and-set: run again, it finds the row."""
    both_have_looked = threading.Barrier(2, timeout=10)
    looks: list[bool] = []

    def once(work: Work) -> bool:
        there = orders.by_confirm_token(work, "same") is not None
        looks.append(there)
        if len(looks) <= 2:
            both_have_looked.wait()
        if not there:
            an_order(work, confirm_token="same")
        return not there

    with ThreadPoolExecutor(2) as threads:
        made = list(threads.map(lambda _: postgres.run_sync(once), range(2)))
    assert sorted(made) == [False, True]


def test_a_broken_constraint_is_told_in_the_end(both_worlds: World) -> None:
    runs: list[int] = []

    def wrong(work: Work) -> None:
        runs.append(1)
        an_order(work, amount=-1)

    with pytest.raises(IntegrityError):
        both_worlds.do(wrong)
    assert len(runs) < 10


def test_errors_show_no_parameters(both_worlds: World) -> None:
    with pytest.raises(IntegrityError) as caught:
        both_worlds.do(lambda work: an_order(work, amount=-1, confirm_token="not-for-logs"))
    assert "parameters hidden" in str(caught.value)


def test_use_cases_run_off_the_event_loop_and_get_one_time(
    database: Database, clock: Clock
) -> None:
    def where(work: Work) -> tuple[str, bool]:
        return threading.current_thread().name, work.now == clock.now

    name, same = asyncio.run(database.run(where))
    assert name.startswith("database")
    assert same


def test_sqlite_has_one_thread_and_postgres_a_few(database: Database) -> None:
    assert database._threads._max_workers == (1 if database.is_sqlite else 8)


def test_many_at_once_lose_nothing(both_worlds: World) -> None:
    number = both_worlds.request()

    def count(work: Work) -> None:
        order = orders.get(work, number)
        assert order is not None
        order.checks += 1

    async def many() -> None:
        await asyncio.gather(*(both_worlds.database.run(count) for _ in range(40)))

    asyncio.run(many())
    assert both_worlds.order(number).checks == 40


def test_wake_ups_are_given_only_after_the_commit(database: Database) -> None:
    def silent(work: Work) -> None:
        work.wake(WakeUp.SUBMIT)
        raise OhNoError

    async def listen() -> None:
        wake_up = database.wake_up(WakeUp.SUBMIT)
        with pytest.raises(OhNoError):
            await database.run(silent)
        await asyncio.sleep(0)
        assert not wake_up.is_set()
        await database.run(lambda work: work.wake(WakeUp.SUBMIT))
        await asyncio.wait_for(wake_up.wait(), 5)
        assert not database.wake_up(WakeUp.OUTGOING).is_set()

    asyncio.run(listen())


def test_whoever_is_woken_sees_what_was_committed(database: Database) -> None:
    def request(work: Work) -> None:
        an_order(work)
        work.wake(WakeUp.SUBMIT)

    async def listen() -> int:
        waiting = asyncio.create_task(database.wake_up(WakeUp.SUBMIT).wait())
        await database.run(request)
        await asyncio.wait_for(waiting, 5)
        return await database.run(order_sums.count, OrderStatus.REQUESTED)

    assert asyncio.run(listen()) == 1


def test_a_database_that_is_not_there_is_down(vault: Vault, clock: Clock) -> None:
    gone = Database("postgresql+psycopg://nobody@127.0.0.1:1/none", vault, clock)
    try:
        with pytest.raises(DatabaseDown):
            gone.run_sync(order_sums.count, OrderStatus.REQUESTED)
    finally:
        gone.close()


def test_who_is_chosen_to_end_a_deadlock_is_run_again(postgres: Database) -> None:
    """SQLSTATE 40P01: PostgreSQL takes one of the two back; both get through in the end."""
    numbers = [postgres.run_sync(lambda work: an_order(work).order_no) for _ in range(2)]
    both_hold_one = threading.Barrier(2, timeout=10)
    runs: list[str] = []

    def both(work: Work, first: str, second: str) -> None:
        runs.append(first)
        held = orders.get(work, first)
        if len(runs) <= 2:
            both_hold_one.wait()
        other = orders.get(work, second)
        assert held is not None
        assert other is not None
        held.checks += 1
        other.checks += 1

    ways = [numbers, numbers[::-1]]
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda way: postgres.run_sync(both, *way), ways))
    assert len(runs) >= 3  # the next run may be as unlucky
    found = [postgres.run_sync(orders.get, number) for number in numbers]
    assert [order.checks for order in found if order] == [2, 2]


def test_a_query_that_fails_for_another_reason_is_not_run_again(postgres: Database) -> None:
    runs: list[int] = []

    def too_slow(work: Work) -> None:
        runs.append(1)
        work.session.connection().execute(text("SET LOCAL statement_timeout = 20"))
        work.session.connection().execute(text("SELECT pg_sleep(5)"))

    with pytest.raises(DatabaseDown):
        postgres.run_sync(too_slow)
    assert len(runs) == 1
