"""A comparison and a discrepancy as they may be shown: order numbers, amounts and times only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.services.controls import sending, stop_reasons
from handlers.services.controls.sending import Guard
from handlers.services.reconciliation.discrepancies import STOPPING
from handlers.services.reconciliation.period import sent_at
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.models.reconciliation import (
    BalanceCheck,
    Discrepancy,
    Gap,
    Mismatch,
    Reconciliation,
    Said,
)
from storage.models.task import TaskKind
from storage.repositories import orders, reconciliation, tasks
from storage.values import Rupiah

_SOON = timedelta(hours=1)
"""The longest pause before a question without an answer is repeated."""
_UNCERTAIN_AFTER = timedelta(hours=1)
"""Before that an order that is not certain is nothing to report: inquiries are under way."""


@dataclass(frozen=True)
class DiscrepancyView:
    """One discrepancy that is open."""

    number: int
    """By which people call it."""
    mismatch: Mismatch
    order_no: str | None
    """Ours, or the number that a line names though no order of ours has it."""
    status: OrderStatus | None
    """Where our books have the order's money; None where no order of ours is concerned."""
    said: Said | None
    """What Faspay's inquiry said, where that contradicts our books."""
    sent_at: datetime | None
    expected: Rupiah | None
    seen: Rupiah | None
    happened_at: datetime
    age: timedelta
    stops: bool
    """Sending is stopped because of such a debit."""

    @property
    def gap(self) -> int:
        """Rupiah that Faspay's books have beyond ours; negative where it is less."""
        return (self.seen or 0) - (self.expected or 0)


@dataclass(frozen=True)
class Uncertain:
    """An order that may or may not exist, though inquiries have asked for long enough."""

    order_no: str
    age: timedelta


@dataclass(frozen=True)
class Hold:
    """Older data was put in place."""

    lifted: bool
    """It is compared now: an admin may open sending."""
    next_at: datetime | None
    """When the books are compared next, by what is asked already."""


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
    balance_check: BalanceCheck | None
    """How the balance came out against the statement."""
    new: int
    """Of the open ones: those that this comparison has found."""
    open: Sequence[DiscrepancyView]
    uncertain: Sequence[Uncertain]
    """Oldest first."""
    hold: Hold | None
    """None where the data is what was last worked with."""

    @property
    def is_clean(self) -> bool:
        """Say whether everything was compared, and everything agrees."""
        doubts = self.open or self.uncertain or self.balance_check is BalanceCheck.RESTARTED
        held = self.hold is not None and not self.hold.lifted
        return self.complete and not doubts and not held


def discrepancy_view(work: Work, discrepancy_id: int) -> DiscrepancyView | None:
    """Show a discrepancy; None when it is settled."""
    found = reconciliation.discrepancy(work, discrepancy_id)
    return None if found is None or found.settled_at is not None else _view(work, found)


def open_views(work: Work) -> list[DiscrepancyView]:
    """Show every open discrepancy, oldest first."""
    return [_view(work, found) for found in reconciliation.open_discrepancies(work)]


def report(work: Work, run_id: int) -> Report | None:
    """Show a comparison; None while it runs, and for a failed one whose readers hear of a newer."""
    run = reconciliation.run_of(work, run_id)
    if run is None or run.finished_at is None:
        return None
    if not run.complete and reconciliation.told_of_newer(work, run_id):
        return None
    return _report(work, run, run.finished_at)


def last_report(work: Work) -> Report | None:
    """Show the newest comparison that was concluded."""
    run = reconciliation.newest(work)
    return _report(work, run, run.finished_at) if run and run.finished_at else None


def _report(work: Work, run: Reconciliation, finished_at: datetime) -> Report:
    is_open = reconciliation.open_discrepancies(work)
    next_at = _next_at(work)
    return Report(
        first_day=run.first_day,
        last_day=run.last_day,
        finished_at=finished_at,
        complete=run.complete,
        gaps=frozenset(run.missing()),
        again=next_at is not None and next_at <= work.now + _SOON,
        orders_seen=run.orders_seen,
        lines_seen=run.lines_seen,
        balance_check=run.balance_check,
        new=sum(each.found_at == finished_at for each in is_open),
        open=[_view(work, each) for each in is_open],
        uncertain=_uncertain(work),
        hold=_hold(work, next_at),
    )


def _next_at(work: Work) -> datetime | None:
    waiting = tasks.being_done(work, TaskKind.RECONCILE)
    return min((each.run_at for each in waiting), default=None)


def _uncertain(work: Work) -> list[Uncertain]:
    found = reconciliation.unknown_before(work, work.now - _UNCERTAIN_AFTER)
    return [Uncertain(order.order_no, work.now - sent_at(order)) for order in found]


def _hold(work: Work, next_at: datetime | None) -> Hold | None:
    if sending.is_held(work):
        return Hold(lifted=False, next_at=next_at)
    old = stop_reasons.stands_for(work, Guard.OLD_DATA)
    return Hold(lifted=True, next_at=None) if old else None


def _view(work: Work, found: Discrepancy) -> DiscrepancyView:
    order = orders.get(work, found.order_no) if found.order_no else None
    return DiscrepancyView(
        number=found.discrepancy_id or 0,
        mismatch=found.mismatch,
        order_no=found.order_no,
        status=order.status if order else None,
        said=found.said,
        sent_at=sent_at(order) if order else None,
        expected=None if found.expected is None else Rupiah(found.expected),
        seen=None if found.seen is None else Rupiah(found.seen),
        happened_at=found.happened_at,
        age=work.now - found.happened_at,
        stops=found.mismatch in STOPPING and stop_reasons.stands_for(work, Guard.DEBIT),
    )
