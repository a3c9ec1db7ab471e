"""Calls Faspay for the use cases, in our words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.providers.faspay.client import FaspayClient
from bot.providers.faspay.errors import FieldError, NotSentError, UnansweredError
from bot.providers.faspay.exchange import Reply
from bot.providers.faspay.wire import AmountUnit, CashOut, Sender, transfer_fields
from bot.providers.faspay_gateway import codes, inquiry_answers, money, transfer_answers
from bot.providers.faspay_gateway.channels import CHANNELS
from bot.providers.faspay_gateway.details import details_in_body, details_of
from bot.providers.faspay_gateway.echo import EchoReader
from bot.providers.faspay_gateway.faults import DOUBTS
from bot.providers.faspay_gateway.refusals import refusal_of_access
from handlers.services.ports import ProviderUnavailable, TransferRequest
from handlers.services.provider_answers import (
    Balance,
    Doubt,
    Finding,
    NotSent,
    Outcome,
    Rejected,
    StatementLine,
    Unclear,
    Unknown,
)
from storage.models.channel import Channel
from storage.models.refusal import RefusalKind
from storage.values import OrderNumber


class FaspayGateway:
    """Implements handlers.services.ports.Gateway over a FaspayClient."""

    def __init__(
        self,
        client: FaspayClient,
        keys: Sequence[RSAPublicKey],
        sender: Sender,
        unit: AmountUnit,
        now: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._keys = tuple(keys)
        self._sender = sender
        self._unit = unit
        self._now = now
        self._reader = EchoReader(unit, sender.virtual_account)

    @property
    def clock_skew(self) -> timedelta | None:
        """Faspay's clock minus ours; zero where its answers have no Date, None before the first."""
        known = self._client.clock_skew
        return timedelta() if known is None and self._client.was_heard else known

    async def transfer(self, request: TransferRequest, may_send: Callable[[], bool]) -> Outcome:
        """Send once. NotSent only where no byte of the transfer was written."""
        try:
            fields = transfer_fields(_cash_out(request), self._sender, self._unit, self._now())
            reply = await self._client.transfer(fields, may_send)
        except FieldError:
            # No doubt fits: our own configuration made an order that the channel cannot take.
            return NotSent(Doubt.UNREADABLE, Rejected(None, RefusalKind.COMPANY))
        except NotSentError as exc:
            return _without_access(exc)
        except UnansweredError as exc:
            answer = self._reader.answer(exc.partial, fields.get("callback_url"))
            return Unknown(DOUBTS[exc.fault], answer, details_in_body(exc.partial, self._keys))
        return self.judge(reply, fields.get("callback_url"))

    async def inquire(self, order_no: OrderNumber) -> Finding:
        """Ask what became of an order."""
        try:
            reply = await self._client.inquiry_status(order_no)
        except (NotSentError, UnansweredError) as exc:
            return Unclear(DOUBTS[exc.fault])
        return self.find(reply)

    async def balance(self) -> Balance:
        """Ask for the balance; ProviderUnavailable when it cannot be known."""
        try:
            return money.balance_in(await self._client.balance())
        except (NotSentError, UnansweredError) as exc:
            raise ProviderUnavailable(DOUBTS[exc.fault]) from None
        except FieldError:
            raise ProviderUnavailable(Doubt.UNREADABLE) from None

    async def statement(self, first: date, last: date) -> list[StatementLine]:
        """Ask for the statement; all of it or ProviderUnavailable, never a part.

        Raise ValueError for more than a month (faspay-sendme.md, 3.8).
        """
        if not first <= last <= first + money.LONGEST_SPAN:
            raise ValueError("a statement covers at most one month")
        try:
            reply = await self._client.statement(first, last)
            return await money.statement_in(reply, first, last)
        except (NotSentError, UnansweredError) as exc:
            raise ProviderUnavailable(DOUBTS[exc.fault]) from None
        except FieldError:
            raise ProviderUnavailable(Doubt.UNREADABLE) from None

    def open_code(self, sealed_code: str, channel: Channel) -> str:
        """Recover a code; UnreadableCode or MalformedCode where that is impossible."""
        return codes.open_code(sealed_code, self._keys, channel)

    def judge(self, reply: Reply, address: str | None = None) -> Outcome:
        """Say what a whole answer to a transfer means; `address` is the callback_url that it had.

        What it says of itself goes with the outcome, whatever that is.
        """
        outcome = transfer_answers.judge(reply, self._reader, address)
        return replace(outcome, details=details_of(reply, self._keys))

    def find(self, reply: Reply) -> Finding:
        """Say what a whole answer to an inquiry means."""
        finding = inquiry_answers.find(reply, self._reader)
        return replace(finding, details=details_of(reply, self._keys))


def _without_access(error: NotSentError) -> NotSent:
    """Say why there was no access for a transfer, and that it was not sent."""
    doubt, http_status = DOUBTS[error.fault], error.http_status
    if http_status is None:
        return NotSent(doubt)
    reply = Reply(http_status, error.body)
    return NotSent(doubt, refusal_of_access(http_status, reply.fields), details_of(reply))


def _cash_out(request: TransferRequest) -> CashOut:
    return CashOut(
        channel=CHANNELS[request.channel],
        order_no=str(request.order_no),
        name=str(request.name),
        phone=str(request.phone),
        rupiah=int(request.amount),
        callback_url=request.callback_url,
        purpose=request.purpose or "",
    )
