"""`python -m bot people`: for the day when an admin's account is stolen."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot.__main__ import main
from storage.engine.unit_of_work import Work
from storage.models.audit import OPERATOR, Act
from storage.models.outbox import Kind, Outgoing
from storage.models.person import Role, Standing
from storage.repositories import audit_trail, people
from tests.bot.cli.helpers import Folder, logs_put_back
from tests.factories import ADMIN, AGENT, SECOND_ADMIN, a_person

NAMED_ADMIN = 5_000_000_001
"""Whom the settings of a Folder name in ADMIN_IDS: the AGENT of the factories' people."""


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with logs_put_back():
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path)
    made.prepare()
    return made


def hire(folder: Folder, *admins: int) -> None:
    def do(work: Work) -> None:
        for admin in admins:
            a_person(work, admin, Role.ADMIN, "")

    with folder.database() as database:
        database.run_sync(do)


def told(folder: Folder) -> list[int]:
    def look(work: Work) -> list[int]:
        rows = work.session.exec(select(Outgoing).where(Outgoing.kind == Kind.NOTICE))
        return sorted(row.chat_id for row in rows)

    with folder.database() as database:
        return database.run_sync(look)


def standing(folder: Folder, person_id: int) -> Standing:
    with folder.database() as database:
        found = database.run_sync(people.get, person_id)
    assert found is not None
    return found.standing


def run(folder: Folder, capsys: pytest.CaptureFixture[str], *command: str) -> tuple[int, str, str]:
    status = main(["--env-file", str(folder.env), "people", *command])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_people_are_listed_with_initials_and_by_name_only_when_asked(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "nobody yet" in run(folder, capsys, "list")[1]
    hire(folder, ADMIN)
    status, out, _error = run(folder, capsys, "list")
    assert (status, str(ADMIN) in out, "admin  active  -  a... 5..." in out) == (0, True, True)
    assert f"admin {ADMIN}" in run(folder, capsys, "list", "--names")[1]


def test_suspending_is_on_record_as_the_operators_act_and_told_to_all_admins(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    hire(folder, ADMIN, SECOND_ADMIN)
    with folder.database() as database:
        database.lock()  # a bot works on it
        status, out, _error = run(folder, capsys, "suspend", str(ADMIN))
        (act,) = database.run_sync(audit_trail.newest)
    assert (status, standing(folder, ADMIN)) == (0, Standing.SUSPENDED)
    assert (act.act, act.actor_id, act.subject_id) == (Act.SUSPENDED, OPERATOR, ADMIN)
    assert told(folder) == [SECOND_ADMIN]
    assert "All other admins (1) are told" in out
    assert "Warning" not in out
    assert "ADMIN_IDS" not in out


def test_the_last_admin_can_be_suspended_and_the_operator_is_warned(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    hire(folder, NAMED_ADMIN)
    status, out, _error = run(folder, capsys, "suspend", str(NAMED_ADMIN))
    assert status == 0
    assert "Warning: no admin is left" in out
    assert f"ADMIN_IDS still names {NAMED_ADMIN}" in out


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Dewi", "That is no Telegram id"),
        ("99999999999999999", "That is no Telegram id"),
        ("404", "Nobody has the id 404"),
        (str(ADMIN), "suspended already"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    folder: Folder, capsys: pytest.CaptureFixture[str], typed: str, sentence: str
) -> None:
    hire(folder, ADMIN)
    run(folder, capsys, "suspend", str(ADMIN))
    status, out, error = run(folder, capsys, "suspend", typed)
    assert (status, out, len(error.splitlines())) == (1, "", 1)
    assert sentence in error


def test_a_name_that_the_terminal_cannot_show_is_no_traceback(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    hire(folder, AGENT)
    with folder.database() as database:

        def rename(work: Work) -> None:
            person = people.get(work, AGENT)
            assert person is not None
            people.rename(work, person, "Łucja 李")

        database.run_sync(rename)
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["--env-file", str(folder.env), "people", "list", "--names"]) == 0
    terminal.seek(0)
    assert "?ucja ?" in terminal.read()


def test_a_database_that_is_not_there_yet_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _out, error = run(Folder(tmp_path), capsys, "list")
    assert (status, "python -m bot migrate" in error) == (1, True)
