"""Messages to be sent, each written in the transaction of the fact that it tells."""

from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy import Column, SmallInteger, String
from sqlmodel import Field, SQLModel

from storage.models.columns import choice, moment, sealed, serial, telegram_id
from storage.models.columns import some as _some


class Kind(StrEnum):
    """What sending a row means on the wire."""

    REPLY = "reply"
    """A dialog's answer: its text is in the row, sealed, wiped once sent."""
    TOAST = "toast"
    """The answer to a button press; stale ones are dropped."""
    CARD = "card"
    """A new protected message in which an order's code is going to appear."""
    CARD_EDIT = "card_edit"
    """Bring the order's newest card up to date, code included."""
    CARD_WIPE = "card_wipe"
    """Delete one card, then make sure by an edit that its words are gone."""
    NOTICE = "notice"
    """A change of an order, rendered when sent, in the reader's language."""
    MENU = "menu"
    """Give a chat the command menu of its person's role and language."""
    LIVE = "live"
    """Bring a live message up to date (live_message.py), or send it where there is none."""
    LEAVE = "leave"
    """Leave a group."""
    DIGEST = "digest"
    """A digest of orders, rendered when sent, in the reader's language."""
    PROPOSAL = "proposal"
    """Bring the card of a proposal up to date (proposal.py), or send it where there is none."""


class Priority(IntEnum):
    """Which row of a chat goes first, and which chat's; among equals the older one.

    Programs before these ranks wrote 0 for a wipe, 1 for a card and 2 for all else, and send
    nothing above 2. So the numbers keep what they wrote in order, and leave them only menus unsent.
    """

    WIPE = -1
    """A code that must leave the screen: before anything else that is said."""
    CODE = 0
    """The card with a code: a person stands at the cash machine."""
    ANSWER = 1
    """Somebody has written or pressed, and waits."""
    NEWS = 2
    """Nobody waits for it just now."""
    MENU = 3
    LIVE = 4
    """A live message, or a digest: it never stands before anything else."""


class Notice(StrEnum):
    """What a notice tells."""

    REQUESTED = "requested"
    ISSUED = "issued"
    CODE_LATE = "code_late"
    CODE_MISSING = "code_missing"
    CODE_MALFORMED = "code_malformed"
    UNKNOWN = "unknown"
    REPORTED_ON_PROCESS = "reported_on_process"
    REPORTED_SUCCESS = "reported_success"
    PAID = "paid"
    FAILED = "failed"
    REVERSED = "reversed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    NOT_SENT = "not_sent"
    REJECTED = "rejected"
    NOT_CREATED = "not_created"
    ECHO = "echo"
    LATE_EVIDENCE = "late_evidence"
    CONTRADICTION = "contradiction"
    UNRESOLVED = "unresolved"
    SENDING_STOPPED = "line_stopped"
    SENDING_RESUMED = "line_resumed"
    UNREACHABLE = "unreachable"
    CLOCK_WARNING = "clock_warning"
    RECONCILED = "reconciled"
    DISCREPANCY = "difference"
    ADMIN_ACT = "admin_act"
    """Another admin, or the operator, has done something."""
    LIMITS_MISSING = "limits_missing"
    UPDATES_TAKEN = "updates_taken"
    """Somebody else who holds the bot's token took its updates."""
    UPDATES_SHARED = "updates_shared"
    """Another program fetches updates with the bot's token."""
    PROPOSAL_ENDED = "proposal_ended"
    """What somebody asked for was decided, or has ended otherwise."""


class Fate(StrEnum):
    """What became of a row."""

    SENT = "sent"
    DROPPED = "dropped"
    """Stale, superseded, or nobody to tell any more."""
    FAILED = "failed"
    """Telegram refuses it for good."""


_OPEN, _DONE, _CLAIMED = "done_at IS NULL", "done_at IS NOT NULL", "claimed_at IS NOT NULL"
_NOT_WIPED = "wiped_at IS NULL"


class Outgoing(SQLModel, table=True):
    """One act towards Telegram. A chat gets one at a time, the most urgent and oldest first."""

    __tablename__ = "outgoing"
    __table_args__ = (
        _some("ix_outgoing_open", _OPEN, "lane", "priority", "seq"),
        _some("ix_outgoing_claimed", _CLAIMED, "lane"),
        _some("ix_outgoing_done", _DONE, "done_at"),
    )

    seq: int | None = Field(default=None, sa_column=serial())
    chat_id: int = Field(sa_column=telegram_id(name="lane"))
    """The chat id."""
    priority: int = Field(
        default=Priority.NEWS,
        sa_column=Column(SmallInteger, nullable=False, server_default=str(Priority.NEWS.value)),
    )
    """A Priority. The server's default is for programs that do not know of it."""
    kind: Kind = Field(sa_column=choice(Kind))
    notice: Notice | None = Field(default=None, sa_column=choice(Notice, nullable=True))
    order_no: str | None = Field(default=None, max_length=12, index=True)
    card_id: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    subject_id: int | None = Field(default=None, sa_column=telegram_id(nullable=True))
    """The reconciliation, the discrepancy, or the audit row, that a notice tells.

    Of a live message: its LiveMessage, and `order_no` is empty. A program of before 0016, which
    may run beside this one, looks at the rows of an order and has no word for this kind.
    Of a digest: its Digest. Of a proposal: its ProposalCard; of its end: the Proposal.
    Of a reply: the message that it changes, the one with the pressed button; None is a new one.
    Of a clock warning: by how many seconds Faspay's clock is ahead of ours (negative: behind).
    """
    body_sealed: bytes | None = Field(default=None, sa_column=sealed(nullable=True))
    """JSON, wiped once the row is done: of a reply {text, question?, keyboard?, topic?,
    to_suspended?}, of a toast {callback_query_id, text?, alert?}, of a card {topic}, of a notice
    that must not be joined with others {alone}."""
    dedup: str | None = Field(default=None, sa_column=Column(String(100), unique=True))
    """Unique where a fact must be told once."""
    created_at: datetime = Field(sa_column=moment())
    run_at: datetime = Field(sa_column=moment())
    """Not before this time; also when a claim on the row lapses."""
    claimed_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When a sender claimed it, while its result is unknown. Until `run_at` nothing else is sent to
    this chat. Who claims it later knows that it may have arrived."""
    expires_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """Dropped when not sent by then."""
    attempts: int = Field(default=0)
    """The fencing counter: only the last claimer may finish a row."""
    done_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    fate: Fate | None = Field(default=None, sa_column=choice(Fate, nullable=True))


class Card(SQLModel, table=True):
    """A message in an agent's private chat that shows, or will show, an order's code."""

    __tablename__ = "cards"
    __table_args__ = (_some("ix_cards_not_wiped", _NOT_WIPED, "chat_id"),)

    card_id: int | None = Field(default=None, sa_column=serial())
    order_no: str = Field(max_length=12, index=True)
    chat_id: int = Field(sa_column=telegram_id())
    message_id: int = Field(sa_column=telegram_id())
    sent_at: datetime = Field(sa_column=moment())
    shows_code: bool = Field(default=False)
    """True from before the edit that puts the code in until it is certain that it is gone."""
    deleted_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When Telegram was asked to delete it. It says yes to many at once without saying which were
    too old, so an edit finds out; until then nothing is edited into it."""
    wiped_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
