"""`python -m bot decide`: the operator is the second person where no other admin can be."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot.__main__ import main
from handlers.services.controls import policy_changes
from handlers.services.controls.policy_changes import Knob
from handlers.services.people import invitations
from handlers.services.people.members import Newcomer
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import OPERATOR, Act, AuditEntry
from storage.models.outbox import Kind, Outgoing
from storage.models.person import Role
from storage.models.policy import Threshold
from storage.models.proposal import ProposalAttempt
from storage.repositories import people
from storage.values import Rupiah
from tests.bot.cli.helpers import Folder, logs_put_back
from tests.factories import ADMIN, a_person, a_policy

NEWCOMER = 7_000_000_001

ORDER_LIMIT = Knob(Threshold.ORDER)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with logs_put_back():
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Give a company of one admin, who wants to lift the limit for an order."""
    made = Folder(tmp_path)
    made.prepare()

    def ask(work: Work) -> None:
        admin = authorise(a_person(work, ADMIN, Role.ADMIN, ""), Capability.CHANGE_LIMITS)
        policy_changes.change(work, admin, ORDER_LIMIT, Rupiah(500_000))
        policy_changes.change(work, admin, ORDER_LIMIT, None)

    with made.database() as database:
        database.run_sync(ask)
    return made


def run(folder: Folder, capsys: pytest.CaptureFixture[str], *command: str) -> tuple[int, str, str]:
    status = main(["--env-file", str(folder.env), "decide", *command])
    said = capsys.readouterr()
    return status, said.out, said.err


def limit(folder: Folder) -> int | None:
    with folder.database() as database:
        return database.run_sync(policy_changes.amount_of, ORDER_LIMIT)


def command_of(out: str, press: str) -> list[str]:
    """Return the arguments of the command that the list shows."""
    found = re.search(rf"python -m bot decide (\d+) {press} ([0-9a-f]+)", out)
    assert found is not None
    return [found[1], press, found[2]]


def test_what_waits_is_listed_in_words_with_the_commands_and_decides_nothing(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _error = run(folder, capsys)
    assert status == 0
    assert "Proposal #1: change the limit for one order from Rp 500.000 to no limit." in out
    assert f"Asked for by admin {ADMIN} (ID {ADMIN})" in out
    assert "No other admin can approve it." in out
    assert run(folder, capsys, "1")[1] == out
    assert limit(folder) == 500_000


def test_the_operator_approves_once_beside_the_bot_and_it_is_on_record(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    command = command_of(run(folder, capsys)[1], "approve")
    with folder.database() as database:
        database.lock()  # a bot works on it
        status, out, _error = run(folder, capsys, *command)
    assert (status, limit(folder)) == (0, None)
    assert "✓ Approved by the operator, at the machine" in out
    status, out, error = run(folder, capsys, *command)
    assert (status, out) == (1, "")
    assert "This was over already" in error
    with folder.database() as database:
        entries = database.run_sync(lambda work: list(work.session.exec(select(AuditEntry))))
    lifted = [each for each in entries if each.act is Act.LIMITS][-1]
    assert (lifted.actor_id, lifted.decided_by) == (ADMIN, OPERATOR)
    assert run(folder, capsys)[1] == "Nothing waits for a decision.\n"


def test_the_operator_rejects(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    command = command_of(run(folder, capsys)[1], "reject")
    status, out, _error = run(folder, capsys, *command)
    assert (status, limit(folder)) == (0, 500_000)
    assert "✗ Rejected by the operator" in out


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["2"], "No proposal #2 waits"),
        (["2", "approve", "0" * 12], "There is no proposal #2"),
        (["9" * 30, "approve", "0" * 12], "There is no proposal #9"),
        (["9" * 30], "waits for a decision"),
        (["1", "approve"], "Nothing was decided."),
        (["1", "approve", "0" * 12], "not of a proposal that waits"),
        (["1", "approve", "0"], "not of a proposal that waits"),
    ],
)
def test_what_is_not_named_exactly_is_not_decided(
    folder: Folder, capsys: pytest.CaptureFixture[str], command: list[str], sentence: str
) -> None:
    status, out, error = run(folder, capsys, *command)
    assert (status, out, limit(folder)) == (1, "", 500_000)
    assert sentence in error


def test_a_short_beginning_of_the_mark_is_not_enough(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    number, press, mark = command_of(run(folder, capsys)[1], "approve")
    assert run(folder, capsys, number, press, mark[:11])[0] == 1
    assert limit(folder) == 500_000


def test_a_newcomer_whom_the_operator_lets_in_is_welcomed(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    def come(work: Work) -> None:
        admin = people.get(work, ADMIN)
        assert admin is not None
        inviter = authorise(admin, Capability.INVITE_PEOPLE)
        link = invitations.invite(work, a_policy(), inviter, Role.ADMIN, "")
        token = link.partition("start=")[2]
        claimed = invitations.claim(work, Newcomer(NEWCOMER, "Rina", "en"), token)
        assert not isinstance(claimed, str)
        decider = authorise(admin, Capability.DECIDE_CLAIMS)
        invitations.decide(work, decider, claimed.invite_id or 0, accept=True)

    with folder.database() as database:
        database.run_sync(come)
    command = command_of(run(folder, capsys, "2")[1], "approve")
    assert run(folder, capsys, *command)[0] == 0
    with folder.database() as database:
        newcomer = database.run_sync(people.get, NEWCOMER)
        rows = database.run_sync(lambda work: list(work.session.exec(select(Outgoing))))
        tries = database.run_sync(lambda work: list(work.session.exec(select(ProposalAttempt))))
    assert newcomer is not None
    assert newcomer.role is Role.ADMIN
    assert [row.kind for row in rows if row.chat_id == NEWCOMER] == [Kind.MENU, Kind.REPLY]
    assert [each.person_id for each in tries] == [OPERATOR]
