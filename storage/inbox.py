"""What came in and is not yet dealt with: Telegram's updates and Faspay's callbacks."""

from datetime import datetime

from sqlalchemy import Column, Index, String
from sqlmodel import Field, SQLModel

from storage.columns import moment, sealed, serial, telegram_id


class StoredUpdate(SQLModel, table=True):
    """A Telegram update, stored before it is acknowledged."""

    __tablename__ = "updates"
    __table_args__ = (Index("ix_updates_open", "done_at", "lane", "seq"),)

    seq: int | None = Field(default=None, sa_column=serial())
    """Our own order; Telegram's ids may restart at random after a quiet week."""
    update_id: int = Field(sa_column=telegram_id(unique=True))
    lane: int = Field(sa_column=telegram_id())
    """The chat: updates of one lane are handled in order, one at a time."""
    raw_sealed: bytes = Field(sa_column=sealed())
    received_at: datetime = Field(sa_column=moment())
    run_at: datetime = Field(sa_column=moment())
    attempts: int = Field(default=0)
    done_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    failed: bool = Field(default=False)
    """Given up after several attempts; the person was told."""


class StoredCallback(SQLModel, table=True):
    """A callback of Faspay's: a hint, kept as it came, believed only after an inquiry."""

    __tablename__ = "callbacks"

    seq: int | None = Field(default=None, sa_column=serial())
    fingerprint: str = Field(sa_column=Column(String(64), nullable=False, unique=True))
    """Keyed hash of order number and body: a repeat is not stored twice."""
    order_no: str = Field(max_length=12, index=True)
    claimed_status: str | None = Field(default=None, max_length=8)
    """What it says of the transaction, if that could be read."""
    raw_sealed: bytes = Field(sa_column=sealed())
    received_at: datetime = Field(sa_column=moment())
    handled_at: datetime | None = Field(default=None, sa_column=moment(nullable=True, index=True))
    """When an inquiry answered after it came; at once where nothing was ever to be asked."""
