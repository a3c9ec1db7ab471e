"""A bucket holds as much as it says, on every clock."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.engine.database import Database
from storage.repositories import rate_buckets
from tests.factories import World
from tests.fakes import START, Clock


def test_a_bucket_gives_its_burst_and_then_one_at_a_time(both_worlds: World) -> None:
    def take() -> float:
        return both_worlds.do(rate_buckets.take, "chat:1", 2.0, 3)

    assert [take(), take(), take()] == [0, 0, 0]
    assert take() == pytest.approx(2.0, abs=0.01)
    both_worlds.clock.move(2)
    assert take() == 0
    assert take() > 0


def test_waiting_as_long_as_was_said_is_enough(both_worlds: World) -> None:
    for _ in range(30):
        both_worlds.do(rate_buckets.take, "all", 1 / 28, 28)
    wait = both_worlds.do(rate_buckets.take, "all", 1 / 28, 28)
    both_worlds.clock.move(wait + 0.000_01)
    assert both_worlds.do(rate_buckets.take, "all", 1 / 28, 28) == 0


def test_a_refusal_takes_nothing(world: World) -> None:
    world.do(rate_buckets.take, "chat:1", 10.0, 1)
    waits = [world.do(rate_buckets.take, "chat:1", 10.0, 1) for _ in range(3)]
    assert waits == [waits[0]] * 3


def test_a_bucket_never_holds_more_than_its_burst(world: World) -> None:
    world.do(rate_buckets.take, "chat:1", 1.0, 2)
    world.clock.move(days=365)
    taken = [world.do(rate_buckets.take, "chat:1", 1.0, 2) for _ in range(3)]
    assert [wait <= 0 for wait in taken] == [True, True, False]


def test_buckets_know_nothing_of_each_other(world: World) -> None:
    assert world.do(rate_buckets.take, "chat:1", 10.0, 1) == 0
    assert world.do(rate_buckets.take, "chat:2", 10.0, 1) == 0


@pytest.mark.parametrize(("every", "burst"), [(1.0, 4), (3.0, 5), (1 / 28, 28)])
def test_a_clock_that_is_set_back_delays_by_one_place_at_most(
    both_worlds: World, every: float, burst: int
) -> None:
    for _ in range(burst + 1):
        both_worlds.do(rate_buckets.take, "chat:1", every, burst)
    both_worlds.clock.move(hours=-1)
    wait = both_worlds.do(rate_buckets.take, "chat:1", every, burst)
    assert 0 < wait <= every + 0.01
    both_worlds.clock.move(wait + 0.01)
    assert both_worlds.do(rate_buckets.take, "chat:1", every, burst) == 0


def test_asking_how_long_to_wait_takes_no_place(both_worlds: World) -> None:
    rate = rate_buckets.Rate("all", 10.0, 1)
    for _ in range(3):
        assert both_worlds.do(rate_buckets.wait_for, rate) == 0
    assert both_worlds.do(rate_buckets.take_each, rate) == 0
    assert both_worlds.do(rate_buckets.wait_for, rate) == pytest.approx(10, abs=0.01)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    start=st.floats(0, 0.999_999),
    every=st.sampled_from([1.0, 3.0, 720.0, 1 / 28]),
    burst=st.integers(1, 6),
)
def test_the_whole_burst_is_there_whatever_the_time_of_day(
    sqlite: Database, clock: Clock, start: float, every: float, burst: int
) -> None:
    clock.now = START + timedelta(days=400) * burst + timedelta(seconds=start)
    scope = f"{start}:{every}:{burst}"
    waits = [sqlite.run_sync(rate_buckets.take, scope, every, burst) for _ in range(burst + 1)]
    assert waits[:burst] == [0] * burst
    assert waits[burst] > 0
