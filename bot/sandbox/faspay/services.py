"""Faspay's HTTP services: every one that the SDKs call, behind the header checks."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.faspay.answers import (
    DONE,
    CutAnswer,
    answer,
    balance,
    found,
    refusal,
    statement,
)
from bot.sandbox.faspay.book import Book
from bot.sandbox.faspay.faults import Outage
from bot.sandbox.faspay.gate import WIB, Gate, SandboxService
from bot.sandbox.faspay.ledger import Ledger
from bot.sandbox.faspay.refusals import RefusedError, Text
from bot.sandbox.faspay.requests import check_virtual_account
from bot.sandbox.faspay.transfers import Transfers

Handler = Callable[[Request], Awaitable[Response]]

_LONGEST_SPAN = timedelta(days=31)
_KEPT = timedelta(days=92)
_READ = ["GET", "POST"]  # the Python SDK posts what it signs as GET (faspay-sendme.md, 1)


@dataclass(frozen=True)
class Services:
    """The endpoints. Settings, faults and clock come with `transfers`."""

    gate: Gate
    ledger: Ledger
    book: Book
    transfers: Transfers

    def routes(self) -> list[Route]:
        """Give every path; GET services take the virtual account and more as segments."""
        status = SandboxService.STATUS.path + "/{account}/{trx_no}"
        name = SandboxService.NAME.path + "/{account}/{beneficiary}"
        lines = SandboxService.STATEMENT.path + "/{account}/{start}/{end}"
        return [
            Route("/account/api/tokens", self._guarded(self._token), methods=_READ),
            self._write(SandboxService.TRANSFER, self._transfer),
            self._write(SandboxService.REGISTER, self._register),
            self._write(SandboxService.CONFIRM, self._confirm),
            self._read(
                SandboxService.BALANCE, SandboxService.BALANCE.path + "/{account}", self._balance
            ),
            self._read(SandboxService.NAME, name, self._name),
            self._read(SandboxService.STATEMENT, lines, self._statement),
            self._read(SandboxService.STATUS, status, self._status),
            self._read(SandboxService.STATUS, status + "/{trx_id}", self._status),
        ]

    def _write(self, service: SandboxService, handler: Handler) -> Route:
        return Route(service.path, self._guarded(handler, service), methods=["POST"])

    def _read(self, service: SandboxService, path: str, handler: Handler) -> Route:
        return Route(path, self._guarded(self._for_account(handler), service), methods=_READ)

    def _guarded(self, handler: Handler, service: SandboxService | None = None) -> Handler:
        """Wrap a service in outage, header checks and refusals."""

        async def endpoint(request: Request) -> Response:
            away = await self._away(service)
            if away is not None:
                return away
            try:
                if service is not None:
                    self.gate.admit(request.headers, service, request.url.path)
                self.book.expire_due()
                return await handler(request)
            except RefusedError as refused:
                return self._refusal(refused)

        return endpoint

    def _for_account(self, handler: Handler) -> Handler:
        async def endpoint(request: Request) -> Response:
            given = {"virtual_account": request.path_params["account"]}
            check_virtual_account(given, self.transfers.virtual_account)
            return await handler(request)

        return endpoint

    async def _away(self, service: SandboxService | None) -> Response | None:
        faults = self.transfers.faults
        await self.transfers.background.sleep(faults.slow_seconds)
        if faults.outage is Outage.DROPS:
            return CutAnswer()
        blind = faults.inquiry_down and service is SandboxService.STATUS
        if faults.outage is Outage.BUSY or blind:
            return PlainTextResponse("Service Unavailable", 503)
        return None

    def _refusal(self, refused: RefusedError) -> Response:
        if refused.text is Text.UNAUTHORIZED:
            return refusal(refused, self.transfers.settings.unauthorized_http_status)
        return refusal(refused)

    async def _token(self, request: Request) -> Response:
        token = self.gate.issue(request.headers)
        seconds = int(self.transfers.settings.token_life.total_seconds())
        return answer({"access_token": token, "expired_in": str(seconds), **DONE})

    async def _transfer(self, request: Request) -> Response:
        return await self.transfers.serve(await _body(request))

    async def _register(self, request: Request) -> Response:
        """Accept an account without checking its fields, because cash-out needs none."""
        body = await _body(request)
        check_virtual_account(body, self.transfers.virtual_account)
        return answer({**body, **DONE, "status": "1", "message": "On Process"})

    async def _confirm(self, request: Request) -> Response:
        body = await _body(request)
        check_virtual_account(body, self.transfers.virtual_account)
        if str(body.get("confirm")) != "2":
            raise RefusedError(Text.BAD_BODY, "confirm")
        return answer({**body, "beneficiary_virtual_account": "9920000002", **DONE})

    async def _balance(self, _: Request) -> Response:
        return answer(balance(self.ledger, self.transfers.virtual_account))

    async def _name(self, request: Request) -> Response:
        beneficiary = request.path_params["beneficiary"]
        if not beneficiary.isdecimal():
            raise RefusedError(Text.BAD_BENEFICIARY, "beneficiary_virtual_account")
        fields = {
            "virtual_account": self.transfers.virtual_account,
            "beneficiary_virtual_account": beneficiary,
            "beneficiary_account_number": "10000005",
            "beneficiary_account_name": "BUDI",
        }
        return answer({**fields, **DONE})

    async def _statement(self, request: Request) -> Response:
        start, end = (_day(request.path_params[name]) for name in ("start", "end"))
        if not start <= end <= start + _LONGEST_SPAN:
            raise RefusedError(Text.BAD_SPAN, "start_date or end_date")
        oldest = self.transfers.now().astimezone(WIB).date() - _KEPT
        lines = self.ledger.between(max(start, oldest), end)
        return answer(statement(lines, self.transfers.virtual_account, start, end))

    async def _status(self, request: Request) -> Response:
        asked = request.path_params
        transaction = self.book.inquire(asked["trx_no"], asked.get("trx_id"))
        return answer(found(transaction, self.transfers.virtual_account))


async def _body(request: Request) -> Mapping[str, object]:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise RefusedError(Text.BAD_BODY, "Content-Type")
    try:
        body = json.loads(await request.body())
    except ValueError:
        raise RefusedError(Text.BAD_BODY, "not JSON") from None
    if not isinstance(body, dict):
        raise RefusedError(Text.BAD_BODY, "not a JSON object")
    return body


def _day(text: str) -> date:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=WIB).date()
    except ValueError:
        raise RefusedError(Text.BAD_BODY, "date") from None
    if day.isoformat() != text:
        raise RefusedError(Text.BAD_BODY, "date")
    return day
