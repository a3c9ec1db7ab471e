"""A program whose database can be made to fail, and the life of one order in it, step by step.

Every step is taken as its worker takes it: one that fails is logged and taken again later. What
must hold after each of them is in `check`, what must hold in the end in `ended_well`.
"""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.runtime.recovery import catch_up
from handlers.jobs import data_age, inquiries, transfers
from handlers.jobs.edges import Edges
from handlers.services.ports import TransferRequest
from handlers.services.provider_answers import Accepted, Outcome, ProviderStatus
from storage.engine.database import Database, DatabaseDown
from storage.engine.high_water import HighWater
from storage.engine.journal import Journal
from storage.engine.vault import Vault
from storage.models.order import Order
from storage.models.order_states import SENT, Code, OrderStatus
from tests.factories import AGENT, World, stopped_after_the_claim
from tests.fakes import CODE, SEALED, FakeGateway, FakeTelegram, Plan

_PAGE_OCTETS = 512
"""The smallest that SQLite has: the database grows in as many steps as it can."""
_LONG = '{"fill": "' + "x" * 4000 + '"}'
Step = Callable[[], object]


def talkative(plan: Plan) -> Plan:
    """Let an answer be long: to keep it takes many pages."""

    def answer(gateway: FakeGateway, request: TransferRequest) -> Outcome:
        outcome = plan(gateway, request)
        if isinstance(outcome, Accepted):
            return Accepted(replace(outcome.answer, raw=_LONG))
        return outcome

    return answer


def small_pages(template: Path, path: Path) -> Path:
    """Copy a migrated database into one of the smallest pages."""
    shutil.copy(template, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
        database.execute(f"PRAGMA page_size={_PAGE_OCTETS}")
        database.execute("VACUUM")
    return path


@dataclass
class Life:
    """One company on one file, with a real journal and real marks."""

    folder: Path
    path: Path
    vault: Vault
    world: World
    busy_seconds: float = 0.1
    slots: int = 2
    failed: int = 0
    """Steps that the database did not take."""
    answered: bool = True
    """Faspay's answer reaches us."""
    telegram: FakeTelegram = field(init=False)

    def __post_init__(self) -> None:
        self._gateway: FakeGateway = self.world.gateway
        self.telegram = self.world.telegram()
        self.start()

    def start(self) -> None:
        """Start on the file as it is; what an earlier process left is not caught up with yet."""
        database = Database(
            f"sqlite:///{self.path}", self.vault, self.world.clock, busy_seconds=self.busy_seconds
        )
        self.world = World(database, self.world.clock, self.world.policy, self._gateway)
        self.telegram.database = database
        self.journal = Journal(self.folder / "journal", self.vault, slots=self.slots)
        self.marks = HighWater(self.folder / "journal", self.vault)

    def stop(self) -> None:
        self.journal.close()
        self.world.database.close()

    def restart(self) -> None:
        """Stop, and start again as the program does."""
        self.stop()
        self.start()
        ours = (self.world.database, self.marks, self.journal, self.world.policy)
        asyncio.run(catch_up(*ours, (), asyncio.Event()))

    def pages(self) -> int:
        """Return how many pages the file has."""
        return self.pragma("page_count")

    def pragma(self, words: str) -> int:
        connection = self.world.database.engine.raw_connection()
        return int(connection.cursor().execute(f"PRAGMA {words}").fetchone()[0])

    def allow(self, pages: int) -> None:
        """Let the file have so many pages from now on, and until the next start no more."""
        self.pragma(f"max_page_count={pages}")

    @property
    def edges(self) -> Edges:
        async def current() -> bool:
            return await data_age.is_current(self.world.database, self.marks)

        return Edges(
            database=self.world.database,
            gateway=self.world.gateway,
            policy=self.world.policy,
            owner="worker",
            monotonic=lambda: 0.0,
            journal=self.journal,
            stopping=stopped_after_the_claim(),
            is_current=current,
        )

    def steps(self) -> list[Step]:
        """Return what the workers do for an order, in the order in which it is most alive."""
        submit = lambda: asyncio.run(transfers.submit(self.edges))  # noqa: E731 - a step of a list
        recheck = lambda: asyncio.run(inquiries.recheck(self.edges))  # noqa: E731 - the same
        return [
            self.request,
            submit,
            self.say,
            self.say,
            self.say,
            self.later,
            recheck,
            self.say,
            self.collect,
            self.later,
            recheck,
            self.say,
            self.world.tidy,
        ]

    def live(self) -> None:
        """Take every step once; what the database does not take is left for later."""
        for step in self.steps():
            self.take(step)

    def take(self, step: Step) -> None:
        try:
            step()
        except DatabaseDown:
            self.failed += 1
        self.check()

    def request(self) -> None:
        """Confirm the one draft there is, as often as it takes."""
        self.world.request(token="the one confirmation")

    def say(self) -> None:
        """Send what waits to be said, as far as the database lets go of it."""
        self.world.clock.move(2)
        while (claimed := self.telegram.next()) is not None:
            self.telegram.settle(claimed, self.telegram.perform(claimed.act))

    def later(self) -> None:
        self.world.clock.move(20)

    def collect(self) -> None:
        """Let the beneficiary collect the cash, if there is any."""
        for request in self.world.gateway.executed:
            self.world.gateway.statuses[request.order_no] = ProviderStatus.SUCCESS

    def orders(self) -> list[Order]:
        return self.world.rows(Order)

    def check(self) -> None:
        """Hold the promises at this very moment, whatever the database has taken."""
        sent: list[TransferRequest] = self.world.gateway.executed
        assert len(sent) <= 1, "one confirmation, two transfers"
        by_number = {order.order_no: order for order in self.orders()}
        for request in sent:
            order = by_number[request.order_no]  # claimed, and committed, before it was sent
            assert order.status in SENT
            waiting = {entry["order_no"]: entry for _slot, entry in self.journal.left_over()}
            kept = order.code_sealed is not None or order.code is Code.WIPED
            answer = waiting.get(request.order_no, {}).get("answer") or {}
            assert kept or answer.get("sealed_code") == SEALED or not self.answered
        assert not [chat for chat in self.telegram.chats if CODE in self.seen(chat, but=AGENT)]

    def seen(self, chat: int, *, but: int) -> str:
        return "" if chat == but else self.telegram.seen_by(chat)

    def ended_well(self) -> None:
        """Let the database take everything again, and come to the right end."""
        self.restart()
        for _ in range(6):
            self.live()
            self.world.clock.move(60)
            if "was collected" in self.telegram.seen_by(AGENT):
                break
        (order,) = (order for order in self.orders() if order.status is not OrderStatus.CANCELLED)
        assert order.status is OrderStatus.PAID
        assert len(self.world.gateway.executed) == 1
        assert (order.code in {Code.SEALED, Code.DELIVERED}) is self.answered
        assert list(self.journal.left_over()) == []
        assert "was collected" in self.telegram.seen_by(AGENT)
