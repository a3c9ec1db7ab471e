"""Teams are chosen: by button, or by a name in any spelling; only a new one is typed, once."""

import pytest

from storage.models.person import Invite, Role
from tests.dialogs.stage import Stage
from tests.factories import ADMIN, AGENT, OTHER_SUPERVISOR, SECOND_ADMIN, SUPERVISOR, World

WHICH = "For which team? Only its supervisors see the orders of its agents."
LINK = "https://t.me/cashout_bot?start="


def teams_invited_to(stage: Stage) -> list[str]:
    return [row.team for row in stage.world.rows(Invite)]


def asked(stage: Stage, command: str) -> str:
    stage.act(ADMIN, command)
    return "\n".join(stage.hear(ADMIN))


@pytest.mark.parametrize(("role", "none"), [("agent", "\n  [Without a team]"), ("supervisor", "")])
def test_the_teams_there_are_are_offered(stage: Stage, role: str, none: str) -> None:
    stage.dialog(
        ADMIN,
        f"> /invite {role}\n< {WHICH}\n  [Bandung] [Medan]\n  [New team]{none}",
    )
    stage.act(ADMIN, "[Medan]")
    assert f"role {role}, team Medan. Valid for 15 minutes" in "\n".join(stage.hear(ADMIN))
    assert teams_invited_to(stage) == ["Medan"]


def test_an_admin_is_invited_without_being_asked(stage: Stage) -> None:
    assert LINK in asked(stage, "/invite admin")
    assert teams_invited_to(stage) == [""]


def test_an_agent_can_be_without_a_team(stage: Stage) -> None:
    stage.act(ADMIN, "/invite agent")
    stage.act(ADMIN, "[Without a team]")
    assert teams_invited_to(stage) == [""]


@pytest.mark.parametrize("spelling", ["bandung", "BANDUNG", " Bandung  "])
def test_every_spelling_of_a_team_means_it(stage: Stage, spelling: str) -> None:
    assert LINK in asked(stage, f"/invite agent {spelling}")
    assert teams_invited_to(stage) == ["Bandung"]


def test_an_unknown_name_is_asked_about(stage: Stage) -> None:
    stage.dialog(
        ADMIN,
        """\
> /invite agent Bndung
< There is no team “Bndung” yet. Is it a new one, or do you mean one of these?
  [Bandung] [Medan]
  [New team “Bndung”]
  [Without a team]""",
    )
    assert teams_invited_to(stage) == []
    stage.act(ADMIN, "[Bandung]")
    stage.act(ADMIN, "[New team “Bndung”]")
    assert teams_invited_to(stage) == ["Bandung", "Bndung"]
    assert LINK in asked(stage, "/invite agent bndung")


def test_a_new_team_is_typed_once(stage: Stage) -> None:
    stage.act(ADMIN, "/invite supervisor")
    stage.dialog(
        ADMIN,
        f"""\
< {WHICH}
  [Bandung] [Medan]
  [New team]
> [New team]
< Write the new team's name once: /invite supervisor NAME. From then on it is a button.
*""",
    )


def test_a_name_that_is_too_long_is_refused(stage: Stage) -> None:
    said = asked(stage, "/invite agent " + "x" * 41)
    assert said == "< A team's name has 1 to 40 letters. Nothing was changed."
    assert teams_invited_to(stage) == []


def test_the_first_team_of_a_company_needs_no_choice(stage: Stage) -> None:
    for who in (AGENT, SUPERVISOR, OTHER_SUPERVISOR, 5_000_000_002):
        stage.world.change(who, team="")
    assert LINK in asked(stage, "/invite agent Solo")
    assert teams_invited_to(stage) == ["Solo"]


@pytest.mark.parametrize(
    "data",
    [
        "team:agent:=0123456789abcdef",
        "team:boss:-",
        "team:agent:",
        "team:agent:+" + "x" * 41,
        "team:agent:+\u200b",
        "team:99999999999999999:-",
    ],
)
def test_a_button_of_no_team_is_over(stage: Stage, data: str) -> None:
    stage.press(ADMIN, data)
    assert stage.hear(ADMIN) == ["* That question is over. Please see the newest message."]
    assert teams_invited_to(stage) == []


def test_the_buttons_are_for_admins(stage: Stage) -> None:
    stage.press(AGENT, "team:admin:-")
    assert "not for your role" in stage.hear(AGENT)[0]
    assert teams_invited_to(stage) == []


def test_an_admin_puts_somebody_into_a_team(stage: Stage) -> None:
    stage.act(AGENT, "/help")
    stage.dialog(
        ADMIN,
        f"""\
> /team
< Write: /team ID TEAM, or /team ID to choose. Everybody's ID is in /people
> /team 99 Medan
< Nobody has that ID. See /people
> /team {AGENT} medan
< Dewi is in team Medan now. Orders made before stay where they were.
> /team {AGENT} Medan
< That is how it is already; nothing was changed.
> /team {AGENT}
< {WHICH}
  [Bandung] [Medan]
  [New team]
  [Without a team]
> [Without a team]
< Dewi is in no team now. Orders made before stay where they were.
*""",
    )
    stage.dialog(
        SECOND_ADMIN,
        f"""\
< Hadi (ID {ADMIN}) changed the team of Dewi (ID {AGENT}): Medan.

  If this was not agreed, call them. /stop REASON stops all sending at once; /lock {ADMIN} takes \
their rights at once.
< Hadi (ID {ADMIN}) changed the team of Dewi (ID {AGENT}): none.

  If this was not agreed, call them. /stop REASON stops all sending at once; /lock {ADMIN} takes \
their rights at once.""",
    )


def test_the_choice_is_offered_in_indonesian(world: World) -> None:
    stage = Stage(world, languages={ADMIN: "id"})
    stage.dialog(
        ADMIN,
        """\
> /invite agen Bndung
< Belum ada tim “Bndung”. Ini tim baru, atau maksud Anda salah satu ini?
  [Bandung] [Medan]
  [Tim baru “Bndung”]
  [Tanpa tim]""",
    )
    world.change(SUPERVISOR, team="", role=Role.SUPERVISOR)
    stage.languages[SUPERVISOR] = "id"
    stage.act(SUPERVISOR, "/orders")
    assert "Anda belum masuk tim mana pun" in stage.hear(SUPERVISOR)[0]
