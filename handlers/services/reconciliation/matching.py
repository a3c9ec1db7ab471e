"""Our orders against Faspay's statement: pure rules, each of which can be tried by itself.

A line is an order's when its description begins with the order number: trx_desc comes first in it
(faspay-sendme.md, 3.8), and ours begins with the number. No other word of a line decides anything.

The rule for fees, of which no page says how they appear. A fee is at most PLAUSIBLE_FEE an order:
inside its debit, or as lines of its own that begin with its number, or as one line that names
nothing, at most FEE_WITHIN after the debit of an order that shows no other fee. Every other debit
that names no order of ours is unknown. Fees may or may not come back with the money. Credits that
name no order of ours (top-ups) are never a discrepancy.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from re import compile as pattern

from handlers.services.controls.amount_unit import PLAUSIBLE_FEE
from handlers.services.provider_answers import StatementLine
from handlers.services.reconciliation.order_lines import Booked, FoundDiscrepancy, OrderLines, Span
from storage.models.reconciliation import Mismatch

SETTLE = timedelta(minutes=15)
"""Anything younger may still be on its way into the books, so it is not judged yet."""
FEE_WITHIN = timedelta(hours=24)
"""A fee that names nothing is looked for so long after an order's debit."""
_SAME_TIME = timedelta(minutes=1)
"""Lines that belong together may be written in either order."""
_NUMBER = pattern(r"\s*([0-9]{12})(?![0-9])")


@dataclass(frozen=True)
class Comparison:
    """What was found, and all orders that were judged."""

    found: tuple[FoundDiscrepancy, ...]
    judged: frozenset[str]


def number_in(description: str) -> str | None:
    """Return the order number at the place where it is ours: the very beginning."""
    match = _NUMBER.match(description)
    return match[1] if match else None


def compare(orders: Iterable[Booked], lines: Iterable[StatementLine], span: Span) -> Comparison:
    """Compare; `orders` holds at least every order of ours that a line names."""
    ours = {order.order_no: order for order in orders}
    named: dict[str, list[StatementLine]] = {number: [] for number in ours}
    strange: list[StatementLine] = []
    for line in sorted(lines, key=lambda each: (each.at, each.amount, each.description)):
        named.get(number_in(line.description) or "", strange).append(line)
    with_lines = [OrderLines(order, tuple(named[order.order_no])) for order in ours.values()]
    found = [each for one in with_lines for each in one.judge(span)]
    hosts = [one.mains[0].at for one in with_lines if one.shows_no_fee and one.mains]
    found += _unknown(strange, sorted(hosts), span)
    judged = frozenset(one.order.order_no for one in with_lines if one.is_whole(span))
    return Comparison(tuple(found), judged)


def opening(balance: int, lines: Iterable[StatementLine], since: datetime) -> int:
    """Return what was on the account at a moment: the balance less every line since, in rupiah."""
    moved = (-line.amount if line.debit else line.amount for line in lines if line.at >= since)
    return balance - sum(moved)


def _unknown(
    strange: Sequence[StatementLine], hosts: Sequence[datetime], span: Span
) -> Iterator[FoundDiscrepancy]:
    """Find the debits that no order explains, nor the fee of one; `hosts` are sorted."""
    fees = _fees(strange, hosts)
    alike: Counter[tuple[datetime, int]] = Counter()
    for number, line in enumerate(strange):
        if not line.debit or number in fees or not span.judged_from <= line.at <= span.until:
            continue
        alike[line.at, line.amount] += 1
        count = alike[line.at, line.amount]
        yield FoundDiscrepancy(
            Mismatch.UNKNOWN_DEBIT,
            f"{Mismatch.UNKNOWN_DEBIT}:{line.at.isoformat()}:{int(line.amount)}:{count}",
            line.at,
            number_in(line.description),
            seen=int(line.amount),
        )


def _fees(strange: Sequence[StatementLine], hosts: Sequence[datetime]) -> set[int]:
    """Pair small nameless debits with the debits they may be the fee of, one each, oldest first."""
    fees, host = set(), 0
    for number, line in enumerate(strange):
        if not line.debit or line.amount > PLAUSIBLE_FEE or number_in(line.description):
            continue
        while host < len(hosts) and hosts[host] < line.at - FEE_WITHIN:
            host += 1
        if host < len(hosts) and hosts[host] <= line.at + _SAME_TIME:
            fees.add(number)
            host += 1
    return fees
