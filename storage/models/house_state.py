"""The few facts that hold for the whole house: the line, the limits, the rate buckets."""

from datetime import datetime

from sqlalchemy import Boolean, Column, Float
from sqlmodel import Field, SQLModel

from storage.models.columns import moment, sealed, telegram_id


class Line(SQLModel, table=True):
    """Whether transfers may leave. One row."""

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
    """When the program last looked after the house: tells how long it was away."""
    clock_warned_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When admins were told that our clock and Faspay's drift apart; cleared when they agree."""
    unreconciled_since: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """Since then this data is known to be older than what was done: nothing is sent before a
    complete reconciliation."""
    order_limit: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """Rupiah, the most one order may be; None for no limit but the channel's."""
    day_limit: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """Rupiah, the most one agent may request in one day (WIB)."""


class Webhook(SQLModel, table=True):
    """By whose settings Telegram posts: those of the process that started last. One row."""

    __tablename__ = "webhook"

    webhook_id: int = Field(default=1, primary_key=True)
    turns: int = Field(default=0)
    """How many processes have started."""
    turn: int = Field(default=0)
    """As the how-manieth a process with these settings started last."""
    settings_mac: str = Field(default="", max_length=64)
    """A keyed hash of address and secret that Telegram took: who has it knows neither."""
    confirmed_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When a process with these settings was last alive; None: it has ended in good order."""
    refused_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When it last looked as if Telegram posted with a secret that is not ours."""


class WebhookAddress(SQLModel, table=True):
    """An address of this house: who sees that Telegram posts there need not fear a stranger."""

    __tablename__ = "webhook_addresses"

    address_mac: str = Field(primary_key=True, max_length=64)
    """A keyed hash of it."""
    used_at: datetime = Field(sa_column=moment())
    """When a process last was about to register it, or saw it registered."""


class Bucket(SQLModel, table=True):
    """A rate limit shared by all replicas: the generic cell rate algorithm in one number."""

    __tablename__ = "buckets"

    scope: str = Field(primary_key=True, max_length=64)
    full_at: float = Field(sa_column=Column(Float(53), nullable=False))
    """Unix seconds at which the bucket will be empty again."""


class Sentinel(SQLModel, table=True):
    """A known text sealed with the data keys: opening it proves that the keys are right."""

    __tablename__ = "sentinel"

    sentinel_id: int = Field(default=1, primary_key=True)
    box_sealed: bytes = Field(sa_column=sealed())
