"""Runs the demo on loopback: the real program between two stand-ins, and its people."""

import asyncio
import contextlib
import secrets
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.runtime.app import App
from bot.runtime.parts import build_parts
from bot.runtime.start import open_database
from bot.sandbox.faspay import FaspaySandbox, SandboxCredentials, SandboxSettings
from bot.sandbox.server import serving
from bot.sandbox.telegram import TelegramSandbox, User
from bot.sandbox.telegram.members import MemberStatus
from bot.settings.settings import Settings
from storage.engine import schema
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault, new_key
from storage.models.person import Person, Role
from storage.repositories import people

ADMIN, SUPERVISOR, AGENT, NEWCOMER = 5_000_000_001, 5_000_000_002, 5_000_000_003, 5_000_000_004
SECOND_ADMIN = 5_000_000_006
"""Ids above 32 bits, as today's Telegram gives them."""
TEAM = "Jakarta"
GROUP = -1_000_000_000_007


@dataclass
class StandIns:
    """The stand-ins for Telegram and Faspay."""

    telegram: TelegramSandbox
    faspay: FaspaySandbox
    telegram_url: str
    """Its address is also the page's."""
    faspay_url: str
    token: str

    def environment(self, folder: Path, web_port: int) -> dict[str, str]:
        """Return the settings for these stand-ins. It stores the public key in `folder`."""
        key_file = folder / "faspay-public.pem"
        key_file.write_text(self.faspay.public_key_pem)
        key_file.chmod(0o600)
        credentials = self.faspay.credentials
        return {
            "TELEGRAM_BOT_TOKEN": self.token,
            "TELEGRAM_API_URL": self.telegram_url,
            "FASPAY_ENVIRONMENT": "sandbox",
            "FASPAY_URL": self.faspay_url,
            "FASPAY_VIRTUAL_ACCOUNT": credentials.virtual_account,
            "FASPAY_KEY": credentials.faspay_key,
            "FASPAY_SECRET": credentials.faspay_secret,
            "FASPAY_APP_KEY": credentials.app_key,
            "FASPAY_APP_SECRET": credentials.app_secret,
            "FASPAY_CLIENT_KEY": credentials.client_key,
            "FASPAY_CLIENT_SECRET": credentials.client_secret,
            "FASPAY_IV": credentials.iv,
            "FASPAY_PUBLIC_KEY_FILES": str(key_file),
            "DATABASE_URL": f"sqlite:///{folder / 'cashout.db'}",
            "DATA_KEYS": new_key("demo"),
            "PUBLIC_URL": f"http://127.0.0.1:{web_port}",
            "WEB_PORT": str(web_port),
            "ADMIN_IDS": str(ADMIN),
        }


@dataclass
class Demo:
    """Everything that runs, and the five people of the demo."""

    stand_ins: StandIns
    app: App
    database: Database
    admin: User
    second_admin: User
    """Who decides what one admin may not do alone."""
    supervisor: User
    agent: User
    newcomer: User

    @property
    def faspay(self) -> FaspaySandbox:
        """Faspay's side."""
        return self.stand_ins.faspay


@contextlib.asynccontextmanager
async def stand_ins(
    port: int = 0,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    faspay_settings: SandboxSettings | None = None,
) -> AsyncIterator[StandIns]:
    """Serve both stand-ins on loopback; the page is on `port` (0 takes a free one)."""
    faspay = FaspaySandbox(SandboxCredentials.random(), now=now, settings=faspay_settings)
    token = f"4200000:{secrets.token_hex(16)}"
    telegram = TelegramSandbox(token, now=now, faspay_control=faspay.control)
    async with serving(faspay.app) as faspay_url, telegram.serving(port) as telegram_url:
        try:
            yield StandIns(telegram, faspay, telegram_url, faspay_url, token)
        finally:
            await faspay.aclose()


@contextlib.asynccontextmanager
async def running_demo(
    port: int = 0,
    *,
    language: str = "id",
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    faspay_settings: SandboxSettings | None = None,
    extra: Mapping[str, str] | None = None,
) -> AsyncIterator[Demo]:
    """Run the program on stand-ins. `extra` adds settings. It leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="cashout-") as name:
        folder = Path(name)
        async with stand_ins(port, now, faspay_settings) as played:
            environment = played.environment(folder, _free_port()) | dict(extra or {})
            settings = Settings.load(environment, env_file=None)
            prepare(settings, now)
            database = open_database(settings, now)
            database.run_sync(_hire, SECOND_ADMIN, Role.ADMIN, "", "Sari Hapsari")
            try:
                async with running(settings, database, now) as app:
                    admin, supervisor, agent, newcomer = _cast(played.telegram, language)
                    second = played.telegram.user(
                        SECOND_ADMIN, "Sari", "Hapsari", "sari_demo", language
                    )
                    second.send("/start")
                    played.telegram.panes = [
                        (agent, "Agent"),
                        (supervisor, "Supervisor"),
                        (admin, "Admin"),
                        (second, "Second admin"),
                    ]
                    yield Demo(played, app, database, admin, second, supervisor, agent, newcomer)
            finally:
                database.close()


@contextlib.asynccontextmanager
async def running(
    settings: Settings, database: Database, now: Callable[[], datetime]
) -> AsyncIterator[App]:
    """Run the program inside this loop until the block is left."""
    app, stop = App(build_parts(settings, database, now)), asyncio.Event()
    task = asyncio.create_task(app.run(stop))
    ready = asyncio.create_task(app.ready.wait())
    try:
        await asyncio.wait({task, ready}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
        yield app
    finally:
        ready.cancel()
        stop.set()
        await task


def prepare(settings: Settings, now: Callable[[], datetime]) -> None:
    """Make the schema and the people of the story: a team with its supervisor and its agent."""
    vault = Vault.from_setting(settings.data_keys.get_secret_value())
    database = Database(settings.database_url.get_secret_value(), vault, now)
    try:
        schema.migrate(database.engine)
        database.run_sync(_seed, settings.admin_ids[0])
    finally:
        database.close()


def _seed(work: Work, admin_id: int) -> None:
    cast = [
        (admin_id, Role.ADMIN, "", "Dewi Lestari"),
        (SUPERVISOR, Role.SUPERVISOR, TEAM, "Rina Wulandari"),
        (AGENT, Role.AGENT, TEAM, "Ani Kusuma"),
    ]
    for person_id, role, team, name in cast:
        _hire(work, person_id, role, team, name)


def _hire(work: Work, person_id: int, role: Role, team: str, name: str) -> None:
    person = Person(person_id=person_id, role=role, team=team, created_at=work.now)
    people.add(work, person, name)


def _cast(telegram: TelegramSandbox, language: str) -> tuple[User, User, User, User]:
    admin = enter_admin(telegram, language)
    supervisor = telegram.user(SUPERVISOR, "Rina", "Wulandari", "rina_demo", language)
    agent = telegram.user(AGENT, "Ani", "Kusuma", "ani_demo", language)
    newcomer = telegram.user(NEWCOMER, "Joko", "Pratama", "joko_demo", language)
    for user in (supervisor, agent):
        user.send("/start")
    return admin, supervisor, agent, newcomer


def enter_admin(telegram: TelegramSandbox, language: str = "id") -> User:
    """Let the person of ADMIN_IDS write to the bot, and give them a pane."""
    admin = telegram.user(ADMIN, "Dewi", "Lestari", "dewi_demo", language)
    admin.send("/start")
    telegram.panes = [(admin, "Admin")]
    return admin


def show_group(demo: Demo) -> None:
    """Have the team's orders shown in a topic of its group, which the page shows as well."""
    telegram, admin = demo.stand_ins.telegram, demo.admin
    group = telegram.group(GROUP, "Tim Jakarta", forum=True)
    group.join(admin, MemberStatus.OWNER)
    for member in (demo.supervisor, demo.agent):
        group.join(member)
    topic = group.topic("Pesanan", admin)
    admin.send_in_group(group, f"/watch@{telegram.bot.username} here", topic)
    telegram.group_panes.append(group)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
