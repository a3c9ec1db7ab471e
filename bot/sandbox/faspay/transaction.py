"""One transaction of the stand-in: the request, what became of it, and its code."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from bot.sandbox.faspay.magic import Trick
from bot.sandbox.faspay.requests import ReceivedTransfer


class Status(Enum):
    """Faspay's transaction status (faspay-sendme.md, 5)."""

    ON_PROCESS = 1
    SUCCESS = 2
    FAILED = 4
    REVERSED = 5

    @property
    def wire(self) -> str:
        """The digit as text."""
        return str(self.value)


@dataclass(frozen=True)
class CallbackRecord:
    """One attempt to post a callback: its status, and the outcome.

    `outcome` is the HTTP status as text, or the kind of error.
    """

    at: datetime
    status: Status
    outcome: str


@dataclass(repr=False, eq=False)
class Transaction:
    """A transfer that was accepted; times are aware and in WIB.

    `code` is the plain text, `cashout_code` what the partner gets; neither is ever printed.
    """

    request: ReceivedTransfer
    trick: Trick | None
    trx_id: int
    trx_reff: str
    code: str
    cashout_code: str
    fee_rupiah: int
    made_at: datetime
    expires_at: datetime
    status_at: datetime
    status: Status = Status.ON_PROCESS
    inquiries: int = 0
    callbacks: list[CallbackRecord] = field(default_factory=list)
