"""Why sending is stopped: one row for each reason that is in force, for all or for a part."""

from enum import StrEnum

from sqlmodel import Field, SQLModel

from storage.models.columns import choice, telegram_id


class StopScope(StrEnum):
    """What a stop is about."""

    COMPANY = "company"
    TEAM = "team"
    CHANNEL = "channel"


class SendingStop(SQLModel, table=True):
    """One reason. It goes when two people open what it has stopped; its audit row stays.

    The company's rows count only while the sending switch is stopped (system_state), which programs
    that do not know this table look at and change.
    """

    __tablename__ = "sending_stops"

    seq: int = Field(sa_column=telegram_id(primary_key=True))
    """The audit row that says who stopped it, when and why."""
    scope: StopScope = Field(sa_column=choice(StopScope, name="scope"))
    name: str = Field(default="", max_length=64)
    """The team, or our word for the channel; "" for the company."""
