"""What comparing our orders with Faspay's books has shown: comparisons and discrepancies."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, String
from sqlmodel import Field, SQLModel

from storage.models.columns import choice, moment, serial, telegram_id


class Gap(StrEnum):
    """What a comparison lacks: with any of these nothing is called clean."""

    STATEMENT = "statement"
    BALANCE = "balance"
    INQUIRY = "inquiry"
    """Of one order at least."""
    BROKEN = "broken"
    """The comparison itself was cut short, again and again."""


class BalanceCheck(StrEnum):
    """How the balance came out against the statement."""

    FITS = "fits"
    DIFFERS = "differs"
    EXPLAINED = "explained"
    """It differs by what an admin has explained."""
    FIRST = "first"
    """No earlier balance is known, so there was nothing to compare it with."""
    RESTARTED = "anew"
    """The last compared balance is too old: nobody knows what moved since."""
    MOVED = "moved"
    """Money was moving, so the balance proves nothing."""
    UNTOLD = "untold"


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
    balance_check: BalanceCheck | None = Field(
        default=None, sa_column=choice(BalanceCheck, name="weighing", nullable=True)
    )
    """None where the statement could not be read, so nothing was compared."""
    orders_seen: int = Field(default=0)
    lines_seen: int = Field(default=0)
    """Lines of the statement."""

    def missing(self) -> set[Gap]:
        """Return what could not be read."""
        return {Gap(part) for part in self.gaps.split(",") if part}


class Mismatch(StrEnum):
    """In what way our books and Faspay's differ."""

    UNKNOWN_DEBIT = "unknown_debit"
    """A debit that none of our orders explains."""
    UNEXPECTED_DEBIT = "unexpected_debit"
    """A debit for an order of ours of which we say that no money went out."""
    UNCONFIRMED_DEBIT = "unconfirmed_debit"
    """A debit for an order of which no inquiry says that it exists."""
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


class Said(StrEnum):
    """What an inquiry said of an order, where that contradicts what we know."""

    ON_PROCESS = "on_process"
    SUCCESS = "success"
    FAILED = "failed"
    REVERSED = "reversed"
    NOT_FOUND = "not_found"
    OTHER = "other"
    """It names another number, amount, phone or channel than was sent."""


class Discrepancy(SQLModel, table=True):
    """One discrepancy, from when it was found until a reconciliation no longer finds it."""

    __tablename__ = "differences"

    discrepancy_id: int | None = Field(default=None, sa_column=serial("difference_id"))
    mismatch: Mismatch = Field(sa_column=choice(Mismatch))
    subject: str = Field(sa_column=Column(String(100), nullable=False, unique=True))
    """Mismatch and order number, or the time, amount and count of a nameless statement line. By it
    the same discrepancy is found again, whatever the data keys are by then."""
    order_no: str | None = Field(default=None, max_length=12, index=True)
    expected: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """Rupiah, as our books have it."""
    seen: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """Rupiah, as Faspay's books have it."""
    said: Said | None = Field(default=None, sa_column=choice(Said, nullable=True))
    """Of a contradicting inquiry."""
    happened_at: datetime = Field(sa_column=moment())
    """The time of the order or of the newest statement line that makes it."""
    found_at: datetime = Field(sa_column=moment())
    """When it was last found as something new: then people were told."""
    settled_at: datetime | None = Field(default=None, sa_column=moment(nullable=True, index=True))
    """When a comparison no longer found it, or an admin said what it is."""
    explained_by: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """The admin who said what it is: it stays settled while it is found again, unchanged. Cleared
    once a comparison no longer finds it: should it come back, nobody has explained that."""
