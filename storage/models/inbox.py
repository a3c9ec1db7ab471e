"""What came in and is not yet dealt with: Telegram's updates and Faspay's callbacks."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import Column, Index, Integer, String
from sqlmodel import Field, SQLModel

from storage.models.columns import moment, sealed, serial, telegram_id


class StoredUpdate(SQLModel, table=True):
    """A Telegram update, stored before it is acknowledged."""

    __tablename__ = "updates"
    __table_args__ = (Index("ix_updates_open", "done_at", "lane", "seq"),)

    seq: int | None = Field(default=None, sa_column=serial())
    """Our own order; Telegram's ids may restart at random after a quiet week."""
    update_id: int = Field(sa_column=telegram_id(unique=True))
    chat_id: int = Field(sa_column=telegram_id(name="lane"))
    """The chat: updates of one chat are handled in order, one at a time."""
    raw_sealed: bytes = Field(sa_column=sealed())
    received_at: datetime = Field(sa_column=moment())
    run_at: datetime = Field(sa_column=moment())
    attempts: int = Field(default=0)
    done_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    failed: bool = Field(default=False)
    """Given up after several attempts; the person was told."""


class Precedence(IntEnum):
    """Whose updates are handled first."""

    PEOPLE = 0
    """People of the company."""
    OTHERS = 1
    """Everybody else, such as who comes with an invitation."""


class IncomingQueue(SQLModel, table=True):
    """A chat with open updates: which of them is next, and when the chat has its turn.

    A chat has a row only while it has an open update, so the next update is found without looking
    at all of them.
    """

    __tablename__ = "incoming_queues"
    __table_args__ = (Index("ix_incoming_queues_next", "precedence", "turn", "head_seq"),)

    chat_id: int = Field(sa_column=telegram_id(primary_key=True))
    precedence: int = Field(sa_column=Column(Integer, nullable=False))
    """A Precedence; the lowest comes first."""
    turn: int = Field(sa_column=telegram_id())
    """Counts the turns the chat has had while it was in the queue. It begins where the others are,
    so a chat with one message waits for one turn of each other, not for their backlogs."""
    head_seq: int = Field(sa_column=telegram_id())
    """The oldest open update."""
    run_at: datetime = Field(sa_column=moment())
    """When that may be tried: later than now after a failure."""


class StoredCallback(SQLModel, table=True):
    """A callback of Faspay's: a hint, kept as it came, believed only after an inquiry."""

    __tablename__ = "callbacks"

    seq: int | None = Field(default=None, sa_column=serial())
    fingerprint: str = Field(sa_column=Column(String(64), nullable=False, unique=True))
    """Keyed hash of order number and body: a repeat is not stored twice."""
    order_no: str = Field(max_length=12, index=True)
    claimed_status: str | None = Field(default=None, max_length=8)
    """What it says of the transaction, in our words, if that could be read."""
    raw_sealed: bytes = Field(sa_column=sealed())
    received_at: datetime = Field(sa_column=moment())
    handled_at: datetime | None = Field(default=None, sa_column=moment(nullable=True, index=True))
    """When an inquiry answered after it came; at once where nothing was ever to be asked."""
