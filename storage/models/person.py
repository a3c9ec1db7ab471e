"""The people of the company who may use the bot, and invitations to become one."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, String
from sqlmodel import Field, SQLModel

from storage.models.columns import choice, moment, sealed, serial, telegram_id


class Role(StrEnum):
    """What a person is for; each person has one."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


_MENU_EDITION = 4
"""To be raised whenever a menu has other commands: everybody then gets the new one."""


class Standing(StrEnum):
    """Whether a person may act."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


class Person(SQLModel, table=True):
    """Somebody with a numeric Telegram id; user names change hands, ids do not."""

    __tablename__ = "people"

    person_id: int = Field(sa_column=telegram_id(primary_key=True))
    """Telegram user id, = the id of their private chat."""
    role: Role = Field(sa_column=choice(Role))
    team: str = Field(default="", max_length=64)
    standing: Standing = Field(default=Standing.ACTIVE, sa_column=choice(Standing))
    name_sealed: bytes = Field(default=b"", sa_column=sealed())
    language: str | None = Field(default=None, max_length=2)
    """What the person chose; None until then."""
    telegram_language: str | None = Field(default=None, max_length=16)
    """language_code of their last update."""
    watching: bool = Field(default=False)
    """An admin who wants to hear of every order; supervisors always do, of their team."""
    unreachable: bool = Field(default=False)
    """The person has blocked the bot."""
    menu: str = Field(default="", max_length=32)
    """Which command menu the chat was last given: see menu_for()."""
    created_at: datetime = Field(sa_column=moment())

    def menu_for(self, language: str | None) -> str:
        """Name the command menu of this person in a language, as this program has it."""
        return f"{self.role}:{language}:{_MENU_EDITION}"


class Invite(SQLModel, table=True):
    """A one-time deep link, claimed by one person and then approved by its maker."""

    __tablename__ = "invites"

    invite_id: int | None = Field(default=None, sa_column=serial())
    token_hash: str = Field(sa_column=Column(String(64), nullable=False, unique=True))
    """SHA-256 of 128 random bits; the token itself is only in the link."""
    role: Role = Field(sa_column=choice(Role))
    team: str = Field(max_length=64)
    created_by: int = Field(sa_column=telegram_id())
    created_at: datetime = Field(sa_column=moment())
    expires_at: datetime = Field(sa_column=moment())
    claimed_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """Approval is possible for an hour after it."""
    claimed_by: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    claimed_name_sealed: bytes | None = Field(default=None, sa_column=sealed(nullable=True))
    claimed_language: str | None = Field(default=None, max_length=16)
    decided_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    accepted: bool | None = Field(default=None)
