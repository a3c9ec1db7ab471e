"""How long a process has seen each request wait, by a clock that nobody sets."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from handlers.services.overdue import Wait


@dataclass(frozen=True)
class _Seen:
    at: float
    since_made: bool
    misdated: bool


class RequestWaits:
    """One per process. `monotonic` gives seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._seen: dict[str, _Seen] = {}
        self._looked = self._was_apart = False

    def look(self, waiting: Collection[str], *, apart: bool) -> Mapping[str, Wait]:
        """Take note of who waits now, and whether our clock is known to be wrong."""
        now = self._monotonic()
        wrong = apart or self._was_apart  # it may have been set since the last look
        seen: dict[str, _Seen] = {}
        for number in waiting:
            known = self._seen.get(number) or _Seen(now, self._looked, misdated=False)
            seen[number] = _Seen(known.at, known.since_made, known.misdated or wrong)
        self._seen, self._looked, self._was_apart = seen, True, apart
        return {
            number: Wait(timedelta(seconds=now - each.at), each.since_made, each.misdated)
            for number, each in seen.items()
        }
