"""What orders are for: the purposes that admins keep, and which one each team mostly has."""

from datetime import datetime

from sqlalchemy import Boolean, Column
from sqlmodel import Field, SQLModel

from storage.models.columns import moment, telegram_id


class Purpose(SQLModel, table=True):
    """A programme or purpose of orders. It is switched off, never deleted.

    So a code never gets another meaning. An order keeps its own copy of code and name.
    """

    __tablename__ = "purposes"

    code: str = Field(primary_key=True, max_length=8)
    """A letter, then letters and digits. It goes into trx_desc, behind the order number."""
    name: str = Field(max_length=40)
    is_on: bool = Field(default=True, sa_column=Column(Boolean(), nullable=False))
    budget: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """Rupiah for its whole life; None for no limit."""
    created_at: datetime = Field(sa_column=moment())


class TeamPurpose(SQLModel, table=True):
    """The purpose that a team's agents are offered first."""

    __tablename__ = "team_purposes"

    team: str = Field(primary_key=True, max_length=64)
    code: str = Field(max_length=8)
