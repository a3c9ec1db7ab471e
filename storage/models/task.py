"""Questions to Faspay, asked by a person or the nightly job, and answered by a worker."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from storage.models.columns import choice, moment, serial, telegram_id


class TaskKind(StrEnum):
    """What is to be asked."""

    BALANCE = "balance"
    RECONCILE = "reconcile"


class Task(SQLModel, table=True):
    """One question, and who wants to know."""

    __tablename__ = "errands"

    task_id: int | None = Field(default=None, sa_column=serial("errand_id"))
    question: TaskKind = Field(sa_column=choice(TaskKind))
    person_id: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """None for the nightly job."""
    asked_at: datetime = Field(sa_column=moment())
    run_at: datetime = Field(sa_column=moment())
    """Not before this time; also when a claim on it lapses."""
    tries: int = Field(default=0)
    """How many times it was tried. A count, because a clock that is set back makes times
    worthless."""
    done_at: datetime | None = Field(default=None, sa_column=moment(nullable=True, index=True))
