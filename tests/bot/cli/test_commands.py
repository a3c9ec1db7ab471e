"""The command line: each command does its thing, and each refusal is one clear sentence."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from storage.backup import resealing
from storage.engine.vault import DataKey, new_key
from storage.models.audit import OPERATOR, Act
from storage.models.order import Order
from storage.models.person import Role
from storage.repositories import audit_trail, orders, people
from tests.bot.cli.helpers import Folder, logs_put_back
from tests.factories import AGENT, a_person, an_order


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with logs_put_back():
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


class Said:
    """What a command ended with and said."""

    def __init__(self, folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capsys = capsys

    def __call__(self, *command: str) -> tuple[int, str, str]:
        status = main(["--env-file", str(self._folder.env), *command])
        said = self._capsys.readouterr()
        return status, said.out, said.err


@pytest.fixture
def bot(folder: Folder, capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(folder, capsys)


def newer(folder: Folder) -> None:
    with closing(sqlite3.connect(folder.path / "cashout.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()


def test_every_missing_setting_is_named_at_once_and_no_value_is_shown(
    folder: Folder, bot: Said
) -> None:
    folder.write(TELEGRAM_BOT_TOKEN=None, FASPAY_IV=None, DATA_KEYS=None)
    status, _out, said = bot("run")
    assert status == 1
    for name in ("TELEGRAM_BOT_TOKEN is missing", "FASPAY_IV is missing", "DATA_KEYS is missing"):
        assert name in said
    assert "made-up" not in said


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PUBLIC_URL", "http://bot.example", "PUBLIC_URL "),
        ("PUBLIC_URL", "https://bot.example/" + "a" * 200, "is longer than"),
        ("DATA_KEYS", "k1:short", "must be id:base64 of 32 octets"),
        ("FASPAY_PUBLIC_KEY_FILES", "/nowhere/faspay.pem", "FASPAY_PUBLIC_KEY_FILES "),
        ("DATABASE_URL", "mysql://x/y", "DATABASE_URL must read"),
        ("TELEGRAM_MODE", "webhook", "TELEGRAM_WEBHOOK_SECRET is missing"),
    ],
)
def test_unsafe_setting_is_refused_by_name(
    folder: Folder, bot: Said, name: str, value: str, sentence: str
) -> None:
    folder.write(**{name: value})
    status, _out, said = bot("run")
    assert status == 1
    assert sentence in said
    assert "Traceback" not in said


def test_key_file_that_holds_no_key_is_refused(folder: Folder, bot: Said) -> None:
    (folder.path / "faspay-public.pem").write_text("-----BEGIN NONSENSE-----")
    status, _out, said = bot("run")
    assert (status, "FASPAY_PUBLIC_KEY_FILES" in said) == (1, True)


def test_run_refuses_an_unmigrated_database_and_says_what_to_run(bot: Said) -> None:
    status, _out, said = bot("run")
    assert status == 1
    assert "python -m bot migrate" in said


def test_run_and_migrate_refuse_a_newer_database(folder: Folder, bot: Said) -> None:
    folder.prepare()
    newer(folder)
    status, _out, said = bot("run")
    assert (status, "newer version of this program" in said) == (1, True)
    status, _out, said = bot("migrate")
    assert (status, "nothing was changed" in said) == (1, True)


def test_run_refuses_keys_that_do_not_open_the_database(folder: Folder, bot: Said) -> None:
    folder.prepare()
    folder.write(DATA_KEYS=new_key("k1"))
    status, _out, said = bot("run")
    assert status == 1
    assert "DATA_KEYS does not open this database" in said
    assert folder.settings["DATA_KEYS"].partition(":")[2] not in said


def test_run_refuses_a_database_that_cannot_be_reached(folder: Folder, bot: Said) -> None:
    folder.write(DATABASE_URL="postgresql+psycopg://nobody@127.0.0.1:9/nothing")
    status, _out, said = bot("run")
    assert (status, "cannot be reached" in said) == (1, True)


def test_files_that_others_can_read_are_warned_of(folder: Folder, bot: Said) -> None:
    folder.env.chmod(0o640)
    status, _out, said = bot("migrate")
    assert status == 0
    assert "Warning: " in said
    assert "chmod 600" in said


def test_a_line_that_is_not_understood_is_refused_by_each_command_that_reads_settings(
    folder: Folder, bot: Said
) -> None:
    folder.env.write_text(f"{folder.env.read_text()}FASPAY_AMOUNT_UNIT: made-up\n")
    line = len(folder.env.read_text().splitlines())
    for command in (["run"], ["doctor"], ["migrate"], ["keys", "rotate"], ["backup", "x"]):
        status, out, said = bot(*command)
        assert (status, out) == (1, "")
        assert f"line {line} of {folder.env} cannot be understood, so FASPAY_AMOUNT_UNIT" in said
        assert "made-up" not in said


def test_what_is_doubtful_is_said_once_by_each_command(folder: Folder, bot: Said) -> None:
    folder.write(FASPAY_IV="'\"made-up-iv\"'")
    doubt = "FASPAY_IV begins or ends with a quote"
    _status, out, said = bot("migrate")
    assert (out.count(doubt), said.count(f"Warning: {doubt}")) == (0, 1)
    _status, out, said = bot("doctor")
    assert (out.count(f"WRONG  settings: {doubt}"), said.count(doubt)) == (1, 0)
    newer(folder)  # so that it ends by itself
    status, out, said = bot("run")
    assert (status, out, said.count(doubt)) == (1, "", 1)
    first = json.loads(said.splitlines()[0])
    assert (first["event"], first["level"]) == ("setting_doubtful", "warning")
    assert first["reason"].startswith(doubt)
    assert "made-up" not in said


def test_migrating_twice_changes_nothing_the_second_time(bot: Said) -> None:
    for _ in range(2):
        status, out, _said = bot("migrate")
        assert (status, "this program's schema" in out) == (0, True)


def test_new_key_can_be_used_as_it_is_printed(folder: Folder, bot: Said) -> None:
    status, out, _said = bot("keys", "new")
    assert status == 0
    assert DataKey.parse(out).key_id.startswith("k")
    folder.write(DATA_KEYS=out.strip())
    assert bot("migrate")[0] == 0


def fill(folder: Folder, count: int) -> list[str]:
    """Keep people and orders, sealed with the active key; return the order numbers."""
    with folder.database() as database:
        database.run_sync(a_person, AGENT, Role.AGENT)
        return [database.run_sync(an_order).order_no for _ in range(count)]


def opens_all(folder: Folder, numbers: list[str]) -> None:
    with folder.database() as database:
        for number in numbers:
            found = database.run_sync(orders.get, number)
            assert isinstance(found, Order)
            assert database.run_sync(orders.name_of, found) == "Siti Aminah"
            assert database.run_sync(orders.phone_of, found) == "081234567890"
        person = database.run_sync(people.get, AGENT)
        assert person is not None
        assert database.run_sync(people.name_of, person) == f"agent {AGENT}"


def test_rotation_moves_everything_to_the_new_key_and_the_old_one_can_go(
    folder: Folder, bot: Said
) -> None:
    folder.prepare()
    numbers = fill(folder, 3)
    old, new = folder.settings["DATA_KEYS"], new_key("k2")
    folder.write(DATA_KEYS=f"{new},{old}")
    status, out, _said = bot("keys", "rotate")
    assert (status, "Keep the older keys" in out) == (0, True)
    folder.write(DATA_KEYS=new)
    opens_all(folder, numbers)
    status, out, _said = bot("keys", "rotate")
    assert (status, out.startswith("0 values")) == (0, True)
    with folder.database() as database:
        (act,) = database.run_sync(audit_trail.newest)
    assert (act.act, act.actor_id, act.after) == (Act.KEYS_ROTATED, OPERATOR, "k2")


def test_rotation_interrupted_halfway_is_taken_up_again(folder: Folder, bot: Said) -> None:
    folder.prepare()
    numbers = fill(folder, 120)  # more than one batch
    old, new = folder.settings["DATA_KEYS"], new_key("k2")
    folder.write(DATA_KEYS=f"{new},{old}")
    with folder.database() as database:
        assert database.run_sync(resealing.reseal_some) == 100
        assert set(database.run_sync(resealing.sealed_with)) == {"k1", "k2"}
    opens_all(folder, numbers)
    assert bot("keys", "rotate")[0] == 0
    folder.write(DATA_KEYS=new)
    opens_all(folder, numbers)


def test_rotation_without_the_old_key_is_refused_and_changes_nothing(
    folder: Folder, bot: Said
) -> None:
    folder.prepare()
    numbers = fill(folder, 1)
    old = folder.settings["DATA_KEYS"]
    folder.write(DATA_KEYS=new_key("k2"))
    status, _out, said = bot("keys", "rotate")
    assert (status, "'k1'" in said) == (1, True)
    folder.write(DATA_KEYS=old)
    opens_all(folder, numbers)


def test_rotation_does_not_stop_at_a_damaged_value_and_says_how_many_there_are(
    folder: Folder, bot: Said
) -> None:
    folder.prepare()
    harmed, *whole = fill(folder, 3)
    with closing(sqlite3.connect(folder.path / "cashout.db")) as database:
        cut = "UPDATE orders SET phone_sealed = substr(phone_sealed, 1, 20) WHERE order_no = ?"
        database.execute(cut, (harmed,))
        database.commit()
    folder.write(DATA_KEYS=f"{new_key('k2')},{folder.settings['DATA_KEYS']}")
    for done in (7, 0):  # two of an order, one of the person, the sentinel; then nothing new
        status, out, said = bot("keys", "rotate")
        assert (status, out) == (1, f"{done} values were sealed again.\n")
        assert "1 values (1 in orders.phone) are damaged, or their key is missing" in said
        assert harmed not in said
    opens_all(folder, whole)


def test_rotation_names_a_key_that_is_missing(folder: Folder, bot: Said) -> None:
    """The sentinel opens, but not what a key sealed that was taken out since."""
    folder.prepare()
    first, second = folder.settings["DATA_KEYS"], new_key("k2")
    folder.write(DATA_KEYS=f"{second},{first}")
    numbers = fill(folder, 1)
    folder.write(DATA_KEYS=first)
    status, _out, said = bot("keys", "rotate")
    assert (status, "3 values (3 of key 'k2')" in said) == (1, True), said
    folder.write(DATA_KEYS=f"{first},{second}")
    assert bot("keys", "rotate")[:2][0] == 0
    folder.write(DATA_KEYS=first)
    opens_all(folder, numbers)


def test_names_are_looked_up_by_more_threads_than_may_hang() -> None:
    """By uvloop's own, which are all started with the first look-up."""
    program = (
        "import asyncio\n"
        "from pathlib import Path\n"
        "from bot.cli.event_loop import run_until_stopped\n"
        "async def main(stop):\n"
        "    await asyncio.get_running_loop().getaddrinfo('localhost', 80)\n"
        "    return len(list(Path('/proc/self/task').iterdir()))\n"
        "print(run_until_stopped(main))\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30
    )
    assert int(told.stdout) > 64
