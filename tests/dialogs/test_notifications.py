"""/notifications: by buttons and in words, in both languages."""

import pytest

from storage.models.person import Role, Standing
from tests.dialogs.lines import confirmed, heard
from tests.dialogs.stage import Stage
from tests.factories import (
    ADMIN,
    AGENT,
    OTHER_AGENT,
    OTHER_SUPERVISOR,
    SECOND_ADMIN,
    SUPERVISOR,
    TEAM,
)

TO_BEGIN = """\
< What you hear of:
  • Something must be done: {problems}
  • How orders go on: 🔕 silent

  {quiet}

  Codes and answers to you always come.
  [Something must be done]
  [How orders go on]
  [Quiet hours]
  [Digest each day]"""
NONE = "Quiet hours: none."


def overview(problems: str = "🔔 with sound", quiet: str = NONE) -> str:
    return TO_BEGIN.format(problems=problems, quiet=quiet)


def test_a_supervisor_sees_what_they_hear_of_and_chooses_by_buttons(stage: Stage) -> None:
    stage.dialog(
        SUPERVISOR,
        f"""\
> /notifications
{overview()}
> [Something must be done]
*
< Something must be done

  An order that is not certain, a missing code, money that came back: somebody must look.
  [🔔 with sound]
  [🔕 silent]
  [✖ off]
> [🔕 silent]
*
{overview("🔕 silent")}""",
    )


def test_it_is_the_same_in_indonesian(stage: Stage) -> None:
    stage.languages[SUPERVISOR] = "id"
    stage.dialog(
        SUPERVISOR,
        """\
> /notifikasi
< Kabar untuk Anda:
  • Ada yang harus ditangani: 🔔 berbunyi
  • Perkembangan pesanan: 🔕 senyap

  Jam tenang: tidak ada.

  Kode dan jawaban untuk Anda selalu datang.
  [Ada yang harus ditangani]
  [Perkembangan pesanan]
  [Jam tenang]
  [Ringkasan tiap hari]
> [Perkembangan pesanan]
*
< Perkembangan pesanan

  Satu pesan untuk tiap pesanan; isinya berubah mengikuti pesanan, dan tidak pernah berbunyi.
  [🔕 senyap]
  [✖ mati]
> [Jam tenang]
*
< Kapan harus tenang? Selama itu hanya yang harus ditangani yang berbunyi. Jam lain: """
        """/notifikasi tenang 22.30-05.00
  [21.00 - 06.00] [22.00 - 05.00]
  [Tanpa jam tenang]
> /notifikasi masalah mati
< Tidak ada yang diubah: tidak ada orang lain di tim Anda yang akan mendengarnya, jadi """
        """tidak bisa dimatikan. Boleh dibuat senyap.""",
    )


def test_quiet_hours_are_pressed_or_typed_and_end(stage: Stage) -> None:
    set_ = "Quiet hours: {} to {}. Then only what needs somebody makes a sound."
    stage.dialog(
        SUPERVISOR,
        f"""\
> /notifications quiet
< When is it to be quiet? Then only what needs somebody makes a sound. Other hours: """
        f"""/notifications quiet 22.30-05.00
> /notifications quiet 22.30-5
{overview(quiet=set_.format("22.30", "05.00"))}
> [Quiet hours]
*
< When is it to be quiet? Then only what needs somebody makes a sound. Other hours: """
        f"""/notifications quiet 22.30-05.00
  [21.00 - 06.00] [22.00 - 05.00]
  [No quiet hours]
> [21.00 - 06.00]
*
{overview(quiet=set_.format("21.00", "06.00"))}
> /notifications tenang mati
{overview()}""",
    )


@pytest.mark.parametrize(
    "typed", ["problems loudly", "sending silent off", "quiet 25-6", "quiet 9-9", "quiet soon", "x"]
)
def test_what_is_not_understood_changes_nothing_and_says_how_it_is_written(
    stage: Stage, typed: str
) -> None:
    stage.dialog(
        SUPERVISOR,
        f"""\
> /notifications {typed}
< Nothing was changed. Write for example /notifications problems silent, or """
        """/notifications quiet 21.00-06.00. Everything can be pressed as well: /notifications""",
    )


@pytest.mark.parametrize(
    ("who", "typed"),
    [
        (ADMIN, "problems off"),
        (ADMIN, "sending off"),
        (SUPERVISOR, "progress sound"),
        (SUPERVISOR, "acts silent"),
        (AGENT, "problems silent"),
    ],
)
def test_nobody_chooses_what_their_role_has_no_choice_of(
    stage: Stage, who: int, typed: str
) -> None:
    stage.act(who, f"/notifications {typed}")
    assert heard(stage, who).startswith("< Nothing was changed: your role has no such choice.")


def test_the_last_of_a_team_who_would_hear_it_cannot_turn_it_off(stage: Stage) -> None:
    stage.world.change(OTHER_SUPERVISOR, team=TEAM)
    stage.act(SUPERVISOR, "/notifications problems off")
    assert "Something must be done: ✖ off" in heard(stage, SUPERVISOR)
    stage.act(OTHER_SUPERVISOR, "/notifications problems off")
    assert "nobody else in your team would hear it" in heard(stage, OTHER_SUPERVISOR)
    stage.act(OTHER_SUPERVISOR, "/notifications problems silent")
    assert "Something must be done: 🔕 silent" in heard(stage, OTHER_SUPERVISOR)


@pytest.mark.parametrize(
    "others",
    [{"standing": Standing.SUSPENDED}, {"role": Role.AGENT}, {"unreachable": True}, {"team": "x"}],
)
def test_who_would_not_hear_it_does_not_count(stage: Stage, others: dict[str, object]) -> None:
    stage.world.change(OTHER_SUPERVISOR, **{"team": TEAM} | others)
    stage.act(SUPERVISOR, "/notifications problems off")
    assert "nobody else in your team would hear it" in heard(stage, SUPERVISOR)


def test_an_admin_who_watches_orders_chooses_about_them_too(stage: Stage) -> None:
    stage.act(ADMIN, "/notifications")
    assert "How orders go on" not in heard(stage, ADMIN)
    stage.act(ADMIN, "/watch")
    stage.hear(ADMIN)
    stage.act(ADMIN, "/notifications")
    said = heard(stage, ADMIN)
    for kind in ("How orders go on", "Sending stopped or opened", "What other admins did"):
        assert f"[{kind}]" in said


def test_what_admins_did_can_be_off_for_one_of_them(stage: Stage) -> None:
    stage.act(SECOND_ADMIN, "/notifications acts off")
    stage.hear(SECOND_ADMIN)
    stage.act(ADMIN, f"/suspend {OTHER_AGENT}")
    assert stage.hear(SECOND_ADMIN) == []


def test_an_agent_chooses_how_the_end_of_an_order_comes(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        """\
> /notifications
< What you hear of:
  • My order was collected: 🔔 with sound

  Quiet hours: none.

  Codes and answers to you always come.
  [My order was collected]
  [Quiet hours]
> /notifikasi diambil senyap
< What you hear of:
  • My order was collected: 🔕 silent

  Quiet hours: none.

  Codes and answers to you always come.
  [My order was collected]
  [Quiet hours]""",
    )


def test_a_button_of_another_role_or_made_up_changes_nothing(stage: Stage) -> None:
    for data in ("hear:problems:sound", "hear:nonsense", "hear:quiet:9-9", "hear:books"):
        stage.press(AGENT, data)
        assert "What you hear of" not in heard(stage)


def test_a_question_that_is_open_is_asked_again_after_a_choice(stage: Stage) -> None:
    stage.act(AGENT, "/cashout")
    stage.hear(AGENT)
    stage.act(AGENT, "/notifications collected off")
    assert "What is the beneficiary's name?" in heard(stage)


def test_progress_that_is_off_is_not_shown(stage: Stage) -> None:
    stage.act(SUPERVISOR, "/notifications progress off")
    stage.hear(SUPERVISOR)
    confirmed(stage)
    stage.submit()
    assert stage.hear(SUPERVISOR) == []
