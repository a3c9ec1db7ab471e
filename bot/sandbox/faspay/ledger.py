"""The partner's account in whole rupiah. It keeps every line, and balances are their sums."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Side(StrEnum):
    """Faspay's transaction_type (faspay-sendme.md, 3.8)."""

    CREDIT = "K"
    DEBIT = "D"


@dataclass(frozen=True)
class Line:
    """One line of the statement; `rupiah` is always positive, `at` is aware."""

    at: datetime
    side: Side
    rupiah: int
    name: str
    description: str

    @property
    def signed_rupiah(self) -> int:
        """What the line does to the balance."""
        return self.rupiah if self.side is Side.CREDIT else -self.rupiah


class Ledger:
    """Lines in the order they were written; none is ever changed."""

    def __init__(self, reserved_rupiah: int) -> None:
        self._reserved_rupiah = reserved_rupiah
        self._lines: list[Line] = []

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, oldest first."""
        return tuple(self._lines)

    @property
    def balance_rupiah(self) -> int:
        """What is on the account."""
        return sum(line.signed_rupiah for line in self._lines)

    @property
    def available_rupiah(self) -> int:
        """How much of it may be spent."""
        return self.balance_rupiah - self._reserved_rupiah

    def credit(self, at: datetime, rupiah: int, name: str, description: str) -> None:
        """Write money in; nothing is written for zero."""
        self._write(Line(at, Side.CREDIT, rupiah, name, description))

    def debit(self, at: datetime, rupiah: int, name: str, description: str) -> None:
        """Write money out; nothing is written for zero."""
        self._write(Line(at, Side.DEBIT, rupiah, name, description))

    def between(self, start: date, end: date) -> list[Line]:
        """Give the lines from the first day to the last, by each line's own date."""
        return [line for line in self._lines if start <= line.at.date() <= end]

    def _write(self, line: Line) -> None:
        if line.rupiah < 0:
            raise ValueError("a line of the statement is never negative")
        if line.rupiah:
            self._lines.append(line)
