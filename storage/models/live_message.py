"""The one message in which somebody who watches an order sees how it goes on."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.columns import moment, serial, telegram_id


class LiveMessage(SQLModel, table=True):
    """One order in one chat. The message is edited at each change, and never makes a sound."""

    __tablename__ = "live_messages"
    __table_args__ = (UniqueConstraint("order_no", "chat_id"),)

    live_id: int | None = Field(default=None, sa_column=serial())
    order_no: str = Field(max_length=12)
    chat_id: int = Field(sa_column=telegram_id())
    message_id: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """None before the first was sent, and once it is gone from the chat."""
    sent_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
