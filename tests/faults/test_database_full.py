"""The database is full, at every page that an order's life may need: nothing is lost or sent twice.

`PRAGMA max_page_count` gives SQLite's own SQLITE_FULL at an exact page, in a database of 512-octet
pages, so that every growth of every table and index is met once.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.runtime.recovery import catch_up
from handlers.services.ports import TransferRequest
from handlers.services.provider_answers import Outcome
from storage.engine.vault import Vault
from storage.models.order_states import OrderStatus
from tests.factories import World
from tests.fakes import Clock, FakeGateway, Plan, accept, lose_the_answer
from tests.faults.life import Life, small_pages, talkative


@pytest.fixture(scope="session")
def small_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_pages(sqlite_template, tmp_path_factory.mktemp("small") / "cashout.db")


Begin = Callable[..., Life]


@pytest.fixture
def begin(tmp_path: Path, small_template: Path, vault: Vault, world: World) -> Begin:
    """Give a function that makes a company of its own: people hired, some orders done before."""
    made: list[Life] = []

    def make(earlier: int = 0, plan: Plan = accept) -> Life:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        path = folder / "cashout.db"
        path.write_bytes(small_template.read_bytes())
        gateway = FakeGateway(plan=talkative(plan))
        life = Life(folder, path, vault, World(world.database, Clock(), world.policy, gateway))
        life.world.with_people()
        for _ in range(earlier):
            life.world.keep(OrderStatus.CANCELLED)
        made.append(life)
        return life

    return make


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("earlier", "every"),
    [(1, 3), *(pytest.param(each, 1, marks=pytest.mark.slow) for each in range(4))],
)
def test_full_at_every_page_of_an_orders_life(begin: Begin, earlier: int, every: int) -> None:
    """What was there before decides at which step pages are needed; the quick run takes each third.

    Without a limit the life takes some twenty pages more, most of them for the answer.
    """
    undisturbed = begin(earlier)
    before = undisturbed.pages()
    undisturbed.live()
    after = undisturbed.pages()
    undisturbed.ended_well()
    undisturbed.stop()
    assert undisturbed.failed == 0
    assert after - before >= 10
    failed = []
    for room in (*range(before, after, every), after):
        life = begin(earlier)
        life.allow(room)
        life.live()
        failed.append(life.failed)
        life.ended_well()
        life.stop()
    assert failed[0] > 0
    assert failed[-1] == 0


@pytest.mark.parametrize("plan", [accept, lose_the_answer])
@pytest.mark.parametrize("more", [0, 5])
def test_full_from_the_moment_the_transfer_answers(begin: Begin, plan: Plan, more: int) -> None:
    """The claim is committed, the answer read, and only then is there no room for it."""
    life = begin()
    life.answered = plan is accept

    def answer_and_fill(gateway: FakeGateway, request: TransferRequest) -> Outcome:
        outcome = talkative(plan)(gateway, request)
        life.allow(life.pages() + more)
        return outcome

    life.world.gateway.plan = answer_and_fill
    life.live()
    assert len(life.world.gateway.executed) == 1
    life.ended_well()
    life.stop()


@pytest.mark.parametrize("end", ["room again", "stopped"])
def test_a_start_on_a_full_disk_waits_and_does_not_die(begin: Begin, end: str) -> None:
    """Who died of it would be started again, and die again."""
    life = begin()
    for _ in range(8):
        life.world.keep(OrderStatus.SENDING)
    life.stop()
    life.start()
    life.allow(life.pages())

    async def start() -> bool:
        stop = asyncio.Event()
        parts = (life.world.database, life.marks, life.journal, life.world.policy, (), stop)
        starting = asyncio.create_task(catch_up(*parts, again_seconds=0.01))
        for _ in range(3):
            await asyncio.sleep(0.05)
            assert not starting.done()
        if end == "stopped":
            stop.set()
        else:
            life.allow(10_000)
        return await asyncio.wait_for(starting, 5)

    assert asyncio.run(start()) is (end == "room again")
    left = OrderStatus.UNKNOWN if end == "room again" else OrderStatus.SENDING
    assert {order.status for order in life.orders()} == {left}
    life.stop()
