"""What the use cases need from the outside world, in our own words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from handlers.services.provider_answers import (
    Balance,
    Doubt,
    Finding,
    Outcome,
    StatementLine,
)
from storage.models.channel import Channel
from storage.values import BeneficiaryName, OrderNumber, PhoneNumber, Rupiah


@dataclass(frozen=True)
class TransferRequest:
    """One cash-out to be sent, once."""

    order_no: OrderNumber
    channel: Channel
    name: BeneficiaryName = field(repr=False)
    phone: PhoneNumber = field(repr=False)
    amount: Rupiah
    callback_url: str = field(repr=False)
    """A capability: whoever has it can post callbacks for this order."""
    purpose: str | None = None
    """The code of its purpose, which stands behind the order number in its description."""


class ProviderUnavailable(Exception):  # noqa: N818 - a situation, not a fault of ours
    """Faspay could not be asked, or its answer could not be read."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt.value)
        self.doubt = doubt


class UnreadableCode(Exception):  # noqa: N818 - the same
    """A cash-out code that no configured key opens; carries nothing of it."""


class MalformedCode(UnreadableCode):
    """It opens, but to something that is no code of its channel."""


OpenCode = Callable[[str, Channel], str]
"""Recovers a code's text from what Faspay sent. Raise UnreadableCode or MalformedCode."""


def no_key_opens(_sealed_code: str, _channel: Channel) -> str:
    """Open nothing, where no keys are at hand. Raise UnreadableCode."""
    raise UnreadableCode


class Gateway(Protocol):
    """Faspay, as the use cases see it."""

    @property
    def clock_skew(self) -> timedelta | None:
        """Faspay's clock minus ours, as far as it is certain; None before its first answer.

        Zero where nothing speaks against our clock.
        """

    async def transfer(self, request: TransferRequest, may_send: Callable[[], bool]) -> Outcome:
        """Send once, never again.

        `may_send` is asked right before the first byte of the transfer; False gives NotSent.
        """

    async def inquire(self, order_no: OrderNumber) -> Finding:
        """Ask what became of an order; any number of times."""

    async def balance(self) -> Balance:
        """Raise ProviderUnavailable when it cannot be known."""

    async def statement(self, first: date, last: date) -> list[StatementLine]:
        """Both days included (WIB), at most one month. Raise ProviderUnavailable."""

    def open_code(self, sealed_code: str, channel: Channel) -> str:
        """Recover the code's text, leading zeros kept. Raise UnreadableCode or MalformedCode."""
