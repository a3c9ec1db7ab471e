"""What one person may not do alone: one admin asks, another decides, and everybody sees it."""

import re

import pytest

from handlers.services.controls import policy_changes
from handlers.services.controls.policy_changes import Knob
from storage.models.person import Role, Standing
from storage.models.policy import Threshold
from storage.models.proposal import AttemptVerdict, Denial, ProposalAttempt
from storage.repositories import people, system_state
from tests.dialogs.lines import heard, meet
from tests.dialogs.stage import NAMES, STRANGER, Stage
from tests.factories import ADMIN, AGENT, SECOND_ADMIN, SUPERVISOR

HADI, LINA = f"Hadi (ID {ADMIN})", f"Lina (ID {SECOND_ADMIN})"
NOW, TOMORROW = "5 Jan 2026 10.00 WIB", "6 Jan 2026 10.00 WIB"
WAITS = """Nothing has changed yet: this takes two people.
  Who can approve it: Lina. If you are not sure that it was really asked for, call first. It ends \
by itself at {until}."""
BY_OPERATOR = """Nothing has changed yet: this takes two people.
  No other admin can approve it. The second person is whoever runs the bot, at its machine: \
python -m bot decide {number}. It ends by itself at {until}."""
MENUNGGU = """Belum ada yang berubah: untuk ini perlu dua orang.
  Yang bisa menyetujui: Lina. Bila ragu apakah ini benar diminta, telepon dulu. Berakhir sendiri \
pada {until}."""


@pytest.fixture
def known(stage: Stage) -> Stage:
    """Give the stage of two admins whose names are known; the second speaks Indonesian."""
    stage.languages[SECOND_ADMIN] = "id"
    meet(stage, ADMIN, SECOND_ADMIN, AGENT, SUPERVISOR)
    return stage


def attempts(stage: Stage) -> list[tuple[int, AttemptVerdict, Denial | None]]:
    rows = stage.world.rows(ProposalAttempt)
    return [(row.person_id, row.verdict, row.denial) for row in rows]


def stopped(stage: Stage) -> None:
    stage.act(ADMIN, "/stop odd answers")
    stage.hear(ADMIN)
    stage.hear(SECOND_ADMIN)


def test_opening_sending_is_asked_for_and_decided_in_two_languages(known: Stage) -> None:
    stopped(known)
    asked = f"Proposal #1: open sending again.\n  Hadi wrote: “odd answers”\n  Asked for by {HADI}"
    diminta = (
        f"Usulan #1: buka pengiriman lagi.\n  Hadi menulis: “odd answers”\n  Diminta oleh {HADI}"
    )
    until = "5 Jan 2026 11.00 WIB"
    known.dialog(
        ADMIN,
        f"> /resume\n< {asked}, {NOW}.\n\n  {WAITS.format(until=until)}\n  [Withdraw]",
    )
    known.dialog(
        SECOND_ADMIN,
        f"""\
< {diminta}, {NOW}.

  {MENUNGGU.format(until=until)}
  [Setujui] [Tolak]
> [Setujui]
*
< Pengiriman dibuka lagi ✓
  Dibuka oleh Hadi.
  {LINA} menyetujuinya.
~ {diminta}, {NOW}.

  ✓ Disetujui oleh {LINA}, {NOW}. Sudah dilakukan.""",
    )
    known.dialog(
        ADMIN,
        f"""\
< Sending is open again ✓
  Opened by Hadi.
  {LINA} agreed.
~ {asked}, {NOW}.

  ✓ Approved by {LINA}, {NOW}. It is done.""",
    )


def test_a_higher_limit_is_asked_for_and_rejected(known: Stage) -> None:
    known.act(ADMIN, "/limits order 500rb")
    known.hear(ADMIN)
    what = "Proposal #1: change the limit for one order from Rp 500.000 to Rp 600.000."
    known.dialog(
        ADMIN,
        f"""\
> /limits order 600rb
< {what}
  Asked for by {HADI}, {NOW}.

  {WAITS.format(until=TOMORROW)}
  [Withdraw]""",
    )
    known.hear(SECOND_ADMIN)
    known.dialog(
        SECOND_ADMIN,
        f"""\
> [Tolak]
*
~ Usulan #1: ubah batas untuk satu pesanan dari Rp 500.000 menjadi Rp 600.000.
  Diminta oleh {HADI}, {NOW}.

  ✗ Ditolak oleh {LINA}, {NOW}. Tidak ada yang diubah.""",
    )
    known.dialog(
        ADMIN,
        f"""\
~ {what}
  Asked for by {HADI}, {NOW}.

  ✗ Rejected by {LINA}, {NOW}. Nothing was changed.
< {what}
  ✗ Rejected by {LINA}, {NOW}. Nothing was changed.""",
    )
    assert known.world.do(policy_changes.amount_of, Knob(Threshold.ORDER)) == 500_000


def test_who_asked_takes_it_back_and_an_old_press_changes_nothing(known: Stage) -> None:
    stopped(known)
    known.act(ADMIN, "/resume")
    approve = known.button(SECOND_ADMIN, "Setujui")
    withdraw = known.button(ADMIN, "Withdraw")
    known.hear(ADMIN)
    known.press(ADMIN, approve)
    assert heard(known, ADMIN).startswith("! You asked for this yourself, so somebody else")
    known.press(SECOND_ADMIN, withdraw)
    assert "! Hanya yang meminta bisa menariknya" in heard(known, SECOND_ADMIN)
    known.dialog(
        ADMIN,
        f"""\
> [Withdraw]
*
~ Proposal #1: open sending again.
  Hadi wrote: “odd answers”
  Asked for by {HADI}, {NOW}.

  Withdrawn by who asked, {NOW}. Nothing was changed.""",
    )
    known.hear(SECOND_ADMIN)
    known.press(SECOND_ADMIN, approve)
    assert heard(known, SECOND_ADMIN) == (
        "! Ini sudah berakhir. Tekanan Anda tidak mengubah apa pun."
    )
    number, mark = approve.split(":")[1:3]
    for forged in (f"two:{number}:{'0' * len(mark)}:yes", f"two:99:{mark}:yes"):
        known.press(SECOND_ADMIN, forged)
        assert heard(known, SECOND_ADMIN).startswith("! Tombol ini bukan dari usulan")
    assert known.world.do(system_state.sending_switch).stopped
    assert attempts(known) == [
        (ADMIN, AttemptVerdict.DENIED, Denial.OWN),
        (SECOND_ADMIN, AttemptVerdict.DENIED, Denial.NOT_THEIRS),
        (ADMIN, AttemptVerdict.WITHDRAWN, None),
        (SECOND_ADMIN, AttemptVerdict.REDUNDANT, None),
        (SECOND_ADMIN, AttemptVerdict.DENIED, Denial.OTHER_CONTENT),
    ]


def test_a_press_is_nothing_for_other_roles(known: Stage) -> None:
    stopped(known)
    known.act(ADMIN, "/resume")
    approve = known.button(SECOND_ADMIN, "Setujui")
    known.press(AGENT, approve)
    assert "not for your role" in heard(known, AGENT)
    known.press(SUPERVISOR, approve)
    assert "You may not decide this" in heard(known, SUPERVISOR)
    assert known.world.do(system_state.sending_switch).stopped


def test_a_newer_stop_ends_what_was_asked_before(known: Stage) -> None:
    stopped(known)
    known.act(ADMIN, "/resume")
    approve = known.button(SECOND_ADMIN, "Setujui")
    known.hear(ADMIN)
    known.act(SECOND_ADMIN, "/stop not yet")
    assert "somebody, or a guard, has stopped sending once more" in heard(known, ADMIN)
    known.press(SECOND_ADMIN, approve)
    assert known.world.do(system_state.sending_switch).stopped
    known.act(ADMIN, "/audit")
    assert f"sending stopped · by {SECOND_ADMIN} · “not yet”" in heard(known, ADMIN)
    known.act(ADMIN, "/resume")
    assert "Lina wrote: “not yet”" in heard(known, ADMIN)


def claimed(stage: Stage, command: str = "/invite admin") -> None:
    stage.act(ADMIN, command)
    found = re.search(r"start=(\S+)", heard(stage, ADMIN))
    assert found is not None
    stage.act(STRANGER, f"/start {found[1]}")
    for who in (STRANGER, ADMIN, SECOND_ADMIN):
        stage.hear(who)


def test_an_admin_is_let_in_by_two(known: Stage) -> None:
    claimed(known)
    what = f"Proposal #1: let Tono (ID {STRANGER}) in. Role: admin, team: none."
    known.dialog(
        ADMIN,
        f"""\
> [Approve]
*
< {what}
  Asked for by {HADI}, {NOW}.

  {WAITS.format(until=TOMORROW)}
  [Withdraw]
> [Approve]
! The one who invited this person has approved. Another admin must decide as well; it is in the \
proposal's message.""",
    )
    assert heard(known, STRANGER) == (
        "< The person who invited you has approved. One more must, for your role; you will hear "
        "from me here."
    )
    assert known.world.do(people.get, STRANGER) is None
    known.dialog(
        STRANGER,
        "> hello?\n< The person who invited you has not approved yet. You will hear from me here.",
    )
    known.act(SECOND_ADMIN, "[Setujui]")
    assert heard(known, STRANGER).startswith("< Welcome! Your role: admin.")
    assert known.world.person(STRANGER).role is Role.ADMIN


def test_a_newcomer_whom_the_second_rejects_hears_so(known: Stage) -> None:
    claimed(known, "/invite supervisor Bandung")
    known.act(ADMIN, "[Approve]")
    known.hear(STRANGER)
    known.act(SECOND_ADMIN, "[Tolak]")
    assert "did not approve" in heard(known, STRANGER)
    assert known.world.do(people.get, STRANGER) is None
    known.dialog(
        STRANGER,
        "> hello?\n< Your invitation was not approved, so it is over. Ask your admin for a new "
        "link if that is a mistake.",
    )


def test_a_newcomer_of_whom_nobody_decides_hears_so_once(known: Stage) -> None:
    claimed(known)
    known.act(ADMIN, "[Approve]")
    known.hear(STRANGER)
    known.world.clock.move(hours=24)
    known.tidy()
    known.tidy()
    assert heard(known, STRANGER).count("did not approve") == 1
    assert "nobody decided in time" in heard(known, ADMIN)


def test_the_newest_admin_does_not_decide_with_who_let_them_in_for_a_week(known: Stage) -> None:
    claimed(known)
    known.act(ADMIN, "[Approve]")
    known.act(SECOND_ADMIN, "[Setujui]")
    for who in (STRANGER, ADMIN, SECOND_ADMIN):
        known.hear(who)
    stopped(known)
    known.hear(STRANGER)
    known.act(ADMIN, "/resume")
    approve = known.button(SECOND_ADMIN, "Setujui")
    assert "[Approve]" not in heard(known, STRANGER)
    known.press(STRANGER, approve)
    assert heard(known, STRANGER).startswith(
        "! One of you two let the other in, or gave them their rights back, less than 7 days"
    )
    known.act(ADMIN, "[Withdraw]")
    known.world.clock.move(days=7, seconds=1)
    known.act(ADMIN, "/resume")
    known.act(STRANGER, "[Approve]")
    assert not known.world.do(system_state.sending_switch).stopped


def test_where_no_other_admin_can_decide_the_operator_does(known: Stage) -> None:
    what = f"Proposal #1: suspend the admin {LINA}."
    known.dialog(
        ADMIN,
        f"""\
> /suspend {SECOND_ADMIN}
< {what}
  Asked for by {HADI}, {NOW}.

  {BY_OPERATOR.format(number=1, until=TOMORROW)}
  [Withdraw]""",
    )
    assert "[Setujui]" not in heard(known, SECOND_ADMIN)
    known.agree()
    known.dialog(
        ADMIN,
        f"""\
~ {what}
  Asked for by {HADI}, {NOW}.

  ✓ Approved by the operator, at the machine, {NOW}. It is done.
< {what}
  ✓ Approved by the operator, at the machine, {NOW}. It is done.""",
    )
    assert known.world.person(SECOND_ADMIN).standing is Standing.SUSPENDED


def test_what_another_has_suspended_is_given_back_by_two(known: Stage) -> None:
    known.act(SECOND_ADMIN, f"/suspend {AGENT}")
    known.hear(ADMIN)
    known.act(ADMIN, f"/restore {AGENT}")
    assert heard(known, ADMIN).startswith(
        f"< Proposal #1: give {NAMES[AGENT]} (ID {AGENT}) their rights back. Role: agent."
    )
    known.act(SECOND_ADMIN, "[Setujui]")
    assert known.world.person(AGENT).standing is Standing.ACTIVE


def test_whoever_can_decide_is_reminded_once_at_half_time(known: Stage) -> None:
    stopped(known)
    known.act(ADMIN, "/resume")
    known.hear(ADMIN)
    known.hear(SECOND_ADMIN)
    known.world.clock.move(minutes=30)
    for _ in range(2):
        known.tidy()
    assert heard(known, ADMIN) == ""
    reminded = heard(known, SECOND_ADMIN)
    assert reminded.startswith("< ⏳ Masih menunggu keputusan:")
    assert reminded.count("[Setujui] [Tolak]") == 1
    known.act(SECOND_ADMIN, "[Setujui]")
    edits = heard(known, SECOND_ADMIN)
    assert edits.count("~ Usulan #1") == 2, "both messages lose their buttons"
    assert "[Setujui]" not in edits


def test_the_same_wish_is_no_second_proposal_and_another_takes_its_place(known: Stage) -> None:
    known.act(ADMIN, "/limits day 1 juta")
    known.act(ADMIN, "/limits day 2 juta")
    known.hear(ADMIN)
    known.act(ADMIN, "/limits day 2 juta")
    assert heard(known, ADMIN).startswith("< Proposal #1:")
    known.act(ADMIN, "/limits day 3 juta")
    said = heard(known, ADMIN)
    assert "the same person has asked for something else in its place" in said
    assert "Proposal #2:" in said


def test_nobody_calls_all_admins_without_end(known: Stage) -> None:
    known.act(ADMIN, "/limits day 1 juta")
    for million in range(2, 12):
        known.act(ADMIN, f"/limits day {million} juta")
    known.hear(ADMIN)
    known.act(ADMIN, "/limits day 20 juta")
    assert heard(known, ADMIN).startswith("< You have asked for ten things within an hour")
