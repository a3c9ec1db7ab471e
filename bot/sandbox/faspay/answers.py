"""Answers as PHP writes them, in the exact shapes of faspay-sendme.md, 3.5 to 3.9."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import cast

import httpx
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.sandbox.faspay.gate import STAMP, WIB
from bot.sandbox.faspay.ledger import Ledger, Line
from bot.sandbox.faspay.refusals import ERROR_STATUS, RefusedError
from bot.sandbox.faspay.transaction import Transaction
from bot.sandbox.server import SEVER

_SUCCESS = {"message": "Success", "response_code": "00", "response_desc": "success"}
DONE: Mapping[str, object] = {"status": "2", **_SUCCESS}
CREATED: Mapping[str, object] = {"status": "1", **_SUCCESS, "message": "On Process"}


class ConnectionSeveredError(httpx.RemoteProtocolError):
    """What an in-process caller, without a socket, sees when a connection is dropped."""


def php_json(data: Mapping[str, object]) -> bytes:
    r"""Write JSON as PHP's json_encode: no blanks, `\/` for a slash, only ASCII."""
    return json.dumps(data, separators=(",", ":")).replace("/", r"\/").encode()


def answer(data: Mapping[str, object], http_status: int = 200) -> Response:
    """Make a JSON response."""
    return Response(php_json(data), http_status, media_type="application/json")


def refusal(refused: RefusedError, http_status: int = 200) -> Response:
    """Make the response of a refusal: status 9 and the text (faspay-sendme.md, 11)."""
    fields = {
        "status": ERROR_STATUS,
        "message": refused.text.value,
        "response_code": refused.code,
        "response_desc": refused.detail or "failed",
    }
    return answer(fields, http_status)


class CutAnswer(Response):
    """Ends the connection after half of `whole`, or before any of it.

    Over a socket the SEVER extension hangs up. In-process it raises ConnectionSeveredError.
    """

    def __init__(self, whole: bytes = b"") -> None:
        super().__init__(whole, media_type="application/json")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hang up."""
        if self.body:
            half = bytes(self.body[: len(self.body) // 2])
            start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
            await send(start)
            await send({"type": "http.response.body", "body": half, "more_body": True})
        extension = (scope.get("extensions") or {}).get(SEVER)
        if extension is None:
            raise ConnectionSeveredError("the stand-in dropped the connection")
        cast("Callable[[], None]", extension["close"])()
        while (await receive())["type"] != "http.disconnect":
            pass


def created(transaction: Transaction, virtual_account: str) -> dict[str, object]:
    """Answer a transfer (3.5): trx_amount and trx_id are numbers, the rest is text."""
    request = transaction.request
    return {
        "virtual_account": virtual_account,
        "beneficiary_bank_code": request.channel,
        request.table.name_field: request.name,
        "trx_no": request.trx_no,
        "beneficiary_phone": request.phone,
        "trx_amount": request.amount_hundredths,
        "callback_url": request.callback_url,
        "trx_desc": request.description,
        "trx_date": clock(transaction.made_at),
        "trx_expired": clock(transaction.expires_at),
        "instruct_date": request.instruct_date or clock(transaction.made_at),
        "trx_id": transaction.trx_id,
        "trx_reff": transaction.trx_reff,
        "cashout_code": transaction.cashout_code,
        **CREATED,
    }


def found(transaction: Transaction, virtual_account: str) -> dict[str, object]:
    """Answer an inquiry status (3.9); the code is not repeated."""
    request = transaction.request
    return {
        "virtual_account": virtual_account,
        "beneficiary_virtual_account": "",
        "beneficiary_account": "",
        "beneficiary_name": request.name,
        "beneficiary_bank_code": request.channel,
        "beneficiary_bank_name": request.table.bank_name,
        "trx_id": transaction.trx_id,
        "trx_no": request.trx_no,
        "trx_date": clock(transaction.made_at),
        "trx_amount": request.amount_hundredths,
        "trx_desc": request.description,
        "trx_reff": transaction.trx_reff,
        "trx_status": transaction.status.wire,
        "trx_status_date": clock(transaction.status_at),
        **DONE,
    }


def balance(ledger: Ledger, virtual_account: str) -> dict[str, object]:
    """Answer a balance inquiry (3.7): rupiah as text with two decimals."""
    return {
        "virtual_account": virtual_account,
        "balance": f"{ledger.balance_rupiah}.00",
        "available_balance": f"{ledger.available_rupiah}.00",
        **DONE,
    }


def statement(lines: list[Line], virtual_account: str, start: date, end: date) -> dict[str, object]:
    """Answer a mutasi (3.8)."""
    return {
        "virtual_account": virtual_account,
        "start_date": start.isoformat(),
        "end_date": end.isoformat(),
        "data": [_line(line) for line in lines],
        **DONE,
    }


def _line(line: Line) -> dict[str, str]:
    return {
        "transaction_date": line.at.strftime("%d/%m/%Y %H:%M:%S"),
        "transaction_type": line.side.value,
        "transaction_amount": f"{line.rupiah}.00",
        "transaction_name": line.name,
        "transaction_desc": line.description,
    }


def clock(at: datetime) -> str:
    """Write a time as Faspay does: WIB, without saying so."""
    return at.astimezone(WIB).strftime(STAMP)


def day(at: datetime) -> str:
    """Write the day alone: tables have it so, samples add a time (faspay-sendme.md, 10)."""
    return at.astimezone(WIB).date().isoformat()
