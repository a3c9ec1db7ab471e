"""What each person chose to hear, and how. Whoever chose nothing has no rows."""

from enum import StrEnum

from sqlalchemy import Column, SmallInteger
from sqlmodel import Field, SQLModel

from storage.models.columns import choice, telegram_id


class News(StrEnum):
    """A kind of news that people tell apart."""

    PROGRESS = "progress"
    """How orders go on: live messages."""
    PROBLEMS = "problems"
    """Somebody must do something."""
    SENDING = "sending"
    """Sending was stopped or opened."""
    ACTS = "acts"
    """What other admins and the operator did."""
    BOOKS = "books"
    """How a comparison with Faspay came out."""
    COLLECTED = "collected"
    """The cash of an agent's own order was collected."""


class Loudness(StrEnum):
    """How news of a kind comes."""

    SOUND = "sound"
    SILENT = "silent"
    """As a message without a sound."""
    OFF = "off"
    """Not at all."""


class NewsChoice(SQLModel, table=True):
    """How a person wants news of one kind."""

    __tablename__ = "news_choices"

    person_id: int = Field(sa_column=telegram_id(primary_key=True))
    news: News = Field(sa_column=choice(News, primary_key=True))
    loudness: Loudness = Field(sa_column=choice(Loudness))


class QuietHours(SQLModel, table=True):
    """When a person wants to hear only what needs a person; over midnight where it ends earlier."""

    __tablename__ = "quiet_hours"

    person_id: int = Field(sa_column=telegram_id(primary_key=True))
    begins: int = Field(sa_column=Column(SmallInteger, nullable=False))
    """Minutes after midnight, in the company's zone."""
    ends: int = Field(sa_column=Column(SmallInteger, nullable=False))
