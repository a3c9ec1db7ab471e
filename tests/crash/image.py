"""The start of every schedule: addresses, settings, and a draft that waits for a yes."""

import asyncio
import contextlib
import random
import secrets
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from sqlalchemy import Engine

from bot.runtime.start import open_database
from bot.sandbox.demo.company import ADMIN, AGENT, SUPERVISOR, StandIns, prepare, running
from bot.sandbox.faspay import FaspaySandbox, SandboxCredentials
from bot.sandbox.faspay.code import throw_away_key
from bot.sandbox.server import serving
from bot.sandbox.telegram import TelegramSandbox, User
from bot.sandbox.telegram.records import Content
from bot.settings.settings import Settings
from handlers.services.reconciliation.order_lines import WIB
from storage.engine.database import Database
from storage.engine.vault import Vault
from tests.crash.places import BUSY_SECONDS, Place
from tests.crash.provider import TIMEOUT_SECONDS
from tests.crash.shared import SLOTS
from tests.journeys.parts import shows_code

PHONE = "081234567890"
_PASTED = f"Budi Santoso {PHONE} 100rb"
"""The smallest amount. No other is sent before the amount unit is proven."""
_BEFORE_THE_NIGHT = time(2, 13)
"""Every schedule begins then. After a quarter of an hour it sees the nightly comparison."""
_PATIENCE = 60
"""Real seconds, many because the machine may be busy with other tests."""


@dataclass(frozen=True)
class Image:
    """Made once for each process and engine. It never changes."""

    folder: Path
    place: Place
    credentials: SandboxCredentials
    key: RSAPrivateKey
    token: str
    telegram_port: int
    faspay_port: int
    settings: tuple[Settings, ...]
    """One for each slot."""
    taken_at: datetime
    """Every schedule begins at this time of day."""
    engine: Engine
    """Without connections, but with every statement compiled."""
    read_back: Content
    """The question that waits for a yes, with its buttons."""


def cast(telegram: TelegramSandbox) -> tuple[User, User, User]:
    """Make agent, supervisor and admin, who have opened the bot's chat in English."""
    people = ((AGENT, "Ani"), (SUPERVISOR, "Rina"), (ADMIN, "Dewi"))
    users = [telegram.user(person_id, name, language_code="en") for person_id, name in people]
    for user in users:
        user.chat.started = True
    agent, supervisor, admin = users
    return agent, supervisor, admin


def take(folder: Path, place: Place) -> Image:
    """Play the real program up to the read-back and keep its rows. The rest warms it up."""
    credentials, key, now = SandboxCredentials.random(), throw_away_key(), _before_the_night()
    token = f"4200000:{secrets.token_hex(16)}"
    faspay, telegram = FaspaySandbox(credentials, now=now, key=key), TelegramSandbox(token, now=now)
    telegram_port, faspay_port, *web_ports = (_lasting_port() for _ in range(SLOTS + 2))
    urls = [f"http://127.0.0.1:{port}" for port in (telegram_port, faspay_port)]
    played = StandIns(telegram, faspay, urls[0], urls[1], token)
    environment = played.environment(folder, web_ports[0]) | {
        "DATABASE_URL": place.url,
        "JOURNAL_DIR": str(folder / "journal"),
        "FASPAY_TIMEOUT_SECONDS": str(TIMEOUT_SECONDS),
    }
    settings = tuple(
        Settings.load(environment | {"WEB_PORT": str(port)}, env_file=None) for port in web_ports
    )
    rehearsal = _Rehearsal(place, settings[0], telegram, faspay, now)
    ports = (telegram_port, faspay_port)
    engine, read_back = asyncio.run(rehearsal.play(*ports))
    return Image(folder, place, credentials, key, token, *ports, settings, now(), engine, read_back)


@dataclass
class _Rehearsal:
    place: Place
    settings: Settings
    telegram: TelegramSandbox
    faspay: FaspaySandbox
    now: Callable[[], datetime]

    async def play(self, telegram_port: int, faspay_port: int) -> tuple[Engine, Content]:
        """Play an order from draft to end, and keep the rows in the middle."""
        prepare(self.settings, self.now)
        async with (
            serving(self.telegram.app, telegram_port),
            serving(self.faspay.app, faspay_port),
        ):
            agent, *_others = cast(self.telegram)
            await self._run(lambda: _read_back(agent))
            (question,) = (each for each in agent.chat.messages if "Check this" in each.text)
            self.place.keep()
            engine = await self._run(lambda: self._order(agent))
            await self.telegram.close()
            await self.faspay.aclose()
        return engine, question.content

    async def _run(self, script: Callable[[], Awaitable[None]]) -> Engine:
        database = open_database(self.settings, self.now, _opened)
        try:
            async with running(self.settings, database, self.now):
                await script()
        finally:
            database.close()
        return database.engine

    async def _order(self, agent: User) -> None:
        agent.send("Confirm")
        await agent.wait_for(shows_code, _PATIENCE)
        (made,) = self.faspay.transactions
        self.faspay.withdraw_now(made.request.trx_no)
        await agent.wait_for("collected", _PATIENCE)


async def _read_back(agent: User) -> None:
    agent.send(_PASTED)
    await agent.wait_for("Check this", _PATIENCE)


def _opened(url: str, vault: Vault, now: Callable[[], datetime]) -> Database:
    return Database(url, vault, now, busy_seconds=BUSY_SECONDS)


def _lasting_port() -> int:
    """Find a port that the system gives to no connection while our program is down."""
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311 - below what the kernel gives out
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def _before_the_night() -> Callable[[], datetime]:
    now = datetime.now(UTC)
    ahead = datetime.combine(now.date(), _BEFORE_THE_NIGHT, WIB) - now
    return lambda: datetime.now(UTC) + ahead
