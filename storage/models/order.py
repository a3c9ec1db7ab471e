"""A cash-out order: what is known of it."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Column, Index, Integer, String
from sqlmodel import Field, SQLModel

from storage.models.channel import Channel
from storage.models.channel_words import channel_word
from storage.models.columns import choice, flag, moment, sealed, some, telegram_id
from storage.models.order_states import CONTRADICTED, Code, OrderStatus, Review
from storage.models.refusal import RefusalKind

UNSTATED_VALIDITY = timedelta(hours=24)
"""How long a code holds when the answer names no end (faspay-sendme.md, 6: "within 24 h")."""

_BY_TIME = ("created_at", "order_no")
_HAS_PURPOSE = "purpose IS NOT NULL"
_refusal_kind = choice(RefusalKind, nullable=True)
_status = choice(OrderStatus, name="money", index=True)
_version: Column[int] = Column("version", Integer, nullable=False)


class Order(SQLModel, table=True):
    """One confirmed cash-out. Never edited after it is made, never deleted, moved only upward."""

    __tablename__ = "orders"
    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _version}
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        # What lists are read by (repositories/order_lists.py): each ends in the order of a list.
        *(Index(None, *each, *_BY_TIME) for each in (["agent_id"], ["team"], ["amount"])),
        Index(None, "phone_tail_mac", *_BY_TIME),
        some("ix_orders_purpose_created_at_order_no", _HAS_PURPOSE, "purpose", *_BY_TIME),
        # What a budget is held against: the sum is read from this index alone.
        some("ix_orders_purpose_money_amount", _HAS_PURPOSE, "purpose", "money", "amount"),
        some("ix_orders_all", "amount > 0", *_BY_TIME),  # that is all; who reads it says so
        some("ix_orders_open", "ended_at IS NULL", *_BY_TIME),
        some("ix_orders_review", "review <> ''", *_BY_TIME),
        some("ix_orders_without_tail", "phone_tail_mac IS NULL", "created_at"),
    )

    order_no: str = Field(primary_key=True, max_length=12)
    """12 digits, = trx_no on Faspay's wire, unique for ever."""
    version: int = Field(default=1, sa_column=_version)
    """Every write compares and increments it, so a writer that read an older order loses."""
    agent_id: int = Field(sa_column=telegram_id())
    team: str = Field(max_length=64)
    """The agent's team when the order was made."""
    channel: Channel = Field(sa_column=channel_word())
    amount: int = Field(sa_column=telegram_id())
    """Whole rupiah."""
    name_sealed: bytes = Field(default=b"", sa_column=sealed())
    phone_sealed: bytes = Field(default=b"", sa_column=sealed())
    phone_mac: str = Field(default="", sa_column=Column(String(64), nullable=False, index=True))
    """Keyed hash of the phone, for look-ups."""
    phone_tail_mac: str | None = Field(default=None, max_length=64)
    """Keyed hash of the phone's last four digits, for look-ups. None until it is made, where an
    older program made the order; "" where no key opens the phone."""
    purpose: str | None = Field(default=None, max_length=8)
    """The code of its purpose; None where the company had none."""
    purpose_name: str | None = Field(default=None, max_length=40)
    """What that purpose was called when the order was confirmed."""
    policy_version: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """The version of the policy under which it was confirmed; None where an older program was."""
    confirm_token: str = Field(sa_column=Column(String(64), nullable=False, unique=True))
    """The single-use token of the read-back that was confirmed."""

    status: OrderStatus = Field(default=OrderStatus.REQUESTED, sa_column=_status)
    """Where the money is; the column keeps its first name."""
    code: Code = Field(default=Code.NONE, sa_column=choice(Code))
    review: str = Field(default="", max_length=200)
    """Reasons, comma separated; see reviews()."""

    created_at: datetime = Field(sa_column=moment())
    date_doubted: bool = Field(default=False, sa_column=flag())
    """Our clock was known to be wrong while the order waited. Its date may be wrong, too, until a
    process that saw it wait vouches for it."""
    sending_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When the transfer was about to leave."""
    owner: str | None = Field(default=None, max_length=64)
    """The worker that holds the transfer; meaningful while SENDING."""
    owner_until: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """After this the owner counts as dead. It is renewed while the owner lives. An owner that
    renewed nothing for half a lease sends nothing any more."""
    issued_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    paid_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    ended_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When the money reached an end; cleared when late evidence reopens it."""
    expires_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When the code ends, as Faspay said."""
    expiry_told: bool = Field(default=False)
    """People were told that the code has run out."""

    faspay_id: str | None = Field(default=None, max_length=64)
    """trx_id of the transfer answer or of an inquiry."""
    answer_sealed: bytes | None = Field(default=None, sa_column=sealed(nullable=True))
    """The whole transfer answer as it came; wiped with the code."""
    code_sealed: bytes | None = Field(default=None, sa_column=sealed(nullable=True))
    """cashout_code as it came, still encrypted by Faspay, sealed once more by us."""
    code_shown: int = Field(default=0)
    """How many times /code was asked for."""
    refusal: str | None = Field(default=None, max_length=100)
    """The refusal on the allow-list, if the transfer was answered with one."""
    refusal_kind: RefusalKind | None = Field(default=None, sa_column=_refusal_kind)
    doubt: str | None = Field(default=None, max_length=100)
    """Why the outcome of the transfer is or was unknown."""

    check_at: datetime | None = Field(default=None, sa_column=moment(nullable=True, index=True))
    """When Faspay is to be asked next."""
    asked_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When Faspay was asked last."""
    checks: int = Field(default=0)
    """How many inquiries were answered, for the schedule."""
    unanswered: int = Field(default=0)
    """How many inquiries in a row were not."""
    not_found: int = Field(default=0)
    """How often in a row an inquiry said "not found"."""
    failed_seen_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When an inquiry first said failed; a second one ≥ 10 s later is needed."""

    def reviews(self) -> set[Review]:
        """Return the reasons for which people must look at this order."""
        return {Review(part) for part in self.review.split(",") if part}

    def code_ends_at(self) -> datetime | None:
        """Return when the code runs out; where Faspay named no end, a day after issue."""
        return self.expires_at or (self.issued_at and self.issued_at + UNSTATED_VALIDITY)

    def code_ended(self, now: datetime) -> bool:
        """Say whether the code has run out."""
        ends = self.code_ends_at()
        return ends is not None and ends <= now

    def is_over(self, now: datetime) -> bool:
        """Say whether nobody needs the code any more."""
        return self.ended_at is not None or self.code_ended(now)

    def may_be_out(self) -> bool:
        """Say whether its money may be out although it has ended: it must not be sent again."""
        reversed_late = self.status is OrderStatus.REVERSED and self.paid_at is not None
        return reversed_late or bool(self.reviews() & CONTRADICTED)

    def needs(self, reason: Review) -> None:
        """Add a reason for people to look."""
        self.review = ",".join(sorted(self.reviews() | {reason}))
