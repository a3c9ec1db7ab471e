"""An outsider, such as a backup tool, locks the database: for a moment anywhere, for a minute."""

import asyncio
import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.jobs import transfers
from handlers.jobs.edges import Edges
from handlers.services.ports import TransferRequest
from handlers.services.provider_answers import Outcome
from storage.engine.database import Database, DatabaseDown
from storage.engine.journal import Journal, boxes
from storage.engine.vault import Vault
from storage.models.order_states import Code, OrderStatus
from tests.factories import World
from tests.fakes import Clock, FakeGateway, accept
from tests.faults.life import Life


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the write lock from another connection."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_locked_at_every_step_of_an_orders_life(
    tmp_path: Path, sqlite_template: Path, vault: Vault, world: World
) -> None:
    """Each step is refused once and taken again; we wait 20 ms where the program waits 10 s."""
    path = tmp_path / "cashout.db"
    path.write_bytes(sqlite_template.read_bytes())
    own = World(world.database, Clock(), world.policy, FakeGateway())
    life = Life(tmp_path, path, vault, own, busy_seconds=0.02)
    life.world.with_people()
    refused = 0
    for step in life.steps():
        with locked(path):
            try:
                step()
            except DatabaseDown:
                refused += 1
        life.take(step)
    assert refused >= 8
    life.ended_well()
    life.stop()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_locked_for_a_whole_minute_from_the_moment_the_transfer_answers(
    tmp_path: Path, sqlite_url: str, vault: Vault, world: World
) -> None:
    """In real time, with the waiting that the program has: the answer is safe within seconds."""
    database = Database(sqlite_url, vault, world.clock)
    on_disk = World(database, world.clock, world.policy).with_people()
    number = on_disk.request()
    lock = contextlib.ExitStack()
    free = threading.Event()
    safe_after: list[float] = []

    def watch() -> None:
        began = time.monotonic()
        while not boxes(tmp_path / "journal") and time.monotonic() - began < 60:
            time.sleep(0.1)
        safe_after.append(time.monotonic() - began)
        free.wait(max(0.0, 60 - (time.monotonic() - began)))
        lock.close()

    watcher = threading.Thread(target=watch)

    def answer_and_lock(gateway: FakeGateway, request: TransferRequest) -> Outcome:
        outcome = accept(gateway, request)
        other = sqlite3.connect(
            database.engine.url.database or "", isolation_level=None, check_same_thread=False
        )
        other.execute("BEGIN IMMEDIATE")
        lock.callback(other.close)
        watcher.start()
        return outcome

    on_disk.gateway.plan = answer_and_lock
    journal = Journal(tmp_path / "journal", vault, slots=1)
    edges = Edges(database, on_disk.gateway, on_disk.policy, "w", time.monotonic, journal)
    assert asyncio.run(transfers.submit(edges))
    watcher.join()
    order = on_disk.order(number)
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.SEALED)
    assert safe_after[0] < 5
    assert boxes(tmp_path / "journal") == []
    assert len(on_disk.gateway.executed) == 1
    journal.close()
    database.close()
