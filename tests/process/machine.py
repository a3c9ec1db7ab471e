"""The program as real processes, between stand-ins that are served in the test's own loop."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import httpx
from sqlmodel import select

from bot.sandbox.demo.company import ADMIN, AGENT, SUPERVISOR, StandIns, prepare, stand_ins
from bot.sandbox.faspay import FaspaySandbox, SandboxSettings, Status
from bot.sandbox.telegram import User
from bot.settings.settings import Settings
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault
from storage.models.audit import Act, AuditEntry
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from tests.journeys.parts import Clock
from tests.journeys.ports import free_port
from tests.loopback import plain_client
from tests.servers import migrated

Found = TypeVar("Found")
_SECONDS = 60.0
_KEPT = ("PATH", "HOME", "LANG", "SYSTEMROOT", "COVERAGE_PROCESS_START", "XDG_RUNTIME_DIR")
_AGREE = {
    Status.ON_PROCESS: OrderStatus.ISSUED,
    Status.SUCCESS: OrderStatus.PAID,
    Status.FAILED: OrderStatus.FAILED,
    Status.REVERSED: OrderStatus.REVERSED,
}
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """How a process ended, and what it said."""

    status: int
    out: str
    error: str


@dataclass
class Machine:
    """A folder with a .env, the stand-ins it names, and the people; `run` starts processes.

    Its clock may be moved between two processes: whatever starts then goes by it.
    """

    folder: Path
    played: StandIns
    environment: dict[str, str]
    clock: Clock
    agent: User = field(init=False)
    supervisor: User = field(init=False)
    admin: User = field(init=False)

    def __post_init__(self) -> None:
        user = self.played.telegram.user
        self.agent = user(AGENT, "Ani", "Kusuma", "ani", "en")
        self.supervisor = user(SUPERVISOR, "Rina", "Wulandari", "rina", "en")
        self.admin = user(ADMIN, "Dewi", "Lestari", "dewi", "en")

    @property
    def faspay(self) -> FaspaySandbox:
        return self.played.faspay

    @property
    def url(self) -> str:
        return self.environment["PUBLIC_URL"]

    def write(self, **changes: str | None) -> None:
        """Change settings (None takes one out), and write the .env."""
        for name, value in changes.items():
            if value is None:
                self.environment.pop(name, None)
            else:
                self.environment[name] = value
        path = self.folder / ".env"
        path.write_text("".join(f"{name}={value}\n" for name, value in self.environment.items()))
        path.chmod(0o600)

    def prepare(self) -> None:
        """Make the database and its people, with nobody's start greeted yet."""
        (self.folder / "cashout.db").write_bytes(migrated())
        prepare(Settings.load(self.environment, env_file=None), self.clock)

    async def spawn(self, *command: str) -> asyncio.subprocess.Process:
        """Start `python -m bot COMMAND` with nothing of this machine's settings."""
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *self._program(),
            "--env-file",
            str(self.folder / ".env"),
            *command,
            cwd=ROOT,
            env=kept,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    def _program(self) -> tuple[str, ...]:
        ahead = self.clock.ahead.total_seconds()
        return ("-m", "tests.process.ahead", str(ahead)) if ahead else ("-m", "bot")

    async def command(self, *command: str) -> Ended:
        """Run a command to its end."""
        return await end_of(await self.spawn(*command))

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Program"]:
        """Run the bot within the block; it must then stop by SIGTERM with status 0."""
        program = Program(self)
        await program.start()
        try:
            yield program
        except BaseException:
            await program.kill()
            raise
        assert (await program.stop()).status == 0

    def rows(self) -> list[Order]:
        """Read the orders while no program runs."""
        return self.do(_orders)

    def do(self, use_case: Callable[[Work], Found]) -> Found:
        """Run a use case while no program runs."""
        settings = Settings.load(self.environment, env_file=None)
        vault = Vault.from_setting(settings.data_keys.get_secret_value())
        database = Database(settings.database_url.get_secret_value(), vault, self.clock)
        try:
            return database.run_sync(use_case)
        finally:
            database.close()

    def check(self) -> Order:
        """Hold the one order that there must be against Faspay's books; no program runs."""
        (order,) = self.do(_orders_claimed_once)
        made = self.faspay.transactions
        assert [each.request.trx_no for each in made] == [order.order_no]
        assert order.status is _AGREE[made[0].status]
        return order


class Program:
    """The bot's process, started again at will."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = await self._machine.spawn("run")
        await until(self._answers)

    async def stop(self) -> Ended:
        """Ask it to stop, and wait until it has."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await end_of(self._process)

    async def kill(self) -> None:
        """End it without a word."""
        self.strike()
        assert self._process is not None
        await end_of(self._process)

    def strike(self) -> None:
        """Kill it at this instant, and do not wait."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()

    async def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.returncode is None, (await end_of(self._process)).error
        return await status_of(f"{self._machine.url}/healthz") == 200


async def status_of(url: str) -> int | None:
    """Return the HTTP status of an address; None while nobody answers."""
    async with plain_client() as client:
        try:
            return (await client.get(url)).status_code
        except httpx.HTTPError:
            return None


async def until(happened: Callable[[], Awaitable[object]]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(_SECONDS):
        while not await happened():  # noqa: ASYNC110 - another process wakes nobody here
            await asyncio.sleep(0.05)


async def end_of(process: asyncio.subprocess.Process) -> Ended:
    """Wait for a process to end."""
    async with asyncio.timeout(_SECONDS):
        out, error = await process.communicate()
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), error.decode())


def _orders(work: Work) -> list[Order]:
    return list(work.session.exec(select(Order)))


def _orders_claimed_once(work: Work) -> list[Order]:
    entries = work.session.exec(select(AuditEntry).where(AuditEntry.act == Act.STATUS))
    claims = [each.order_no for each in entries if each.after == OrderStatus.SENDING.value]
    assert len(claims) == len(set(claims)), "an order was claimed twice"
    return _orders(work)


@asynccontextmanager
async def machine(
    folder: Path, faspay: SandboxSettings | None = None, **settings: str
) -> AsyncIterator[Machine]:
    """Serve the stand-ins, and write a .env that names them."""
    clock = Clock()
    async with stand_ins(now=clock, faspay_settings=faspay) as played:
        environment = played.environment(folder, free_port()) | settings
        built = Machine(folder, played, environment, clock)
        built.write()
        yield built


def play(
    folder: Path,
    script: Callable[[Machine], Awaitable[None]],
    faspay: SandboxSettings | None = None,
    settings: Mapping[str, str] | None = None,
    *,
    seconds: float = 100,
) -> None:
    """Play a script on a machine of its own; it must end within so many seconds."""

    async def run() -> None:
        async with asyncio.timeout(seconds), machine(folder, faspay, **(settings or {})) as built:
            await script(built)

    asyncio.run(run())
