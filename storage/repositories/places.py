"""Places at somebody who counts calls: so many in any stretch of time, for all replicas together.

A call has a place from before it leaves until a while after its answer. So however long it is on
its way, and whenever it arrives, no stretch of that length sees more calls than there are places.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import update
from sqlmodel import col, select

from storage.house_state import Bucket
from storage.unit_of_work import Work


@dataclass(frozen=True)
class Window:
    """At most `calls` in any `lasts`."""

    scope: str
    calls: int
    lasts: timedelta
    held: timedelta
    """How long a place is taken by who never tells of an answer."""

    def scopes(self) -> list[str]:
        """Name the places."""
        return [f"{self.scope}:{number}" for number in range(self.calls)]


@dataclass(frozen=True)
class Place:
    """One place that was taken, until when it is if nobody tells of an answer."""

    scope: str
    until: float


def wait_for(work: Work, window: Window) -> float:
    """Return the seconds until a place is free; nobody else looks until the transaction ends."""
    free_at = min(_places(work, window).values())
    return max(free_at - work.now.timestamp(), 0.0)


def take(work: Work, window: Window) -> Place:
    """Take the place that has been free for longest: only where there is nothing to wait for."""
    free_at = _places(work, window)
    scope = min(free_at, key=lambda each: free_at[each])
    place = Place(scope, work.now.timestamp() + window.held.total_seconds())
    _free(work, scope, place.until)
    return place


def answered(work: Work, window: Window, place: Place) -> None:
    """Let a place be free in a while: its call was answered, or nobody waits for that any more."""
    free_at = work.now.timestamp() + window.lasts.total_seconds()
    _free(work, place.scope, free_at, taken_until=place.until)


def _places(work: Work, window: Window) -> dict[str, float]:
    now, scopes = work.now.timestamp(), window.scopes()
    columns = select(col(Bucket.scope), col(Bucket.full_at))
    query = columns.where(col(Bucket.scope).in_(scopes)).order_by(col(Bucket.scope))
    found = dict(work.session.exec(query.with_for_update()).all())
    work.session.add_all(Bucket(scope=each, full_at=now) for each in scopes if each not in found)
    work.session.flush()
    # What is later than a call can last was written before our clock was set back.
    latest, soon = now + window.held.total_seconds(), now + window.lasts.total_seconds()
    for scope, free_at in found.items():
        if free_at > latest:
            found[scope] = soon
            _free(work, scope, soon)
    return dict.fromkeys(scopes, now) | found


def _free(work: Work, scope: str, at: float, *, taken_until: float | None = None) -> None:
    """Say when a place is free; unless somebody else has it, where its taking is named."""
    place = update(Bucket).where(col(Bucket.scope) == scope)
    if taken_until is not None:
        place = place.where(col(Bucket.full_at) == taken_until)
    work.session.exec(place.values(full_at=at))
