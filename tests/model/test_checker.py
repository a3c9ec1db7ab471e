"""The explorer itself, on models small enough to see the right answer."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.model.checker import NEVER_RESTS, Step, explore, reachable


@dataclass(frozen=True)
class Counter:
    """Counts up to five. It may fall into a hole, and only luck gets it out."""

    forbidden: int = 77
    hole: bool = False

    def start(self) -> int:
        return 0

    def steps(self, state: int) -> Iterator[Step[int]]:
        if 0 <= state < 5:
            yield Step("one more", state + 1)
        if 0 <= state < 4:
            yield Step("two more", state + 2)
        if self.hole and state in {0, -1}:
            yield Step("falls", -1, mishap=True)
            yield Step("is lucky", 5, mishap=True)

    def broken(self, state: int) -> str | None:
        return "a forbidden number" if state == self.forbidden else None

    def broken_between(self, before: int, step: Step[int]) -> str | None:
        return (
            "a step over three" if self.forbidden == 99 and (before, step.after) == (2, 4) else None
        )

    def at_rest(self, state: int) -> bool:
        return state == 5

    def shown(self, state: int) -> str:
        return f"at {state}"


def test_every_state_is_seen_once_and_every_step_counted() -> None:
    explored = explore(Counter())
    assert (explored.states, explored.steps, explored.depth) == (6, 9, 3)
    assert explored.violation is None
    assert reachable(Counter()) == [0, 1, 2, 3, 4, 5]


def test_the_shortest_story_is_told() -> None:
    violation = explore(Counter(forbidden=4)).violation
    assert violation is not None
    assert violation.story == ("two more", "two more")
    assert str(violation) == "Broken: a forbidden number\n   1. two more\n   2. two more\n  => at 4"


def test_a_step_may_break_a_promise_though_its_ends_do_not() -> None:
    violation = explore(Counter(forbidden=99)).violation
    assert violation is not None
    assert (violation.promise, violation.story) == ("a step over three", ("two more", "two more"))


def test_a_first_state_that_is_broken_is_found() -> None:
    violation = explore(Counter(forbidden=0)).violation
    assert violation is not None
    assert violation.story == ()


def test_luck_is_no_way_out() -> None:
    violation = explore(Counter(hole=True)).violation
    assert violation is not None
    assert (violation.promise, violation.story, violation.end) == (NEVER_RESTS, ("falls",), "at -1")


def test_a_broken_model_has_no_list_of_states() -> None:
    with pytest.raises(AssertionError):
        reachable(Counter(forbidden=4))
