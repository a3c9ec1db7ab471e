"""Double taps, old buttons, edits, forwards, stickers, restarts, groups: each has a right answer."""

from collections.abc import Callable

import pytest

from handlers import questions
from handlers.texts import texts_for
from storage.order import Order
from storage.person import Role, Standing
from tests.dialogs.stage import GROUP, STRANGER, Stage, group
from tests.dialogs.test_writing_an_order import AMOUNT, NAME, PHONE, at_read_back, read_back
from tests.factories import ADMIN, AGENT, OTHER_AGENT, SUPERVISOR

SUSPENDED = "Your rights here are suspended; please contact your company's admin."
GROUP_ANSWER = "< I work only in private chat: https://t.me/cashout_bot"


def orders(stage: Stage) -> list[Order]:
    return stage.world.rows(Order)


def suspend(stage: Stage, who: int = AGENT) -> None:
    stage.world.change(who, standing=Standing.SUSPENDED)


def test_a_double_tap_on_confirm_makes_one_order(stage: Stage) -> None:
    at_read_back(stage)
    confirm = stage.button(AGENT, "Confirm")
    stage.press(AGENT, confirm)
    stage.hear(AGENT)
    stage.press(AGENT, confirm)
    assert stage.hear(AGENT) == ["* Already accepted: order ORDER. Nothing is sent twice."]
    assert len(orders(stage)) == 1


def test_an_old_confirm_pressed_over_a_new_draft_confirms_nothing(stage: Stage) -> None:
    at_read_back(stage)
    confirm = stage.button(AGENT, "Confirm")
    stage.press(AGENT, confirm)
    stage.hear(AGENT)
    at_read_back(stage)
    stage.press(AGENT, confirm)
    heard = stage.hear(AGENT)
    assert heard[0] == "* Already accepted: order ORDER. Nothing is sent twice."
    assert heard[1] == "< Check this with the beneficiary:"
    assert len(orders(stage)) == 1


def test_the_confirm_of_an_earlier_read_back_is_over(stage: Stage) -> None:
    at_read_back(stage)
    old = stage.button(AGENT, "Confirm")
    stage.act(AGENT, "[Edit amount]")
    stage.act(AGENT, "1 juta")
    stage.hear(AGENT)
    stage.press(AGENT, old)
    assert stage.hear(AGENT)[0] == "* That question is over. Please see the newest message."
    assert orders(stage) == []


def test_an_old_button_is_recognised_and_the_open_question_asked_again(stage: Stage) -> None:
    stage.act(AGENT, "/cashout Siti Aminah; 081234567890")
    old = stage.button(AGENT, "Rp 300.000")
    stage.act(AGENT, "/cashout")
    stage.hear(AGENT)
    stage.press(AGENT, old)
    over = "* That question is over. Please see the newest message."
    assert stage.hear(AGENT) == [over, NAME]


def test_a_button_of_an_ended_draft_is_over(stage: Stage) -> None:
    at_read_back(stage)
    stage.act(AGENT, "/cancel")
    stage.hear(AGENT)
    stage.act(AGENT, "[Confirm]")
    assert stage.hear(AGENT) == ["* That question is over. Please see the newest message."]
    assert orders(stage) == []


@pytest.mark.parametrize("data", ["co:x", "co:1:2:3", "nonsense", "inv:x", "code:1", "co:a:ok."])
def test_a_button_nobody_made_is_answered_and_does_nothing(stage: Stage, data: str) -> None:
    stage.press(AGENT, data)
    assert stage.hear(AGENT) == ["* That question is over. Please see the newest message."]
    at_read_back(stage)
    stage.press(AGENT, data)
    assert stage.hear(AGENT)[0] == "* That question is over. Please see the newest message."
    assert orders(stage) == []


def test_another_agents_confirm_does_nothing(stage: Stage) -> None:
    at_read_back(stage)
    stage.press(OTHER_AGENT, stage.button(AGENT, "Confirm"))
    over = "* That question is over. Please see the newest message."
    assert stage.hear(OTHER_AGENT) == [over]
    stage.act(AGENT, "[Confirm]")
    stage.hear(AGENT)
    stage.press(OTHER_AGENT, stage.button(AGENT, "Confirm"))
    assert stage.hear(OTHER_AGENT) == [over]
    assert len(orders(stage)) == 1


def test_a_button_pressed_in_a_group_is_answered_with_nothing(stage: Stage) -> None:
    at_read_back(stage)
    stage.press(AGENT, stage.button(AGENT, "Confirm"), chat=group())
    assert stage.hear(GROUP) == ["*"]
    assert orders(stage) == []


def test_a_forwarded_message_never_confirms(stage: Stage) -> None:
    at_read_back(stage)
    stage.dialog(
        AGENT,
        f"""\
> {{forward}} ya
< A forwarded message does not count as this answer. Please type it yourself.

  {read_back()}
> {{forward}} batal
< A forwarded message does not count as this answer. Please type it yourself.

  {read_back()}""",
    )
    assert orders(stage) == []


def test_a_forwarded_line_may_fill_the_draft(stage: Stage) -> None:
    stage.dialog(AGENT, f"> {{forward}} Siti Aminah 0812-3456-7890 300rb\n< {read_back()}")


def test_a_forwarded_command_commands_nothing(stage: Stage) -> None:
    said = "< A forwarded message does not count as this answer. Please type it yourself."
    stage.dialog(ADMIN, f"> {{forward}} /suspend {AGENT}\n{said}")
    assert stage.world.person(AGENT).standing is Standing.ACTIVE


def test_an_edited_message_changes_nothing(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> /cashout
{NAME}
> Siti Aminah
{PHONE}
> {{edit}} Budi Santoso
< An edited message is not read again. Please send it as a new message.

  {PHONE[2:]}""",
    )


def test_a_sticker_gets_a_kind_hint_and_the_open_question(stage: Stage) -> None:
    hint = (
        "< I cannot read that. Please send words; a phone number may also be a contact, "
        "or everything at once, like: Budi Santoso 0812-3456-7890 300rb"
    )
    stage.dialog(AGENT, f"> {{sticker}}\n{hint}\n> /cashout\n{NAME}\n> {{sticker}}\n{hint}\n{NAME}")


def test_words_that_nothing_asked_for_get_a_hint(stage: Stage) -> None:
    hint = (
        "< To send money write /cashout, or name, phone and amount at once, "
        "like: Budi Santoso 0812-3456-7890 300rb"
    )
    stage.dialog(AGENT, f"> good morning\n{hint}")
    stage.dialog(SUPERVISOR, "> hello\n< Write /help to see what you can do here.")


def test_an_unknown_command_is_said_to_be_one(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> /cashout
{NAME}
> /frobnicate
< There is no such command. What you can use: /help
{NAME}""",
    )


@pytest.mark.parametrize("command", ["/orders", "/help", "/code", "/order", "/language"])
def test_other_commands_work_in_between_and_the_question_comes_again(
    stage: Stage, command: str
) -> None:
    stage.act(AGENT, "/cashout Siti Aminah; 081234567890")
    stage.hear(AGENT)
    stage.act(AGENT, command)
    heard = "\n".join(stage.hear(AGENT))
    assert heard.endswith(AMOUNT)
    stage.dialog(AGENT, f"> 300rb\n< {read_back()}")


def test_a_restart_at_any_step_goes_on_with_the_next_question(stage: Stage) -> None:
    # Nothing is kept between updates but the database: what is said can only come from there.
    said = ["/cashout", "Siti Aminah", "081234567890", "300rb", "yes"]
    for words in said:
        stage = Stage(stage.world)
        stage.act(AGENT, words)
    assert len(orders(stage)) == 1


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_a_kept_draft_can_be_asked_again_after_an_outage(stage: Stage, steps: int) -> None:
    for words in ["/cashout", "Siti Aminah", "081234567890", "300rb"][:steps]:
        stage.act(AGENT, words)
    asked = "\n".join(stage.hear(AGENT)).rpartition("< ")[2]
    kept = stage.draft_of(AGENT)["draft"]
    offered = questions.reoffer(kept, texts_for("en"), stage.world.policy)
    assert offered is not None
    assert offered[0].splitlines()[0] in asked


def test_a_draft_ends_after_thirty_minutes(stage: Stage) -> None:
    at_read_back(stage)
    stage.world.clock.move(minutes=31)
    ended = (
        "< Your draft has ended: nothing was added to it for 30 minutes. Nothing was sent. "
        "Begin again: /cashout"
    )
    stage.dialog(
        AGENT,
        f"""\
> yes
{ended}
< To send money write /cashout, or name, phone and amount at once, like: Budi Santoso 0812-3456-7890 300rb""",
    )
    assert orders(stage) == []


def test_the_language_changes_in_the_middle_of_a_draft(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> /cashout
{NAME}
> /language id
< Baik, mulai sekarang dalam bahasa Indonesia.
< Siapa nama penerima? Tulis seperti di KTP.
> /language
< Pilih bahasa Anda. Choose your language.
  [Bahasa Indonesia] [English]
< Siapa nama penerima? Tulis seperti di KTP.
> [English]
< Good, English from now on.
*
> Siti Aminah
{PHONE}""",
    )


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
    assert stage.draft_of(AGENT).get("draft", {}) == {}


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
    stage: Stage, status: str, unreachable: bool
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
