"""Explores every state of a model, breadth first, and tells the shortest way to a fault.

A state is an immutable, hashable value. Mishaps (a crash, a loss, an unreadable answer) may always
happen, but nothing may depend on them. From every state the model must be able to come to rest by
its other steps alone.
"""

import contextlib
import gc
import time
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar

S = TypeVar("S")


class Step(NamedTuple, Generic[S]):
    """One thing that may happen next."""

    words: str
    after: S
    mishap: bool = False


class Model(Protocol[S]):
    """What is explored."""

    def start(self) -> S:
        """Return the first state."""

    def steps(self, state: S) -> Iterable[Step[S]]:
        """Give everything that may happen in a state."""

    def broken(self, state: S) -> str | None:
        """Name the promise that a state breaks, if any."""

    def broken_between(self, before: S, step: Step[S]) -> str | None:
        """Name the promise that a step breaks, if any."""

    def at_rest(self, state: S) -> bool:
        """Say whether nothing is under way and our records agree with the truth."""

    def shown(self, state: S) -> str:
        """Describe a state in a line."""


NEVER_RESTS = "from every state the order can come to where our records agree with the truth"


@dataclass(frozen=True)
class Violation:
    """A broken promise, and the shortest story that leads there."""

    promise: str
    story: tuple[str, ...]
    """What happened, step by step."""
    end: str
    """The state it led to."""

    def __str__(self) -> str:
        steps = [f"  {number:>2}. {words}" for number, words in enumerate(self.story, 1)]
        return "\n".join([f"Broken: {self.promise}", *steps, f"  => {self.end}"])


@dataclass(frozen=True)
class Explored:
    """What an exploration saw. It ends at a violation."""

    states: int
    steps: int
    depth: int
    seconds: float
    violation: Violation | None


class _Graph(Generic[S]):
    """All states found so far, and how each was first reached."""

    def __init__(self, model: Model[S]) -> None:
        self.model = model
        first = model.start()
        self.number = {first: 0}
        self.states = [first]
        self.parents = array("l", [-1])
        self.words = [""]
        self.depths = array("l", [0])
        self.steps = 0
        self.ways = array("l")
        """Steps that are no mishap: from, to, from, to, ..."""

    def add(self, at: int, step: Step[S]) -> bool:
        """Keep a step; return True when it leads to a new state."""
        self.steps += 1
        known = self.number.setdefault(step.after, len(self.states))
        if not step.mishap:
            self.ways.extend((at, known))
        if known < len(self.states):
            return False
        self.states.append(step.after)
        self.parents.append(at)
        self.words.append(step.words)
        self.depths.append(self.depths[at] + 1)
        return True

    def violation(self, promise: str, at: int, last: Step[S] | None = None) -> Violation:
        """Tell how a state was reached, and the step that followed."""
        end = self.model.shown(last.after if last else self.states[at])
        story = [last.words] if last else []
        while at > 0:
            story.append(self.words[at])
            at = self.parents[at]
        return Violation(promise, tuple(reversed(story)), end)


def explore(model: Model[S]) -> Explored:
    """Visit every reachable state. Stop at the broken promise nearest to the start."""
    began = time.perf_counter()
    graph = _Graph(model)
    with _no_collector():
        violation = _walk(graph) or _restless(graph)
    spent = time.perf_counter() - began
    return Explored(len(graph.states), graph.steps, graph.depths[-1], spent, violation)


def reachable(model: Model[S]) -> list[S]:
    """Return every reachable state of a model that keeps its promises, nearest first."""
    graph = _Graph(model)
    assert _walk(graph) is None
    return graph.states


@contextlib.contextmanager
def _no_collector() -> Iterator[None]:
    # States have no cycles, and searching millions of them takes a third of the time.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _walk(graph: _Graph[S]) -> Violation | None:
    model, at = graph.model, 0
    promise = model.broken(graph.states[0])
    while promise is None and at < len(graph.states):
        before = graph.states[at]
        for step in model.steps(before):
            promise = model.broken_between(before, step)
            if promise is not None:
                return graph.violation(promise, at, step)
            if graph.add(at, step) and (promise := model.broken(step.after)) is not None:
                return graph.violation(promise, len(graph.states) - 1)
        at += 1
    return None


def _restless(graph: _Graph[S]) -> Violation | None:
    """Find the nearest state from which only a mishap leads to rest."""
    before: list[list[int]] = [[] for _ in graph.states]
    for came_from, went_to in _pairs(graph.ways):
        before[went_to].append(came_from)
    hopeful = bytearray(len(graph.states))
    queue = [at for at, state in enumerate(graph.states) if graph.model.at_rest(state)]
    for at in queue:
        hopeful[at] = 1
    for at in queue:
        for earlier in before[at]:
            if not hopeful[earlier]:
                hopeful[earlier] = 1
                queue.append(earlier)
    lost = hopeful.find(0)
    return None if lost < 0 else graph.violation(NEVER_RESTS, lost)


def _pairs(numbers: "array[int]") -> Iterator[tuple[int, int]]:
    ends = iter(numbers)
    return zip(ends, ends, strict=True)
