"""Posts callbacks: once, twice, late, early, out of order, or not at all (faspay-sendme.md, 4)."""

import asyncio
import functools
import hashlib
import hmac
import ssl
from base64 import b64encode
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from http import HTTPStatus

import httpx

from bot.sandbox.faspay.answers import clock, php_json
from bot.sandbox.faspay.background import Background
from bot.sandbox.faspay.credentials import SandboxCredentials, SandboxSettings
from bot.sandbox.faspay.faults import CallbackPolicy, FaspayFaults
from bot.sandbox.faspay.magic import Trick
from bot.sandbox.faspay.transaction import CallbackRecord, Status, Transaction

Deliver = Callable[[str, bytes], Awaitable[int]]
"""Posts a body to a URL and gives the HTTP status; raises httpx.HTTPError or OSError."""

_BY_TRICK: Mapping[Trick, CallbackPolicy] = {
    Trick.DUPLICATE_CALLBACK: CallbackPolicy.TWICE,
    Trick.NO_CALLBACK: CallbackPolicy.NONE,
    Trick.EARLY_CALLBACK: CallbackPolicy.EARLY,
    Trick.OUT_OF_ORDER: CallbackPolicy.OUT_OF_ORDER,
}


class HttpDelivery:
    """Delivers over the network, ten seconds at most."""

    async def __call__(self, url: str, body: bytes) -> int:
        """Post once."""
        async with httpx.AsyncClient(verify=_trust(), timeout=10, trust_env=False) as client:
            headers = {"Content-Type": "application/json"}
            return (await client.post(url, content=body, headers=headers)).status_code


@functools.cache
def _trust() -> ssl.SSLContext:
    """Read the system's certificates once: that takes longer than a post."""
    return ssl.create_default_context()


def callback_body(
    transaction: Transaction, status: Status, credentials: SandboxCredentials
) -> bytes:
    """Write the notification of `status` (faspay-sendme.md, 4); every value is text."""
    request = transaction.request
    fields: dict[str, object] = {
        "request": "Payment Notification",
        "virtual_account": credentials.virtual_account,
        "va_name": "Sandbox partner",
        "beneficiary_virtual_account": "",
        "beneficiary_account": "",
        "beneficiary_name": request.name,
        "trx_id": str(transaction.trx_id),
        "trx_date": clock(transaction.made_at),
        "trx_amount": str(request.amount_hundredths),
        "trx_desc": request.description,
        "trx_status": status.wire,
        "trx_status_date": clock(transaction.status_at),
        "trx_reff": transaction.trx_reff,
        "trx_no": request.trx_no,
        "bank_code": request.channel,
        "bank_name": request.table.bank_name,
        "bank_response_code": "99" if status is Status.FAILED else "00",
        "bank_response_msg": "failed" if status is Status.FAILED else "success",
    }
    return php_json({**fields, "signature": signature(php_json(fields), credentials)})


def signature(body: bytes, credentials: SandboxCredentials) -> str:
    """Sign a notification by one reading of the recipe; no official code confirms any."""
    stripped = body.translate(None, b"\r\n\t ")
    hashed = hashlib.sha256(stripped).hexdigest().upper()
    pair = f"{credentials.client_key}:{credentials.client_secret}".encode()
    text = f"{credentials.app_key}:POST:{b64encode(pair).decode()}:{hashed}"
    return hmac.new(credentials.app_secret.encode(), text.encode(), "sha256").hexdigest()


class Announcer:
    """Sends the callbacks of one stand-in; those of one transaction never overtake each other."""

    def __init__(
        self,
        credentials: SandboxCredentials,
        settings: SandboxSettings,
        faults: FaspayFaults,
        background: Background,
        deliver: Deliver,
        now: Callable[[], datetime],
    ) -> None:
        self._credentials = credentials
        self._settings = settings
        self._faults = faults
        self._background = background
        self._deliver = deliver
        self._now = now
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def announce(self, transaction: Transaction) -> None:
        """Let the callbacks of the present status go out, as the policy of the moment wants."""
        policy = self._policy(transaction)
        if not transaction.request.callback_url or policy is CallbackPolicy.NONE:
            return
        told = [transaction.status]
        if policy is CallbackPolicy.TWICE:
            told.append(transaction.status)
        if policy is CallbackPolicy.OUT_OF_ORDER:
            told.append(Status.ON_PROCESS)
        bodies = [(s, callback_body(transaction, s, self._credentials)) for s in told]
        wait = self._settings.late_seconds if policy is CallbackPolicy.LATE else 0.0
        self._background.spawn(self._send(transaction, bodies, wait))

    async def announce_early(self, transaction: Transaction) -> None:
        """Tell status 1, once, before the transfer is answered, if the policy wants that."""
        early = self._policy(transaction) is CallbackPolicy.EARLY
        if early and transaction.request.callback_url:
            body = callback_body(transaction, Status.ON_PROCESS, self._credentials)
            await self._attempt(transaction, Status.ON_PROCESS, body)

    def _policy(self, transaction: Transaction) -> CallbackPolicy:
        if transaction.trick is None:
            return self._faults.callbacks
        return _BY_TRICK.get(transaction.trick, self._faults.callbacks)

    async def _send(
        self, transaction: Transaction, bodies: list[tuple[Status, bytes]], wait: float
    ) -> None:
        async with self._locks[transaction.request.trx_no]:
            await self._background.sleep(wait)
            for status, body in bodies:
                await self._insist(transaction, status, body)

    async def _insist(self, transaction: Transaction, status: Status, body: bytes) -> None:
        for pause in (0.0, *self._settings.callback_pauses_seconds):
            await self._background.sleep(pause)
            if await self._attempt(transaction, status, body):
                return

    async def _attempt(self, transaction: Transaction, status: Status, body: bytes) -> bool:
        try:
            http_status = await self._deliver(transaction.request.callback_url, body)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            outcome = type(error).__name__
        else:
            outcome = str(http_status)
        transaction.callbacks.append(CallbackRecord(self._now(), status, outcome))
        return outcome == str(HTTPStatus.OK.value)
