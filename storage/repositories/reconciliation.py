"""Keeping reconciliations and discrepancies, and finding the orders that are to be compared."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import col, func, or_, select

from storage.engine.unit_of_work import Work
from storage.models.audit import AuditEntry
from storage.models.order import Order
from storage.models.order_states import ENDED, OrderStatus
from storage.models.outbox import Notice, Outgoing
from storage.models.reconciliation import Discrepancy, Mismatch, Reconciliation

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


def newest(work: Work) -> Reconciliation | None:
    """Return the newest finished comparison."""
    query = select(Reconciliation).where(col(Reconciliation.finished_at).is_not(None))
    return work.session.exec(query.order_by(col(Reconciliation.run_id).desc()).limit(1)).first()


def newest_complete(
    work: Work, today: date, *, with_balance: bool = False
) -> Reconciliation | None:
    """Return the newest complete comparison, or the newest of them that kept its opening.

    Days to come are left out: a clock that was ahead chose them.
    """
    query = select(Reconciliation).where(
        col(Reconciliation.complete).is_(True), col(Reconciliation.last_day) <= today
    )
    if with_balance:
        query = query.where(col(Reconciliation.opening).is_not(None))
    return work.session.exec(query.order_by(col(Reconciliation.run_id).desc()).limit(1)).first()


def told_of_newer(work: Work, run_id: int) -> bool:
    """Say whether all who are told of this comparison are told of a newer one as well."""
    told = select(Outgoing.chat_id).where(Outgoing.notice == Notice.RECONCILED)
    newer = told.where(col(Outgoing.subject_id) > run_id)
    left = told.where(Outgoing.subject_id == run_id, col(Outgoing.chat_id).not_in(newer))
    return work.session.exec(left.limit(1)).first() is None


def first_act_at(work: Work) -> datetime | None:
    """Return when the first act was recorded here: debits before it are not ours."""
    query = select(AuditEntry.at).order_by(col(AuditEntry.seq)).limit(1)
    return work.session.exec(query).first()


def orders_since(work: Work, since: datetime) -> Sequence[Order]:
    """Return orders made, sent or ended since a moment, unended ones, and those that differ."""
    open_orders = select(Discrepancy.order_no).where(col(Discrepancy.settled_at).is_(None))
    query = select(Order).where(
        or_(
            Order.created_at >= since,
            col(Order.sending_at) >= since,
            col(Order.ended_at) >= since,
            col(Order.status).not_in(ENDED),
            col(Order.order_no).in_(open_orders.where(col(Discrepancy.order_no).is_not(None))),
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


def unknown_before(work: Work, sent_before: datetime) -> Sequence[Order]:
    """Return orders sent before a moment that may or may not exist, oldest first.

    Those still SENDING are among them: no transfer takes so long.
    """
    query = select(Order).where(
        col(Order.status).in_((OrderStatus.SENDING, OrderStatus.UNKNOWN)),
        func.coalesce(Order.sending_at, Order.created_at) < sent_before,
    )
    return work.session.exec(query.order_by(col(Order.created_at))).all()


def by_subject(work: Work, subject: str) -> Discrepancy | None:
    """Return a discrepancy by its subject."""
    query = select(Discrepancy).where(Discrepancy.subject == subject).with_for_update()
    return work.session.exec(query).first()


def discrepancy(work: Work, discrepancy_id: int) -> Discrepancy | None:
    """Return one discrepancy; on PostgreSQL its row is held until the transaction ends."""
    return work.session.get(Discrepancy, discrepancy_id, with_for_update=True)


def add(work: Work, new: Discrepancy) -> None:
    """Keep a new discrepancy and give it its number."""
    work.session.add(new)
    work.session.flush()


def open_discrepancies(work: Work, mismatch: Mismatch | None = None) -> Sequence[Discrepancy]:
    """Return what is not settled, oldest first."""
    query = select(Discrepancy).where(col(Discrepancy.settled_at).is_(None))
    if mismatch is not None:
        query = query.where(Discrepancy.mismatch == mismatch)
    return work.session.exec(query.order_by(col(Discrepancy.discrepancy_id))).all()


def explained_discrepancies(work: Work) -> Sequence[Discrepancy]:
    """Return the explained discrepancies that comparisons still find."""
    query = select(Discrepancy).where(col(Discrepancy.explained_by).is_not(None))
    return work.session.exec(query.order_by(col(Discrepancy.discrepancy_id))).all()
