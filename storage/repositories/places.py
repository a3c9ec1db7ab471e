"""Limits calls to a service: so many in any stretch of time, for all replicas together.

A call holds a place from before it leaves until a while after its answer. So no stretch of that
length sees more calls than there are places, however long a call is on its way.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, update
from sqlmodel import col, select

from storage.engine.unit_of_work import Work
from storage.models.rate_bucket import Bucket

# Built once, because building these queries takes longer than running them.
_ALL = (
    select(col(Bucket.scope), col(Bucket.full_at))
    .where(col(Bucket.scope).in_(bindparam("scopes", expanding=True)))
    .order_by(col(Bucket.scope))
    .with_for_update()
)
_FREE_AT = update(Bucket).where(col(Bucket.scope) == bindparam("place"))
_FREE_AT = _FREE_AT.values(full_at=bindparam("free_at"))
_IF_TAKEN = _FREE_AT.where(col(Bucket.full_at) == bindparam("taken_until"))


@dataclass(frozen=True)
class Window:
    """At most `calls` in any `lasts`."""

    scope: str
    calls: int
    lasts: timedelta
    held: timedelta
    """How long a call without an answer holds its place."""

    def scopes(self) -> list[str]:
        """Name the places."""
        return [f"{self.scope}:{number}" for number in range(self.calls)]


@dataclass(frozen=True)
class Place:
    """One place, until when it is taken if nobody tells of an answer."""

    scope: str
    until: float


@dataclass(frozen=True)
class Free:
    """Which place is free first, and when."""

    place: Place
    waits: tuple[float, ...]
    """The seconds until one place is free, until two are at once, and so on; 0.0 is now."""


def look(work: Work, window: Window) -> Free:
    """Look which places are free, and when the others will be.

    Nobody else looks until the transaction ends, so what is free is still so when it is taken.
    """
    now, free_at = work.now.timestamp(), _places(work, window)
    scope = min(free_at, key=lambda each: free_at[each])
    waits = tuple(max(at - now, 0.0) for at in sorted(free_at.values()))
    return Free(Place(scope, now + window.held.total_seconds()), waits)


def take(work: Work, place: Place) -> None:
    """Take a free place."""
    _free(work, place.scope, place.until)


def answered(work: Work, window: Window, place: Place) -> None:
    """Free a place after a while: its call was answered or given up.

    Nothing changes if another call holds the place by now.
    """
    free_at = work.now.timestamp() + window.lasts.total_seconds()
    given = {"place": place.scope, "free_at": free_at, "taken_until": place.until}
    work.session.connection().execute(_IF_TAKEN, given)


def _places(work: Work, window: Window) -> dict[str, float]:
    now, scopes = work.now.timestamp(), window.scopes()
    found = dict(work.session.exec(_ALL, params={"scopes": scopes}).all())
    if len(found) < len(scopes):
        missing = (Bucket(scope=each, full_at=now) for each in scopes if each not in found)
        work.session.add_all(missing)
        work.session.flush()
    # What is later than a call can last was written before our clock was set back.
    latest, soon = now + window.held.total_seconds(), now + window.lasts.total_seconds()
    for scope, free_at in found.items():
        if free_at > latest:
            found[scope] = soon
            _free(work, scope, soon)
    return dict.fromkeys(scopes, now) | found


def _free(work: Work, scope: str, at: float) -> None:
    work.session.connection().execute(_FREE_AT, {"place": scope, "free_at": at})
