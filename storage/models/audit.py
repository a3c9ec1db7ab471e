"""What was done, by whom, and why: one row per act, never changed."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from storage.models.columns import choice, moment, sealed, serial, telegram_id

OPERATOR = 0
"""The actor of acts on the machine itself. No Telegram id is 0."""


class Act(StrEnum):
    """An act worth keeping."""

    STATUS = "money"
    CODE = "code"
    CODE_SHOWN = "code_shown"
    ORDER_REQUESTED = "order_requested"
    INVITED = "invited"
    INVITE_CLAIMED = "invite_claimed"
    INVITE_APPROVED = "invite_approved"
    INVITE_REFUSED = "invite_refused"
    SUSPENDED = "suspended"
    RESTORED = "restored"
    LOCKED = "locked"
    """Somebody's rights were frozen by one person: their own, or another's in their reach."""
    SENDING_STOPPED = "line_stopped"
    SENDING_RESUMED = "line_resumed"
    FIRST_ADMIN = "first_admin"
    LIMITS = "limits"
    PURPOSE = "purpose"
    """A purpose, its budget, or a team's default was changed."""
    RECONCILED = "reconciled"
    OLD_DATA = "old_data"
    KEYS_ROTATED = "keys_rotated"
    TEAMS_MERGED = "teams_merged"
    ASSIGNED = "assigned"
    """A person was put into a team."""
    GROUP_BEGUN = "group_begun"
    """A team's orders are shown in a group."""
    GROUP_ENDED = "group_ended"
    UPDATES_TAKEN = "updates_taken"
    """Somebody else who holds the bot's token took its updates."""
    PROPOSED = "proposed"
    """Somebody asked for what one person may not do alone (proposal.py)."""
    PROPOSAL_ENDED = "proposal_ended"
    """It was decided, withdrawn, or has expired. What was done has an entry of its own."""


class AuditEntry(SQLModel, table=True):
    """One act. Holds no code and no phone; what people typed, and names, are sealed."""

    __tablename__ = "audit"

    seq: int | None = Field(default=None, sa_column=serial())
    at: datetime = Field(sa_column=moment())
    act: Act = Field(sa_column=choice(Act))
    actor_id: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """Who; None when the program did it, OPERATOR when somebody did on the machine."""
    decided_by: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """Who agreed, where it takes two: another person, or OPERATOR."""
    order_no: str | None = Field(default=None, max_length=12, index=True)
    subject_id: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """The person it was done to."""
    before: str | None = Field(default=None, max_length=32)
    after: str | None = Field(default=None, max_length=32)
    why: str | None = Field(default=None, max_length=200)
    """In our words; what a person typed is never here."""
    words_sealed: bytes | None = Field(default=None, sa_column=sealed(nullable=True))
    """A person's words: the reason, the newcomer's name, the team (repositories/typed_words.py)."""
