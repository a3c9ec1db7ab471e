"""A cash-out order: what is known of it, and the only changes it may go through."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Column, Index, Integer, String
from sqlmodel import Field, SQLModel

from storage.models.channel import Channel
from storage.models.channel_words import channel_word
from storage.models.columns import choice, flag, moment, sealed, telegram_id
from storage.models.refusal import RefusalKind


class Money(StrEnum):
    """Where the money is (architecture.md, "An order"). Monotone by rank."""

    AWAITING_APPROVAL = "AWAITING_APPROVAL"
    REQUESTED = "REQUESTED"
    SENDING = "SENDING"
    UNKNOWN = "UNKNOWN"
    ISSUED = "ISSUED"
    FAILED = "FAILED"
    PAID = "PAID"
    REVERSED = "REVERSED"
    CANCELLED = "CANCELLED"
    NOT_SENT = "NOT_SENT"
    REJECTED = "REJECTED"
    NOT_CREATED = "NOT_CREATED"


class Code(StrEnum):
    """Where the cash-out code is."""

    NONE = "NONE"
    SEALED = "SEALED"
    DELIVERED = "DELIVERED"
    MISSING = "MISSING"
    WIPED = "WIPED"


class Cause(StrEnum):
    """What evidence moves the money; every transition names the causes it accepts."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    AGE = "waited too long"
    CLOCK = "waited nobody knows how long"
    SUSPENSION = "agent may no longer send"
    LIMIT = "over a limit"
    UNREADABLE = "cannot be read"
    CLAIM = "worker claimed"
    NO_BYTE_LEFT = "no byte left"
    REFUSED_AND_NOT_FOUND = "refused and not found"
    AMBIGUOUS = "ambiguous"
    OWNER_DIED = "owner died"
    ANSWER = "transfer answer"
    INQUIRY = "inquiry"
    INQUIRY_TWICE = "inquiry twice"
    TWO_PEOPLE = "two people"
    OLD_DATA = "older data"


class Review(StrEnum):
    """Why people must look at an order; only people clear it."""

    ECHO = "echo"
    CODE_MISSING = "code_missing"
    CODE_MALFORMED = "code_malformed"
    CONTRADICTION = "contradiction"
    UNRESOLVED = "unresolved"
    LATE_EVIDENCE = "late_evidence"


UNSTATED_VALIDITY = timedelta(hours=24)
"""How long a code holds when the answer names no end (faspay-sendme.md, 6: "within 24 h")."""

RANK: dict[Money, int] = {
    Money.AWAITING_APPROVAL: 0,
    Money.REQUESTED: 0,
    Money.SENDING: 1,
    Money.UNKNOWN: 2,
    Money.ISSUED: 3,
    Money.FAILED: 4,
    Money.PAID: 4,
    Money.REVERSED: 5,
}
"""How far the money has gone. States that are not here are closed: provably not out."""

CLOSED = frozenset({Money.CANCELLED, Money.NOT_SENT, Money.REJECTED, Money.NOT_CREATED})
ENDED = CLOSED | {Money.FAILED, Money.PAID, Money.REVERSED}
"""Nothing more is expected, though late evidence may still move it upward."""
SENT = frozenset(RANK) - {Money.AWAITING_APPROVAL, Money.REQUESTED}
"""A transfer may have left for these."""

_BY_RULE = frozenset({Cause.AGE, Cause.CLOCK, Cause.LIMIT, Cause.UNREADABLE})
GIVEN_UP = _BY_RULE | {Cause.AGENT, Cause.SUPERVISOR, Cause.SUSPENSION}
"""Why a request that has not left may be dropped."""
_LIVE = (Money.SENDING, Money.UNKNOWN, Money.ISSUED)

TRANSITIONS: dict[tuple[Money, Money], frozenset[Cause]] = {
    (Money.AWAITING_APPROVAL, Money.REQUESTED): frozenset({Cause.SUPERVISOR}),
    (Money.AWAITING_APPROVAL, Money.CANCELLED): GIVEN_UP,
    (Money.REQUESTED, Money.CANCELLED): GIVEN_UP,
    (Money.REQUESTED, Money.SENDING): frozenset({Cause.CLAIM}),
    # What a restored backup holds as a request may have been sent after the backup was made.
    (Money.AWAITING_APPROVAL, Money.UNKNOWN): frozenset({Cause.OLD_DATA}),
    (Money.REQUESTED, Money.UNKNOWN): frozenset({Cause.OLD_DATA}),
    (Money.SENDING, Money.NOT_SENT): frozenset({Cause.NO_BYTE_LEFT}),
    (Money.SENDING, Money.REJECTED): frozenset({Cause.REFUSED_AND_NOT_FOUND}),
    (Money.UNKNOWN, Money.REJECTED): frozenset({Cause.REFUSED_AND_NOT_FOUND}),
    (Money.SENDING, Money.UNKNOWN): frozenset({Cause.AMBIGUOUS, Cause.OWNER_DIED, Cause.OLD_DATA}),
    (Money.SENDING, Money.ISSUED): frozenset({Cause.ANSWER, Cause.INQUIRY}),
    (Money.UNKNOWN, Money.ISSUED): frozenset({Cause.ANSWER, Cause.INQUIRY}),
    **{(low, Money.PAID): frozenset({Cause.INQUIRY}) for low in (*_LIVE, Money.FAILED)},
    **{(low, Money.FAILED): frozenset({Cause.INQUIRY_TWICE}) for low in _LIVE},
    **{
        (low, Money.REVERSED): frozenset({Cause.INQUIRY})
        for low in (*_LIVE, Money.PAID, Money.FAILED)
    },
    (Money.UNKNOWN, Money.NOT_CREATED): frozenset({Cause.TWO_PEOPLE}),
    **{
        (closed, found): frozenset({Cause.INQUIRY})
        for closed in CLOSED
        for found in (Money.ISSUED, Money.PAID)
    },
}
"""(from, to) -> the causes that may do it. Everything else is impossible."""

CODE_STEPS: dict[Code, frozenset[Code]] = {
    Code.NONE: frozenset({Code.SEALED, Code.MISSING, Code.WIPED}),
    Code.MISSING: frozenset({Code.SEALED, Code.WIPED}),
    Code.SEALED: frozenset({Code.DELIVERED, Code.MISSING, Code.WIPED}),
    Code.DELIVERED: frozenset({Code.WIPED}),
    Code.WIPED: frozenset(),
}

_refusal_kind = choice(RefusalKind, nullable=True)
_version: Column[int] = Column("version", Integer, nullable=False)


class Order(SQLModel, table=True):
    """One confirmed cash-out. Never edited after it is made, never deleted, moved only upward."""

    __tablename__ = "orders"
    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _version}
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        Index(None, "agent_id", "created_at"),
    )

    order_no: str = Field(primary_key=True, max_length=12)
    """12 digits, = trx_no on Faspay's wire, unique for ever."""
    version: int = Field(default=1, sa_column=_version)
    """Every write compares and increments it: who read an older order loses."""
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
    confirm_token: str = Field(sa_column=Column(String(64), nullable=False, unique=True))
    """The single-use token of the read-back that was confirmed."""

    money: Money = Field(default=Money.REQUESTED, sa_column=choice(Money, index=True))
    code: Code = Field(default=Code.NONE, sa_column=choice(Code))
    review: str = Field(default="", max_length=200)
    """Reasons, comma separated; see reviews()."""

    created_at: datetime = Field(sa_column=moment())
    date_doubted: bool = Field(default=False, sa_column=flag())
    """Our clock was known to be wrong while it waited to be sent: its date may be, too, until a
    process that has seen it wait vouches for it."""
    sending_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When the transfer was about to leave."""
    owner: str | None = Field(default=None, max_length=64)
    """The worker that holds the transfer; meaningful while SENDING."""
    owner_until: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """After this the owner is taken for dead. Renewed while the owner lives; who renewed nothing
    for half a lease sends nothing any more."""
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

    def needs(self, reason: Review) -> None:
        """Add a reason for people to look."""
        self.review = ",".join(sorted(self.reviews() | {reason}))


class ImpossibleChange(Exception):  # noqa: N818 - a situation, told to people
    """Evidence asks for a change that the table of transitions does not know."""

    def __init__(self, order_no: str, before: StrEnum, after: StrEnum, cause: Cause | None) -> None:
        super().__init__(f"order {order_no}: {before} -> {after} by {cause}")
        self.order_no, self.before, self.after, self.cause = order_no, before, after, cause


@dataclass(frozen=True)
class Change:
    """One step that an order took."""

    before: StrEnum
    after: StrEnum
    cause: Cause | None


def advance(order: Order, to: Money, cause: Cause, now: datetime) -> Change | None:
    """Move the money; the only place where it moves.

    Repeating is a no-op (None). Raise ImpossibleChange for what TRANSITIONS does not allow.
    """
    before = order.money
    if before is to:
        return None
    if cause not in TRANSITIONS.get((before, to), frozenset()):
        raise ImpossibleChange(order.order_no, before, to, cause)
    order.money = to
    order.ended_at = now if to in ENDED else None
    if to is Money.SENDING:
        order.sending_at = now
    if to is Money.ISSUED:
        order.issued_at = order.issued_at or now
    if to is Money.PAID:
        order.paid_at = now
    return Change(before, to, cause)


def move_code(order: Order, to: Code) -> Change | None:
    """Move the code along its own axis; repeating is a no-op. Raise ImpossibleChange."""
    before = order.code
    if before is to:
        return None
    if to not in CODE_STEPS[before]:
        raise ImpossibleChange(order.order_no, before, to, None)
    order.code = to
    if to is Code.WIPED:
        order.code_sealed = order.answer_sealed = None
    return Change(before, to, None)
