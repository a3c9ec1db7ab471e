"""The control API of the Faspay stand-in: look at everything, collect, expire, reverse, break.

Mount `FaspaySandbox.control` anywhere (its own app has it under /sandbox). Pages on loopback may
call it from another port. All money is whole rupiah (int), all times ISO 8601 in WIB.

    GET  /state         {"balance": int, "available": int,
                         "transactions": [{"trx_no", "trx_id": int, "phone", "name", "amount": int,
                             "channel": "C013|alf|imr", "status": 1|2|4|5, "made", "expires",
                             "trick": str|null, "callbacks": [{"at", "status": int, "outcome"}]}],
                         "statement": [{"at", "side": "K|D", "amount": int, "name",
                             "description"}],
                         "faults": {...}, "magic": [{"phone", "meaning"}]}
    POST /withdraw      {"phone" or "trx_no", "code", "amount": int}
    POST /withdraw_now, /expire, /reverse, /fail    {"trx_no"}
    POST /debit         {"amount": int, "description"}: money that somebody else takes
    POST /faults        any of {"slow_seconds": number, "outage": "none|busy|drops",
                         "inquiry_down": bool, "callbacks": "normal|twice|none|late|early|
                         out_of_order", "postings": "normal|no_debits|no_refunds|double|tenfold|
                         day_late|fee_inside|fee_nameless", and for the next N transfers
                         "lost_request", "http_500_before", "lost_answer", "http_500_after",
                         "truncated", "garbage": int}

Each POST answers the new state. Errors answer {"error": sentence} with 400 (not understood),
404 (no such transaction) or 409 (refused). Codes are never shown: whoever collects must know the
code, as at a real ATM.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.faspay.book import NotAllowedError, UnknownTransactionError, WithdrawalRefusedError
from bot.sandbox.faspay.faults import FaspayFaults, UnknownFaultError
from bot.sandbox.faspay.gate import WIB
from bot.sandbox.faspay.ledger import Ledger, Line
from bot.sandbox.faspay.magic import Trick
from bot.sandbox.faspay.transaction import Transaction

_LOOPBACK = r"https?://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?"
_Body = Mapping[str, object]
_Act = Callable[[_Body], object]


class Steered(Protocol):
    """What the control API needs of a stand-in."""

    faults: FaspayFaults
    ledger: Ledger

    @property
    def transactions(self) -> tuple[Transaction, ...]:
        """Every transaction, oldest first."""

    def withdraw(
        self, *, code: str, amount_rupiah: int, phone: str = "", trx_no: str = ""
    ) -> Transaction:
        """Collect at an ATM."""

    def withdraw_now(self, trx_no: str) -> Transaction:
        """Collect without the code."""

    def expire(self, trx_no: str) -> Transaction:
        """Let the code run out."""

    def reverse(self, trx_no: str) -> Transaction:
        """Reverse it."""

    def fail(self, trx_no: str) -> Transaction:
        """Fail it."""

    def debit(self, amount_rupiah: int, description: str) -> None:
        """Debit money that none of the partner's transfers explains."""


class _NotUnderstoodError(ValueError):
    """A field of a control request is missing or of the wrong type; carries its name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def control_app(sandbox: Steered) -> Starlette:
    """Build the sub-application; its routes have no prefix."""

    async def show(_: Request) -> Response:
        return JSONResponse(state(sandbox))

    acts: Mapping[str, _Act] = {
        "/withdraw": lambda body: _withdraw(sandbox, body),
        "/withdraw_now": lambda body: sandbox.withdraw_now(_text(body, "trx_no")),
        "/expire": lambda body: sandbox.expire(_text(body, "trx_no")),
        "/reverse": lambda body: sandbox.reverse(_text(body, "trx_no")),
        "/fail": lambda body: sandbox.fail(_text(body, "trx_no")),
        "/debit": lambda body: sandbox.debit(_amount(body), _text(body, "description")),
        "/faults": sandbox.faults.change,
    }
    doors = [Route(path, _door(sandbox, act), methods=["POST"]) for path, act in acts.items()]
    cors = Middleware(
        CORSMiddleware,
        allow_origin_regex=_LOOPBACK,
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
    )
    return Starlette(routes=[Route("/state", show), *doors], middleware=[cors])


def state(sandbox: Steered) -> dict[str, object]:
    """Describe everything but the codes and the callback URLs."""
    transactions = sandbox.transactions  # first, because reading expires orders and moves money
    return {
        "balance": sandbox.ledger.balance_rupiah,
        "available": sandbox.ledger.available_rupiah,
        "transactions": [_transaction(one) for one in transactions],
        "statement": [_line(line) for line in sandbox.ledger.lines],
        "faults": sandbox.faults.as_json(),
        "magic": [{"phone": trick.phone, "meaning": trick.meaning} for trick in Trick],
    }


def _door(sandbox: Steered, act: _Act) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            act(await _body(request))
        except (UnknownFaultError, _NotUnderstoodError) as error:
            return _error(400, f"not understood: {error.name}")
        except UnknownTransactionError:
            return _error(404, "no such transaction")
        except WithdrawalRefusedError as refused:
            return _error(409, refused.why.value)
        except NotAllowedError as refused:
            return _error(409, f"status {refused.current.value} cannot become that")
        return JSONResponse(state(sandbox))

    return endpoint


def _withdraw(sandbox: Steered, body: _Body) -> None:
    amount = _amount(body)
    code = _text(body, "code")
    if "trx_no" in body:
        sandbox.withdraw(code=code, amount_rupiah=amount, trx_no=_text(body, "trx_no"))
    else:
        sandbox.withdraw(code=code, amount_rupiah=amount, phone=_text(body, "phone"))


async def _body(request: Request) -> _Body:
    try:
        body = json.loads(await request.body())
    except ValueError:
        raise _NotUnderstoodError("JSON") from None
    if not isinstance(body, dict):
        raise _NotUnderstoodError("JSON")
    return body


def _amount(body: _Body) -> int:
    amount = body.get("amount")
    if not isinstance(amount, int) or isinstance(amount, bool) or amount <= 0:
        raise _NotUnderstoodError("amount")
    return amount


def _text(body: _Body, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise _NotUnderstoodError(name)
    return value


def _error(http_status: int, sentence: str) -> Response:
    return JSONResponse({"error": sentence}, http_status)


def _transaction(transaction: Transaction) -> dict[str, object]:
    request = transaction.request
    return {
        "trx_no": request.trx_no,
        "trx_id": transaction.trx_id,
        "phone": request.phone,
        "name": request.name,
        "amount": request.amount_rupiah,
        "channel": request.channel,
        "status": transaction.status.value,
        "made": transaction.made_at.isoformat(),
        "expires": transaction.expires_at.isoformat(),
        "trick": transaction.trick.meaning if transaction.trick else None,
        "callbacks": [
            {
                "at": record.at.astimezone(WIB).isoformat(),
                "status": record.status.value,
                "outcome": record.outcome,
            }
            for record in transaction.callbacks
        ],
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "at": line.at.isoformat(),
        "side": line.side.value,
        "amount": line.rupiah,
        "name": line.name,
        "description": line.description,
    }
