"""What a chat is in the middle of."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Column, Integer
from sqlmodel import Field, SQLModel

from storage.models.columns import moment, sealed, telegram_id

_version: Column[int] = Column("version", Integer, nullable=False)


class Conversation(SQLModel, table=True):
    """One chat's open conversation; sealed, because it holds a draft's name and phone."""

    __tablename__ = "conversations"
    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _version}

    chat_id: int = Field(sa_column=telegram_id(primary_key=True))
    version: int = Field(default=1, sa_column=_version)
    state_sealed: bytes = Field(sa_column=sealed())
    """JSON: the conversation handlers' states and the draft."""
    ends_at: datetime | None = Field(default=None, sa_column=moment(nullable=True, index=True))
    """When an unfinished draft ends; None when nothing is open."""
