"""A comparison and a difference as they may be shown: order numbers, amounts and times only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.services.reconciling_days import sent_at
from storage.errand import Question
from storage.order import Money
from storage.reconciliation import Difference, Gap, Mismatch, Reconciliation
from storage.repositories import errands, orders, reconciliation
from storage.unit_of_work import Work
from storage.values import Rupiah


@dataclass(frozen=True)
class DifferenceView:
    """One difference that is open."""

    number: int
    """By which people call it."""
    mismatch: Mismatch
    order_no: str | None
    """Ours, or the number that a line names though no order of ours has it."""
    money: Money | None
    """Where our books have the order's money; None where no order of ours is concerned."""
    sent_at: datetime | None
    expected: Rupiah | None
    seen: Rupiah | None
    happened_at: datetime
    age: timedelta


@dataclass(frozen=True)
class Report:
    """What one comparison came to, and all that is open now."""

    first_day: date
    last_day: date
    finished_at: datetime
    complete: bool
    gaps: frozenset[Gap]
    again: bool
    """What could not be read is asked for again, within the hour."""
    orders_seen: int
    lines_seen: int
    weighed: bool
    """The balance could be held against the statement."""
    new: int
    """Of the open ones: those that this comparison has found."""
    open: Sequence[DifferenceView]


def difference_view(work: Work, difference_id: int) -> DifferenceView | None:
    """Show a difference; None when it is settled."""
    found = reconciliation.difference(work, difference_id)
    return None if found is None or found.settled_at is not None else _view(work, found)


def open_views(work: Work) -> list[DifferenceView]:
    """Show every open difference, oldest first."""
    return [_view(work, found) for found in reconciliation.open_differences(work)]


def report(work: Work, run_id: int) -> Report | None:
    """Show a comparison; None while it lasts, and once a newer one was begun after a vain one."""
    run = reconciliation.run_of(work, run_id)
    if run is None or run.finished_at is None:
        return None
    if not run.complete and reconciliation.begun_after(work, run_id):
        return None
    return _report(work, run, run.finished_at)


def last_report(work: Work) -> Report | None:
    """Show the newest comparison that was concluded."""
    run = reconciliation.newest(work)
    return _report(work, run, run.finished_at) if run and run.finished_at else None


def _report(work: Work, run: Reconciliation, finished_at: datetime) -> Report:
    is_open = reconciliation.open_differences(work)
    waiting = errands.being_done(work, Question.RECONCILE)
    return Report(
        first_day=run.first_day,
        last_day=run.last_day,
        finished_at=finished_at,
        complete=run.complete,
        gaps=frozenset(run.missing()),
        again=any(each.asked_at <= run.began_at for each in waiting),
        orders_seen=run.orders_seen,
        lines_seen=run.lines_seen,
        weighed=run.opening is not None,
        new=sum(each.found_at == finished_at for each in is_open),
        open=[_view(work, each) for each in is_open],
    )


def _view(work: Work, found: Difference) -> DifferenceView:
    order = orders.get(work, found.order_no) if found.order_no else None
    return DifferenceView(
        number=found.difference_id or 0,
        mismatch=found.mismatch,
        order_no=found.order_no,
        money=order.money if order else None,
        sent_at=sent_at(order) if order else None,
        expected=None if found.expected is None else Rupiah(found.expected),
        seen=None if found.seen is None else Rupiah(found.seen),
        happened_at=found.happened_at,
        age=work.now - found.happened_at,
    )
