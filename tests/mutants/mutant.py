"""A slip of the hand, and who must notice it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    """One slip: `old` becomes `new` in a file, and one of the tests must notice."""

    rule: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...] = ()
    schedules: tuple[int, ...] = ()
    """Schedules of crashes that must notice it instead, by their seeds."""
