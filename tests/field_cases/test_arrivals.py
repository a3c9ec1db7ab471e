"""Cases from the field: updates of kinds that nobody knows, and topics in a private chat."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.telegram.intake import read, store
from storage.models.inbox import StoredUpdate
from tests.dialogs.lines import NAME, PHONE
from tests.dialogs.stage import Stage
from tests.factories import AGENT, World
from tests.field_cases.cases import FieldCase, of_areas

AREAS = ("telegram/update", "telegram/topics")
TOPIC = 4711


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def _unknown_kinds(stage: Stage) -> None:
    """They are neither stored, nor, where one was stored, handled: the draft goes on."""
    stage.dialog(AGENT, f"> /cashout\n{NAME}")
    for kind in ("business_message", "edited_business_message", "guest_message", "new_kind"):
        chat = {"id": AGENT, "type": "private", "first_name": "Dewi"}
        sender = {"id": AGENT, "is_bot": False, "first_name": "Dewi"}
        message = {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": "hello"}
        stage.update(AGENT, {kind: message})
        incoming = read({"update_id": 900_000} | {kind: message})
        assert incoming is not None
        assert stage.world.do(store, [incoming]) == 0
    assert stage.hear(AGENT) == []
    assert stage.world.rows(StoredUpdate) == []
    stage.dialog(AGENT, f"> Siti Aminah\n{PHONE}")


def _topics(stage: Stage) -> None:
    """Every answer comes into the topic in which it was asked for, the card included."""
    in_topic: dict[str, Any] = {"message_thread_id": TOPIC, "is_topic_message": True}
    for words in ("/cashout", "Siti Aminah", "081234567890", "300rb", "yes"):
        stage.write(AGENT, words, **in_topic)
    said = list(stage.messages[AGENT].values())
    assert any(message.protected for message in said), "the card"
    assert {message.topic for message in said} == {TOPIC}
    stage.act(AGENT, "/help")
    assert [*stage.messages[AGENT].values()][-1].topic is None


PLAYS: dict[str, Callable[[Stage], None]] = {
    "business_message / edited_business_message / guest_message in the agent's own chat while a "
    "draft is open (kinds not in allowed_updates)": _unknown_kinds,
    "bot with topics in private chats: message_thread_id + is_topic_message": _topics,
}


@pytest.mark.parametrize("case", of_areas(*AREAS), ids=lambda case: case.area)
def test_what_came_in_the_field_goes_as_it_should(stage: Stage, case: FieldCase) -> None:
    PLAYS[case.input](stage)


def test_every_play_is_of_a_case() -> None:
    assert set(PLAYS) == {case.input for case in of_areas(*AREAS)}
