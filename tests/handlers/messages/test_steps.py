"""Own steps that the check at the start has missed: the card has ours, and a code is shown."""

from dataclasses import replace

import pytest

from handlers.messages.acts import Edit
from handlers.messages.texts import LANGUAGES, texts_for
from storage.models.channel import Channel
from tests.factories import WIB, World
from tests.fakes import CODE
from tests.handlers.messages.texts.test_texts import a_view

WHOLE = "{ $phone } { $amount }"
CANNOT_BE_SAID = (
    "card-steps-permata = { $phone }, { $ammount }",
    f"card-steps-permata = {WHOLE} {{ gone }}",
    f"card-steps-permata = {WHOLE} {{ -gone }}",
    f"card-steps-permata = {WHOLE} {{ card-steps-permata }}",
    'card-steps-permata = {""}',
    "card-steps-permata =\n    .hint = { $phone }",
    "card-steps-permata = Press the green key.",
    "card-steps-permata = Enter { $phone }.",
    f"card-steps-permata = {WHOLE} {'x' * 2000}",
    f"card-steps-permata = {WHOLE} \ud800",
    f"card-steps-permata = {WHOLE} " + "{ $amount }" * 200,
    "card-steps-permata = " + "{" * 3000,
)


@pytest.mark.parametrize("source", CANNOT_BE_SAID)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_said_is_said_in_our_words_and_logged(
    language: str, source: str, caplog: pytest.LogCaptureFixture
) -> None:
    own = texts_for(language, WIB, {language: source})
    assert own.card(a_view(), CODE) == texts_for(language, WIB).card(a_view(), CODE)
    assert [each.message for each in caplog.records] == ["own_steps_not_said"]


def test_the_code_reaches_its_agent(world: World) -> None:
    broken: dict[str, str] = dict.fromkeys(LANGUAGES, CANNOT_BE_SAID[0])
    world.policy = replace(world.policy, own_steps=broken)
    telegram = world.telegram()
    world.issued()
    [card] = [act for act in telegram.drain() if isinstance(act, Edit)]
    assert CODE in card.text
    assert "cardless withdrawal" in card.text


@pytest.mark.parametrize("channel", Channel)
def test_they_replace_nothing_but_steps(channel: Channel) -> None:
    own = {"en": "card-code = Pay { $code }\ncard-head = x\ncard-cash = y\nchannel-permata = z"}
    view = a_view(channel=channel)
    assert texts_for("en", WIB, own).card(view, CODE) == texts_for("en", WIB).card(view, CODE)
