"""The services of Faspay SendMe: a token before every call, transfers at most once, reads twice."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import quote

import httpx

from bot.providers.faspay.auth import Credentials, SignatureMode, Signer
from bot.providers.faspay.errors import Fault, NotSentError, UnansweredError
from bot.providers.faspay.exchange import Exchange, Reply
from bot.providers.faspay.fields import MAX_BODY_BYTES, OK
from bot.providers.faspay.first_byte import FirstByte

_HTTP_OK = 200
_TOKENS = "/account/api/tokens"
_TOKEN_MARGIN = timedelta(seconds=60)


class Service(StrEnum):
    """Base paths, which are also what is signed (faspay-sendme.md, 1)."""

    TRANSFER = "/account/api/transfer"
    INQUIRY_STATUS = "/account/api/inquiry_status"
    BALANCE = "/account/api/balance_inquiry"
    STATEMENT = "/account/api/mutasi"


_MOST_BYTES = {Service.STATEMENT: 4 * 1024 * 1024}
"""Of an answer that may be longer than others. A line of a statement takes some 230 bytes, so that
these are 18,000 lines: a whole month of 200 orders a day, each with its debit, its fee and its
refund. We ask for a day at a time, so that a day may hold thirty times as much as that.
What is longer is no statement that we can have asked for, and is not read."""


@dataclass(frozen=True)
class _Token:
    value: str = field(repr=False)
    until: datetime


class FaspayClient:
    """One per process. Every method raises NotSentError or UnansweredError, or gives a Reply.

    `timeout_seconds` caps each HTTP exchange as a whole: a transfer is over that long after its
    first byte, and has waited for its token at most four times as long before.
    `reuse_tokens` keeps a token for its service until shortly before it ends; off by default,
    because a token per call is all that was ever seen to work (faspay-sendme.md, 2).
    """

    def __init__(
        self,
        url: str,
        credentials: Credentials,
        *,
        transport: httpx.AsyncBaseTransport,
        now: Callable[[], datetime],
        timeout_seconds: float = 30.0,
        signature: SignatureMode = SignatureMode.SEALED,
        reuse_tokens: bool = False,
    ) -> None:
        self._exchange = Exchange(url, transport, now, timeout_seconds)
        self._signer = Signer(credentials, signature)
        self._virtual_account = quote(credentials.virtual_account, safe="")
        self._now = now
        self._reuse_tokens = reuse_tokens
        self._tokens: dict[Service, _Token] = {}

    @property
    def clock_skew(self) -> timedelta | None:
        """Faspay's clock minus ours, as far as it is certain; None before the first Date."""
        return self._exchange.skew.known

    @property
    def was_heard(self) -> bool:
        """Whether Faspay has answered anything yet."""
        return self._exchange.skew.heard

    async def aclose(self) -> None:
        """Close all connections."""
        await self._exchange.aclose()

    async def transfer(self, fields: Mapping[str, str], may_send: Callable[[], bool]) -> Reply:
        """POST a transfer, once. NotSentError proves that no byte of it was written.

        `may_send` is asked after the token call, and again when a connection stands and the first
        byte is about to be written; any False stops it.
        """
        first_byte = FirstByte(may_send)
        token = await self._token(Service.TRANSFER)
        if self._exchange.skew.is_doubtful:
            # A second look at its clock: one odd answer is to hold no transfer back.
            token = await self._token(Service.TRANSFER, fresh=True)
        first_byte.ask()
        headers = self._headers("POST", Service.TRANSFER, token)
        content = json.dumps(fields, separators=(",", ":")).encode()
        reply = await self._exchange.send("POST", Service.TRANSFER, headers, first_byte, content)
        return self._noted(Service.TRANSFER, reply)

    async def inquiry_status(self, order_no: str) -> Reply:
        """GET what became of an order number (faspay-sendme.md, 3.9)."""
        return await self._read(Service.INQUIRY_STATUS, order_no)

    async def balance(self) -> Reply:
        """GET the balance (faspay-sendme.md, 3.7)."""
        return await self._read(Service.BALANCE)

    async def statement(self, first: date, last: date) -> Reply:
        """GET the statement of the days given, both included (faspay-sendme.md, 3.8)."""
        return await self._read(Service.STATEMENT, first.isoformat(), last.isoformat())

    async def _read(self, service: Service, *segments: str) -> Reply:
        token = await self._token(service)
        path = "/".join([service, self._virtual_account, *(quote(s, safe="") for s in segments)])
        return self._noted(service, await self._get(path, service, token))

    async def _token(self, service: Service, *, fresh: bool = False) -> str:
        kept = self._tokens.get(service)
        if kept is not None and self._now() < kept.until and not fresh:
            return kept.value
        token = await self._fetch_token(service)
        if self._reuse_tokens:
            self._tokens[service] = token
        return token.value

    async def _fetch_token(self, service: Service) -> _Token:
        """Ask for a token; whatever goes wrong here, the service's own request was not sent."""
        try:
            reply = await self._get(_TOKENS, service)
        except UnansweredError as exc:
            failure = NotSentError(exc.fault)
        else:
            if reply.http_status == _HTTP_OK:
                return self._read_token(reply)
            failure = NotSentError(Fault.HTTP_STATUS, reply.http_status, reply.body)
        raise failure

    def _read_token(self, reply: Reply) -> _Token:
        if reply.fields is None:
            raise NotSentError(Fault.UNREADABLE, reply.http_status, reply.body)
        value = reply.fields.text("access_token")
        if value is None or reply.fields.text("response_code") != OK:
            raise NotSentError(Fault.REFUSED, reply.http_status, reply.body)
        seconds = reply.fields.text("expired_in") or ""
        lasting = int(seconds) if seconds.isascii() and seconds.isdigit() else 0
        # A day at most: an absurd number must not outgrow the calendar.
        until = self._now() + timedelta(seconds=min(lasting, 86_400)) - _TOKEN_MARGIN
        return _Token(value, until)

    async def _get(self, path: str, service: Service, token: str | None = None) -> Reply:
        """GET, once more if the connection failed: a read changes nothing at Faspay."""
        try:
            return await self._get_once(path, service, token)
        except (NotSentError, UnansweredError) as exc:
            if exc.fault not in (Fault.UNREACHABLE, Fault.BROKEN):
                raise
        return await self._get_once(path, service, token)

    async def _get_once(self, path: str, service: Service, token: str | None) -> Reply:
        headers = self._headers("GET", service, token)
        most = MAX_BODY_BYTES if token is None else _MOST_BYTES.get(service, MAX_BODY_BYTES)
        first_byte = FirstByte(lambda: True)
        return await self._exchange.send("GET", path, headers, first_byte, most_bytes=most)

    def _headers(self, method: str, service: Service, token: str | None) -> dict[str, str]:
        # A fresh time for each request: the SDKs repeat the token's, but a token lives for hours,
        # so nothing ties the two, and the window Faspay allows is unknown and may be short.
        return self._signer.headers(method, service, self._now(), token)

    def _noted(self, service: Service, reply: Reply) -> Reply:
        """Forget a kept token once its service answers anything but success."""
        fields = reply.fields
        if fields is None or fields.text("response_code") != OK:
            self._tokens.pop(service, None)
        return reply
