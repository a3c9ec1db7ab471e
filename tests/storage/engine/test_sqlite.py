"""The embedded engine: one process, nothing lost, no traces."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.engine.database import Database, SecondProcess
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault
from storage.repositories import orders
from tests.factories import an_order
from tests.fakes import Clock

ROOT = Path(__file__).parents[3]

SECOND = """
import sys
from datetime import UTC, datetime
from storage.engine.database import Database, SecondProcess
from storage.engine.vault import Vault, new_key
database = Database(sys.argv[1], Vault.from_setting(new_key("k")), lambda: datetime.now(UTC))
try:
    database.lock()
except SecondProcess:
    sys.exit(3)
sys.exit(0)
"""


def _second_process(url: str) -> int:
    command = [sys.executable, "-c", SECOND, url]
    return subprocess.run(command, cwd=ROOT, check=False, timeout=30).returncode


def test_a_second_process_is_refused_until_the_first_lets_go(
    sqlite: Database, sqlite_url: str
) -> None:
    sqlite.lock()
    assert _second_process(sqlite_url) == 3
    sqlite.close()
    assert _second_process(sqlite_url) == 0


def test_a_second_lock_in_the_same_process_is_refused(
    sqlite: Database, sqlite_url: str, vault: Vault, clock: Clock
) -> None:
    sqlite.lock()
    other = Database(sqlite_url, vault, clock)
    with pytest.raises(SecondProcess) as caught:
        other.lock()
    assert caught.value.path.name == "cashout.db"
    other.close()


def test_a_second_process_that_comes_through_a_link_is_refused(
    sqlite: Database, sqlite_url: str, tmp_path: Path
) -> None:
    (tmp_path / "linked.db").symlink_to(sqlite_url.removeprefix("sqlite:///"))
    sqlite.lock()
    assert _second_process(f"sqlite:///{tmp_path}/linked.db") == 3


@pytest.mark.parametrize(
    ("pragma", "wanted"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_the_settings_that_durability_needs_are_on(
    sqlite: Database, pragma: str, wanted: object
) -> None:
    query = text(f"PRAGMA {pragma}")
    found = sqlite.run_sync(lambda work: work.session.connection().execute(query).scalar())
    assert found == wanted


def test_a_transaction_takes_the_write_lock_from_its_first_word(
    sqlite: Database, sqlite_url: str
) -> None:
    path = sqlite_url.removeprefix("sqlite:///")

    def outsider_is_kept_out(work: Work) -> None:
        orders.fresh_number(work)
        with (
            closing(sqlite3.connect(path, timeout=0)) as outsider,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            outsider.execute("BEGIN IMMEDIATE")

    sqlite.run_sync(outsider_is_kept_out)


def test_what_was_wiped_leaves_no_trace_in_the_file(sqlite: Database, sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    mark = b"a-code-sealed-by-faspay" * 20

    def keep(work: Work) -> str:
        return an_order(work, code_sealed=mark).order_no

    def wipe(work: Work, number: str) -> None:
        order = orders.get(work, number)
        assert order is not None
        order.code_sealed = None

    number = sqlite.run_sync(keep)
    sqlite.run_sync(wipe, number)
    sqlite.close()
    assert mark[:23] not in path.read_bytes()


def test_the_folder_of_a_new_database_is_made(tmp_path: Path, vault: Vault, clock: Clock) -> None:
    made = Database(f"sqlite:///{tmp_path}/new/deep/cashout.db", vault, clock)
    made.lock()
    assert (tmp_path / "new" / "deep").is_dir()
    made.close()


def test_postgres_needs_no_lock(postgres: Database) -> None:
    postgres.lock()
    postgres.lock()
