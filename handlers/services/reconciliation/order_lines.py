"""One order and every statement line that names it: what is right about them, and what is not."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from handlers.services.controls.amount_unit import PLAUSIBLE_FEE
from handlers.services.provider_answers import StatementLine
from storage.models.order_states import OrderStatus
from storage.models.reconciliation import Mismatch, Said

WIB = ZoneInfo("Asia/Jakarta")
"""The days of the statement are Western Indonesian ones, wherever the company is."""
REFUND_GRACE = timedelta(hours=24)
"""How long after its end an order's money may take to come back."""
LATE_POSTING = timedelta(hours=6)
"""How long after its order a debit may be written. Until then it is not missing, and a different
day is no discrepancy."""
_SETTLES_WITHIN = timedelta(hours=1)
"""How long inquiries may take to find what became of an order. They are repeated all the while."""


@dataclass(frozen=True)
class Booked:
    """An order as our books have it, after Faspay was asked about it."""

    order_no: str
    amount: int
    """Rupiah."""
    status: OrderStatus
    at: datetime
    """When it was sent, or made where it was not."""
    ended_at: datetime | None = None
    in_doubt: bool = False
    """Its inquiry was not answered, or said "failed" for the first time: the state may move."""
    contradicted: Said | None = None
    """What its inquiry said, where that does not fit the state."""


@dataclass(frozen=True)
class Span:
    """What part of the statement is known, and what part of that is judged."""

    known_from: datetime
    judged_from: datetime
    """Lines before only explain: what they belong to may lie before `known_from`."""
    until: datetime
    """Orders and lines after this are too fresh."""


@dataclass(frozen=True)
class FoundDiscrepancy:
    """One discrepancy as it is found; see Discrepancy. Amounts are rupiah."""

    mismatch: Mismatch
    subject: str
    happened_at: datetime
    order_no: str | None = None
    expected: int | None = None
    seen: int | None = None
    said: Said | None = None


class _Expected(Enum):
    """What the state of an order says of its money."""

    OUT = auto()
    BACK = auto()
    EITHER = auto()
    """Out or not: nobody knows yet."""
    UNCONFIRMED = auto()
    """Nobody knows, though it was asked for long enough: a debit would not settle by itself."""
    NEVER = auto()
    """As far as we know it never left."""


_EXPECTED = {
    OrderStatus.ISSUED: _Expected.OUT,
    OrderStatus.PAID: _Expected.OUT,
    OrderStatus.FAILED: _Expected.BACK,
    OrderStatus.REVERSED: _Expected.BACK,
    OrderStatus.SENDING: _Expected.EITHER,
    OrderStatus.UNKNOWN: _Expected.EITHER,
}


@dataclass(frozen=True)
class OrderLines:
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
        """Say whether all its lines are in the known statement, and none is fresh."""
        known = span.known_from <= self.order.at <= span.until
        return known and not self._is_fresh(span)

    def _is_fresh(self, span: Span) -> bool:
        return any(line.at > span.until for line in self.lines)

    def judge(self, span: Span) -> list[FoundDiscrepancy]:
        """Return what is wrong."""
        found = [self._status(), *self._of_lines(span)]
        return [each for each in found if each is not None]

    def _of_lines(self, span: Span) -> tuple[FoundDiscrepancy | None, ...]:
        if self.is_whole(span):
            return self._money(span), self._day()
        old = self.order.at < span.known_from and not self._is_fresh(span)
        return (self._straggler(span),) if old else ()

    def _status(self) -> FoundDiscrepancy | None:
        said = self.order.contradicted
        return replace(self._wrong(Mismatch.STATUS), said=said) if said else None

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

    def _money(self, span: Span) -> FoundDiscrepancy | None:
        out, expected = self._went_out - self._came_back, self._expected(span)
        if self._is_double():
            return self._wrong(Mismatch.SECOND_DEBIT, self.order.amount, out, self.mains[-1])
        if out > PLAUSIBLE_FEE:
            return self._something_is_out(out, expected)
        if out < -PLAUSIBLE_FEE or (expected is _Expected.OUT and self._refunds):
            return self._refunded()
        if expected is _Expected.OUT and self.order.at <= span.until - LATE_POSTING:
            return self._wrong(Mismatch.MISSING_DEBIT, self.order.amount, out)
        return None

    def _refunded(self) -> FoundDiscrepancy:
        line = self._refunds[-1] if self._refunds else None
        out, back = self._went_out, self._came_back
        return self._wrong(Mismatch.UNEXPECTED_REFUND, out, back, line)

    def _something_is_out(self, out: int, expected: _Expected) -> FoundDiscrepancy | None:
        amount = self.order.amount
        if expected is _Expected.BACK:
            return self._wrong(
                Mismatch.MISSING_REFUND, self._went_out, self._came_back, at=self.order.ended_at
            )
        if expected is _Expected.NEVER:
            return self._wrong(Mismatch.UNEXPECTED_DEBIT, None, out, self._debits[-1])
        if expected is _Expected.UNCONFIRMED:
            return self._wrong(Mismatch.UNCONFIRMED_DEBIT, amount, out, self._debits[-1])
        if amount <= out <= amount + PLAUSIBLE_FEE:
            return None
        return self._wrong(Mismatch.AMOUNT, amount, out)

    def _expected(self, span: Span) -> _Expected:
        order = self.order
        expected = _EXPECTED.get(order.status, _Expected.NEVER)
        waits = order.ended_at is not None and order.ended_at > span.until - REFUND_GRACE
        if expected is _Expected.BACK and waits:
            return _Expected.EITHER
        if order.status is OrderStatus.UNKNOWN and self._stays_unknown(span):
            return _Expected.UNCONFIRMED
        known = expected is _Expected.NEVER or not order.in_doubt
        return expected if known else _Expected.EITHER

    def _stays_unknown(self, span: Span) -> bool:
        order = self.order
        told = (
            order.contradicted is Said.OTHER
        )  # Faspay has the order, and the difference has a discrepancy of its own
        return not (told or order.in_doubt) and order.at <= span.until - _SETTLES_WITHIN

    def _is_double(self) -> bool:
        return len(self.mains) - len(self._refunds) > 1

    def _day(self) -> FoundDiscrepancy | None:
        """Find the debit on another day, and not just on the other side of midnight."""
        for line in self.mains[:1]:
            other_day = line.at.astimezone(WIB).date() != self.order.at.astimezone(WIB).date()
            if other_day and abs(line.at - self.order.at) > LATE_POSTING:
                return self._wrong(Mismatch.DAY, None, int(line.amount), line)
        return None

    def _straggler(self, span: Span) -> FoundDiscrepancy | None:
        """Judge what an order from before the known statement still did in it.

        Its own debit, if it had one, was written near it: a later one is one too many.
        """
        late = [line for line in self.mains if line.at - self.order.at > LATE_POSTING]
        expected = _EXPECTED.get(self.order.status, _Expected.NEVER)
        judged = any(line.at >= span.judged_from for line in (*late, *self._refunds))
        if not judged or (expected is _Expected.EITHER and self.order.in_doubt):
            return None
        if any(self._refunds_since(line) < len(late[place:]) for place, line in enumerate(late)):
            return self._late_debit(expected, late)
        if expected is _Expected.OUT and len(self._refunds) > len(late):
            back = self._refunds[-1]
            return self._wrong(Mismatch.UNEXPECTED_REFUND, None, self._came_back, back)
        return None

    def _refunds_since(self, line: StatementLine) -> int:
        return sum(each.at >= line.at for each in self._refunds)

    def _late_debit(self, expected: _Expected, late: list[StatementLine]) -> FoundDiscrepancy:
        amount, out = self.order.amount, sum(int(line.amount) for line in late)
        if expected is _Expected.EITHER:
            return self._wrong(Mismatch.UNCONFIRMED_DEBIT, amount, out, late[-1])
        if expected is not _Expected.OUT:
            return self._wrong(Mismatch.UNEXPECTED_DEBIT, None, out, late[-1])
        return self._wrong(Mismatch.SECOND_DEBIT, amount, amount + out, late[-1])

    def _wrong(
        self,
        mismatch: Mismatch,
        expected: int | None = None,
        seen: int | None = None,
        line: StatementLine | None = None,
        at: datetime | None = None,
    ) -> FoundDiscrepancy:
        order = self.order
        return FoundDiscrepancy(
            mismatch,
            f"{mismatch}:{order.order_no}",
            line.at if line else at or order.at,
            order.order_no,
            expected,
            seen,
        )
