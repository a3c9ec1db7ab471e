"""Words that people wrote reach others with nothing to tap, and never pass for the bot's own."""

import pytest

from bot.sandbox.telegram.entities import found_in
from handlers.messages.texts import LANGUAGES, texts_for
from handlers.services.controls.sending import Guard
from tests.dialogs import stage as stages
from tests.dialogs.lines import heard
from tests.dialogs.stage import STRANGER, Stage
from tests.dialogs.test_people_and_control import invited
from tests.factories import ADMIN, AGENT, SECOND_ADMIN, SUPERVISOR, WIB, World

BAIT = "/limits @durov t.me/x evil.com #x"
OURS = (
    "/restore",
    "/watch",
    "/lock",
    "/kunci",
    "/suspend",
    "/resume",
    "/stop",
    "/reconcile",
    "/order",
    "/people",
    "/cashout",
)
"""Commands that the bot itself puts into what these chats read."""


def tappable(stage: Stage, *chats: int) -> set[str]:
    """Return all that can be tapped in some chats, but for the bot's own help and links."""
    found = set()
    for who in chats:
        for message in stage.messages.get(who, {}).values():
            if "language language" not in message.text:
                spans = found_in(message.text)
                found |= {message.text[each.start : each.end] for each in spans}
    return {each for each in found if not each.startswith("https://t.me/cashout_bot?start=")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("button", [0, 1], ids=["approved", "rejected"])
def test_a_newcomers_name_puts_nothing_to_tap_into_anybodys_chat(
    world: World, monkeypatch: pytest.MonkeyPatch, language: str, button: int
) -> None:
    monkeypatch.setitem(stages.NAMES, STRANGER, BAIT)
    stage = Stage(world, languages=dict.fromkeys((ADMIN, SECOND_ADMIN, SUPERVISOR), language))
    stage.act(SECOND_ADMIN, "/watch")
    stage.act(STRANGER, invited(stage))
    (row,) = [each.keyboard[0] for each in stage.messages[ADMIN].values() if each.keyboard][-1:]
    stage.press(ADMIN, row[button].data or "")
    stage.act(STRANGER, "0812-3456-7890 Siti Aminah 300rb")
    if button == 0:
        stage.act(STRANGER, "yes")
        for command in (f"/suspend {STRANGER}", f"/restore {STRANGER}", "/people", "/audit"):
            stage.act(ADMIN, command)
        for command in ("/orders", "/team"):
            stage.act(SUPERVISOR, command)
    assert len(stage.messages[ADMIN]) > 2
    found = tappable(stage, ADMIN, SECOND_ADMIN, SUPERVISOR)
    assert found <= {*OURS}, found


@pytest.mark.parametrize("command", ["/invite agent", f"/team {AGENT}"])
def test_a_teams_name_puts_nothing_to_tap_into_anybodys_chat(stage: Stage, command: str) -> None:
    stage.act(ADMIN, f"{command} @durov t.me/x")
    stage.act(ADMIN, "[New team “@durov t.me/x”]")
    stage.act(ADMIN, "/people")
    assert tappable(stage, ADMIN, SECOND_ADMIN) <= {*OURS}


def test_a_reason_puts_nothing_to_tap_into_anybodys_chat(stage: Stage) -> None:
    stage.act(ADMIN, "/stop t.me/x @durov evil.com")
    stage.act(SECOND_ADMIN, "/stop again")
    for command in ("/health", "/audit"):
        stage.act(SECOND_ADMIN, command)
    assert "durov" in heard(stage, SECOND_ADMIN)
    assert tappable(stage, ADMIN, SECOND_ADMIN) <= {*OURS}


@pytest.mark.parametrize("guard", list(Guard))
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_typed_passes_for_no_guards_reason(
    world: World, guard: Guard, language: str
) -> None:
    stage = Stage(world, languages=dict.fromkeys((ADMIN, SECOND_ADMIN), language))
    stage.act(ADMIN, f"/stop {guard} 202601020001")
    for command in ("/stop again", "/health", "/audit"):
        stage.act(SECOND_ADMIN, command)
    for who in (ADMIN, SECOND_ADMIN):
        said = heard(stage, who)
        assert guard.value not in said, "its colon is followed by a mark that nobody sees"
        assert "Hadi" in said
        assert texts_for(language, WIB).why(f"{guard} 202601020001") not in said.replace(
            "\n  ", " "
        )


def test_the_orders_history_tells_a_supervisor_no_reason(stage: Stage) -> None:
    order_no = stage.world.request()
    stage.act(SUPERVISOR, f"/order {order_no}")
    said = heard(stage, SUPERVISOR)
    assert "order made" in said
    assert "“" not in said


def test_a_claim_is_over_after_an_hour_and_both_sides_are_told(stage: Stage) -> None:
    stage.act(STRANGER, invited(stage))
    assert heard(stage, STRANGER).startswith("< Thank you.")
    stage.dialog(
        STRANGER,
        "> hello?\n< The person who invited you has not approved yet. You will hear from me here.",
    )
    stage.world.clock.move(hours=1)
    stage.dialog(
        STRANGER,
        "> hello?\n< Your invitation was not approved, so it is over. "
        "Ask your admin for a new link if that is a mistake.",
    )
    stage.hear(ADMIN)
    stage.dialog(
        ADMIN,
        "> [Approve]\n! The link was used more than an hour ago, so this is over and nobody was "
        "let in. To invite them again, write /invite and pass on the new link.",
    )
    assert heard(stage, STRANGER) == ""
    stage.act(STRANGER, invited(stage))
    assert heard(stage, STRANGER).startswith("< Thank you.")
    stage.act(ADMIN, "[Approve]")
    assert heard(stage, STRANGER).startswith("< Welcome!")


def test_other_admins_read_what_one_does(stage: Stage) -> None:
    stage.act(AGENT, "/help")
    agreed = (
        "\n\n  If this was not agreed, call them. /stop REASON stops all sending at once; "
        f"/lock {ADMIN} takes their rights at once."
    )
    change = "no limit → Rp 5.000.000"
    stage.act(STRANGER, invited(stage, "/invite supervisor Medan"))
    stage.act(ADMIN, "[Reject]")
    for command in (f"/suspend {AGENT}", f"/restore {AGENT}", "/limits day 5 juta"):
        stage.act(ADMIN, command)
    assert heard(stage, SECOND_ADMIN) == "\n".join(
        f"< {sentence}{agreed}"
        for sentence in (
            f"Hadi (ID {ADMIN}) made an invitation. Role: supervisor, team: Medan.",
            f"Hadi (ID {ADMIN}) turned Tono (ID {STRANGER}) away, who gets no access.",
            f"⚠️ Hadi (ID {ADMIN}) suspended Dewi (ID {AGENT}).",
            f"Hadi (ID {ADMIN}) gave Dewi (ID {AGENT}) their rights back.",
            f"Hadi (ID {ADMIN}) changed the limit for one agent in 24 hours: {change}.",
        )
    )
