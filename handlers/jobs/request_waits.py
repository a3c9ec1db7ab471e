"""How long a process has seen each request wait, by a clock that nobody sets.

That clock does not count while the whole machine is paused, and Faspay's does. So what it has
counted is the least that a request has waited; how long it was at most is known only where both
agree.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.services.controls import clock
from handlers.services.orders.overdue import Wait


@dataclass(frozen=True)
class _Reading:
    """Both clocks at one moment."""

    counted: float
    faspay: datetime
    """Its time, as far as is known how far ours is from it."""

    def until(self, later: "_Reading") -> timedelta | None:
        """Return how much time went by; None where the clocks do not agree on it."""
        counted, told = timedelta(seconds=later.counted - self.counted), later.faspay - self.faspay
        return max(counted, told) if abs(told - counted) < clock.WARN else None


@dataclass(frozen=True)
class _Seen:
    at: float
    before: _Reading | None
    """The look before, at which it was not there yet; None where there was none."""


class RequestWaits:
    """One per process. `monotonic` gives seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._seen: dict[str, _Seen] = {}
        self._last: _Reading | None = None

    def look(
        self, waiting: Collection[str], now: datetime, skew: timedelta | None
    ) -> Mapping[str, Wait]:
        """Note which requests wait now; `skew` is Faspay's clock minus ours, as far as is known."""
        counted = self._monotonic()
        reading, before = _Reading(counted, now + (skew or timedelta())), self._last
        new = _Seen(counted, before)
        self._seen = {number: self._seen.get(number, new) for number in waiting}
        self._last = reading
        return {number: _wait(seen, reading) for number, seen in self._seen.items()}


def _wait(seen: _Seen, now: _Reading) -> Wait:
    lasted, before = timedelta(seconds=now.counted - seen.at), seen.before
    if before is None:
        return Wait(lasted, since_made=False, at_most=None)
    return Wait(lasted, since_made=True, at_most=before.until(now))
