"""Our words and Faspay's: the only place that knows what a status or a refusal means."""

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from http import HTTPStatus

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.providers.faspay.cashout_code import recover
from bot.providers.faspay.client import FaspayClient
from bot.providers.faspay.clock import read_end
from bot.providers.faspay.errors import CodeError, Fault, FieldError, NotSentError, UnansweredError
from bot.providers.faspay.exchange import Reply
from bot.providers.faspay.fields import OK, Fields, find_code, read_object, whole_number
from bot.providers.faspay.statement import read_statement
from bot.providers.faspay.wire import AmountUnit, BankCode, CashOut, Sender, transfer_fields
from bot.providers.faspay_gateway.refusals import (
    DUPLICATE,
    NOT_FOUND,
    error_texts,
    refusal_in,
    refusal_of_access,
)
from handlers.services.ports import (
    Accepted,
    Answer,
    Balance,
    Doubt,
    Echo,
    Finding,
    Found,
    MalformedCode,
    NotFound,
    NotSent,
    Outcome,
    ProviderStatus,
    ProviderUnavailable,
    StatementLine,
    TransferRequest,
    Unclear,
    Unknown,
    UnreadableCode,
)
from storage.models.channel import Channel
from storage.values import Ok, OrderNumber, Rupiah, read_phone

_STATUSES = {status.value: status for status in ProviderStatus}
"""The status table (faspay-sendme.md, 5); whatever is not in it says nothing."""

_CREATED = (ProviderStatus.ON_PROCESS, ProviderStatus.SUCCESS)

_DOUBTS = {
    Fault.TIMEOUT: Doubt.TIMEOUT,
    Fault.UNREACHABLE: Doubt.UNREACHABLE,
    Fault.BROKEN: Doubt.BROKEN,
    Fault.HTTP_STATUS: Doubt.HTTP_STATUS,
    Fault.UNREADABLE: Doubt.UNREADABLE,
    Fault.REFUSED: Doubt.UNKNOWN_TEXT,
    Fault.HELD_BACK: Doubt.TIMEOUT,
}

_MONTH = timedelta(days=31)
_MAX_ID_LENGTH = 64

_AT_A_COUNTER = re.compile(r"[0-9A-Za-z-]{4,32}")
_CODE_FORMS = {
    Channel.PERMATA: re.compile(r"[0-9]{10}"),
    Channel.ALFAMART: _AT_A_COUNTER,
    Channel.INDOMARET: _AT_A_COUNTER,
}
"""What a code of a channel looks like (faspay-sendme.md, 6). No page shows one of a counter: 4 to
32 letters, digits and hyphens are what a cashier can be told."""


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
            return NotSent(Doubt.UNREADABLE)
        except NotSentError as exc:
            return NotSent(_DOUBTS[exc.fault], refusal_of_access(exc.refusal))
        except UnansweredError as exc:
            return Unknown(_DOUBTS[exc.fault], self._keep(exc.partial))
        return self.judge(reply)

    async def inquire(self, order_no: OrderNumber) -> Finding:
        """Ask what became of an order."""
        try:
            reply = await self._client.inquiry_status(order_no)
        except (NotSentError, UnansweredError) as exc:
            return Unclear(_DOUBTS[exc.fault])
        return self.find(reply)

    async def balance(self) -> Balance:
        """Ask for the balance; ProviderUnavailable when it cannot be known."""
        try:
            fields = _success(await self._client.balance())
            return Balance(
                total=Rupiah(fields.rupiah("balance")),
                available=Rupiah(fields.rupiah("available_balance")),
            )
        except (NotSentError, UnansweredError) as exc:
            raise ProviderUnavailable(_DOUBTS[exc.fault]) from None
        except FieldError:
            raise ProviderUnavailable(Doubt.UNREADABLE) from None

    async def statement(self, first: date, last: date) -> list[StatementLine]:
        """Ask for the statement; all of it or ProviderUnavailable, never a part.

        Raise ValueError for more than a month (faspay-sendme.md, 3.8).
        """
        if not first <= last <= first + _MONTH:
            raise ValueError("a statement covers at most one month")
        try:
            fields = _success(await self._client.statement(first, last))
            # Off the loop: a long one takes a second.
            return await asyncio.to_thread(_statement_lines, fields, first, last)
        except (NotSentError, UnansweredError) as exc:
            raise ProviderUnavailable(_DOUBTS[exc.fault]) from None
        except FieldError:
            raise ProviderUnavailable(Doubt.UNREADABLE) from None

    def open_code(self, sealed_code: str, channel: Channel) -> str:
        """Recover a code; MalformedCode for what opens to something that the channel cannot take.

        A line end behind it is no part of it.
        """
        try:
            code = recover(sealed_code, self._keys).strip(" \t\r\n")
        except CodeError:
            raise UnreadableCode from None
        if _CODE_FORMS[channel].fullmatch(code) is None:
            raise MalformedCode
        return code

    def judge(self, reply: Reply) -> Outcome:
        """Say what a whole answer to a transfer means; in doubt, Unknown with all that is known."""
        answer = self._keep(reply.body)
        if reply.http_status != HTTPStatus.OK:
            return Unknown(Doubt.HTTP_STATUS, answer)
        if reply.fields is None or answer is None:
            return Unknown(Doubt.UNREADABLE, answer)
        if _is_accepted(reply.fields):
            return Accepted(answer)
        if DUPLICATE in error_texts(reply.fields):
            return Unknown(Doubt.DUPLICATE, answer)
        refused = refusal_in(reply.fields)
        return refused.of_order() if refused else Unknown(Doubt.UNKNOWN_TEXT, answer)

    def find(self, reply: Reply) -> Finding:
        """Say what a whole answer to an inquiry means."""
        if reply.http_status != HTTPStatus.OK:
            return Unclear(Doubt.HTTP_STATUS)
        if reply.fields is None:
            return Unclear(Doubt.UNREADABLE)
        if NOT_FOUND in error_texts(reply.fields):
            return NotFound()
        status = _transaction_status(reply.fields)
        if status is None:
            return Unclear(Doubt.UNKNOWN_TEXT)
        echo = self._echo(reply.fields)
        return Found(status, echo, _faspay_id(reply.fields), bare="trx_status" not in reply.fields)

    def _keep(self, body: bytes) -> Answer | None:
        """Keep whatever may hold the only copy of a code, whole or cut off or garbled.

        That is every body: the damage may be in the very name that announces the code.
        """
        raw = body.decode("utf-8", "replace")
        fields = read_object(body)
        if fields is None:
            return Answer(raw, sealed_code=find_code(raw)) if body else None
        return Answer(
            raw=raw,
            echo=self._echo(fields),
            faspay_id=_faspay_id(fields),
            expires_at=read_end(fields.text("trx_expired")),
            sealed_code=fields.text("cashout_code"),
        )

    def _echo(self, fields: Fields) -> Echo:
        phone, number = fields.text("beneficiary_phone"), fields.text("trx_no")
        return Echo(
            order_no=_plain(number) if number else None,
            amount=self._amount(fields.text("trx_amount")),
            phone=_local_phone(phone) if phone else None,
            bank_code=fields.text("beneficiary_bank_code", "bank_code"),
            our_account=self._is_ours(fields.text("virtual_account")),
        )

    def _amount(self, text: str | None) -> int | str | None:
        try:
            return self._unit.read(text)
        except FieldError:
            return (text or "")[:_MAX_ID_LENGTH]  # no whole rupiah: not what we asked for

    def _is_ours(self, account: str | None) -> bool | None:
        if account is None:
            return None
        # A JSON number has no leading zeros: those are all that may be lost.
        ours, theirs = self._sender.virtual_account, _plain(account)
        return theirs.lstrip("0") == ours.lstrip("0")


def _is_accepted(fields: Fields) -> bool:
    status = _STATUSES.get(fields.text("status") or "")
    return fields.text("response_code") == OK and status in _CREATED


def _plain(text: str) -> str:
    """Write a number in digits alone, if it came as a double is printed; else as it came."""
    number = None if text.isdigit() else whole_number(text)
    return text if number is None else str(number)


def _local_phone(text: str) -> str:
    """Bring 62…, and a JSON number that lost its zero, into our form; else leave it as it came."""
    reading = read_phone(_plain(text))
    return str(reading.value) if isinstance(reading, Ok) else text


def _cash_out(request: TransferRequest) -> CashOut:
    return CashOut(
        bank_code=BankCode(request.channel.value),
        order_no=str(request.order_no),
        name=str(request.name),
        phone=str(request.phone),
        rupiah=int(request.amount),
        callback_url=request.callback_url,
    )


def _transaction_status(fields: Fields) -> ProviderStatus | None:
    """trx_status wins; `status` alone counts only beside a number, or it is the envelope's own."""
    if fields.text("response_code") != OK:
        return None
    if "trx_status" in fields:
        return _STATUSES.get(fields.text("trx_status") or "")
    return _STATUSES.get(fields.text("status") or "") if fields.text("trx_no") else None


def _success(reply: Reply) -> Fields:
    if reply.http_status != HTTPStatus.OK:
        raise ProviderUnavailable(Doubt.HTTP_STATUS)
    if reply.fields is None:
        raise ProviderUnavailable(Doubt.UNREADABLE)
    if reply.fields.text("response_code") != OK:
        raise ProviderUnavailable(Doubt.UNKNOWN_TEXT)
    return reply.fields


def _statement_lines(fields: Fields, first: date, last: date) -> list[StatementLine]:
    return [
        StatementLine(entry.at, entry.debit, Rupiah(entry.rupiah), entry.name, entry.description)
        for entry in read_statement(fields, first, last)
    ]


def _faspay_id(fields: Fields) -> str | None:
    text = fields.text("trx_id")
    return text if text is not None and len(text) <= _MAX_ID_LENGTH else None
