"""Backups of older versions: what they hold comes into this program's tables, all or nothing.

`tests/vectors/schema_0003.backup` was written by the program whose newest migration was 0003: six
people, six orders (one with its code), a draft, stored updates, messages not yet said, a claimed
invitation, limits, and sending that an admin stopped.

`tests/vectors/schema_0011.backup` was written by the program whose newest migration was 0011, from
the demo's company: one order collected, and two to be collected.
"""

import base64
import io
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest
from alembic import command
from sqlmodel import select

from handlers.services.recovery import restored_data
from storage.backup import dump, file
from storage.backup.file import DamagedBackup, Header
from storage.backup.upgrade import with_our_tables
from storage.engine import schema
from storage.engine.database import Database, one_moment_of
from storage.engine.vault import Vault
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus
from storage.models.policy import Threshold
from storage.repositories import orders, people, policy_versions, sentinel
from tests.factories import ADMIN, AGENT, NAME, OTHER_AGENT, PHONE, World

OLD_FILE = Path(__file__).parents[2] / "vectors" / "schema_0003.backup"
NEWER_FILE = OLD_FILE.with_name("schema_0011.backup")
OLD_KEY = "made-up:" + base64.b64encode(b"32 octets made up for the tests.").decode()
NOW = datetime(2026, 1, 6, 3, tzinfo=UTC)


@pytest.fixture
def vault() -> Vault:
    return Vault.from_setting(OLD_KEY)


@pytest.fixture
def empty(database_url: str, vault: Vault) -> Iterator[Database]:
    database = Database(database_url, vault, lambda: NOW)
    database.run_sync(sentinel.prove_keys)
    yield database
    database.close()


def restore(source: BinaryIO, vault: Vault, database: Database) -> Header:
    checked = dump.check(source, vault)
    with with_our_tables(source, vault, checked.header) as (ours, header):
        database.run_sync(restored_data.restore, ours, header, lambda _old, _new: None)
        return header


def test_a_backup_of_the_version_before_is_restored_with_all_it_holds(
    vault: Vault, empty: Database
) -> None:
    with OLD_FILE.open("rb") as source:
        before = file.read_header(source)
        header = restore(source, vault, empty)
    assert before.schema == "0003"
    assert header.made_at == before.made_at
    found = empty.run_sync(lambda work: list(work.session.exec(select(Order))))
    assert {order.status for order in found} == {
        OrderStatus.ISSUED,
        OrderStatus.PAID,
        OrderStatus.UNKNOWN,
        OrderStatus.FAILED,
    }
    assert {order.channel for order in found} == {Channel.PERMATA}
    issued = next(order for order in found if order.code is Code.SEALED)
    assert empty.run_sync(orders.code_of, issued) == "sealed-by-faspay"
    assert empty.run_sync(orders.name_of, issued) == NAME
    assert empty.run_sync(orders.phone_of, issued) == PHONE
    agent = empty.run_sync(people.get, OTHER_AGENT)
    assert agent is not None
    assert str(agent.standing) == "suspended"
    assert empty.run_sync(policy_versions.amounts)[Threshold.ORDER, ""] == 1_000_000
    assert [person.person_id for person in empty.run_sync(people.admins)][:1] == [ADMIN]


def test_a_backup_from_before_our_own_channel_words_is_restored_and_gone_on_with(
    vault: Vault, empty: Database
) -> None:
    with NEWER_FILE.open("rb") as source:
        assert file.read_header(source).schema == "0011"
        restore(source, vault, empty)
    found = empty.run_sync(lambda work: list(work.session.exec(select(Order))))
    assert sorted(order.status for order in found) == ["ISSUED", "ISSUED", "PAID"]
    assert {order.channel for order in found} == {Channel.PERMATA}
    issued = next(order for order in found if order.status is OrderStatus.ISSUED)
    assert empty.run_sync(orders.code_of, issued)
    assert str(empty.run_sync(orders.phone_of, issued)) in {"081234567891", "081234567892"}


@pytest.fixture
def of_the_first(tmp_path: Path, sqlite_template: Path, vault: Vault, world: World) -> io.BytesIO:
    """Write a backup with the tables of the first migration, of a company with one live code."""
    path = tmp_path / "first.db"
    shutil.copy(sqlite_template, path)
    first = World(Database(f"sqlite:///{path}", vault, world.clock), world.clock, world.policy)
    first.do(sentinel.prove_keys)
    first.with_people().issued()
    command.downgrade(schema._config(first.database.engine), "0001")
    source = io.BytesIO()
    with one_moment_of(f"sqlite:///{path}") as connection:
        dump.save(connection, vault, NOW, source, [])
    first.database.close()
    return source


def test_a_backup_of_the_first_version_is_restored(
    of_the_first: io.BytesIO, empty: Database, vault: Vault
) -> None:
    assert file.read_header(of_the_first).schema == "0001"
    assert restore(of_the_first, vault, empty).schema == _head()
    [order] = empty.run_sync(lambda work: list(work.session.exec(select(Order))))
    assert (order.agent_id, empty.run_sync(orders.code_of, order)) == (AGENT, "sealed-by-faspay")


def test_one_of_this_version_or_a_newer_one_is_given_as_it_is(vault: Vault) -> None:
    for revision in ("9999", _head()):
        source, header = io.BytesIO(), Header(revision, "made-up", NOW, {})
        with with_our_tables(source, vault, header) as given:
            assert given == (source, header)


def test_an_older_one_that_is_cut_short_is_not_restored(
    of_the_first: io.BytesIO, vault: Vault
) -> None:
    header = file.read_header(of_the_first)
    of_the_first.truncate(len(of_the_first.getvalue()) - 1)
    with pytest.raises(DamagedBackup), with_our_tables(of_the_first, vault, header):
        pytest.fail("a damaged backup was given")


def _head() -> str:
    head, _known = schema._revisions()
    assert head is not None
    return head
