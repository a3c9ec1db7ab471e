"""Keeping reconciliations and differences, and finding the orders that are to be compared."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, func, or_, select

from storage.audit import AuditEntry
from storage.order import ENDED, Order
from storage.reconciliation import Difference, Mismatch, Reconciliation
from storage.unit_of_work import Work

_EVIDENCE = "differences.evidence"
_AT_ONCE = 500
"""Order numbers in one query: SQLite takes no more than some thousand values."""


def begin(work: Work, run: Reconciliation) -> int:
    """Keep a comparison that begins; return its number."""
    work.session.add(run)
    work.session.flush()
    return run.run_id or 0


def run_of(work: Work, run_id: int) -> Reconciliation | None:
    """Return one comparison."""
    return work.session.get(Reconciliation, run_id)


def newest(work: Work, *, complete: bool = False, weighed: bool = False) -> Reconciliation | None:
    """Return the newest finished comparison; the newest complete one; one with its opening."""
    query = select(Reconciliation).where(col(Reconciliation.finished_at).is_not(None))
    if complete or weighed:
        query = query.where(col(Reconciliation.complete).is_(True))
    if weighed:
        query = query.where(col(Reconciliation.opening).is_not(None))
    return work.session.exec(query.order_by(col(Reconciliation.run_id).desc()).limit(1)).first()


def begun_after(work: Work, run_id: int) -> bool:
    """Say whether another comparison was begun after this one."""
    query = select(Reconciliation.run_id).where(col(Reconciliation.run_id) > run_id)
    return work.session.exec(query.limit(1)).first() is not None


def tries(work: Work, asked_by: int | None, since: datetime) -> int:
    """Return how many comparisons were begun for an errand, finished or not."""
    query = (
        select(func.count())
        .select_from(Reconciliation)
        .where(col(Reconciliation.asked_by).is_not_distinct_from(asked_by))
        .where(Reconciliation.began_at >= since)
    )
    return int(work.session.exec(query).one())


def house_began(work: Work) -> datetime | None:
    """Return when the first act of this house was recorded: debits before it are not ours."""
    query = select(AuditEntry.at).order_by(col(AuditEntry.seq)).limit(1)
    return work.session.exec(query).first()


def orders_since(work: Work, since: datetime) -> Sequence[Order]:
    """Return orders made, sent or ended since a moment, unended ones, and those that differ."""
    differ = select(Difference.order_no).where(col(Difference.settled_at).is_(None))
    query = select(Order).where(
        or_(
            Order.created_at >= since,
            col(Order.sending_at) >= since,
            col(Order.ended_at) >= since,
            col(Order.money).not_in(ENDED),
            col(Order.order_no).in_(differ.where(col(Difference.order_no).is_not(None))),
        )
    )
    return work.session.exec(query.order_by(col(Order.created_at))).all()


def orders_named(work: Work, numbers: Sequence[str]) -> Sequence[Order]:
    """Return those of these orders that are ours."""
    found: list[Order] = []
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        found += work.session.exec(select(Order).where(col(Order.order_no).in_(some)))
    return found


def by_subject(work: Work, subject: str) -> Difference | None:
    """Return a difference by what makes it this one."""
    query = select(Difference).where(Difference.subject == subject).with_for_update()
    return work.session.exec(query).first()


def difference(work: Work, difference_id: int) -> Difference | None:
    """Return one difference; on PostgreSQL its row is held until the transaction ends."""
    return work.session.get(Difference, difference_id, with_for_update=True)


def add(work: Work, new: Difference, evidence: str) -> None:
    """Keep a new difference, Faspay's own words sealed."""
    work.session.add(new)
    work.session.flush()
    if evidence:
        new.evidence_sealed = work.vault.seal(evidence, _EVIDENCE, new.difference_id)


def evidence_of(work: Work, found: Difference) -> str:
    """Open Faspay's own words, for whoever looks into an incident; they may hold a name."""
    if found.evidence_sealed is None:
        return ""
    return work.vault.open(found.evidence_sealed, _EVIDENCE, found.difference_id)


def open_differences(work: Work, mismatch: Mismatch | None = None) -> Sequence[Difference]:
    """Return what is not settled, oldest first."""
    query = select(Difference).where(col(Difference.settled_at).is_(None))
    if mismatch is not None:
        query = query.where(Difference.mismatch == mismatch)
    return work.session.exec(query.order_by(col(Difference.difference_id))).all()
