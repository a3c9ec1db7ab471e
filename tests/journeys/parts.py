"""Parts of the stage: a clock to move, a witness on the wire, and the reading of messages."""

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import httpx

from bot.providers.faspay.exchange import system_transport
from bot.sandbox.faspay import FaspaySandbox, SandboxSettings
from bot.sandbox.telegram.records import Message

CODE = re.compile(r"^(?:Code|Kode):\n(\S+)$", re.MULTILINE)
NUMBER = re.compile(r"\b[0-9]{12}\b")


class Clock:
    """The real time, moved forward at will: what waits for a time need not be waited for."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def forward(self, step: timedelta) -> None:
        self.ahead += step


class Witness(httpx.AsyncBaseTransport):
    """The real wire to Faspay, with a count of the transfers that were tried on it.

    `hold` is awaited before each call leaves.
    """

    def __init__(
        self, tried: Counter[str], hold: Callable[[httpx.Request], Awaitable[None]]
    ) -> None:
        self._wire = system_transport()
        self._tried = tried
        self._hold = hold

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await self._hold(request)
        if request.url.path.endswith("/transfer"):
            number = re.search(rb'"trx_no" ?: ?"(\d+)"', request.content)
            self._tried[number[1].decode() if number else "?"] += 1
        return await self._wire.handle_async_request(request)

    async def aclose(self) -> None:
        await self._wire.aclose()


def shows_code(message: Message) -> bool:
    """Say whether a message shows a code now."""
    return not message.deleted and CODE.search(message.text) is not None


def code_in(card: Message) -> str:
    """Return the code that a card shows."""
    found = CODE.search(card.text)
    assert found is not None
    return found[1]


def number_in(message: Message) -> str:
    """Return the order number that a message names."""
    found = NUMBER.search(message.text)
    assert found is not None
    return found[0]


def transfer_arrives(faspay: FaspaySandbox, slow_seconds: float) -> asyncio.Event:
    """Return what is set once a slow transfer is at Faspay and not yet answered."""
    arrived, background = asyncio.Event(), faspay._background
    sleep = background.sleep

    async def sleeping(seconds: float) -> None:
        if seconds == slow_seconds:
            arrived.set()
        await sleep(seconds)

    background.sleep = sleeping
    return arrived


HANGS = SandboxSettings(slow_seconds=600)
"""For hold_slow_transfers: longer than any story."""


def hold_slow_transfers(faspay: FaspaySandbox, slow_seconds: float) -> asyncio.Event:
    """Have slow transfers hang until what is returned is set."""
    released, background = asyncio.Event(), faspay._background
    sleep = background.sleep

    async def sleeping(seconds: float) -> None:
        await (released.wait() if seconds == slow_seconds else sleep(seconds))

    background.sleep = sleeping
    return released
