"""Rate buckets, conversations and the proof of the keys."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault, WrongKeys, new_key
from storage.models.conversation import Conversation
from storage.models.house_state import Line
from storage.repositories import house
from tests.factories import ADMIN, AGENT, World
from tests.fakes import START, Clock


def test_a_bucket_gives_its_burst_and_then_one_at_a_time(both_worlds: World) -> None:
    def take() -> float:
        return both_worlds.do(house.take, "chat:1", 2.0, 3)

    assert [take(), take(), take()] == [0, 0, 0]
    assert take() == pytest.approx(2.0, abs=0.01)
    both_worlds.clock.move(2)
    assert take() == 0
    assert take() > 0


def test_waiting_as_long_as_was_said_is_enough(both_worlds: World) -> None:
    for _ in range(30):
        both_worlds.do(house.take, "all", 1 / 28, 28)
    wait = both_worlds.do(house.take, "all", 1 / 28, 28)
    both_worlds.clock.move(wait + 0.000_01)
    assert both_worlds.do(house.take, "all", 1 / 28, 28) == 0


def test_a_refusal_takes_nothing(world: World) -> None:
    world.do(house.take, "chat:1", 10.0, 1)
    waits = [world.do(house.take, "chat:1", 10.0, 1) for _ in range(3)]
    assert waits == [waits[0]] * 3


def test_a_bucket_never_holds_more_than_its_burst(world: World) -> None:
    world.do(house.take, "chat:1", 1.0, 2)
    world.clock.move(days=365)
    taken = [world.do(house.take, "chat:1", 1.0, 2) for _ in range(3)]
    assert [wait <= 0 for wait in taken] == [True, True, False]


def test_buckets_know_nothing_of_each_other(world: World) -> None:
    assert world.do(house.take, "chat:1", 10.0, 1) == 0
    assert world.do(house.take, "chat:2", 10.0, 1) == 0


@pytest.mark.parametrize(("every", "burst"), [(1.0, 4), (3.0, 5), (1 / 28, 28)])
def test_a_clock_that_is_set_back_delays_by_one_place_at_most(
    both_worlds: World, every: float, burst: int
) -> None:
    for _ in range(burst + 1):
        both_worlds.do(house.take, "chat:1", every, burst)
    both_worlds.clock.move(hours=-1)
    wait = both_worlds.do(house.take, "chat:1", every, burst)
    assert 0 < wait <= every + 0.01
    both_worlds.clock.move(wait + 0.01)
    assert both_worlds.do(house.take, "chat:1", every, burst) == 0


def test_asking_how_long_to_wait_takes_no_place(both_worlds: World) -> None:
    rate = house.Rate("all", 10.0, 1)
    for _ in range(3):
        assert both_worlds.do(house.wait_for, rate) == 0
    assert both_worlds.do(house.take_each, rate) == 0
    assert both_worlds.do(house.wait_for, rate) == pytest.approx(10, abs=0.01)


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
    waits = [sqlite.run_sync(house.take, scope, every, burst) for _ in range(burst + 1)]
    assert waits[:burst] == [0] * burst
    assert waits[burst] > 0


def test_the_line_is_open_until_somebody_stops_it(both_worlds: World) -> None:
    assert both_worlds.do(house.line).stopped is False
    both_worlds.do(house.line)
    assert len(both_worlds.rows(Line)) == 1


def test_a_conversation_is_kept_sealed_and_forgotten_when_empty(both_worlds: World) -> None:
    ends = both_worlds.clock.now + timedelta(minutes=30)
    state = {"draft": {"name": "Siti Aminah", "phone": "081234567890"}}
    both_worlds.do(house.keep_state, AGENT, state, ends)
    assert both_worlds.do(house.state_of, AGENT) == (state, ends)
    assert b"Siti" not in both_worlds.rows(Conversation)[0].state_sealed
    both_worlds.do(house.keep_state, AGENT, {}, None)
    assert both_worlds.do(house.state_of, AGENT) == ({}, None)
    assert both_worlds.rows(Conversation) == []


def test_one_chats_conversation_does_not_open_in_another(both_worlds: World) -> None:
    both_worlds.do(house.keep_state, AGENT, {"draft": 1}, None)

    def swap(work: Work) -> None:
        mine = work.session.get(Conversation, AGENT)
        assert mine is not None
        work.session.add(Conversation(chat_id=ADMIN, state_sealed=mine.state_sealed))

    both_worlds.do(swap)
    with pytest.raises(WrongKeys):
        both_worlds.do(house.state_of, ADMIN)


def test_overdue_conversations_are_found_by_time(both_worlds: World) -> None:
    now = both_worlds.clock.now
    both_worlds.do(house.keep_state, AGENT, {"draft": 1}, now)
    both_worlds.do(house.keep_state, ADMIN, {"draft": 1}, now + timedelta(seconds=1))
    assert both_worlds.do(house.overdue_conversations) == [AGENT]


def test_the_right_keys_are_proven_and_wrong_ones_found_out(
    sqlite: Database, sqlite_url: str, clock: Clock
) -> None:
    sqlite.run_sync(house.prove_keys)
    sqlite.run_sync(house.prove_keys)
    other = Database(sqlite_url, Vault.from_setting(new_key("k1")), clock)
    with pytest.raises(WrongKeys):
        other.run_sync(house.prove_keys)
    other.close()
