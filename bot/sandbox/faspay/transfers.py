"""Answers a transfer: makes the transaction, and plays a trick or mishap if one is due."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.sandbox.faspay.answers import CutAnswer, answer, created, day, php_json
from bot.sandbox.faspay.background import Background
from bot.sandbox.faspay.book import Book
from bot.sandbox.faspay.callbacks import Announcer
from bot.sandbox.faspay.code import damage
from bot.sandbox.faspay.credentials import SandboxSettings
from bot.sandbox.faspay.faults import FaspayFaults, Mishap
from bot.sandbox.faspay.magic import MAGIC, Trick
from bot.sandbox.faspay.refusals import RefusedError, Text
from bot.sandbox.faspay.requests import read_transfer
from bot.sandbox.faspay.transaction import Status, Transaction

_MISHAPS: Mapping[Trick, Mishap] = {
    Trick.LOST_ANSWER: Mishap.LOST_ANSWER,
    Trick.LOST_REQUEST: Mishap.LOST_REQUEST,
    Trick.ERROR_AFTER: Mishap.ERROR_AFTER,
    Trick.ERROR_BEFORE: Mishap.ERROR_BEFORE,
    Trick.GARBAGE: Mishap.GARBAGE,
    Trick.TRUNCATED: Mishap.TRUNCATED,
}
_REFUSALS: Mapping[Trick, tuple[Text, str]] = {
    Trick.REFUSED: (Text.ACCOUNT_MISMATCH, "beneficiary_phone"),
    Trick.REFUSED_UNKNOWN: (Text.UNKNOWN, "beneficiary_phone"),
    Trick.REFUSED_COMPANY: (Text.BAD_VIRTUAL_ACCOUNT, "virtual_account"),
}
_OTHER_PHONE = "081299999999"
_OTHER_NAME = "Budi Hartono"
_OTHER_CALLBACK = "https://elsewhere.example/faspay"
_OTHER_ACCOUNT = "1000000001"
"""Nobody's account: made-up partners' accounts begin with 99."""
_WRITTEN_OTHERWISE: Mapping[Trick, tuple[str, Callable[[Transaction], object]]] = {
    Trick.AMOUNT_TIMES_TEN: ("trx_amount", lambda made: made.request.amount_hundredths * 10),
    Trick.DECIMALS: ("trx_amount", lambda made: f"{made.request.amount_hundredths}.00"),
    Trick.DAMAGED_CODE: ("cashout_code", lambda made: damage(made.cashout_code)),
    Trick.EMPTY_CODE: ("cashout_code", lambda _: ""),
    Trick.CLEAR_CODE: ("cashout_code", lambda made: made.code),
    Trick.OTHER_PHONE: ("beneficiary_phone", lambda _: _OTHER_PHONE),
    Trick.OTHER_ACCOUNT: ("virtual_account", lambda _: _OTHER_ACCOUNT),
    # Whatever the channel calls it: an answer may have both fields (faspay-sendme.md, 3.5).
    Trick.OTHER_NAME: ("beneficiary_name", lambda _: _OTHER_NAME),
    Trick.CAPITAL_NAME: (
        "beneficiary_name",
        lambda made: made.request.name.upper().replace(" ", ""),
    ),
    Trick.OTHER_DESCRIPTION: ("trx_desc", lambda _: "CASH OUT"),
    Trick.OTHER_CALLBACK: ("callback_url", lambda _: _OTHER_CALLBACK),
    Trick.STRANGE_STATUS: ("status", lambda _: "7"),
    Trick.DATE_ONLY: ("trx_expired", lambda made: day(made.expires_at)),
}
"""The field of the answer that a trick changes, and its new value."""


@dataclass(frozen=True)
class Transfers:
    """The transfer service behind the header checks."""

    virtual_account: str
    settings: SandboxSettings
    faults: FaspayFaults
    book: Book
    announcer: Announcer
    background: Background
    now: Callable[[], datetime]

    async def serve(self, body: Mapping[str, object]) -> Response:
        """Check, make, answer; raises RefusedError before anything is made."""
        request = read_transfer(body, self.virtual_account, self.now())
        trick = MAGIC.get(request.domestic_phone)
        self.book.check_new(request)
        if trick is not None and trick in _REFUSALS:
            raise RefusedError(*_REFUSALS[trick])
        if trick is Trick.SLOW:
            await self.background.sleep(self.settings.slow_seconds)
        mishap = self._mishap(trick)
        if mishap is Mishap.LOST_REQUEST:
            return CutAnswer()
        if mishap is Mishap.ERROR_BEFORE:
            return _internal_error()
        transaction = self.book.make(request)
        await self.announcer.announce_early(transaction)
        response = self._response(transaction, mishap)
        self.background.spawn(self._aftermath(transaction))
        return response

    def _mishap(self, trick: Trick | None) -> Mishap | None:
        if trick is not None and trick in _MISHAPS:
            return _MISHAPS[trick]
        return self.faults.take_mishap()

    def _response(self, transaction: Transaction, mishap: Mishap | None) -> Response:
        fields = created(transaction, self.virtual_account)
        trick = transaction.trick
        if trick is not None and trick in _WRITTEN_OTHERWISE:
            name, write = _WRITTEN_OTHERWISE[trick]
            fields[name] = write(transaction)
        match mishap:
            case None:
                return answer(fields)
            case Mishap.LOST_ANSWER | Mishap.LOST_REQUEST:
                return CutAnswer()
            case Mishap.TRUNCATED:
                return CutAnswer(php_json(fields))
            case Mishap.ERROR_AFTER | Mishap.ERROR_BEFORE:
                return _internal_error()
            case Mishap.GARBAGE:
                return HTMLResponse("<html><body><h1>Sedang dalam perbaikan</h1></body></html>")
            case _:
                assert_never(mishap)

    async def _aftermath(self, transaction: Transaction) -> None:
        """Play the tricks that follow the answer."""
        if transaction.trick is Trick.FAILS_AT_ONCE:
            self.book.advance(transaction, Status.FAILED)
        if transaction.trick in {Trick.PAID_AT_ONCE, Trick.PAID_THEN_REVERSED}:
            self.book.advance(transaction, Status.SUCCESS)
        if transaction.trick is Trick.PAID_THEN_REVERSED:
            await self.background.sleep(self.settings.reverse_after_seconds)
            if transaction.status is Status.SUCCESS:  # a person may have changed it first
                self.book.advance(transaction, Status.REVERSED)


def _internal_error() -> Response:
    return PlainTextResponse("Internal Server Error", 500)
