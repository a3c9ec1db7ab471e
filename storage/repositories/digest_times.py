"""When people get their digests, and which digests there are."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import col, or_, select

from storage.engine.unit_of_work import Work
from storage.models.digest import Digest, DigestTime

_KEPT = timedelta(days=31)
_LATEST = timedelta(hours=26)
"""The longest day there is, where clocks change, is shorter: who waits longer was given a time by a
clock that was ahead."""


def time_of(work: Work, person_id: int) -> DigestTime | None:
    """Return when a person gets a digest; None where they get none."""
    return work.session.get(DigestTime, person_id)


def begin(work: Work, time: DigestTime) -> None:
    """Keep when a person who got none gets a digest."""
    work.session.add(time)
    work.session.flush()


def end(work: Work, person_id: int) -> None:
    """Keep that a person gets no digest."""
    work.session.exec(delete(DigestTime).where(col(DigestTime.person_id) == person_id))


def due(work: Work) -> Sequence[DigestTime]:
    """Return the times that have come, held. Another replica that looks as well leaves them out."""
    query = select(DigestTime).where(
        or_(
            col(DigestTime.next_at) <= work.now,
            col(DigestTime.next_at) > work.now + _LATEST,
        )
    )
    query = query.order_by(col(DigestTime.person_id)).with_for_update(skip_locked=True)
    return work.session.exec(query).all()


def add(work: Work, person_id: int, begins_at: datetime, ends_at: datetime) -> int:
    """Keep a digest that is to be sent; return its number."""
    new = Digest(person_id=person_id, begins_at=begins_at, ends_at=ends_at)
    work.session.add(new)
    work.session.flush()
    return new.digest_id or 0


def get(work: Work, digest_id: int | None) -> Digest | None:
    """Return one by its number."""
    return None if digest_id is None else work.session.get(Digest, digest_id)


def forget_old(work: Work) -> None:
    """Delete digests that were sent long ago. Their messages stay where they are."""
    work.session.exec(delete(Digest).where(col(Digest.ends_at) < work.now - _KEPT))
