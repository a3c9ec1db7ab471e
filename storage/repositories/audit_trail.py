"""The audit trail: only ever added to."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import col, func, select

from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry

_NEWEST_SEQ = select(func.max(AuditEntry.seq))  # asked before every transfer: built once


def record(work: Work, entry: AuditEntry) -> None:
    """Append to the audit trail."""
    work.session.add(entry)


def of_order(work: Work, order_no: str) -> Sequence[AuditEntry]:
    """Return what happened to an order, oldest first."""
    query = select(AuditEntry).where(AuditEntry.order_no == order_no)
    return work.session.exec(query.order_by(col(AuditEntry.seq))).all()


def entry(work: Work, seq: int) -> AuditEntry | None:
    """Return one act by its number."""
    return work.session.get(AuditEntry, seq)


def newest_act_on(work: Work, person_id: int, *acts: Act) -> AuditEntry | None:
    """Return the newest of these acts that was done to a person."""
    query = select(AuditEntry).where(AuditEntry.subject_id == person_id)
    newest = query.where(col(AuditEntry.act).in_(acts)).order_by(col(AuditEntry.seq).desc())
    return work.session.exec(newest.limit(1)).first()


def newest_of(work: Work, act: Act) -> AuditEntry | None:
    """Return the newest act of a kind."""
    return next(iter(newest_of_any(work, (act,), 1)), None)


def newest_of_any(work: Work, acts: Collection[Act], limit: int) -> Sequence[AuditEntry]:
    """Return the newest acts of some kinds, newest first."""
    query = select(AuditEntry).where(col(AuditEntry.act).in_(acts))
    return work.session.exec(query.order_by(col(AuditEntry.seq).desc()).limit(limit)).all()


def newest_about(work: Work, act: Act, what: str | None) -> AuditEntry | None:
    """Return the newest act of a kind whose `after` is this."""
    query = select(AuditEntry).where(AuditEntry.act == act, col(AuditEntry.after) == what)
    return work.session.exec(query.order_by(col(AuditEntry.seq).desc()).limit(1)).first()


def times_of(work: Work, act: Act, limit: int) -> Sequence[datetime]:
    """Return when an act was done last, newest first."""
    query = select(AuditEntry.at).where(AuditEntry.act == act)
    return work.session.exec(query.order_by(col(AuditEntry.seq).desc()).limit(limit)).all()


def newest(work: Work, limit: int = 15) -> Sequence[AuditEntry]:
    """Return the newest acts, newest first."""
    return work.session.exec(
        select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(limit)
    ).all()


def newest_number(work: Work) -> int:
    """Return the number of the newest act; acts are never deleted, so it only grows."""
    return work.session.exec(_NEWEST_SEQ).one() or 0
