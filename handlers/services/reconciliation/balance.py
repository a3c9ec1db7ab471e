"""Checks the balance: between two comparisons it must have moved by the statement's lines.

The check is sound only while nothing moves: the balance was the same before and after the statement
was read, and no order or line is fresh. Otherwise nothing is compared, and people are told so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.services.reconciliation.matching import SETTLE, opening
from handlers.services.reconciliation.order_lines import FoundDiscrepancy
from handlers.services.reconciliation.period import Days, sent_at
from handlers.services.reconciliation.run import Heard, Plan
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import CLOSED
from storage.models.reconciliation import BalanceCheck, Gap, Mismatch
from storage.repositories import reconciliation


@dataclass(frozen=True)
class CheckedBalance:
    """What was found, what the balance was compared with, and what the next check compares with."""

    outcome: BalanceCheck
    found: tuple[FoundDiscrepancy, ...] = ()
    against: str | None = None
    """The subject under which a discrepancy is kept; None where there was nothing to compare
    with."""
    opening: int | None = None


def check_balance(work: Work, plan: Plan, heard: Heard, ours: Sequence[Order]) -> CheckedBalance:
    """Compare the account as it was at a day's beginning, as known then and as known now."""
    if Gap.BALANCE in heard.gaps:
        return CheckedBalance(BalanceCheck.UNTOLD)
    if heard.balance is None or not _is_still(plan, heard, ours):
        return CheckedBalance(BalanceCheck.MOVED)
    total = int(heard.balance.total)
    now = opening(total, heard.lines, plan.days.base)
    before = reconciliation.newest_complete(work, plan.days.last, with_balance=True)
    if before is None:
        return CheckedBalance(BalanceCheck.FIRST, opening=now)
    base = Days.base_of(before.last_day)
    if base < plan.days.known_since:
        return CheckedBalance(BalanceCheck.RESTARTED, opening=now)
    subject = f"{Mismatch.BALANCE}:{before.run_id}"
    seen = opening(total, heard.lines, base)
    if seen == before.opening:
        return CheckedBalance(BalanceCheck.FITS, (), subject, now)
    found = FoundDiscrepancy(
        Mismatch.BALANCE, subject, before.began_at, expected=before.opening, seen=seen
    )
    return CheckedBalance(BalanceCheck.DIFFERS, (found,), subject, now)


def _is_still(plan: Plan, heard: Heard, ours: Sequence[Order]) -> bool:
    fresh = plan.days.began_at - SETTLE
    moving = any(
        order.status not in CLOSED and fresh < max(sent_at(order), order.ended_at or fresh)
        for order in ours
    )
    return not moving and all(line.at <= fresh for line in heard.lines)
