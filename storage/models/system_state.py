"""The facts of which the whole system has one each.

One row, which storage.repositories.system_state alone touches: all others see it by purpose.
"""

from datetime import datetime

from sqlalchemy import Boolean, Column, Integer
from sqlmodel import Field, SQLModel

from storage.models.columns import moment, sealed, telegram_id


class SystemState(SQLModel, table=True):
    """The sending switch, and what the guards remember."""

    __tablename__ = "line"

    line_id: int = Field(default=1, primary_key=True)
    stopped: bool = Field(sa_column=Column(Boolean(), nullable=False))
    reason: str = Field(default="", max_length=200)
    """The guard that stopped it, and what it names; "" where a person did."""
    words_sealed: bytes | None = Field(default=None, sa_column=sealed(nullable=True))
    """What the person who stopped it wrote."""
    changed_by: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """None when a guard stopped it."""
    changed_at: datetime = Field(sa_column=moment())
    unit_proven_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When the balance proved that amounts are sent in the right unit; production only."""
    bare_status_proven: bool = Field(default=False)
    """A bare `status` other than 2 was seen in an inquiry: there it is the transaction's own."""
    alive_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When the program last ran its maintenance: tells how long it was away."""
    clock_warned_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When admins were told that our clock and Faspay's drift apart; cleared when they agree."""
    unreconciled_since: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """Since when the data is known to be restored data. Nothing is sent before a complete
    reconciliation."""
    account_refused_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When Faspay refused for a reason that only the company can mend; cleared once it accepts an
    order."""
    failed_in_a_row: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default="0")
    )
    """How many transfers in a row were not answered clearly."""
