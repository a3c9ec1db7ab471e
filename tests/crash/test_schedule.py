"""A seed alone determines a schedule, and the schedules reach everything there is."""

import pytest

from tests.crash.__main__ import sample_seeds
from tests.crash.points import Blow
from tests.crash.provider import Fault
from tests.crash.reachable import DUE, ON_SERVER, PAIRS, POINTS
from tests.crash.schedule import plan

_MADE = 2050
"""What `make crash` plays."""
_FREE = 400
"""Schedules that no pair needs. Each new point takes a few of them."""


def test_a_seed_tells_the_whole_schedule() -> None:
    assert [plan(seed) for seed in range(3000)] == [plan(seed) for seed in range(3000)]


def test_another_attempt_plays_the_same_pair_in_another_way() -> None:
    first, second = plan(7), plan(7, attempt=1)
    assert first.wanted == second.wanted
    assert first != second


@pytest.mark.parametrize("seed", range(0, len(DUE), 17))
def test_each_of_the_first_seeds_has_a_trap_at_its_own_point_under_its_own_fault(
    seed: int,
) -> None:
    schedule = plan(seed)
    assert schedule.wanted is not None
    point, fault, blow = schedule.wanted
    assert schedule.fault is fault
    assert (point, blow) in {(trap.point, trap.blow) for each in schedule.lives for trap in each}


def test_what_make_crash_plays_holds_every_pair_and_blow_and_is_free_for_a_good_part() -> None:
    schedules = [plan(seed) for seed in range(_MADE)]
    assert {schedule.wanted for schedule in schedules} >= set(DUE)
    assert sum(schedule.wanted is None for schedule in schedules) >= _FREE
    blows = {trap.blow for each in schedules for traps in each.lives for trap in traps}
    assert blows == set(Blow)
    assert any(each.strike_after is not None for each in schedules)
    assert any(each.jump_seconds for each in schedules)


def test_the_sample_comes_by_every_point() -> None:
    struck = {trap.point for seed in sample_seeds() for traps in plan(seed).lives for trap in traps}
    assert struck >= set(POINTS)


def test_a_process_is_only_killed_while_its_request_is_at_telegram() -> None:
    traps = [trap for seed in range(_MADE) for traps in plan(seed).lives for trap in traps]
    assert {trap.blow for trap in traps if trap.point in ON_SERVER} == {Blow.KILL}


def test_every_point_meets_at_least_one_fault() -> None:
    assert {point for point, _fault in PAIRS} == set(POINTS)


def test_a_fault_that_lasts_until_the_night_is_paired_with_it() -> None:
    asked = {fault for point, fault in PAIRS if "conclusion.finish" in point}
    assert asked > {Fault.NONE, Fault.DROPS, Fault.BLIND}
