"""Backup and restore: every row, between both engines, at one moment, and nothing in the clear."""

import io
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from storage.backup import dump, file
from storage.backup.dump import Checked
from storage.backup.file import DamagedBackup
from storage.engine import schema
from storage.engine.database import Database, one_moment_of
from storage.engine.journal import Journal, boxes
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault, WrongKeys, new_key
from storage.models.audit import Act, AuditEntry
from storage.models.inbox import StoredUpdate
from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus
from storage.models.person import Person
from storage.models.reconciliation import Reconciliation
from storage.models.tables import METADATA
from storage.repositories import (
    audit_trail,
    conversations,
    orders,
    rate_buckets,
    sentinel,
    system_state,
)
from tests.factories import AGENT, NAME, PHONE, World, an_open_draft, an_order, store_update

NOW = datetime(2026, 1, 5, 3, tzinfo=UTC)
ROOT = Path(__file__).parents[3]


def saved(url: str, vault: Vault, left_over: list[bytes] | None = None) -> io.BytesIO:
    target = io.BytesIO()
    with one_moment_of(url) as connection:
        dump.save(connection, vault, NOW, target, left_over or [])
    return target


def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    def rows(work: Work) -> dict[str, list[dict[str, Any]]]:
        connection = work.session.connection()
        return {
            table.name: sorted(
                (dict(row) for row in connection.execute(select(table)).mappings()),
                key=lambda row: str(next(iter(row.values()))),
            )
            for table in METADATA.sorted_tables
        }

    return database.run_sync(rows)


def fill(world: World) -> None:
    """Leave something of every kind of column: sealed, times with a fraction, dates, floats."""
    world.do(sentinel.prove_keys)
    world.issued()
    world.request()
    world.clock.move(1.234567)
    world.do(rate_buckets.take, "chat:1", 1.5, 3)
    world.do(store_update, 77, AGENT, '{"update_id": 77}')
    world.do(conversations.keep, AGENT, an_open_draft(name="Ani"), world.clock.now)
    run = Reconciliation(
        began_at=world.clock.now, first_day=NOW.date(), last_day=NOW.date(), complete=True
    )
    world.do(lambda work: work.session.add(run))


@pytest.fixture
def on_disk(sqlite: Database, world: World) -> World:
    return World(sqlite, world.clock, world.policy).with_people()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path, vault: Vault
) -> Iterator[Database]:
    if request.param == "sqlite":
        path = tmp_path / "new" / "cashout.db"
        path.parent.mkdir()
        path.write_bytes(sqlite_template.read_bytes())
        url = f"sqlite:///{path}"
    else:
        url = request.getfixturevalue("another_postgres_url")()
    database = Database(url, vault, lambda: NOW)
    database.run_sync(sentinel.prove_keys)
    yield database
    database.close()


def test_what_is_restored_is_what_was_saved_between_any_two_engines(
    both_worlds: World, database_url: str, vault: Vault, empty: Database
) -> None:
    fill(both_worlds)
    source = saved(database_url, vault)
    checked = dump.check(source, vault)
    newest, _known = schema._revisions()
    assert (checked.header.schema, checked.header.key_id) == (newest, "k1")
    assert checked.header.counts["orders"] == 2
    assert checked.missing_keys == ()
    assert empty.run_sync(dump.is_empty)
    empty.run_sync(dump.load, source)
    assert everything(empty) == everything(both_worlds.database)
    assert not empty.run_sync(dump.is_empty)


def test_what_comes_after_a_restore_is_counted_on(
    on_disk: World, vault: Vault, sqlite_url: str, empty: Database
) -> None:
    """PostgreSQL's sequences know nothing of rows that brought their numbers along."""
    fill(on_disk)
    empty.run_sync(dump.load, saved(sqlite_url, vault))
    before = empty.run_sync(audit_trail.newest_number)
    restored = World(empty, on_disk.clock, on_disk.policy)
    restored.request()
    restored.do(store_update, 78, AGENT, "{}")
    assert [each.seq for each in restored.rows(StoredUpdate)] == [1, 2]
    assert len(restored.rows(AuditEntry)) == before + 1
    assert max(each.seq or 0 for each in restored.rows(AuditEntry)) == before + 1


def test_a_backup_is_of_one_moment_and_holds_up_nobody(
    both_worlds: World, database_url: str, vault: Vault
) -> None:
    """Between any two of its rows the bot may commit: the backup has all of it or nothing."""
    fill(both_worlds)
    both_worlds.database.lock()
    with one_moment_of(database_url) as connection:
        before = connection.execute(text("SELECT count(*) FROM orders")).scalar_one()
        both_worlds.request()
        target = io.BytesIO()
        header = dump.save(connection, vault, NOW, target, [])
    assert header.counts["orders"] == before
    assert dump.check(target, vault).header == header
    assert len(both_worlds.rows(Order)) == before + 1


def test_nothing_can_be_written_through_the_reader(database_url: str, database: Database) -> None:
    database.run_sync(sentinel.prove_keys)
    for words in ("DELETE FROM orders", "CREATE TABLE x (y INTEGER)"):
        with pytest.raises(Exception, match=r"read-?only"), one_moment_of(database_url) as reader:
            reader.execute(text(words))


def test_another_process_reads_while_this_one_holds_the_file(
    sqlite: Database, sqlite_url: str, data_keys: str
) -> None:
    sqlite.lock()
    sqlite.run_sync(an_order)
    program = (
        "import sys, io\n"
        "from datetime import UTC, datetime\n"
        "from storage.backup import dump\n"
        "from storage.engine.database import one_moment_of\n"
        "from storage.engine.vault import Vault\n"
        "with one_moment_of(sys.argv[1]) as connection:\n"
        "    now, vault = datetime.now(UTC), Vault.from_setting(sys.argv[2])\n"
        "    header = dump.save(connection, vault, now, io.BytesIO(), [])\n"
        "    print(header.counts['orders'])\n"
    )
    command = [sys.executable, "-c", program, sqlite_url, data_keys]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=30)
    assert told.stdout == "1\n"
    sqlite.run_sync(an_order)


def test_a_backup_of_the_bot_at_work_is_whole_whatever_it_does(
    sqlite: Database, sqlite_url: str, vault: Vault
) -> None:
    """Each order comes with its audit row: no backup may hold the one without the other."""
    stop = threading.Event()
    made = 0

    def work_on() -> None:
        nonlocal made
        while not stop.is_set():
            sqlite.run_sync(_order_and_entry)
            made += 1

    worker = threading.Thread(target=work_on)
    worker.start()
    try:
        headers = [dump.check(saved(sqlite_url, vault), vault).header for _ in range(5)]
    finally:
        stop.set()
        worker.join()
    assert all(each.counts["orders"] == each.counts["audit"] for each in headers)
    assert made >= headers[-1].counts["orders"]


def _order_and_entry(work: Work) -> None:
    order = an_order(work)
    audit_trail.record(work, AuditEntry(at=work.now, act=Act.STATUS, order_no=order.order_no))


def test_nothing_personal_is_in_the_clear(on_disk: World, sqlite_url: str, vault: Vault) -> None:
    fill(on_disk)
    octets = saved(sqlite_url, vault).getvalue()
    for word in (NAME, PHONE, PHONE[1:], "Ani", "sealed-by-faspay", str(AGENT)):
        assert word.encode() not in octets
    for order in on_disk.rows(Order):
        assert order.order_no.encode() not in octets
        assert order.confirm_token.encode() not in octets


def test_the_ring_of_another_database_makes_no_backup(on_disk: World, sqlite_url: str) -> None:
    fill(on_disk)
    with pytest.raises(WrongKeys) as caught:
        saved(sqlite_url, Vault.from_setting(new_key("k7")))
    assert caught.value.key_id == "k1"


def test_a_database_without_tables_makes_none(tmp_path: Path, vault: Vault) -> None:
    sqlite3.connect(tmp_path / "none.db").close()
    with pytest.raises(dump.NoTables):
        saved(f"sqlite:///{tmp_path / 'none.db'}", vault)


def test_an_older_schema_is_saved_as_it_is(
    both_worlds: World, database_url: str, vault: Vault
) -> None:
    """Before `migrate` there must be a backup, and the program is newer by then."""
    fill(both_worlds)
    both_worlds.database.engine.dispose()
    schema.migrate(both_worlds.database.engine)
    _to_first(both_worlds.database)
    header = dump.check(saved(database_url, vault), vault).header
    assert header.schema == "0001"
    assert "differences" not in header.counts
    assert header.counts["orders"] == 2


def _to_first(database: Database) -> None:
    from alembic import command  # noqa: PLC0415 - only here is a way back wanted

    command.downgrade(schema._config(database.engine), "0001")


def test_a_key_that_only_some_values_need_is_named_and_a_damaged_value_is_none(
    on_disk: World, sqlite_url: str, data_keys: str, vault: Vault
) -> None:
    fill(on_disk)
    ring = Vault.from_setting(f"{new_key('k2')},{data_keys}")
    newer = Database(sqlite_url, ring, on_disk.clock)
    newer.run_sync(an_order)
    newer.close()

    def damage(work: Work) -> None:
        person = work.session.get(Person, AGENT)
        assert person is not None
        person.name_sealed = person.name_sealed[:-1]

    on_disk.do(damage)
    source = saved(sqlite_url, vault)
    assert dump.check(source, vault).missing_keys == ("k2",)
    assert dump.check(source, ring).missing_keys == ()


def test_rows_that_are_missing_or_too_many_are_noticed(
    on_disk: World, sqlite_url: str, vault: Vault
) -> None:
    """Only a fault of ours could do that: the counts are a second look at it."""
    fill(on_disk)
    source = saved(sqlite_url, vault)
    header, lines = file.read_header(source), list(file.read(source, vault))
    for wrong in (lines[1:], [*lines, lines[-1]]):
        source = io.BytesIO()
        file.write(source, vault, header, wrong)
        with pytest.raises(DamagedBackup):
            dump.check(source, vault)


def test_answers_that_wait_in_the_journal_go_along(
    on_disk: World, sqlite_url: str, vault: Vault, tmp_path: Path, empty: Database
) -> None:
    fill(on_disk)
    running = Journal(tmp_path / "journal", vault, slots=2)
    running.keep(running.take(), {"order_no": "202601020001", "code": "a secret"})
    left_over = boxes(tmp_path / "journal")
    source = saved(sqlite_url, vault, left_over)
    assert b"a secret" not in source.getvalue()
    checked: Checked = dump.check(source, vault)
    assert checked.header.counts["journal"] == 1
    assert empty.run_sync(dump.load, source) == [{"order_no": "202601020001", "code": "a secret"}]
    assert len(list(running.left_over())) == 1, "the running bot's journal is not touched"
    running.close()
    assert boxes(tmp_path / "no such folder") == []


def test_a_database_with_anything_in_it_is_not_empty(empty: Database) -> None:
    assert empty.run_sync(dump.is_empty)
    empty.run_sync(system_state.sending_switch)
    assert not empty.run_sync(dump.is_empty)


def test_a_restore_that_fails_leaves_an_empty_database(
    on_disk: World, sqlite_url: str, vault: Vault, empty: Database
) -> None:
    fill(on_disk)
    source = saved(sqlite_url, vault)
    source.truncate(len(source.getvalue()) - 1)
    with pytest.raises(DamagedBackup):
        empty.run_sync(dump.load, source)
    assert empty.run_sync(dump.is_empty)
    empty.run_sync(sentinel.prove_keys)


def test_a_code_survives_backup_and_restore(
    on_disk: World, sqlite_url: str, vault: Vault, empty: Database
) -> None:
    number = on_disk.issued()
    empty.run_sync(dump.load, saved(sqlite_url, vault))
    order = empty.run_sync(orders.get, number)
    assert order is not None
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.SEALED)
    assert empty.run_sync(orders.code_of, order) == "sealed-by-faspay"


def test_a_path_with_signs_of_an_address_is_read_all_the_same(
    tmp_path: Path, sqlite_template: Path, vault: Vault
) -> None:
    path = tmp_path / "what is#this 100 percent.db"
    path.write_bytes(sqlite_template.read_bytes())
    assert dump.check(saved(f"sqlite:///{path}", vault), vault).header.counts["orders"] == 0
