"""A stage for journeys: the whole bot on loopback, a clock that can be moved, and short verbs."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
from sqlmodel import select

from bot.runtime.app import App
from bot.runtime.parts import build_parts
from bot.runtime.start import open_database
from bot.sandbox.demo.company import (
    ADMIN,
    AGENT,
    NEWCOMER,
    SUPERVISOR,
    TEAM,
    StandIns,
    prepare,
    stand_ins,
)
from bot.sandbox.faspay import FaspaySandbox, SandboxSettings, Transaction
from bot.sandbox.telegram import TelegramSandbox, User
from bot.sandbox.telegram.records import Message
from bot.settings.settings import Settings
from handlers.services.decisions import deciding
from handlers.services.rights.actors import operator
from handlers.services.rights.capabilities import Capability
from storage.engine.database import Database
from storage.engine.unit_of_work import WakeUp, Work
from storage.models.order import Order
from storage.models.person import Person, Role
from storage.models.proposal import Press
from storage.repositories import outbox, people, proposals
from tests.journeys import truth
from tests.journeys.parts import Clock, Witness, code_in, number_in, shows_code
from tests.journeys.ports import free_port
from tests.servers import migrated, quick_place

BUDI = "081234567890"
SECOND = 5_000_000_005
LOOK_EVERY = 0.25
"""Seconds between two looks whether Telegram still posts to us; the program's own are longer."""
_TICK, _STEP = 0.03, timedelta(seconds=1)


@dataclass
class Journey:
    """One run of the whole bot; the program in it may stop, die and start again."""

    stand_ins: StandIns
    settings: Settings
    clock: Clock
    agent: User
    """Ani, who sends."""
    second: User
    """Bayu, who sends as well."""
    supervisor: User
    """Rina, who watches their team."""
    admin: User
    """Dewi, who governs."""
    newcomer: User
    """Joko, who is nobody yet."""
    tried: Counter[str] = field(default_factory=Counter)
    """Transfers tried on the wire, by order number."""
    hold: Callable[[httpx.Request], Awaitable[None]] | None = None
    """Awaited before each call to Faspay leaves."""
    app: App = field(init=False)
    database: Database = field(init=False)
    _stop: asyncio.Event = field(init=False)
    _running: asyncio.Task[int] | None = None

    @property
    def faspay(self) -> FaspaySandbox:
        """Faspay's truth."""
        return self.stand_ins.faspay

    @property
    def telegram(self) -> TelegramSandbox:
        """Telegram's truth."""
        return self.stand_ins.telegram

    async def start(self, *, heard: bool = True) -> None:
        """Start the program; with `heard`, wait until Telegram knows it."""
        self.database = open_database(self.settings, self.clock)
        self._stop = asyncio.Event()
        witness = Witness(self.tried, self._held)
        self.app = App(
            build_parts(
                self.settings,
                self.database,
                self.clock,
                faspay_transport=witness,
                look_every=LOOK_EVERY,
            )
        )
        self._running = asyncio.create_task(self.app.run(self._stop))
        ready = asyncio.create_task(self.app.ready.wait())
        await asyncio.sleep(0)
        if heard:
            await asyncio.wait(
                {ready, self._running}, timeout=20, return_when=asyncio.FIRST_COMPLETED
            )
            assert ready.done(), "the program did not start"
        ready.cancel()

    async def _held(self, call: httpx.Request) -> None:
        if self.hold is not None:
            await self.hold(call)

    async def stop(self) -> None:
        """Stop the program as SIGTERM does."""
        running, self._running = self._running, None
        if running is not None:
            self._stop.set()
            try:
                assert await running == 0
            finally:
                self.database.close()

    async def crash(self) -> None:
        """Let the program die where it stands, as far as that can be done inside this process."""
        running, self._running = self._running, None
        assert running is not None
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        self.database.close()

    async def restart(self) -> None:
        """Stop the program, and start it again on the same database."""
        await self.stop()
        await self.start()

    def later(self, **time: float) -> None:
        """Let time pass (arguments of timedelta), and have everybody look at the clock."""
        self.clock.forward(timedelta(**time))
        for wake_up in WakeUp:
            self.database.wake_up(wake_up).set()

    @asynccontextmanager
    async def hurry(self, step: timedelta = _STEP) -> AsyncIterator[None]:
        """Let time run about thirty times as fast within the block, or by larger steps."""

        async def tick() -> None:
            while True:
                await asyncio.sleep(_TICK)
                self.later(seconds=step.total_seconds())

        ticking = asyncio.create_task(tick())
        try:
            yield
        finally:
            ticking.cancel()
            await asyncio.gather(ticking, return_exceptions=True)

    async def hear(
        self, who: User, wanted: str | Callable[[Message], bool], seconds: float = 15
    ) -> Message:
        """Wait for a message since the person's last act, in hurried time."""
        async with self.hurry():
            return await who.wait_for(wanted, seconds)

    async def agree(self) -> None:
        """Have the operator approve what waits for a second person, once something does."""

        def approve(work: Work) -> int:
            actor = operator(Capability.DECIDE_PROPOSALS)
            waiting = proposals.open_ones(work)
            for each in waiting:
                number = each.proposal_id or 0
                deciding.decide(work, actor, number, each.mark, Press.APPROVE)
            return len(waiting)

        async def approved() -> int:
            return await self.database.run(approve)

        await self.until(approved)

    async def read_back(
        self, phone: str = BUDI, amount: str = "300rb", who: User | None = None
    ) -> User:
        """Send one pasted line and wait for its read-back."""
        agent = who or self.agent
        agent.send(f"Budi Santoso {phone} {amount}")
        await agent.wait_for("Check this", 10)
        return agent

    async def confirm(
        self, phone: str = BUDI, amount: str = "300rb", who: User | None = None
    ) -> None:
        """Send one pasted line and confirm its read-back."""
        (await self.read_back(phone, amount, who)).press("Confirm")

    async def order(self, phone: str = BUDI, amount: str = "300rb") -> tuple[Transaction, str]:
        """Make an order that gets its code; return Faspay's transaction and the code shown."""
        await self.confirm(phone, amount)
        card = await self.card()
        return self.transaction(card), code_in(card)

    async def card(self, who: User | None = None) -> Message:
        """Wait until a code is shown to the agent."""
        return await (who or self.agent).wait_for(shows_code, 15)

    def transaction(self, message: Message) -> Transaction:
        """Find Faspay's side of the order that a message names."""
        return self.faspay.transaction(number_in(message))

    async def orders(self) -> list[Order]:
        """Read every order, oldest first."""
        return await self.database.run(_all_orders)

    async def only_order(self) -> Order:
        """Read the one order that there is."""
        (order,) = await self.orders()
        return order

    async def order_is(self, wanted: Callable[[Order], object], step: timedelta = _STEP) -> Order:
        """Wait in hurried time until there is such an order."""
        found: list[Order] = []

        async def there() -> bool:
            found[:] = [order for order in await self.orders() if wanted(order)]
            return bool(found)

        await self.until(there, step=step)
        return found[0]

    async def until(
        self,
        happened: Callable[[], Awaitable[object]],
        seconds: float = 15,
        step: timedelta = _STEP,
    ) -> None:
        """Wait in hurried time until something is so."""
        async with asyncio.timeout(seconds), self.hurry(step):
            while not await happened():  # noqa: ASYNC110 - rows in a database wake nobody here
                await asyncio.sleep(0.02)

    async def all_said(self) -> None:
        """Wait until no message waits to be sent."""

        async def nothing_waits() -> bool:
            return await self.database.run(outbox.open_count) == 0

        await self.until(nothing_waits)

    async def check(self) -> None:
        """Let everything come to rest; then hold every promise against Faspay's books."""
        await self.faspay.settled()
        await self.until(lambda: truth.agrees(self), 20)
        await self.all_said()
        await truth.check(self)


def _all_orders(work: Work) -> list[Order]:
    return list(work.session.exec(select(Order).order_by("created_at")))


def _hire_second(work: Work) -> None:
    if people.get(work, SECOND) is None:
        bayu = Person(person_id=SECOND, role=Role.AGENT, team=TEAM, created_at=work.now)
        people.add(work, bayu, "Bayu Saputra")


@asynccontextmanager
async def journey(
    database_url: str | None = None,
    extra: Mapping[str, str] | None = None,
    faspay: SandboxSettings | None = None,
) -> AsyncIterator[Journey]:
    """Run the bot in English for as long as the block lasts."""
    clock = Clock()
    with tempfile.TemporaryDirectory(prefix="cashout-", dir=quick_place()) as name:
        async with stand_ins(now=clock, faspay_settings=faspay) as played:
            environment = played.environment(Path(name), free_port())
            if database_url is not None:
                environment["DATABASE_URL"] = database_url
                environment["JOURNAL_DIR"] = str(Path(name) / "journal")
            else:
                (Path(name) / "cashout.db").write_bytes(migrated())
            settings = Settings.load(environment | dict(extra or {}), env_file=None)
            prepare(settings, clock)
            stage = _cast(played, settings, clock)
            await stage.start()
            await stage.database.run(_hire_second)
            await _everybody_enters(stage)
            try:
                yield stage
            finally:
                await stage.stop()


def _cast(played: StandIns, settings: Settings, clock: Clock) -> Journey:
    def user(person_id: int, first: str, last: str) -> User:
        return played.telegram.user(person_id, first, last, first.lower(), "en")

    return Journey(
        played,
        settings,
        clock,
        agent=user(AGENT, "Ani", "Kusuma"),
        second=user(SECOND, "Bayu", "Saputra"),
        supervisor=user(SUPERVISOR, "Rina", "Wulandari"),
        admin=user(ADMIN, "Dewi", "Lestari"),
        newcomer=user(NEWCOMER, "Joko", "Pratama"),
    )


async def _everybody_enters(stage: Journey) -> None:
    cast = (stage.agent, stage.second, stage.supervisor, stage.admin)
    for person in cast:
        person.send("/start")
    for person in cast:
        await person.wait_for("/language", 10)
    stage.later(seconds=10)  # the rates of the greeting are not part of the play


def play(
    script: Callable[[Journey], Awaitable[None]],
    database_url: str | None = None,
    extra: Mapping[str, str] | None = None,
    faspay: SandboxSettings | None = None,
    *,
    check: bool = True,
) -> None:
    """Play one script on a bot of its own, and hold its outcome against Faspay's books.

    Seconds are what they need; the limit is below the one of every test.
    """

    async def run() -> None:
        async with asyncio.timeout(110), journey(database_url, extra, faspay) as stage:
            await script(stage)
            if check:
                await stage.check()

    asyncio.run(run())
