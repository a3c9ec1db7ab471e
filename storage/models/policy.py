"""What the company has decided about money, each decision a version of its policy."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel

from storage.models.columns import choice, moment, serial, telegram_id


class Threshold(StrEnum):
    """An amount that the policy names. A lower one is stricter, and none is the loosest."""

    ORDER = "order"
    """The most one order may be."""
    AGENT_DAY = "day"
    """The most one agent may request within 24 hours."""
    TEAM_DAY = "team day"
    """The most one team may request within 24 hours."""
    COMPANY_DAY = "company day"
    """The most all may request together within 24 hours."""
    PHONE_WEEK = "phone week"
    """The most that may be requested for one beneficiary's phone within 7 days."""
    CHANNEL = "channel"
    """The most one order may be that is collected at a place; its scope names the place."""
    APPROVAL = "approval"
    """An order of more needs somebody's approval."""
    SECOND_APPROVAL = "second approval"
    """An order of more needs the approval of two."""
    APPROVAL_DAY = "approval day"
    """An order needs approval that brings its agent's last 24 hours above this."""
    APPROVER_DAY = "approver day"
    """The most one person may approve within 24 hours."""
    PIN = "pin"
    """An order of more is confirmed with the agent's PIN."""


class PolicyVersion(SQLModel, table=True):
    """One decision: what a threshold is from then on. Rows are added, never changed."""

    __tablename__ = "policy_versions"
    __table_args__ = (Index(None, "threshold", "scope", "version"),)

    version: int | None = Field(default=None, sa_column=serial())
    """Grows with every decision. An order keeps the newest one of its confirmation."""
    threshold: Threshold = Field(sa_column=choice(Threshold))
    scope: str = Field(default="", max_length=64)
    """The place's word where it is of one place; else ""."""
    amount: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """Whole rupiah; None for no such threshold."""
    decided_at: datetime = Field(sa_column=moment())
