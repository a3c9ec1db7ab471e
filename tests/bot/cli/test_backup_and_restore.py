"""`backup` and `restore` on the command line: done, or refused in one clear sentence."""

import asyncio
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.runtime.recovery import catch_up
from bot.runtime.start import open_database
from handlers.services.controls import sending
from storage.backup import file as backup_file
from storage.engine import schema
from storage.engine.high_water import HighWater
from storage.engine.journal import Journal
from storage.engine.vault import Vault, new_key
from storage.models.audit import Act
from storage.models.order_states import OrderStatus
from storage.models.person import Role
from storage.repositories import audit_trail, orders, sentinel
from tests.bot.cli.helpers import Folder, logs_put_back, now
from tests.factories import AGENT, NAME, PHONE, a_person, a_policy, an_order

HEAD = f'"{schema._revisions()[0]}"'.encode()
"""The newest migration, as a backup names it."""

HEAD = f'"{schema._revisions()[0]}"'.encode()
"""The newest migration, as a backup names it."""


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with logs_put_back():
        yield


class Operator:
    """Somebody at the command line, in a folder with a migrated database."""

    def __init__(self, folder: Folder, template: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._template = template
        self._capsys = capsys

    def __call__(self, *command: str) -> tuple[int, str, str]:
        status = main(["--env-file", str(self.folder.env), *command])
        said = self._capsys.readouterr()
        assert "Traceback" not in said.err
        return status, said.out, said.err

    def fill(self, status: OrderStatus = OrderStatus.REQUESTED) -> str:
        with self.folder.database() as database:
            database.run_sync(a_person, AGENT, Role.AGENT)
            return database.run_sync(an_order, status).order_no

    @property
    def vault(self) -> Vault:
        return Vault.from_setting(self.folder.settings["DATA_KEYS"])

    def new_database(self) -> None:
        self.folder.write(DATABASE_URL=f"sqlite:///{self.folder.path / 'new.db'}")
        self.migrate(self.folder.path / "new.db")

    def migrate(self, path: Path) -> None:
        """Do as `migrate` does, but quickly."""
        shutil.copy(self._template, path)
        with self.folder.database() as database:
            database.run_sync(sentinel.prove_keys)


@pytest.fixture
def bot(tmp_path: Path, sqlite_template: Path, capsys: pytest.CaptureFixture[str]) -> Operator:
    operator = Operator(Folder(tmp_path), sqlite_template, capsys)
    operator.migrate(tmp_path / "cashout.db")
    return operator


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cashout.backup"


def test_backup_beside_the_running_bot_then_restore_into_a_new_database(
    bot: Operator, file: Path
) -> None:
    number = bot.fill()
    running = open_database(bot.folder.load(), now)
    try:
        status, out, _err = bot("backup", str(file))
    finally:
        running.close()
    assert (status, "1 orders and 1 people" in out, "'k1'" in out) == (0, True, True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for word in (number, NAME, PHONE, str(AGENT)):
        assert word.encode() not in file.read_bytes()
    bot.new_database()
    status, out, err = bot("restore", str(file))
    assert (status, err) == (0, "")
    assert "1 orders and 1 people" in out
    assert "/resume" in out
    with bot.folder.database() as database:
        order = database.run_sync(orders.get, number)
        assert order is not None
        assert order.status is OrderStatus.UNKNOWN
        assert database.run_sync(orders.name_of, order) == NAME
        assert database.run_sync(sending.is_held)


def test_the_database_that_the_backup_came_from_is_old_from_then_on(
    bot: Operator, file: Path
) -> None:
    """Its orders went on elsewhere: nobody may just switch back."""
    bot.fill()
    settings = bot.folder.load()
    with bot.folder.database() as database:
        name = database.run_sync(sentinel.database_id)
    assert bot("backup", str(file))[0] == 0
    bot.new_database()
    bot.folder.write(JOURNAL_DIR=str(settings.journal_folder))
    assert bot("restore", str(file))[0] == 0
    vault = Vault.from_setting(settings.data_keys.get_secret_value())
    assert HighWater(settings.journal_folder, vault).read(name) > 10**18


def test_a_file_that_is_there_is_not_overwritten(bot: Operator, file: Path) -> None:
    file.write_text("precious", encoding="utf-8")
    status, _out, said = bot("backup", str(file))
    assert (status, "cashout.backup is there already" in said) == (1, True)
    assert file.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("place", ["nowhere/cashout.backup", ".env/cashout.backup"])
def test_a_place_that_cannot_be_written_is_a_sentence(bot: Operator, place: str) -> None:
    status, _out, said = bot("backup", str(bot.folder.path / place))
    assert (status, "could not be written" in said) == (1, True)


def test_wrong_keys_make_no_backup_and_name_the_key(bot: Operator, file: Path) -> None:
    bot.folder.write(DATA_KEYS=new_key("k9"))
    status, _out, said = bot("backup", str(file))
    assert (status, "sealed with key 'k1'" in said) == (1, True)
    assert not file.exists()


def test_a_database_that_is_not_there_is_a_sentence(bot: Operator, file: Path) -> None:
    bot.folder.write(DATABASE_URL=f"sqlite:///{bot.folder.path / 'none.db'}")
    status, _out, said = bot("backup", str(file))
    assert (status, "cannot be reached" in said) == (1, True)
    assert not (bot.folder.path / "none.db").exists(), "a reader makes nothing"
    (bot.folder.path / "none.db").touch()
    status, _out, said = bot("backup", str(file))
    assert (status, "nothing to back up" in said) == (1, True)


def test_restore_wants_an_empty_database_and_says_what_to_run(bot: Operator, file: Path) -> None:
    bot.fill()
    assert bot("backup", str(file))[0] == 0
    status, _out, said = bot("restore", str(file))
    assert (status, "is not empty" in said, "python -m bot migrate" in said) == (1, True, True)
    bot.folder.write(DATABASE_URL=f"sqlite:///{bot.folder.path / 'unmigrated.db'}")
    status, _out, said = bot("restore", str(file))
    assert (status, "python -m bot migrate" in said) == (1, True)


def test_restore_refuses_while_the_bot_runs(bot: Operator, file: Path) -> None:
    assert bot("backup", str(file))[0] == 0
    running = open_database(bot.folder.load(), now)
    try:
        status, _out, said = bot("restore", str(file))
    finally:
        running.close()
    assert (status, "Another process already works on" in said) == (1, True)


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda octets: octets[:-1], "is not whole"),
        (lambda octets: octets[:-9] + b"?" + octets[-8:], "is not whole"),
        (lambda octets: octets[:-40] + bytes(40), "is not whole"),
        (lambda _octets: b"something else", "is not a backup"),
        (lambda octets: octets.replace(HEAD, b'"9998"', 1), "sealed with key 'k1'"),
    ],
)
def test_a_harmed_backup_is_refused_and_the_database_stays_empty(
    bot: Operator, file: Path, harm: object, sentence: str
) -> None:
    bot.fill()
    assert bot("backup", str(file))[0] == 0
    assert callable(harm)
    file.write_bytes(harm(file.read_bytes()))
    bot.new_database()
    status, _out, said = bot("restore", str(file))
    assert (status, sentence in said) == (1, True), said
    with bot.folder.database() as database:
        assert database.run_sync(audit_trail.newest) == []
        assert not database.run_sync(sending.is_held)


def test_the_key_that_a_restore_needs_is_named(bot: Operator, file: Path) -> None:
    bot.fill()
    assert bot("backup", str(file))[0] == 0
    old = bot.folder.settings["DATA_KEYS"]
    for ring in (new_key("k2"), new_key("k1")):
        bot.folder.write(DATA_KEYS=ring)
        bot.new_database()
        status, _out, said = bot("restore", str(file))
        assert (status, "sealed with key 'k1'" in said) == (1, True)
    bot.folder.write(DATA_KEYS=f"{new_key('k3')},{old}")
    bot.new_database()
    assert bot("restore", str(file))[0] == 0


def test_values_of_a_key_that_is_missing_are_restored_with_a_warning(
    bot: Operator, file: Path
) -> None:
    old, newer = bot.folder.settings["DATA_KEYS"], new_key("k2")
    bot.folder.write(DATA_KEYS=f"{newer},{old}")
    bot.fill()  # sealed with k2, the sentinel still with k1
    bot.folder.write(DATA_KEYS=old)
    assert bot("backup", str(file))[0] == 0
    bot.new_database()
    status, _out, said = bot("restore", str(file))
    assert (status, "missing from DATA_KEYS or not the same: k2" in said) == (0, True)


def test_a_backup_of_another_version_is_refused_by_name(bot: Operator, file: Path) -> None:
    settings = bot.folder.load()
    vault = Vault.from_setting(settings.data_keys.get_secret_value())
    with backup_file.new_file(file) as target:
        header = backup_file.Header("9997", "k1", now(), {})
        backup_file.write(target, vault, header, [])
    status, _out, said = bot("restore", str(file))
    assert (status, "migration 9997" in said, HEAD.decode()[1:-1] in said) == (1, True, True)


@pytest.fixture
def shared(bot: Operator) -> Path:
    """Give a journal's folder that the company's own database and the next one have in common."""
    folder = bot.folder.path / "journal"
    bot.folder.write(JOURNAL_DIR=str(folder))
    return folder


class Marks(HighWater):
    """The marks of an operator's program, and the name of its first database."""

    def __init__(self, bot: Operator, folder: Path) -> None:
        super().__init__(folder, bot.vault)
        with bot.folder.database() as database:
            self.name = database.run_sync(sentinel.database_id)
        self.raise_to(self.name, 7)

    @property
    def are_closed(self) -> bool:
        return self.read(self.name) > 10**18


def test_a_trial_restore_beside_the_running_bot_does_not_take_it_down(
    bot: Operator, file: Path, shared: Path
) -> None:
    """Two databases of one PostgreSQL, say: the journal's folder is the same."""
    marks = Marks(bot, shared)
    assert bot("backup", str(file))[0] == 0
    bot.new_database()
    running = Journal(shared, bot.vault, 1)
    try:
        status, _out, said = bot("restore", str(file))
        assert (status, "A bot is running with the journal's folder" in said) == (1, True)
        assert "name another folder in JOURNAL_DIR" in said
        bot.folder.write(JOURNAL_DIR=str(shared.with_name("trial")))
        assert bot("restore", str(file))[0] == 0
    finally:
        running.close()
    assert not marks.are_closed


def test_a_restore_cut_off_after_its_commit_is_completed_by_the_first_start(
    bot: Operator, file: Path, shared: Path
) -> None:
    marks = Marks(bot, shared)
    assert bot("backup", str(file))[0] == 0
    bot.new_database()
    (shared / f"mark-{marks.name}").rename(shared / "aside")
    (shared / f"mark-{marks.name}").mkdir()  # so that it cannot be closed
    assert bot("restore", str(file))[0] == 0
    (shared / f"mark-{marks.name}").rmdir()
    (shared / "aside").rename(shared / f"mark-{marks.name}")
    assert not marks.are_closed
    for _ in range(2):
        start(bot, shared)
        assert marks.are_closed
    with bot.folder.database() as database:
        assert database.run_sync(sending.is_held)
        acts = [entry.act for entry in database.run_sync(audit_trail.newest)]
        assert acts.count(Act.OLD_DATA) == 1, "restored once, and not taken for older again"


def start(bot: Operator, folder: Path) -> None:
    """Do what `run` does before anything else."""
    journal = Journal(folder, bot.vault, 1)
    try:
        with bot.folder.database() as database:
            marks = HighWater(folder, bot.vault)
            ours = (database, marks, journal, a_policy())
            assert asyncio.run(catch_up(*ours, (), asyncio.Event()))
    finally:
        journal.close()


def test_a_journal_folder_that_cannot_be_used_is_not_blamed_on_the_backup(
    bot: Operator, file: Path
) -> None:
    assert bot("backup", str(file))[0] == 0
    bot.new_database()
    bot.folder.write(JOURNAL_DIR=str(file))
    status, _out, said = bot("restore", str(file))
    assert (status, f"journal's folder {file} cannot be used" in said) == (1, True)
    assert "cannot be restored" not in said
    status, _out, said = bot("backup", str(file.with_name("second")))
    assert (status, f"journal's folder {file} cannot be used" in said) == (1, True)
    assert not file.with_name("second").exists(), "it would lack the answers in the journal"
    with bot.folder.database() as database:
        assert database.run_sync(audit_trail.newest) == []


def test_what_was_restored_is_on_record(bot: Operator, file: Path) -> None:
    bot.fill()
    assert bot("backup", str(file))[0] == 0
    bot.new_database()
    assert bot("restore", str(file))[0] == 0
    with bot.folder.database() as database:
        acts = [entry.act for entry in database.run_sync(audit_trail.newest)]
    assert Act.OLD_DATA in acts
