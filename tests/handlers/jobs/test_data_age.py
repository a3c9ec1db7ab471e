"""Whether the database is the one in which everything was done: no false alarm, none missed."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.jobs import data_age, transfers
from handlers.services.controls import sending
from handlers.services.recovery import restored_data
from handlers.services.rights.capabilities import Capability
from storage.backup import resealing
from storage.engine.database import Database
from storage.engine.high_water import HighWater
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault, new_key
from storage.models.audit import Act, AuditEntry
from storage.models.order_states import OrderStatus
from storage.repositories import audit_trail, order_queues, sentinel
from tests.factories import ADMIN, World, edges_of
from tests.fakes import Clock


@pytest.fixture
def marks(tmp_path: Path, vault: Vault) -> HighWater:
    return HighWater(tmp_path / "journal", vault)


def is_current(world: World, marks: HighWater) -> bool:
    return asyncio.run(data_age.is_current(world.database, marks))


def test_a_fresh_machine_and_a_database_that_only_grows_are_well(
    both_worlds: World, marks: HighWater
) -> None:
    for _ in range(3):
        assert is_current(both_worlds, marks)
        both_worlds.request()
    assert is_current(both_worlds, marks)
    assert not both_worlds.do(sending.is_held)


def test_a_replica_that_goes_on_between_two_looks_is_no_alarm(
    both_worlds: World, tmp_path: Path, vault: Vault
) -> None:
    other = HighWater(tmp_path / "journal", vault)

    class Shared(HighWater):
        """The folder of two replicas: the other one does something right before each look."""

        raising = False

        def read(self, database_id: str) -> int:
            if not self.raising:
                both_worlds.database.run_sync(_an_act)
                other.raise_to(
                    database_id, both_worlds.database.run_sync(restored_data.position).newest
                )
            return super().read(database_id)

        def raise_to(self, database_id: str, seq: int) -> None:
            self.raising = True
            super().raise_to(database_id, seq)
            self.raising = False

    shared = Shared(tmp_path / "journal", vault)
    for _ in range(3):
        assert is_current(both_worlds, shared)
    assert not both_worlds.do(sending.is_held)


def _an_act(work: Work) -> None:
    audit_trail.record(work, AuditEntry(at=work.now, act=Act.LIMITS))


class Copies:
    """A SQLite database of which copies are made and put back by hand while nothing runs."""

    def __init__(self, folder: Path, template: Path, vault: Vault, world: World) -> None:
        self.path = folder / "copied.db"
        shutil.copy(template, self.path)
        self._vault, self._world = vault, world
        self.database = world.database
        self.open().with_people().do(sentinel.prove_keys)

    def open(self, vault: Vault | None = None) -> World:
        """Start again."""
        if self.database is not self._world.database:
            self.database.close()
        self.database = Database(f"sqlite:///{self.path}", vault or self._vault, self._world.clock)
        return World(self.database, self._world.clock, self._world.policy, self._world.gateway)

    def copy(self, name: str) -> Path:
        """Stop, and keep a copy of the file."""
        self.database.close()
        kept = self.path.with_name(name)
        shutil.copy(self.path, kept)
        return kept

    def put_back(self, kept: Path) -> None:
        self.database.close()
        shutil.copy(kept, self.path)


@pytest.fixture
def copies(tmp_path: Path, sqlite_template: Path, vault: Vault, world: World) -> Iterator[Copies]:
    made = Copies(tmp_path, sqlite_template, vault, world)
    yield made
    made.database.close()


def used(copies: Copies, marks: HighWater) -> Path:
    """Use the database, keep a copy of it, and use it once more; return the copy."""
    world = copies.open()
    world.request()
    assert is_current(world, marks)
    kept = copies.copy("kept.db")
    world = copies.open()
    world.request()
    assert is_current(world, marks)
    return kept


def test_a_copy_that_was_put_back_by_hand_is_noticed_once_and_for_all(
    copies: Copies, marks: HighWater
) -> None:
    copies.put_back(used(copies, marks))
    world = copies.open()
    assert not is_current(world, marks)
    assert world.do(sending.is_held)
    assert world.claim() is None
    for _ in range(2):  # and it goes on from there
        assert is_current(world, marks)
    assert world.do(sending.is_held)


def test_one_act_more_is_enough_to_make_a_copy_old(copies: Copies, marks: HighWater) -> None:
    world = copies.open()
    world.request()
    kept = copies.copy("kept.db")
    world = copies.open()
    world.do(sending.stop, world.actor(Capability.STOP_SENDING, ADMIN), "lunch")
    assert is_current(world, marks)
    copies.put_back(kept)
    assert not is_current(copies.open(), marks)


def test_the_newer_file_that_an_old_one_had_replaced_is_old_as_well_when_it_comes_back(
    copies: Copies, marks: HighWater
) -> None:
    """What was done on the older copy meanwhile is not in it, however far it had come itself."""
    kept = used(copies, marks)
    newest = copies.copy("newest.db")
    copies.put_back(kept)
    assert not is_current(copies.open(), marks)
    copies.put_back(newest)
    assert not is_current(copies.open(), marks)


def test_another_database_is_not_an_older_one(
    copies: Copies, marks: HighWater, sqlite: Database, clock: Clock
) -> None:
    used(copies, marks)
    other = World(sqlite, clock, copies.open().policy)
    assert is_current(other, marks)
    assert not other.do(sending.is_held)


def test_no_clock_makes_a_database_old(both_worlds: World, marks: HighWater) -> None:
    both_worlds.request()
    assert is_current(both_worlds, marks)
    both_worlds.clock.move(days=-400)
    assert is_current(both_worlds, marks)


def test_an_act_that_was_rolled_back_makes_no_mark(both_worlds: World, marks: HighWater) -> None:
    """PostgreSQL gives the number away all the same: only what was committed counts."""
    admin = both_worlds.actor(Capability.STOP_SENDING)

    def stopped_halfway() -> None:
        with pytest.raises(ZeroDivisionError):
            both_worlds.do(lambda work: sending.stop(work, admin, "x") / 0)

    assert is_current(both_worlds, marks)
    stopped_halfway()
    assert is_current(both_worlds, marks)
    both_worlds.do(sending.stop, admin, "y")
    assert is_current(both_worlds, marks)


def test_two_replicas_with_marks_of_their_own_raise_no_alarm(
    postgres_world: World, tmp_path: Path, vault: Vault
) -> None:
    replicas = [HighWater(tmp_path / name, vault) for name in "ab"]
    for _ in range(3):
        postgres_world.request()
        assert all(is_current(postgres_world, marks) for marks in replicas)


def test_both_replicas_notice_and_the_second_finds_it_done(
    copies: Copies, tmp_path: Path, vault: Vault
) -> None:
    replicas = [HighWater(tmp_path / name, vault) for name in "ab"]
    kept = used(copies, replicas[0])
    assert is_current(copies.open(), replicas[1])
    copies.put_back(kept)
    world = copies.open()
    assert not is_current(world, replicas[0])
    name = world.do(sentinel.database_id)
    assert is_current(world, replicas[1])
    assert world.do(sentinel.database_id) == name


def test_rotated_keys_are_still_the_same_database(
    copies: Copies, marks: HighWater, data_keys: str
) -> None:
    kept = used(copies, marks)
    name = copies.open().do(sentinel.database_id)
    new = new_key("k2")
    ring = Vault.from_setting(f"{new},{data_keys}")
    world = copies.open(ring)
    while world.do(resealing.reseal_some):
        pass
    both = HighWater(marks._folder, ring)
    assert world.do(sentinel.database_id) == name
    assert is_current(world, both)
    copies.put_back(kept)
    assert not is_current(copies.open(ring), both)


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"k1:nonsense"])
def test_a_mark_that_cannot_be_read_stops_nothing_and_is_made_anew(
    both_worlds: World, marks: HighWater, tmp_path: Path, vault: Vault, damage: bytes
) -> None:
    both_worlds.request()
    assert is_current(both_worlds, marks)
    (path,) = (tmp_path / "journal").glob("mark-*")
    path.write_bytes(damage)
    again = HighWater(tmp_path / "journal", vault)
    assert is_current(both_worlds, again)
    assert again.read(both_worlds.do(sentinel.database_id)) > 0


class FullDisk(HighWater):
    """Marks on a disk without room."""

    def _write(self, database_id: str, seq: int) -> None:
        del database_id, seq
        raise OSError(28, "No space left on device")


def test_a_full_disk_stops_nothing_and_older_data_is_adopted_all_the_same(
    copies: Copies, marks: HighWater, tmp_path: Path, vault: Vault
) -> None:
    full = FullDisk(tmp_path / "journal", vault)
    assert is_current(copies.open(), full)
    copies.put_back(used(copies, marks))
    world = copies.open()
    assert not is_current(world, full)
    assert world.do(sending.is_held)


def test_data_that_turns_old_between_the_claim_and_the_wire_sends_nothing(
    copies: Copies, marks: HighWater
) -> None:
    """The database was swapped under a running replica: its own order is not in there."""
    kept = used(copies, marks)
    copies.put_back(kept)
    world = copies.open()

    async def swapped() -> bool:
        return False

    now = world.clock.now
    number = world.do(order_queues.next_requested, now - timedelta(hours=1), now)
    assert number is not None
    assert asyncio.run(transfers.submit(edges_of(world, swapped)))
    assert world.gateway.executed == []
    assert world.order(number.order_no).status is not OrderStatus.ISSUED


def test_an_order_is_behind_the_mark_before_its_first_byte_leaves(
    copies: Copies, marks: HighWater
) -> None:
    """So a copy without it is always found to be older, even after a kill in mid-transfer."""
    world = copies.open()
    number = world.request()
    seen: list[int] = []
    plan = world.gateway.plan

    def look(gateway, request):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - as Plan
        seen.append(marks.read(name))
        return plan(gateway, request)

    name = world.do(sentinel.database_id)
    world.gateway.plan = look

    async def current() -> bool:
        return await data_age.is_current(world.database, marks)

    assert asyncio.run(transfers.submit(edges_of(world, current)))
    assert world.order(number).status is OrderStatus.ISSUED
    claim = [each.seq for each in world.do(audit_trail.of_order, number) if each.after == "SENDING"]
    assert seen == claim
