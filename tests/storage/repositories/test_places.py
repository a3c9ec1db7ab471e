"""Places: no stretch of time at who is called sees more calls than there are places."""

import heapq
import random
from datetime import datetime, timedelta

import pytest

from storage.models.rate_bucket import Bucket
from storage.repositories import places
from storage.repositories.places import Place, Window
from tests.factories import World

SECOND = timedelta(seconds=1)
WINDOW = Window("calls", 3, SECOND, timedelta(seconds=60))


def _look(world: World) -> Place | float:
    free = world.do(places.look, WINDOW)
    return free.waits[0] or free.place


def _take(world: World) -> Place:
    place = _look(world)
    assert isinstance(place, Place)
    world.do(places.take, place)
    return place


def test_there_are_so_many_places_and_each_is_free_a_while_after_its_answer(
    both_worlds: World,
) -> None:
    taken = [_take(both_worlds) for _ in range(3)]
    assert len({place.scope for place in taken}) == 3
    assert _look(both_worlds) == pytest.approx(60)
    both_worlds.clock.move(5)
    both_worlds.do(places.answered, WINDOW, taken[1])
    assert _look(both_worlds) == pytest.approx(1)
    both_worlds.clock.move(1)
    assert _take(both_worlds).scope == taken[1].scope


def test_it_is_known_when_so_many_places_are_free_at_once(both_worlds: World) -> None:
    both_worlds.do(places.answered, WINDOW, _take(both_worlds))
    both_worlds.clock.move(0.25)
    both_worlds.do(places.answered, WINDOW, _take(both_worlds))
    waits = both_worlds.do(places.look, WINDOW).waits
    assert list(waits) == pytest.approx([0.0, 0.75, 1])


def test_looking_takes_nothing_and_makes_the_places_once(both_worlds: World) -> None:
    for _ in range(5):
        assert isinstance(_look(both_worlds), Place)
    assert len(both_worlds.rows(Bucket)) == 3


def test_a_place_that_nobody_gives_back_is_free_in_the_end_and_the_late_word_counts_for_nothing(
    world: World,
) -> None:
    late, *_others = [_take(world) for _ in range(3)]
    world.clock.move(60)
    again = _take(world)
    assert again.scope == late.scope
    world.do(places.answered, WINDOW, late)
    world.clock.move(1)
    held = next(row for row in world.rows(Bucket) if row.scope == late.scope)
    assert held.full_at == again.until


def test_a_clock_that_is_set_back_an_hour_holds_up_for_a_moment(both_worlds: World) -> None:
    for _ in range(3):
        _take(both_worlds)
    both_worlds.clock.move(hours=-1)
    assert _look(both_worlds) == pytest.approx(1)
    both_worlds.clock.move(1)
    assert isinstance(_look(both_worlds), Place)


@pytest.mark.parametrize("slowest", [0.05, 0.7, 3.0])
@pytest.mark.parametrize("seed", range(4))
def test_no_second_sees_too_many_however_long_each_call_is_on_its_way(
    world: World, seed: int, slowest: float
) -> None:
    chance, start = random.Random(seed), world.clock.now  # noqa: S311 - no secret
    under_way: list[tuple[datetime, str, Place]] = []
    arrived: list[float] = []
    while len(arrived) < 60:
        found = _look(world)
        wait = 0.0 if isinstance(found, Place) else found
        due = world.clock.now + timedelta(seconds=wait)
        if under_way and under_way[0][0] <= due:
            answered_at, _scope, place = heapq.heappop(under_way)
            world.clock.now = max(world.clock.now, answered_at)
            world.do(places.answered, WINDOW, place)
            continue
        world.clock.now = due
        place = _take(world)
        there = due + timedelta(seconds=chance.random() * slowest)
        back = there + timedelta(seconds=chance.random() * slowest)
        arrived.append((there - start).total_seconds())
        heapq.heappush(under_way, (back, place.scope, place))
    for first in arrived:
        assert sum(first <= each < first + 1 for each in arrived) <= WINDOW.calls


def test_the_wait_is_long_enough(world: World) -> None:
    at: list[datetime] = []
    for _ in range(9):
        found = _look(world)
        world.clock.move(0 if isinstance(found, Place) else found)
        world.do(places.answered, WINDOW, _take(world))
        at.append(world.clock.now)
    assert [later - sooner for sooner, later in zip(at, at[3:], strict=False)] == [SECOND] * 6
