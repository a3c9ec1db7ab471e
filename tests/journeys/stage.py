"""A stage for journeys: the whole house on loopback, a clock that can be moved, and short verbs."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.demo_house import DemoHouse, house
from bot.sandbox.faspay import FaspaySandbox, SandboxSettings, Transaction
from bot.sandbox.telegram import User
from bot.sandbox.telegram.records import Message

BUDI = "081234567890"
CODE = re.compile(r"^(?:Code|Kode):\n(\S+)$", re.MULTILINE)
NUMBER = re.compile(r"\b[0-9]{12}\b")


class Clock:
    """The real time, moved forward at will: what waits for a time need not be waited for."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def forward(self, step: timedelta) -> None:
        """Let time pass."""
        self._ahead += step


@dataclass
class Journey:
    """One run of the whole house."""

    house: DemoHouse
    clock: Clock

    @property
    def agent(self) -> User:
        """Ani, who sends."""
        return self.house.agent

    @property
    def supervisor(self) -> User:
        """Rina, who watches Ani's team."""
        return self.house.supervisor

    @property
    def admin(self) -> User:
        """Dewi, who governs."""
        return self.house.admin

    @property
    def faspay(self) -> FaspaySandbox:
        """Faspay's truth."""
        return self.house.faspay

    async def confirm(self, phone: str = BUDI, amount: str = "300rb", who: User | None = None) -> None:
        """Send one pasted line and confirm its read-back."""
        agent = who or self.agent
        agent.send(f"Budi Santoso {phone} {amount}")
        await agent.wait_for("Check this", 10)
        agent.press("Confirm")

    async def order(self, phone: str = BUDI, amount: str = "300rb") -> tuple[Transaction, str]:
        """Make an order that gets its code; return Faspay's transaction and the code shown."""
        await self.confirm(phone, amount)
        card = await self.card()
        code = CODE.search(card.text)
        assert code is not None
        return self.transaction(card), code[1]

    async def card(self) -> Message:
        """Wait until the code is shown to the agent."""
        return await self.agent.wait_for(lambda message: CODE.search(message.text) is not None, 15)

    def transaction(self, message: Message) -> Transaction:
        """Find Faspay's side of the order that a message names."""
        number = NUMBER.search(message.text)
        assert number is not None
        return self.faspay.transaction(number[0])


@asynccontextmanager
async def journey(
    extra: Mapping[str, str] | None = None, faspay: SandboxSettings | None = None
) -> AsyncIterator[Journey]:
    """Run the house in English for as long as the block lasts."""
    clock = Clock()
    async with house(language="en", now=clock, extra=extra, faspay_settings=faspay) as played:
        yield Journey(played, clock)


def play(
    script: Callable[[Journey], Awaitable[None]],
    extra: Mapping[str, str] | None = None,
    faspay: SandboxSettings | None = None,
) -> None:
    """Play one script on a house of its own; a minute is more than any of them needs."""

    async def run() -> None:
        async with asyncio.timeout(60), journey(extra, faspay) as stage:
            await script(stage)

    asyncio.run(run())
