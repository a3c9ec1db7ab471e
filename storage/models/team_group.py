"""Groups in which a team's orders are shown."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.models.columns import moment, sealed, telegram_id


class TeamGroup(SQLModel, table=True):
    """A group, or one topic of it, that sees a team's orders. A team has one at most."""

    __tablename__ = "team_groups"

    team: str = Field(primary_key=True, max_length=64)
    chat_id: int = Field(sa_column=telegram_id())
    topic: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """Its message_thread_id; None is the group itself."""
    title_sealed: bytes = Field(sa_column=sealed())
    """What the group was called."""
    set_by: int = Field(sa_column=telegram_id())
    """The admin who wanted it. Once they may not want it any more, it ends."""
    since: datetime = Field(sa_column=moment())
