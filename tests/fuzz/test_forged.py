"""Buttons and words that only a forger or a broken phone sends."""

from dataclasses import replace

import pytest

from storage.models.outbox import Kind
from tests.factories import (
    ADMIN,
    AGENT,
    World,
)
from tests.fuzz.audience import Audience
from tests.fuzz.doings import CHANNELS
from tests.fuzz.rehearsal import (
    Rehearsal,
    play,
)


def offered(audience: Audience, person: int, beginning: str) -> str:
    """Find the newest button whose data begins so."""
    return next(data for data in audience.buttons[person] if data.startswith(beginning))


@pytest.mark.parametrize("forged", ["7", "0", "999999999999", "\u0667", "9" * 45])
def test_a_forged_amount_is_never_read_back(secretive: World, forged: str) -> None:
    def story(stage: Rehearsal) -> None:
        audience = Audience(stage)
        audience.act(AGENT, ("say", "/cashout Budi Santoso; 081234567890"), grouped=False)
        nonce = offered(audience, AGENT, "co:").split(":")[1]
        stage.press(AGENT, f"co:{nonce}:am.{forged}")
        assert not [said for said in stage.listen() if "Check this" in said.text]

    play(secretive, story)


def test_a_forged_channel_is_a_question_that_is_over(secretive: World) -> None:
    def story(stage: Rehearsal) -> None:
        audience = Audience(stage)
        audience.act(AGENT, ("say", "/cashout"), grouped=False)
        stage.press(AGENT, offered(audience, AGENT, "co:").replace("permata", "nowhere"))

    play(replace(secretive, policy=replace(secretive.policy, rules=CHANNELS)), story)


def test_a_forged_invitation_is_unknown(secretive: World) -> None:
    play(secretive, lambda stage: stage.press(ADMIN, f"inv:{'9' * 20}:yes"))


@pytest.mark.parametrize("between", ["\n", "\t", "\u00a0"])
def test_what_stands_behind_the_command_is_read_whole(secretive: World, between: str) -> None:
    def story(stage: Rehearsal) -> None:
        stage.write(AGENT, f"/cashout{between}Budi Santoso 0812-3456-7890 300rb")
        [said] = [each for each in stage.listen() if each.kind is Kind.REPLY]
        assert "Name: Budi Santoso" in said.text

    play(secretive, story)


@pytest.mark.parametrize("text", ["/start \ud83d", "/stop \ud83d", "/invite agent \ud83d"])
def test_half_a_surrogate_pair_is_taken_like_any_other_sign(secretive: World, text: str) -> None:
    play(secretive, lambda stage: stage.write(ADMIN, text))
