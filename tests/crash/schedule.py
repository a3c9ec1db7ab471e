"""Derives everything in a schedule from its seed."""

import random
from dataclasses import dataclass

from tests.crash.points import Blow, Trap
from tests.crash.provider import Fault
from tests.crash.reachable import DUE, ON_SERVER, PAIRS, POINTS
from tests.crash.scenes import NEEDS, Ending, Scene

__all__ = ["Ending", "Schedule", "plan"]

_ENDINGS = [Ending.PAID, *Ending]
_SOON = [each for each in Ending if each not in {Ending.PAID_LATE, Ending.EXPIRED}]
_PAIR_ENDINGS = [*_ENDINGS, *_SOON, *_SOON]
"""An hour takes long to play, so pairs see one rarely and free schedules more often."""
_BLOWS = [Blow.KILL, Blow.KILL, Blow.KILL, Blow.FREEZE, Blow.TERM, Blow.LOCK, Blow.FULL]
_JUMPS = [-86_400.0, -3600.0, -90.0, 90.0, 3600.0]
_STOPPED = 0.1
_LARGE = 0.3
_MOST_LIVES = 3
"""Lives with traps. One more follows without."""


@dataclass(frozen=True)
class Schedule:
    """One play: Faspay's fault, and what happens to each life of the program."""

    seed: int
    scene: Scene
    fault: Fault
    lives: tuple[tuple[Trap, ...], ...]
    """The traps of each life in turn. After the last one the program runs without traps."""
    ending: Ending
    heal_seconds: float
    """So long after the newest life began, the fault ends."""
    away_seconds: float
    """Time between two lives, and how long a frozen one stands still."""
    jump_seconds: float
    """How far the clock is set forward or back after the first life."""
    strike_after: float | None
    """Real seconds after which the first life is killed anywhere. None: only by traps."""
    stopped: bool
    """Whether the program must stop in the end when asked. Else it is killed, to save time."""
    replicas: int
    is_large: bool
    """Whether there is a supervisor, who hears of every step, and a second sender."""

    @property
    def wanted(self) -> tuple[str, Fault, Blow] | None:
        """The pair that this schedule is for, and the blow."""
        return DUE[self.seed] if self.seed < len(DUE) else None

    def __str__(self) -> str:
        lives = " | ".join(
            ", ".join(f"{trap.blow} at {trap.point!r} ({trap.hit})" for trap in traps)
            for traps in self.lives
        )
        return f"{self.scene}; {self.fault}; {lives}; {self.ending}"


def plan(seed: int, *, replicas: int = 1, attempt: int = 0) -> Schedule:
    """Make a schedule. The first seeds go through every pair, all others are free.

    `attempt` plays the same pair in another way, if the trap was not reached.
    """
    chance = random.Random(seed * 10 + attempt)  # noqa: S311 - to be repeated, not to be secret
    free = seed >= len(DUE)
    point, fault, *blows = chance.choice(PAIRS) if free else DUE[seed]
    scene = POINTS[point]
    endings = _ENDINGS if free else _PAIR_ENDINGS
    ending = chance.choice([each for each in endings if each in NEEDS[scene].endings])
    return Schedule(
        seed=seed,
        scene=scene,
        fault=fault,
        lives=_lives(chance, point, *blows),
        ending=ending,
        heal_seconds=chance.choice([4.0, 30.0, 90.0]) if free else 4.0 + 20.0 * attempt,
        away_seconds=chance.choice([0.5, 3.0, 30.0, 200.0]) if free else 0.0,
        jump_seconds=chance.choice(_JUMPS) if free and chance.random() < 0.15 else 0.0,
        strike_after=chance.uniform(0.02, 0.4) if free and chance.random() < 0.2 else None,
        stopped=chance.random() < _STOPPED,
        replicas=replicas,
        is_large=free or chance.random() < _LARGE or NEEDS[scene].is_watched,
    )


def _lives(
    chance: random.Random, point: str, due: Blow | None = None
) -> tuple[tuple[Trap, ...], ...]:
    free = due is None
    blow = due or (Blow.KILL if point in ON_SERVER else chance.choice(_BLOWS))
    hit = chance.choice([1, 1, 1, 2, 3]) if free else 1
    struck = (Trap(point, hit, blow),)
    needs = NEEDS[POINTS[point]]
    lives = [*needs.lives, (*needs.traps, *struck)]
    while free and len(lives) < _MOST_LIVES and chance.random() < 0.35:
        again = chance.choice([each for each in POINTS if each not in ON_SERVER])
        lives.append((Trap(again, chance.choice([1, 2]), Blow.KILL),))
    return tuple(lives)
