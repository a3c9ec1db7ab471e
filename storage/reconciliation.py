"""What comparing our orders with Faspay's books has shown: each comparison, and each difference."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, String
from sqlmodel import Field, SQLModel

from storage.columns import choice, moment, sealed, serial, telegram_id


class Gap(StrEnum):
    """What Faspay did not tell: with any of these nothing is called clean."""

    STATEMENT = "statement"
    BALANCE = "balance"
    INQUIRY = "inquiry"
    """Of one order at least."""
    BROKEN = "broken"
    """We ourselves were cut short, again and again."""


class Reconciliation(SQLModel, table=True):
    """One comparison of some days' orders with Faspay's inquiry, statement and balance."""

    __tablename__ = "reconciliations"

    run_id: int | None = Field(default=None, sa_column=serial())
    asked_by: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """The admin who asked; None for the nightly one."""
    began_at: datetime = Field(sa_column=moment())
    first_day: date
    """WIB; both days included."""
    last_day: date
    finished_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    complete: bool = Field(default=False)
    """Statement, balance and every inquiry could be read: only then does "clean" mean anything."""
    gaps: str = Field(default="", max_length=64)
    """What was not told, comma separated; see missing()."""
    opening: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """Rupiah on the account when the day before `last_day` began (WIB): the balance less the lines
    since. The next comparison must find the same. None where money was moving or it is in doubt."""
    orders_seen: int = Field(default=0)
    lines_seen: int = Field(default=0)
    """Lines of the statement."""
    open_differences: int = Field(default=0)
    """How many were open when it ended, older ones included."""

    def missing(self) -> set[Gap]:
        """Return what could not be read."""
        return {Gap(part) for part in self.gaps.split(",") if part}


class Mismatch(StrEnum):
    """In what way our books and Faspay's differ."""

    UNKNOWN_DEBIT = "unknown_debit"
    """A debit that none of our orders explains."""
    UNEXPECTED_DEBIT = "unexpected_debit"
    """A debit for an order of ours of which we say that no money went out."""
    SECOND_DEBIT = "second_debit"
    """More than one debit for one order."""
    MISSING_DEBIT = "missing_debit"
    """An order that exists at Faspay, or was collected, without a debit."""
    AMOUNT = "amount"
    """A debit of another amount than the order's, beyond a plausible fee."""
    DAY = "day"
    """A debit on another day than the order's."""
    MISSING_REFUND = "missing_refund"
    """An order that failed or was reversed, and whose money has not come back."""
    UNEXPECTED_REFUND = "unexpected_refund"
    """Money that came back for an order of which we say that it is out."""
    STATUS = "status"
    """Inquiry contradicts what we know of an order."""
    BALANCE = "balance"
    """The balance did not move as the statement says."""


class Difference(SQLModel, table=True):
    """One difference, from when it was found until a reconciliation no longer finds it."""

    __tablename__ = "differences"

    difference_id: int | None = Field(default=None, sa_column=serial())
    mismatch: Mismatch = Field(sa_column=choice(Mismatch))
    subject: str = Field(sa_column=Column(String(100), nullable=False, unique=True))
    """Mismatch and order number, or the time, amount and count of a nameless statement line:
    found again, not twice, whatever the data keys are by then."""
    order_no: str | None = Field(default=None, max_length=12, index=True)
    expected: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """Rupiah, as our books have it."""
    seen: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """Rupiah, as Faspay's books have it."""
    happened_at: datetime = Field(sa_column=moment())
    """The time of the order or of the statement line."""
    found_at: datetime = Field(sa_column=moment())
    seen_at: datetime = Field(sa_column=moment())
    """When a reconciliation last found it."""
    settled_at: datetime | None = Field(default=None, sa_column=moment(nullable=True, index=True))
    """When a comparison no longer found it, or an admin said what it is."""
    explained_by: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """The admin who said what it is: it stays settled though it is found again, unchanged."""
    evidence_sealed: bytes | None = Field(default=None, sa_column=sealed(nullable=True))
    """The statement line's description as it came: it may hold a name."""
