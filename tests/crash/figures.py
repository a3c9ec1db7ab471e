"""Counts the results of schedules and prints them in a table."""

import os
from collections import Counter
from dataclasses import dataclass, field

from tests.crash.points import Blow
from tests.crash.provider import Fault
from tests.crash.reachable import DUE
from tests.crash.shard import Result


@dataclass
class Figures:
    """Sums of results. Every pair that was due must have been reached."""

    results: Counter[str] = field(default_factory=Counter)
    blows: Counter[str] = field(default_factory=Counter)
    reached: set[tuple[str, str, str]] = field(default_factory=set)
    seeds: set[int] = field(default_factory=set)
    lives: int = 0
    longest: float = 0.0
    late: int = 0

    def add(self, result: Result) -> None:
        """Count one result."""
        engine = "PostgreSQL" if result.ticket.postgres else "SQLite"
        replicas = ", two replicas" if result.ticket.replicas > 1 else ""
        self.results[f"{engine}{replicas}"] += 1
        self.results["broken"] += bool(result.broken)
        self.seeds.add(result.ticket.seed)
        self.lives += result.lives
        self.late += result.late
        self.longest = max(self.longest, result.agreed_after)
        for point, blow in result.sprung:
            self.blows[blow] += 1
            self.reached.add((point, result.fault, blow))

    @property
    def missed(self) -> list[tuple[str, Fault, Blow]]:
        """The pairs that were due and not reached."""
        return [
            (point, fault, blow)
            for number, (point, fault, blow) in enumerate(DUE)
            if number in self.seeds and (point, fault.value, blow.value) not in self.reached
        ]

    @property
    def failed(self) -> bool:
        """Whether a promise was broken, or a due pair was not reached."""
        return bool(self.results["broken"] or self.missed)

    def table(self, seconds: float, jobs: int) -> str:
        """Return everything as a Markdown table."""
        played = sum(count for name, count in self.results.items() if name != "broken")
        rows = {
            "schedules played": played,
            **{f"… on {name}": count for name, count in self.results.items() if name != "broken"},
            "processes started": self.lives,
            **{f"struck by {blow}": count for blow, count in sorted(self.blows.items())},
            "points reached": len({point for point, _fault, _blow in self.reached}),
            "pairs of point and fault reached": len({each[:2] for each in self.reached}),
            "pairs that were due and not reached": len(self.missed),
            "longest way back to agreement, in seconds": round(self.longest),
            "played again because something was late": self.late,
            "promises broken": self.results["broken"],
            "seconds": round(seconds),
            "processes that played, of processors": f"{jobs} of {os.cpu_count()}",
        }
        lines = [
            f"| {name} | {value:,} |" if isinstance(value, int) else f"| {name} | {value} |"
            for name, value in rows.items()
        ]
        missed = [
            f"not reached: {blow} at {point!r} while {fault}" for point, fault, blow in self.missed
        ]
        return "\n".join(["| figure | value |", "|---|--:|", *lines, *missed])
