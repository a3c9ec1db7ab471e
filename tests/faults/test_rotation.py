"""Key rotation, killed at every row and every commit: all opens meanwhile, and it is resumed."""

import os
import shutil
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from storage.backup import resealing
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.engine.vault import DataKey, Vault, new_key
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from storage.models.outbox import Kind
from storage.repositories import (
    conversations,
    orders,
    outbox,
    people,
    phone_tails,
    sentinel,
    stored_callbacks,
)
from tests.factories import AGENT, NAME, PHONE, World, an_open_draft, an_order, store_update
from tests.fakes import Clock

AT_ONCE = 3
NEW = new_key("k2")


class MortalVault(Vault):
    """Does something at the nth seal, before it is made."""

    def __init__(self, keys: list[DataKey], at: int, deed: Callable[[], object]) -> None:
        super().__init__(keys)
        self._left, self._deed = at, deed

    def seal(self, text: str, place: str, row: object) -> bytes:
        self._left -= 1
        if self._left == 0:
            self._deed()
        return super().seal(text, place, row)


def ring(data_keys: str) -> list[DataKey]:
    return [DataKey.parse(NEW), DataKey.parse(data_keys)]


def fill(world: World) -> None:
    """Leave a value in most sealed columns."""
    world.do(sentinel.prove_keys)
    world.issued()
    world.do(store_update, 77, AGENT, "{}")
    world.do(stored_callbacks.store, "202601020001", "{}", "1")
    world.do(conversations.keep, AGENT, an_open_draft(name="x"), world.clock.now)
    reply = {"text": "words"}
    world.do(lambda work: outbox.append(work, outbox.row(work, AGENT, Kind.REPLY), reply))


@pytest.fixture
def filled(tmp_path: Path, sqlite: Database, sqlite_url: str, world: World) -> Path:
    """Give a file to copy from, sealed with the old key, nobody at work on it."""
    fill(World(sqlite, world.clock, world.policy, world.gateway).with_people())
    kept = tmp_path / "filled.db"
    with (
        closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as source,
        closing(sqlite3.connect(kept)) as target,
    ):
        source.backup(target)
    return kept


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Iterator[Callable[[], Path]]:
    made: list[Path] = []

    def make() -> Path:
        made.append(tmp_path / f"copy-{len(made)}.db")
        shutil.copy(filled, made[-1])
        return made[-1]

    yield make
    for path in made:
        path.unlink()


def rotate(database: Database, at_once: int = AT_ONCE) -> int:
    """Do as `keys rotate` does, in small bites; return how many bites it took."""
    bites = 0
    while database.run_sync(resealing.reseal_some, at_once):
        bites += 1
    return bites


def opens(work: Work) -> None:
    """Open every sealed value there is."""
    sentinel.prove_keys(work)
    for sealed in resealing.SEALED_COLUMNS:
        for row in work.session.exec(select(sealed.table)):
            box = getattr(row, sealed.column)
            if box:
                work.vault.open(box, sealed.place, getattr(row, sealed.row))
    for order in work.session.exec(select(Order)):
        assert orders.name_of(work, order) == NAME
        assert order.phone_mac in work.vault.macs("phone", PHONE)
        assert order.phone_tail_mac in phone_tails.macs(work, PHONE.tail)
    person = people.get(work, AGENT)
    assert person is not None
    assert people.name_of(work, person) == f"agent {AGENT}"


def left_well(path: Path, data_keys: str) -> None:
    """Find that all opens with both keys, finish, and find that all opens with the new one."""
    database = Database(f"sqlite:///{path}", Vault(ring(data_keys)), Clock())
    database.run_sync(opens)
    rotate(database)
    assert set(database.run_sync(resealing.sealed_with)) == {"k2"}
    database.close()
    database = Database(f"sqlite:///{path}", Vault.from_setting(NEW), Clock())
    database.run_sync(opens)
    database.close()


def values(path: Path, data_keys: str) -> int:
    database = Database(f"sqlite:///{path}", Vault.from_setting(data_keys), Clock())
    counts = database.run_sync(resealing.sealed_with)
    database.close()
    return sum(counts.values())


def kill_oneself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed(path: Path, data_keys: str, row: int = 0, commit: int = 0) -> None:
    """Rotate in a process of its own that dies, by SIGKILL, at a row or right at a commit."""
    child = os.fork()
    if child == 0:  # what is here must not come back into the test
        try:
            vault = MortalVault(ring(data_keys), row, kill_oneself)
            database = Database(f"sqlite:///{path}", vault, Clock())
            left = [commit]

            @event.listens_for(database.engine, "commit")
            def count(_connection: object) -> None:
                left[0] -= 1
                if left[0] == 0:
                    kill_oneself()

            rotate(database)
        finally:
            os._exit(7)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL


def test_killed_at_any_row(copy: Callable[[], Path], data_keys: str) -> None:
    count = values(copy(), data_keys)
    assert count >= 12
    for row in range(1, count + 1):
        path = copy()
        killed(path, data_keys, row=row)
        left_well(path, data_keys)


def test_killed_at_any_commit(copy: Callable[[], Path], data_keys: str) -> None:
    bites = -(-values(copy(), data_keys) // AT_ONCE)
    for commit in range(1, bites + 1):
        path = copy()
        killed(path, data_keys, commit=commit)
        left_well(path, data_keys)


def test_killed_again_and_again_it_still_comes_to_its_end(
    copy: Callable[[], Path], data_keys: str
) -> None:
    """Each time it gets one bite further and dies in the next."""
    path = copy()
    for _ in range(-(-values(path, data_keys) // AT_ONCE) - 1):
        killed(path, data_keys, row=AT_ONCE + 1)
    left_well(path, data_keys)


def test_a_row_that_raises_takes_its_bite_back_whole(
    copy: Callable[[], Path], data_keys: str
) -> None:
    path = copy()

    def fail() -> None:
        raise ZeroDivisionError

    vault = MortalVault(ring(data_keys), AT_ONCE + 2, fail)
    database = Database(f"sqlite:///{path}", vault, Clock())
    with pytest.raises(ZeroDivisionError):
        rotate(database)
    assert database.run_sync(resealing.sealed_with)["k2"] == AT_ONCE
    database.close()
    left_well(path, data_keys)


@pytest.mark.postgres
def test_beside_a_running_bot_on_postgres_nothing_is_lost(
    postgres_url: str, clock: Clock, world: World, data_keys: str
) -> None:
    """The bot has both keys, the new one first, and goes on making, reading and moving orders."""
    old = Database(postgres_url, Vault.from_setting(data_keys), clock)
    fill(World(old, clock, world.policy, world.gateway).with_people())
    numbers = [old.run_sync(_request) for _ in range(20)]
    old.close()
    bot = Database(postgres_url, Vault(ring(data_keys)), clock)
    rotating = Database(postgres_url, Vault(ring(data_keys)), clock)
    stop, faults = threading.Event(), []

    def work_on() -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            try:
                bot.run_sync(_touch, numbers[turn % len(numbers)])
                bot.run_sync(_request)
            except Exception as fault:  # noqa: BLE001 - told by the test below
                faults.append(fault)

    threads = [threading.Thread(target=work_on) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        rotate(rotating, at_once=2)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert faults == []
    rotate(rotating)
    assert set(rotating.run_sync(resealing.sealed_with)) == {"k2"}
    rotating.close()
    bot.close()
    only_new = Database(postgres_url, Vault.from_setting(NEW), clock)
    only_new.run_sync(opens)
    query = select(Order).where(col(Order.checks) > 0)
    touched = only_new.run_sync(lambda work: list(work.session.exec(query)))
    assert sum(order.checks for order in touched) > 0
    only_new.close()


def _request(work: Work) -> str:
    return an_order(work, OrderStatus.REQUESTED).order_no


def _touch(work: Work, number: str) -> None:
    order = orders.get(work, number)
    assert order is not None
    assert orders.phone_of(work, order) == PHONE
    order.checks += 1
