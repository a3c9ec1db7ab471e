"""One order and every statement line that names it: what is right about them, and what is not."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from handlers.services.ports import StatementLine
from handlers.services.unit import PLAUSIBLE_FEE
from storage.order import Money
from storage.reconciliation import Mismatch

WIB = ZoneInfo("Asia/Jakarta")
"""The days of the statement are Western Indonesian ones, wherever the company is."""
REFUND_GRACE = timedelta(hours=24)
"""So long after an order has ended its money may take to come back."""
LATE_POSTING = timedelta(hours=6)
"""A debit on another day than its order's is nothing to speak of when it is so close to it."""


@dataclass(frozen=True)
class Booked:
    """An order as our books have it, after Faspay was asked about it."""

    order_no: str
    amount: int
    """Rupiah."""
    money: Money
    at: datetime
    """When it was sent, or made where it was not."""
    ended_at: datetime | None = None
    in_doubt: bool = False
    """Its inquiry was not answered, or said "failed" for the first time: the state may move."""
    contradicted: bool = False
    """Its inquiry said what does not fit the state."""


@dataclass(frozen=True)
class Span:
    """What part of the statement is known, and what part of that is judged."""

    known_from: datetime
    judged_from: datetime
    """Lines before only explain: what they belong to may lie before `known_from`."""
    until: datetime
    """Orders and lines after this are too fresh."""


@dataclass(frozen=True)
class Discrepancy:
    """One difference as it is found; see storage.reconciliation.Difference. Amounts are rupiah."""

    mismatch: Mismatch
    subject: str
    happened_at: datetime
    order_no: str | None = None
    expected: int | None = None
    seen: int | None = None
    evidence: str = field(default="", repr=False)


class _Expected(Enum):
    """What the state of an order says of its money."""

    OUT = auto()
    BACK = auto()
    EITHER = auto()
    """Out or not: nobody knows yet."""
    NEVER = auto()
    """As far as we know it never left."""


_EXPECTED = {
    Money.ISSUED: _Expected.OUT,
    Money.PAID: _Expected.OUT,
    Money.FAILED: _Expected.BACK,
    Money.REVERSED: _Expected.BACK,
    Money.SENDING: _Expected.EITHER,
    Money.UNKNOWN: _Expected.EITHER,
}


@dataclass(frozen=True)
class Sheet:
    """An order with its lines, oldest first."""

    order: Booked
    lines: tuple[StatementLine, ...]

    @property
    def mains(self) -> list[StatementLine]:
        """Debits that are too large to be a fee."""
        return [line for line in self._debits if line.amount > PLAUSIBLE_FEE]

    @property
    def shows_no_fee(self) -> bool:
        """Say whether its one debit is the bare amount: its fee may be a line of another place."""
        return len(self._debits) == 1 and self._went_out == self.order.amount

    def is_whole(self, span: Span) -> bool:
        """Say whether all its lines are there to be seen, and have come to rest."""
        fresh = any(line.at > span.until for line in self.lines)
        return span.known_from <= self.order.at <= span.until and not fresh

    def judge(self, span: Span) -> list[Discrepancy]:
        """Return what is wrong."""
        found = [self._wrong(Mismatch.STATUS)] if self.order.contradicted else []
        if self.is_whole(span):
            found += [each for each in (self._money(span), self._day()) if each]
        elif self.order.at < span.known_from:
            found += [each for each in (self._straggler(span),) if each]
        return found

    @property
    def _debits(self) -> list[StatementLine]:
        return [line for line in self.lines if line.debit]

    @property
    def _refunds(self) -> list[StatementLine]:
        return [each for each in self.lines if not each.debit and each.amount > PLAUSIBLE_FEE]

    @property
    def _went_out(self) -> int:
        return sum(int(line.amount) for line in self._debits)

    @property
    def _came_back(self) -> int:
        return sum(int(line.amount) for line in self.lines if not line.debit)

    def _money(self, span: Span) -> Discrepancy | None:
        out, expected = self._went_out - self._came_back, self._expected(span)
        if self._is_double():
            return self._wrong(Mismatch.SECOND_DEBIT, self.order.amount, out, self.mains[-1])
        if out > PLAUSIBLE_FEE:
            return self._something_is_out(out, expected)
        if out < -PLAUSIBLE_FEE or (expected is _Expected.OUT and self._refunds):
            line = self._refunds[-1] if self._refunds else None
            return self._wrong(Mismatch.UNEXPECTED_REFUND, None, self._came_back, line)
        if expected is _Expected.OUT:
            return self._wrong(Mismatch.MISSING_DEBIT, self.order.amount, out)
        return None

    def _something_is_out(self, out: int, expected: _Expected) -> Discrepancy | None:
        amount = self.order.amount
        if expected is _Expected.BACK:
            return self._wrong(
                Mismatch.MISSING_REFUND, self._went_out, self._came_back, at=self.order.ended_at
            )
        if expected is _Expected.NEVER:
            return self._wrong(Mismatch.UNEXPECTED_DEBIT, None, out, self.mains[-1])
        if amount <= out <= amount + PLAUSIBLE_FEE:
            return None
        return self._wrong(Mismatch.AMOUNT, amount, out)

    def _expected(self, span: Span) -> _Expected:
        order = self.order
        expected = _EXPECTED.get(order.money, _Expected.NEVER)
        waits = order.ended_at is not None and order.ended_at > span.until - REFUND_GRACE
        if expected is _Expected.BACK and waits:
            return _Expected.EITHER
        known = expected is _Expected.NEVER or not order.in_doubt
        return expected if known else _Expected.EITHER

    def _is_double(self) -> bool:
        return len(self.mains) - len(self._refunds) > 1

    def _day(self) -> Discrepancy | None:
        """Find the debit on another day, and not just on the other side of midnight."""
        for line in self.mains[:1]:
            other_day = line.at.astimezone(WIB).date() != self.order.at.astimezone(WIB).date()
            if other_day and abs(line.at - self.order.at) > LATE_POSTING:
                return self._wrong(Mismatch.DAY, None, int(line.amount), line)
        return None

    def _straggler(self, span: Span) -> Discrepancy | None:
        """Judge what an order from before the known statement still did in it."""
        late = [line for line in self.mains if span.judged_from <= line.at <= span.until]
        if self._is_double():
            out = self._went_out - self._came_back
            return self._wrong(Mismatch.SECOND_DEBIT, self.order.amount, out, self.mains[-1])
        return self._wrong(Mismatch.DAY, None, int(late[0].amount), late[0]) if late else None

    def _wrong(
        self,
        mismatch: Mismatch,
        expected: int | None = None,
        seen: int | None = None,
        line: StatementLine | None = None,
        at: datetime | None = None,
    ) -> Discrepancy:
        order = self.order
        return Discrepancy(
            mismatch,
            f"{mismatch}:{order.order_no}",
            line.at if line else at or order.at,
            order.order_no,
            expected,
            seen,
            line.description if line else "",
        )
