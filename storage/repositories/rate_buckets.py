"""Rate limits, shared by all replicas."""

from dataclasses import dataclass

from sqlalchemy import delete
from sqlmodel import col

from storage.engine.unit_of_work import Work
from storage.models.rate_bucket import Bucket

_ROUNDING = 1e-3
"""Seconds; Unix time in a float is exact to a quarter of a microsecond only."""
_EMPTY_SECONDS = 3600.0


@dataclass(frozen=True)
class Rate:
    """A bucket that refills one place `every` seconds, up to `burst` places."""

    scope: str
    every: float
    burst: int
    kept: int = 0
    """Places of the burst that are left to others, who are more urgent."""


def take(work: Work, scope: str, every: float, burst: int) -> float:
    """Take a place from one bucket; as take_each."""
    return take_each(work, Rate(scope, every, burst))


def take_each(work: Work, *rates: Rate) -> float:
    """Take a place from each of these buckets, or from none.

    Return 0.0 when all had one, else the seconds to wait.
    """
    buckets = [(rate, _bucket(work, rate)) for rate in rates]
    wait = max(_wait(work, rate, bucket) for rate, bucket in buckets)
    if wait > 0:
        return wait
    for rate, bucket in buckets:
        bucket.full_at = max(bucket.full_at, work.now.timestamp()) + rate.every
    return 0.0


def wait_for(work: Work, rate: Rate) -> float:
    """Return the seconds until a bucket has a place; take none."""
    return _wait(work, rate, _bucket(work, rate))


def count_from_now(work: Work, rate: Rate) -> None:
    """Count the last taken place from now on, because its call has only just been answered."""
    bucket = _bucket(work, rate)
    bucket.full_at = max(bucket.full_at, work.now.timestamp() + rate.every)


def _wait(work: Work, rate: Rate, bucket: Bucket) -> float:
    wait = bucket.full_at - work.now.timestamp() - rate.every * (rate.burst - rate.kept - 1)
    return wait if wait > _ROUNDING else 0.0


def _bucket(work: Work, rate: Rate) -> Bucket:
    now = work.now.timestamp()
    found = work.session.get(Bucket, rate.scope, with_for_update=True)
    if found is None:
        found = Bucket(scope=rate.scope, full_at=now)
        work.session.add(found)
        work.session.flush()
    # Never further ahead than a full bucket: a clock that was set back must not silence us.
    # Kept, or the wait would be the same whenever we look.
    found.full_at = min(found.full_at, now + rate.every * rate.burst)
    return found


def forget_empty(work: Work) -> None:
    """Delete the buckets that have been empty for an hour: an empty one is like none."""
    old = work.now.timestamp() - _EMPTY_SECONDS
    work.session.exec(delete(Bucket).where(col(Bucket.full_at) < old))
