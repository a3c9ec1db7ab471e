"""What one person may not do alone: proposed by one, decided by another."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, String
from sqlmodel import Field, SQLModel

from storage.models.columns import choice, flag, moment, serial, telegram_id
from storage.models.columns import some as _some


class ProposalKind(StrEnum):
    """A grave act. What each needs is in handlers/services/proposals/rules.py."""

    OPEN_SENDING = "open_sending"
    LOOSEN_LIMIT = "loosen_limit"
    LOOSEN_PURPOSE = "loosen_purpose"
    """Raise a budget, or switch a purpose so that orders can take more."""
    ENROL = "enrol"
    """Let in a supervisor or an admin."""
    SUSPEND_ADMIN = "suspend_admin"
    RESTORE = "restore"
    """Give a suspended person their rights back."""


class ProposalStatus(StrEnum):
    """How a proposal stands. It leaves OPEN once, and never comes back."""

    OPEN = "open"
    APPROVED = "approved"
    """It was done, in the same transaction."""
    REJECTED = "rejected"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    """By who asked; or because what it was about has changed meanwhile."""


class Withdrawal(StrEnum):
    """Why a proposal ended without a decision, in our words."""

    BY_ASKER = "by asker"
    REPLACED = "replaced"
    """The same person asked for something else in its place."""
    CHANGED = "changed"
    """What it was about is no longer as it was."""
    STOPPED_AGAIN = "stopped again"
    ASKER_LEFT = "asker left"
    """Who asked may no longer ask for it."""
    OLD_DATA = "old data"


class AttemptVerdict(StrEnum):
    """What an attempt to decide came to."""

    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REDUNDANT = "redundant"
    """It had ended before."""
    DENIED = "denied"


class Denial(StrEnum):
    """Why an attempt decided nothing."""

    OTHER_CONTENT = "other content"
    """The button was of a card that said something else."""
    OWN = "own"
    ABOUT_THEM = "about them"
    NO_RIGHT = "no right"
    ENROLLED = "enrolled"
    """One of the two has let the other in within the last days."""
    NOT_THEIRS = "not theirs"
    """Only who asked withdraws."""
    EXPIRED = "expired"
    CHANGED = "changed"


class Press(StrEnum):
    """What somebody wants to become of a proposal."""

    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"


class Proposal(SQLModel, table=True):
    """One grave act that somebody asks for. Only its status, its end and its reminder change."""

    __tablename__ = "proposals"
    __table_args__ = (_some("ix_proposals_open", "status = 'open'", "expires_at"),)

    proposal_id: int | None = Field(default=None, sa_column=serial())
    kind: ProposalKind = Field(sa_column=choice(ProposalKind, name="kind"))
    content: str = Field(max_length=500)
    """JSON: what exactly is to be done, and what it was before; numbers and our words, no names."""
    mark: str = Field(sa_column=Column(String(64), nullable=False))
    """SHA-256 of all that was asked for; a button carries its beginning."""
    subject_id: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """The person whom it is about."""
    asked_by: int = Field(sa_column=telegram_id())
    asked_at: datetime = Field(sa_column=moment())
    expires_at: datetime = Field(sa_column=moment())
    reminded_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    status: ProposalStatus = Field(
        default=ProposalStatus.OPEN, sa_column=choice(ProposalStatus, name="status")
    )
    ended_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    ended_by: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """Who decided or withdrew it; OPERATOR at the machine; None where nobody did."""
    ended_why: Withdrawal | None = Field(
        default=None, sa_column=choice(Withdrawal, name="ended_why", nullable=True)
    )


class ProposalAttempt(SQLModel, table=True):
    """One attempt to decide a proposal, never changed: also the denied and the late ones."""

    __tablename__ = "proposal_attempts"

    attempt_id: int | None = Field(default=None, sa_column=serial())
    proposal_id: int = Field(sa_column=telegram_id())
    person_id: int = Field(sa_column=telegram_id())
    """OPERATOR at the machine."""
    at: datetime = Field(sa_column=moment())
    press: Press = Field(sa_column=choice(Press))
    verdict: AttemptVerdict = Field(sa_column=choice(AttemptVerdict, name="verdict"))
    denial: Denial | None = Field(default=None, sa_column=choice(Denial, nullable=True))
    judged_by: str = Field(max_length=500)
    """JSON: what it was judged by. Role and standing, the proposal's age and rest in seconds, how
    many others could decide, and whether the two had let each other in lately."""


class ProposalCard(SQLModel, table=True):
    """A message that shows a proposal in one chat. It is edited when the proposal ends."""

    __tablename__ = "proposal_cards"
    __table_args__ = (Index("ix_proposal_cards_proposal_id", "proposal_id"),)

    card_id: int | None = Field(default=None, sa_column=serial())
    proposal_id: int = Field(sa_column=telegram_id())
    chat_id: int = Field(sa_column=telegram_id())
    message_id: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """None before it was sent, and once it is gone from the chat."""
    is_reminder: bool = Field(default=False, sa_column=flag())
