"""Our words and Faspay's: the only place that knows what a status or a refusal means."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from http import HTTPStatus

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.faspay.cashout_code import recover
from bot.faspay.client import OK, FaspayClient
from bot.faspay.clock import read_wib
from bot.faspay.errors import CodeError, Fault, FieldError, NotSentError, UnansweredError
from bot.faspay.exchange import Reply
from bot.faspay.fields import Fields, find_code, read_object
from bot.faspay.statement import Entry, read_statement
from bot.faspay.wire import AmountUnit, BankCode, CashOut, Sender, transfer_fields
from handlers.services.ports import (
    Accepted,
    Answer,
    Balance,
    Doubt,
    Echo,
    Finding,
    Found,
    NotFound,
    NotSent,
    Outcome,
    ProviderStatus,
    ProviderUnavailable,
    Rejected,
    StatementLine,
    TransferRequest,
    Unclear,
    Unknown,
    UnreadableCode,
)
from storage.values import Ok, OrderNumber, Rupiah, read_phone

_STATUSES = {status.value: status for status in ProviderStatus}
"""The status table (faspay-sendme.md, 5); whatever is not in it says nothing."""

_CREATED = (ProviderStatus.ON_PROCESS, ProviderStatus.SUCCESS)
_ERROR = "9"
_AMOUNT_MISSING = "01"
_DUPLICATE = "Your Transaction Number already exists"
_NOT_FOUND = "Transaction not found"


class Refusal(StrEnum):
    """The refusals a transfer is believed on, in Faspay's exact words (faspay-sendme.md, 5).

    The duplicate is no refusal: it says that the order exists. "Unauthorized" is one, because it
    stands in the same table and is said before an order is looked at; an inquiry, which the same
    fault would silence, must confirm it as it must any other.
    """

    VIRTUAL_ACCOUNT = "Invalid Virtual Account"
    BENEFICIARY_ACCOUNT = "Beneficiary Virtual Account Invalid"
    ACCOUNT_NOT_MATCH = "Beneficiary Account Not Match"
    NAME_NOT_MATCH = "Beneficiary Name Not Match"
    REQUEST_BODY = "Invalid Request body"
    UNAUTHORIZED = "Unauthorized"
    AMOUNT_MISSING = "trx_amount missing"


_REFUSALS = {refusal.value: refusal for refusal in Refusal}

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
_PLAUSIBLE_CODE = re.compile(r"[0-9A-Za-z-]{4,32}")


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
            return NotSent(_DOUBTS[exc.fault])
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
            return [_statement_line(entry) for entry in read_statement(fields, first, last)]
        except (NotSentError, UnansweredError) as exc:
            raise ProviderUnavailable(_DOUBTS[exc.fault]) from None
        except FieldError:
            raise ProviderUnavailable(Doubt.UNREADABLE) from None

    def open_code(self, sealed_code: str) -> str:
        """Recover a code and make sure that it looks like one: 4 to 32 letters, digits, hyphens."""
        try:
            code = recover(sealed_code, self._keys)
        except CodeError:
            raise UnreadableCode from None
        if _PLAUSIBLE_CODE.fullmatch(code) is None:
            raise UnreadableCode
        return code

    def judge(self, reply: Reply) -> Outcome:
        """Say what a whole answer to a transfer means; in doubt, Unknown with all that is known."""
        answer = self._keep(reply.body)
        if reply.http_status != HTTPStatus.OK:
            return Unknown(Doubt.HTTP_STATUS, answer)
        if reply.fields is None or answer is None:
            return Unknown(Doubt.UNREADABLE, answer)
        if self._is_accepted(reply.fields):
            return Accepted(answer)
        said = _error_texts(reply.fields)
        if _DUPLICATE in said:
            return Unknown(Doubt.DUPLICATE, answer)
        refusal = _refusal(reply.fields, said)
        return Rejected(refusal.value) if refusal else Unknown(Doubt.UNKNOWN_TEXT, answer)

    def find(self, reply: Reply) -> Finding:
        """Say what a whole answer to an inquiry means."""
        if reply.http_status != HTTPStatus.OK:
            return Unclear(Doubt.HTTP_STATUS)
        if reply.fields is None:
            return Unclear(Doubt.UNREADABLE)
        if _NOT_FOUND in _error_texts(reply.fields):
            return NotFound()
        status = _transaction_status(reply.fields)
        if status is None:
            return Unclear(Doubt.UNKNOWN_TEXT)
        try:
            echo = self._echo(reply.fields)
        except FieldError:
            return Unclear(Doubt.UNREADABLE)
        return Found(status, echo, _faspay_id(reply.fields), bare="trx_status" not in reply.fields)

    def _is_accepted(self, fields: Fields) -> bool:
        try:
            self._echo(fields)
        except FieldError:
            return False
        status = _STATUSES.get(fields.text("status") or "")
        return fields.text("response_code") == OK and status in _CREATED

    def _keep(self, body: bytes) -> Answer | None:
        """Keep whatever may hold the only copy of a code, whole or cut off or garbled.

        That is every body: the damage may be in the very name that announces the code.
        """
        raw = body.decode("utf-8", "replace")
        fields = read_object(body)
        if fields is None:
            return Answer(raw, sealed_code=find_code(raw)) if body else None
        try:
            echo = self._echo(fields)
        except FieldError:
            echo = Echo()
        return Answer(
            raw=raw,
            echo=echo,
            faspay_id=_faspay_id(fields),
            expires_at=read_wib(fields.text("trx_expired")),
            sealed_code=fields.text("cashout_code"),
        )

    def _echo(self, fields: Fields) -> Echo:
        """Read the echo; FieldError for an amount that is there and is no whole rupiah."""
        phone = fields.text("beneficiary_phone")
        return Echo(
            order_no=fields.text("trx_no"),
            amount=self._unit.read(fields.text("trx_amount")),
            phone=_local_phone(phone) if phone else None,
            bank_code=fields.text("beneficiary_bank_code", "bank_code"),
        )


def _local_phone(text: str) -> str:
    """Bring 62…, and a JSON number that lost its zero, into our form; else leave it as it came."""
    reading = read_phone(text)
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


def _error_texts(fields: Fields) -> set[str | None]:
    """Return what an error answer says; empty for an answer that is not plainly an error."""
    status, code = fields.text("status"), fields.text("response_code")
    is_error = status == _ERROR or (status is None and code is not None)
    speaks_of_order = any(map(fields.holds, ("trx_id", "trx_status", "cashout_code")))
    if not is_error or code == OK or speaks_of_order:
        return set()
    return {fields.text("message"), fields.text("response_desc")}


def _refusal(fields: Fields, said: set[str | None]) -> Refusal | None:
    if said and fields.text("response_code") == _AMOUNT_MISSING:
        return Refusal.AMOUNT_MISSING
    return next((refusal for text, refusal in _REFUSALS.items() if text in said), None)


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


def _statement_line(entry: Entry) -> StatementLine:
    amount = Rupiah(entry.rupiah)
    return StatementLine(entry.at, entry.debit, amount, entry.name, entry.description)


def _faspay_id(fields: Fields) -> str | None:
    text = fields.text("trx_id")
    return text if text is not None and len(text) <= _MAX_ID_LENGTH else None
