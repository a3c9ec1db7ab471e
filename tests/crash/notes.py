"""Reads the notes of a schedule's lives: reached points, and sprung traps."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.points import BORN, ENDED, Blow

_READ = "read transfer"
_DURABLE = frozenset({"after commit of transfer_outcome.record", "after journal"})


@dataclass
class Notes:
    """One list of points for each life, and what happened at them."""

    lives: list[list[str]] = field(default_factory=list)
    sprung: list[tuple[str, Blow]] = field(default_factory=list)
    ended: set[int] = field(default_factory=set)
    """Which lives ended by themselves."""

    @classmethod
    def read(cls, folder: Path, at_telegram: Iterable[tuple[str, Blow]]) -> "Notes":
        """Read a folder's notes. The caller knows the traps that were sprung at Telegram."""
        notes = cls(sprung=list(at_telegram))
        for path in sorted(folder.glob("points-*")):
            for point, blow in _lines(path):
                if point == BORN:
                    notes.lives.append([])
                elif point == ENDED:
                    notes.ended.add(len(notes.lives) - 1)
                else:
                    notes.lives[-1].append(point)
                if blow is not None:
                    notes.sprung.append((point, blow))
        return notes

    @property
    def points(self) -> set[str]:
        """Return every point that was reached."""
        return {point for life in self.lives for point in life}

    @property
    def read_the_answer(self) -> bool:
        """Whether some life read an answer to the transfer."""
        return _READ in self.points

    @property
    def died_with_the_answer(self) -> bool:
        """Whether a life was killed after it had read the answer and before it could keep it.

        A life that was only asked to stop has the time to keep it.
        """
        struck = [life for number, life in enumerate(self.lives) if number not in self.ended]
        return any(
            _READ in life and not _DURABLE & set(life[life.index(_READ) :]) for life in struck
        )


def _lines(path: Path) -> Iterator[tuple[str, Blow | None]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        point, _space, blow = line.rpartition(" ")
        yield point, None if blow == "-" else Blow(blow)
