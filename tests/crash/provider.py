"""A faulty Faspay: the strict stand-in behind a front that breaks calls."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from starlette.types import Message, Receive, Scope, Send

from bot.sandbox.faspay import FaspaySandbox, SandboxCredentials, SandboxSettings
from bot.sandbox.faspay.callbacks import Deliver
from bot.sandbox.faspay.faults import CallbackPolicy, Mishap, Outage
from tests.crash.scenes import Scene

TIMEOUT_SECONDS = 8.0
"""FASPAY_TIMEOUT_SECONDS of the program under test."""


class Fault(StrEnum):
    """What is wrong with Faspay, from the start of a schedule until it is healed."""

    NONE = "none"
    LOST_REQUEST = "request lost"
    LATE_REQUEST = "request carried out after the time-out"
    ERROR_BEFORE = "500, nothing made"
    LOST_ANSWER = "answer lost"
    ERROR_AFTER = "500, made all the same"
    TRUNCATED = "answer cut off"
    GARBAGE = "a web page for an answer"
    SLOW = "answer after the time-out"
    REFUSED = "refused in known words"
    STRANGE_WORDS = "refused in unknown words"
    ECHO = "another amount in the answer"
    NO_CODE = "no code in the answer"
    NO_TOKENS = "no tokens"
    DROPS = "every connection dropped"
    BUSY = "503 for everything"
    BLIND = "inquiry down"
    FOUND_LATE = "answer lost, and not found at first"
    CLOCK = "clocks 150 s apart"
    CALLBACKS_LOST = "callbacks lost"
    CALLBACKS_TWICE = "callbacks twice"
    CALLBACKS_OLD = "an old callback after each"
    CALLBACKS_EARLY = "a callback before the answer"
    FORGED = "forged and replayed callbacks"


_MISHAPS = {
    Fault.LOST_REQUEST: Mishap.LOST_REQUEST,
    Fault.ERROR_BEFORE: Mishap.ERROR_BEFORE,
    Fault.LOST_ANSWER: Mishap.LOST_ANSWER,
    Fault.FOUND_LATE: Mishap.LOST_ANSWER,
    Fault.ERROR_AFTER: Mishap.ERROR_AFTER,
    Fault.TRUNCATED: Mishap.TRUNCATED,
    Fault.GARBAGE: Mishap.GARBAGE,
}
_OUTAGES = {Fault.DROPS: Outage.DROPS, Fault.BUSY: Outage.BUSY}
_CALLBACKS = {
    Fault.CALLBACKS_LOST: CallbackPolicy.NONE,
    Fault.CALLBACKS_TWICE: CallbackPolicy.TWICE,
    Fault.CALLBACKS_OLD: CallbackPolicy.OUT_OF_ORDER,
    Fault.CALLBACKS_EARLY: CallbackPolicy.EARLY,
}
NOTHING_ARRIVES = frozenset({Fault.NO_TOKENS, Fault.DROPS, Fault.BUSY, Fault.CLOCK})
"""While these last, no transfer arrives."""
OF_CALLBACKS = frozenset({*_CALLBACKS, Fault.FORGED})
"""These last until a callback was posted."""
_MANY = 1000
_APART = timedelta(seconds=150)
_SKEWED = timedelta(seconds=60)
"""Enough to warn admins, too little to stop sending."""
_LONG_SECONDS = 6.0
_TOO_LATE_SECONDS = 3 * TIMEOUT_SECONDS
_MUCH_TOO_LATE_SECONDS = 5 * TIMEOUT_SECONDS
"""Late enough for inquiries to come before, although time leaps."""
_HIDDEN_INQUIRIES = 2
_INQUIRIES = {Fault.BLIND: 1, Fault.FOUND_LATE: _HIDDEN_INQUIRIES}
"""How many inquiries these faults affect."""
_REFUSAL = {"status": "9", "response_code": "99", "response_desc": "failed"}


class Provider:
    """An ASGI application. `arrived` counts the transfers that arrived, by order number."""

    def __init__(
        self,
        fault: Fault,
        now: Callable[[], datetime],
        credentials: SandboxCredentials,
        key: RSAPrivateKey,
        deliver: Deliver,
        scene: Scene = Scene.MAIN,
    ) -> None:
        self.fault = fault
        self._is_slow = scene is Scene.LONG
        self._skew = _SKEWED if scene is Scene.SKEW else timedelta()
        self._now = now
        settings = SandboxSettings(expires_by_itself=False)
        self.faspay = FaspaySandbox(
            credentials, now=self._clock, settings=settings, key=key, deliver_callback=deliver
        )
        self.arrived: Counter[str] = Counter()
        self.under_way = 0
        """Arrived transfers that may or may not be carried out yet."""
        self.answered = False
        """Whether a whole answer with a code was given."""
        self.differed = False
        """Whether an answer was given that does not match the order."""
        self.callback_urls: list[str] = []
        """The addresses for callbacks that the program sent."""
        self._inquiries = 0
        faults = self.faspay.faults
        faults.outage = _OUTAGES.get(fault, Outage.NONE)
        faults.inquiry_down = fault is Fault.BLIND
        faults.callbacks = _CALLBACKS.get(fault, CallbackPolicy.NORMAL)
        if fault in _MISHAPS:
            faults.next_transfers[_MISHAPS[fault]] = _MANY

    @property
    def was_felt(self) -> bool:
        """Whether the fault has affected what it concerns."""
        if self.fault in NOTHING_ARRIVES:
            return True
        needed = _INQUIRIES.get(self.fault, 0)
        return bool(self.arrived) and self._inquiries >= needed

    def heal(self) -> None:
        """End the fault."""
        self.fault, self._skew = Fault.NONE, timedelta()
        faults = self.faspay.faults
        faults.outage, faults.inquiry_down = Outage.NONE, False
        faults.callbacks = CallbackPolicy.NORMAL
        faults.next_transfers.clear()

    def _clock(self) -> datetime:
        return self._now() + (_APART if self.fault is Fault.CLOCK else self._skew)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a call on, or break it as the fault says."""
        service = scope["path"].split("/")[3]
        self._inquiries += service == "inquiry_status"
        if service == "transfer":
            self.under_way += 1
            try:
                await self._transfer(scope, receive, send)
            finally:
                self.under_way -= 1
        elif service == "tokens" and self.fault is Fault.NO_TOKENS:
            await _say(send, 503, b"Service Unavailable")
        elif service == "inquiry_status" and self._hides():
            await _say(send, 200, _json(_REFUSAL | {"message": "Transaction not found"}))
        else:
            await self.faspay.app(scope, receive, send)

    def _hides(self) -> bool:
        return self.fault is Fault.FOUND_LATE and self._inquiries <= _HIDDEN_INQUIRIES

    async def _transfer(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _whole(receive)
        fields = json.loads(body)
        self.arrived[fields["trx_no"]] += 1
        self.callback_urls.append(fields["callback_url"])
        again = _again(body, receive)
        if self._is_slow:
            await asyncio.sleep(_LONG_SECONDS)
        match self.fault:
            case Fault.REFUSED:
                await _say(send, 200, _json(_REFUSAL | {"message": "Invalid Request body"}))
            case Fault.STRANGE_WORDS:
                await _say(send, 200, _json(_REFUSAL | {"message": "Saldo habis"}))
            case Fault.ECHO:
                self.differed = True
                await self.faspay.app(scope, again, _changing(send, _more))
            case Fault.NO_CODE:
                await self.faspay.app(scope, again, _changing(send, _without_code))
            case Fault.SLOW:
                await self.faspay.app(scope, again, _slowly(send))
            case Fault.LATE_REQUEST:
                await asyncio.sleep(_MUCH_TOO_LATE_SECONDS)
                await self.faspay.app(scope, again, send)
            case _:
                await self.faspay.app(scope, again, self._noting(send))

    def _noting(self, send: Send) -> Send:
        async def noted(message: Message) -> None:
            if b'"cashout_code":"' in message.get("body", b"") and not message.get("more_body"):
                self.answered = True
            await send(message)

        return noted


def _more(fields: dict[str, Any]) -> None:
    fields["trx_amount"] *= 10


def _without_code(fields: dict[str, Any]) -> None:
    del fields["cashout_code"]


def _changing(send: Send, change: Callable[[dict[str, Any]], None]) -> Send:
    held: list[Message] = []

    async def changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            held.append(message)
            return
        fields = json.loads(message["body"])
        change(fields)
        dates = [header for header in held[0]["headers"] if header[0] == b"date"]
        await _say(send, held[0]["status"], _json(fields), dates)

    return changed


def _slowly(send: Send) -> Send:
    async def late(message: Message) -> None:
        if message["type"] == "http.response.start":
            await asyncio.sleep(_TOO_LATE_SECONDS)
        await send(message)

    return late


async def _whole(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if not message.get("more_body"):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read already, then whatever comes after it."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def given() -> Message:
        return messages.pop() if messages else await receive()

    return given


def _json(fields: Mapping[str, object]) -> bytes:
    return json.dumps(fields).encode()


async def _say(
    send: Send, status: int, body: bytes, more: list[tuple[bytes, bytes]] | None = None
) -> None:
    length = str(len(body)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", length), *(more or [])]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
