"""What a provider answers, in our own words: yes, no, or not known."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal

from storage.models.channel import Channel
from storage.models.provider_answer import NOTHING_SAID, AnswerDetails
from storage.models.refusal import RefusalKind
from storage.values import Rupiah

UNKNOWN_CHANNEL: Final = "unknown"
"""A channel that is none of ours: no order can have been sent to it."""
EchoedChannel = Channel | Literal["unknown"]


@dataclass(frozen=True)
class Echo:
    """What Faspay says it has understood; None where the answer lacks the field."""

    order_no: str | None = None
    amount: int | str | None = None
    """Rupiah where it is a whole number of them, else as it came."""
    phone: str | None = field(default=None, repr=False)
    """08… form where it can be read as a phone number, else as it came."""
    channel: EchoedChannel | None = None
    our_account: bool | None = None
    """Whether the virtual account that it names is the company's own."""
    names: tuple[str, ...] = field(default=(), repr=False)
    """What it calls the beneficiary, as it came; none where it names nobody."""
    description: str | None = field(default=None, repr=False)
    """trx_desc as it came."""
    our_address: bool | None = None
    """Whether it calls back at the address that was sent; None where one of the two is missing."""


@dataclass(frozen=True)
class Answer:
    """A transfer answer that could be read as JSON, whatever it says."""

    raw: str = field(repr=False)
    """The body as it came: it holds the encrypted code, so it is sealed at rest."""
    echo: Echo = Echo()
    expires_at: datetime | None = None
    """When the code ends (aware UTC), as Faspay says."""
    sealed_code: str | None = field(default=None, repr=False)
    """cashout_code as it came: encrypted by Faspay, or clear digits (faspay-sendme.md, 6)."""


class Doubt(StrEnum):
    """Why the outcome of a call is unknown; the value goes to logs and audit rows."""

    TIMEOUT = "timeout"
    BROKEN = "connection broken"
    HTTP_STATUS = "unexpected HTTP status"
    UNREADABLE = "unreadable answer"
    UNKNOWN_TEXT = "unknown answer"
    DUPLICATE = "order number already exists"
    UNREACHABLE = "unreachable"
    OLD_DATA = "older data"
    NO_DATABASE = "no database"
    NOT_OURS = "claim lost"
    """Another process has taken the order over before anything left."""


@dataclass(frozen=True)
class Accepted:
    """Faspay says the order exists; the echo is yet to be compared."""

    answer: Answer
    details: AnswerDetails = NOTHING_SAID


@dataclass(frozen=True)
class Rejected:
    """Faspay refused in words on the allow-list; an inquiry must still say "not found"."""

    refusal: str | None
    """The text on the allow-list, ours, never free text of the answer. "HTTP 401" where it refused
    us access by that alone; None where our own settings stand in the way."""
    kind: RefusalKind | None = None
    """Who can do something about it."""
    details: AnswerDetails = NOTHING_SAID
    others_too: bool = True
    """Where only the company can mend it: every further order would be refused as well."""


@dataclass(frozen=True)
class NotSent:
    """No byte of the transfer left this machine."""

    doubt: Doubt
    refused: Rejected | None = None
    """How Faspay refused us access, where that is why. None: to try later is all there is to do."""
    details: AnswerDetails = NOTHING_SAID
    """What the request for access was answered."""


@dataclass(frozen=True)
class Unknown:
    """The money may be out."""

    doubt: Doubt
    answer: Answer | None = None
    """Kept whenever anything could be read: it may hold the only copy of the code."""
    details: AnswerDetails = NOTHING_SAID


Outcome = Accepted | Rejected | NotSent | Unknown


class ProviderStatus(StrEnum):
    """A transaction's status, as an inquiry tells it or a callback claims it."""

    ON_PROCESS = "process"
    SUCCESS = "success"
    FAILED = "failed"
    REVERSED = "reversed"


@dataclass(frozen=True)
class Found:
    """Inquiry knows the order."""

    status: ProviderStatus
    echo: Echo
    details: AnswerDetails = NOTHING_SAID
    bare: bool = False
    """The answer had no trx_status: its `status` may be the envelope's own, whose 2 only says
    that the inquiry worked (faspay-sendme.md, 3.9)."""


@dataclass(frozen=True)
class NotFound:
    """Inquiry answered exactly "Transaction not found"; it may be a race."""

    details: AnswerDetails = NOTHING_SAID


@dataclass(frozen=True)
class Unclear:
    """Inquiry said nothing that can be believed."""

    doubt: Doubt
    details: AnswerDetails = NOTHING_SAID


Finding = Found | NotFound | Unclear


@dataclass(frozen=True)
class Balance:
    """The company's balance at Faspay, in whole rupiah."""

    total: Rupiah
    available: Rupiah


@dataclass(frozen=True)
class StatementLine:
    """One line of Faspay's statement (mutasi)."""

    at: datetime
    debit: bool
    amount: Rupiah
    name: str
    description: str = field(repr=False)
