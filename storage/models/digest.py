"""When each person gets a digest of orders, and which time every digest covers."""

from datetime import datetime

from sqlalchemy import Column, SmallInteger
from sqlmodel import Field, SQLModel

from storage.models.columns import moment, serial, telegram_id


class DigestTime(SQLModel, table=True):
    """At what time of the day a person gets a digest. Whoever wants none has no row."""

    __tablename__ = "digest_times"

    person_id: int = Field(sa_column=telegram_id(primary_key=True))
    minute: int = Field(sa_column=Column(SmallInteger, nullable=False))
    """Minutes after midnight, in the company's zone."""
    next_at: datetime = Field(sa_column=moment(index=True))
    covered_to: datetime = Field(sa_column=moment())
    """Where the digest before has ended: the next one begins there, so no order falls between two
    and none is in both."""


class Digest(SQLModel, table=True):
    """One digest: the orders that were made from `begins_at` on, before `ends_at`."""

    __tablename__ = "digests"

    digest_id: int | None = Field(default=None, sa_column=serial())
    person_id: int = Field(sa_column=telegram_id())
    begins_at: datetime = Field(sa_column=moment())
    ends_at: datetime = Field(sa_column=moment(index=True))
