"""Suspended people, strangers, groups, channels: who gets which answer."""

from collections.abc import Callable

import pytest

from storage.models.person import Role, Standing
from tests.dialogs.lines import NAME, PHONE, at_read_back, orders
from tests.dialogs.stage import GROUP, STRANGER, Stage, group
from tests.factories import AGENT

SUSPENDED = "Your rights here are suspended; please contact your company's admin."
GROUP_ANSWER = "< I work only in private chat: https://t.me/cashout_bot"


def suspend(stage: Stage, who: int = AGENT) -> None:
    stage.world.change(who, standing=Standing.SUSPENDED)


def _everything(stage: Stage) -> dict[str, Callable[[], None]]:
    at_read_back(stage)
    confirm = stage.button(AGENT, "Confirm")
    return {
        "confirm by words": lambda: stage.act(AGENT, "yes"),
        "a command": lambda: stage.act(AGENT, "/orders"),
        "a code": lambda: stage.act(AGENT, "/code 123456789012"),
        "an edit": lambda: stage.act(AGENT, "{edit} yes"),
        "a sticker": lambda: stage.act(AGENT, "{sticker}"),
        "an invitation": lambda: stage.act(AGENT, "/start token"),
        "confirm by button": lambda: stage.press(AGENT, confirm),
    }


@pytest.mark.parametrize(
    "what",
    [
        "confirm by words",
        "a command",
        "a code",
        "an edit",
        "a sticker",
        "an invitation",
        "confirm by button",
    ],
)
def test_a_suspended_person_is_stopped_at_whatever_they_do(stage: Stage, what: str) -> None:
    doing = _everything(stage)[what]
    suspend(stage)
    doing()
    mark = "!" if what.endswith("button") else "<"
    assert stage.hear(AGENT) == [f"{mark} {SUSPENDED}"]
    assert orders(stage) == []
    assert stage.draft_of(AGENT) == {}


def test_a_restored_person_does_not_find_the_old_draft(stage: Stage) -> None:
    at_read_back(stage)
    confirm = stage.button(AGENT, "Confirm")
    suspend(stage)
    stage.act(AGENT, "yes")
    stage.world.change(AGENT, standing=Standing.ACTIVE)
    stage.hear(AGENT)
    stage.press(AGENT, confirm)
    assert stage.hear(AGENT) == ["* That question is over. Please see the newest message."]
    stage.dialog(AGENT, f"> /cashout\n{NAME}\n> Siti Aminah\n{PHONE}")
    assert orders(stage) == []


def test_a_stranger_gets_one_kind_sentence_a_day(stage: Stage) -> None:
    sentence = (
        "< Hello! This bot is only for the company's staff; if you are one of them, "
        "ask your admin for an invitation link."
    )
    stage.dialog(
        STRANGER,
        f"> /start\n{sentence}\n> /cashout\n> Siti Aminah 0812-3456-7890 300rb\n> {{sticker}}",
    )
    stage.press(STRANGER, "co:1:ok.2")
    assert stage.hear(STRANGER) == ["*"]
    stage.world.clock.move(days=1)
    stage.dialog(STRANGER, f"> hello\n{sentence}")


@pytest.mark.parametrize(
    ("text", "kind", "length"),
    [
        ("/cashout", "bot_command", 8),
        ("/cashout@cashout_bot", "bot_command", 20),
        ("@cashout_bot hi", "mention", 12),
    ],
)
def test_a_group_that_speaks_to_the_bot_is_shown_the_way_once_an_hour(
    stage: Stage, text: str, kind: str, length: int
) -> None:
    entities = [{"type": kind, "offset": 0, "length": length}]
    for _ in range(3):
        stage.message(AGENT, text=text, entities=entities, chat=group())
    assert stage.hear(GROUP) == [GROUP_ANSWER]
    stage.world.clock.move(hours=1)
    stage.message(STRANGER, text=text, entities=entities, chat=group())
    assert stage.hear(GROUP) == [GROUP_ANSWER]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("Siti Aminah 0812-3456-7890 300rb", []),
        ("/cashout@other_bot", [{"type": "bot_command", "offset": 0, "length": 18}]),
        ("@somebody hi", [{"type": "mention", "offset": 0, "length": 9}]),
    ],
)
def test_a_group_that_speaks_to_others_is_left_alone(
    stage: Stage, text: str, entities: list[dict[str, object]]
) -> None:
    stage.message(AGENT, text=text, entities=entities, chat=group())
    assert stage.hear(GROUP) == []
    assert stage.draft_of(GROUP) == {}


def test_a_channel_post_is_ignored(stage: Stage) -> None:
    chat = {"id": GROUP, "type": "channel", "title": "News"}
    post = {"message_id": 1, "date": 1, "chat": chat, "text": "/cashout"}
    stage.update(GROUP, {"channel_post": post})
    assert stage.hear(GROUP) == []


@pytest.mark.parametrize(("status", "unreachable"), [("kicked", True), ("member", False)])
def test_who_blocks_the_bot_is_known_to_be_unreachable(
    stage: Stage, status: str, *, unreachable: bool
) -> None:
    me = {"id": 1_000_001, "is_bot": True, "first_name": "Cash-out"}
    new = {"user": me, "status": status} | ({"until_date": 0} if status == "kicked" else {})
    change = {
        "chat": {"id": AGENT, "type": "private", "first_name": "Dewi"},
        "from": {"id": AGENT, "is_bot": False, "first_name": "Dewi"},
        "date": 1,
        "old_chat_member": {"user": me, "status": "member"},
        "new_chat_member": new,
    }
    stage.update(AGENT, {"my_chat_member": change})
    assert stage.world.person(AGENT).unreachable is unreachable
    assert stage.hear(AGENT) == []


def test_an_agent_who_becomes_something_else_cannot_finish_the_draft(stage: Stage) -> None:
    at_read_back(stage)

    stage.world.change(AGENT, role=Role.SUPERVISOR)
    stage.act(AGENT, "[Confirm]")
    stage.act(AGENT, "yes")
    assert orders(stage) == []


@pytest.mark.parametrize(
    "entities",
    [[], [{"type": "bold", "offset": 0, "length": 6}], [{"type": "url", "offset": 7, "length": 5}]],
    ids=["none", "bold", "later"],
)
def test_start_typed_without_being_a_command_is_a_strangers_words(
    stage: Stage, entities: list[dict[str, object]]
) -> None:
    for _ in range(3):
        stage.message(STRANGER, text="/start token", entities=entities)
    assert stage.hear(STRANGER) == [
        (
            "< Hello! This bot is only for the company's staff; if you are one of them, "
            "ask your admin for an invitation link."
        )
    ]
