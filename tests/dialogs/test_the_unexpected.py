"""Double taps, old buttons, edits, forwards, stickers, restarts: each has a right answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

import handlers
from handlers.cash_out import questions
from handlers.messages.texts import texts_for
from handlers.messages.texts.drafts import NoWords
from handlers.services.policy import Policy
from storage.models.channel import Channel
from storage.models.person import Role, Standing
from storage.repositories import conversations
from storage.values import AmountRule, NotCanonicalError, Rupiah
from tests.dialogs.lines import AMOUNT, NAME, PHONE, at_read_back, confirmed, orders, read_back
from tests.dialogs.stage import GROUP, Stage, group
from tests.factories import ADMIN, AGENT, OTHER_AGENT, SUPERVISOR, WIB, an_open_draft


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
    stage.act(AGENT, "Siti Aminah 0812-3456-7890 300rb")
    stage.hear(AGENT)
    stage.press(AGENT, confirm)
    assert stage.hear(AGENT) == ["* Already accepted: order ORDER. Nothing is sent twice."]
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


OVER = "* That question is over. Please see the newest message."


def test_old_buttons_are_recognised_and_do_not_fill_the_chat(stage: Stage) -> None:
    stage.act(AGENT, "/cashout Siti Aminah; 081234567890")
    old = stage.button(AGENT, "Rp 300.000")
    stage.act(AGENT, "/cashout")
    stage.hear(AGENT)
    for _ in range(3):
        stage.press(AGENT, old)
    assert stage.hear(AGENT) == [OVER, "*", "*"]


def test_a_dead_button_says_the_same_once_a_minute_and_is_answered_each_time(stage: Stage) -> None:
    """Without an answer Telegram would show it as loading."""
    said = []
    for seconds in (0, 30, 29, 1, 59, 1):
        stage.world.clock.move(seconds)
        stage.press(AGENT, "nonsense")
        said += stage.hear(AGENT)
    assert said == [OVER, "*", "*", OVER, "*", OVER]
    stage.press(SUPERVISOR, "nonsense")
    assert stage.hear(SUPERVISOR) == [OVER]
    stage.world.change(AGENT, language="id")
    stage.press(AGENT, "nonsense")
    assert stage.hear(AGENT) == ["* Pertanyaan itu sudah lewat. Lihat pesan yang paling baru."]


def test_a_suspended_person_is_told_by_a_press_once_a_minute(stage: Stage) -> None:
    stage.world.change(AGENT, standing=Standing.SUSPENDED)
    for _ in range(3):
        stage.press(AGENT, "nonsense")
    first, *others = stage.hear(AGENT)
    assert first.startswith("! Your rights here are suspended")
    assert others == ["*", "*"]


@pytest.mark.parametrize(("seconds", "asked"), [(60, []), (61, [NAME])])
def test_a_question_of_more_than_a_minute_ago_is_asked_again_once(
    stage: Stage, seconds: int, asked: list[str]
) -> None:
    stage.act(AGENT, "/cashout Siti Aminah; 081234567890")
    old = stage.button(AGENT, "Rp 300.000")
    stage.act(AGENT, "/cashout")
    stage.hear(AGENT)
    stage.world.clock.move(seconds)
    for _ in range(2):
        stage.press(AGENT, old)
    assert stage.hear(AGENT) == [OVER, *asked, "*"]


def test_a_question_with_something_below_it_is_asked_again(stage: Stage) -> None:
    old = confirmed(stage)
    stage.submit()
    stage.act(AGENT, "/cashout")
    stage.hear(AGENT)
    stage.press(AGENT, f"code:{old}")
    heard = stage.hear(AGENT)
    assert heard.index(NAME) > heard.index("< Order ORDER"), "the card is not the newest message"
    stage.press(AGENT, "nonsense")
    assert stage.hear(AGENT) == [OVER]


@pytest.mark.parametrize("meanwhile", ["/help", "hmm", "{sticker}"])
def test_a_read_back_that_says_the_same_keeps_its_confirm(stage: Stage, meanwhile: str) -> None:
    at_read_back(stage)
    old = stage.button(AGENT, "Confirm")
    stage.act(AGENT, meanwhile)
    assert read_back() in "\n".join(stage.hear(AGENT))
    assert stage.button(AGENT, "Confirm") == old
    for _ in range(5):
        stage.press(AGENT, old)
    assert len(orders(stage)) == 1
    assert "\n".join(stage.hear(AGENT)).count("Accepted ✓") == 1


def test_what_was_changed_and_changed_back_has_another_confirm(stage: Stage) -> None:
    at_read_back(stage)
    old = stage.button(AGENT, "Confirm")
    stage.act(AGENT, "edit amount")
    stage.act(AGENT, "300rb")
    stage.press(AGENT, old)
    assert orders(stage) == []
    stage.act(AGENT, "[Confirm]")
    assert len(orders(stage)) == 1


@pytest.mark.parametrize(
    "line", ["Siti Aminah 0812-3456-7891 300rb", "Siti Aminah 0812-3456-7890 400rb"]
)
def test_a_read_back_that_says_anything_else_has_another_confirm(stage: Stage, line: str) -> None:
    at_read_back(stage)
    old = stage.button(AGENT, "Confirm")
    stage.act(AGENT, line)
    assert "[Confirm]" in "\n".join(stage.hear(AGENT))
    stage.press(AGENT, old)
    assert stage.hear(AGENT) == [OVER]
    assert orders(stage) == []


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
    stage.world.clock.move(60)
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
    assert stage.hear(OTHER_AGENT) == ["*"]
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


def test_words_by_way_of_another_bot_never_confirm(stage: Stage) -> None:
    at_read_back(stage)
    said = texts_for("en", WIB).others_bots_confirm_nothing()
    stage.dialog(
        AGENT,
        f"""\
> {{via}} ya
< {said}

  {read_back()}
> {{via}} yes
< {said}

  {read_back()}
> {{via}} batal
< {said}

  {read_back()}
> {{via}} nama
< {said}

  {read_back()}""",
    )
    assert orders(stage) == []


def test_a_command_by_way_of_another_bot_commands_nothing(stage: Stage) -> None:
    said = texts_for("en", WIB).others_bots_confirm_nothing()
    stage.dialog(ADMIN, f"> {{via}} /suspend {AGENT}\n< {said}")
    assert stage.world.person(AGENT).standing is Standing.ACTIVE


def test_a_line_by_way_of_another_bot_may_fill_the_draft(stage: Stage) -> None:
    stage.dialog(AGENT, f"> {{via}} Siti Aminah 0812-3456-7890 300rb\n< {read_back()}")


def test_a_forwarded_line_may_fill_the_draft(stage: Stage) -> None:
    stage.dialog(AGENT, f"> {{forward}} Siti Aminah 0812-3456-7890 300rb\n< {read_back()}")


def test_a_forwarded_command_commands_nothing(stage: Stage) -> None:
    said = "< A forwarded message does not count as this answer. Please type it yourself."
    stage.dialog(ADMIN, f"> {{forward}} /suspend {AGENT}\n{said}")
    assert stage.world.person(AGENT).standing is Standing.ACTIVE


def test_an_edited_message_changes_nothing(stage: Stage) -> None:
    edited = texts_for("en", WIB).edits_change_nothing()
    stage.dialog(
        AGENT,
        f"""\
> /cashout
{NAME}
> Siti Aminah
{PHONE}
> {{edit}} Budi Santoso
< {edited}

  {PHONE[2:]}""",
    )


def test_a_sticker_gets_a_kind_hint_and_the_open_question(stage: Stage) -> None:
    hint = texts_for("en", WIB).no_words(NoWords.OTHER, Role.AGENT)
    stage.dialog(AGENT, f"> {{sticker}}\n< {hint}")
    stage.world.clock.move(minutes=1)
    stage.dialog(AGENT, f"> /cashout\n{NAME}\n> {{sticker}}\n< {hint}\n\n  {NAME[2:]}")


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
    kept = stage.draft_of(AGENT)
    offered = stage.world.do(
        questions.reoffer, stage.world.person(AGENT), kept, texts_for("en", WIB), stage.world.policy
    )
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
< To send money write /cashout, or name, phone and amount at once, \
like: Budi Santoso 0812-3456-7890 300rb""",
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
{NAME}
*
> Siti Aminah
{PHONE}""",
    )


def test_a_handler_that_breaks_takes_everything_back(stage: Stage) -> None:
    at_read_back(stage)
    spoilt = stage.draft_of(AGENT)
    spoilt["name"] = "Siti  Aminah"  # as no reader gives it
    ends_at = stage.world.clock.now + timedelta(minutes=1)
    stage.world.do(conversations.keep, AGENT, an_open_draft("confirm", **spoilt), ends_at)
    with pytest.raises(NotCanonicalError):
        stage.act(AGENT, "[Confirm]")
    assert stage.hear(AGENT) == []
    assert orders(stage) == []
    assert stage.draft_of(AGENT) == spoilt


def test_a_press_without_data_is_a_question_that_is_over(stage: Stage) -> None:
    for _ in range(2):  # without a draft, and then in one
        stage.press(AGENT, "")
        assert stage.hear(AGENT) == ["* That question is over. Please see the newest message."]
        stage.world.clock.move(60)
        stage.act(AGENT, "/cashout")
        stage.hear(AGENT)


@pytest.mark.parametrize("who", [AGENT, SUPERVISOR, ADMIN])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_command_has_an_answer_in_both_languages(
    stage: Stage, who: int, language: str
) -> None:
    stage.languages[who] = language
    for command in [name for names, _needs, _handler in handlers._COMMANDS for name in names]:
        for words in (f"/{command}", f"/{command} x", f"/{command} 123456789012"):
            stage.world.clock.move(minutes=1)
            stage.world.change(who, standing=Standing.ACTIVE)  # they may have locked themselves
            stage.act(who, words)
            assert stage.hear(who), words


def test_a_confirmation_that_was_held_up_for_long_must_be_given_again(stage: Stage) -> None:
    at_read_back(stage)
    sent_at = int(stage.world.clock.now.timestamp()) - 900
    stage.write(AGENT, "yes", date=sent_at)
    late = "< Your answer took a long time to reach me. Is the beneficiary still there?"
    assert "\n".join(stage.hear(AGENT)) == f"{late} Check again:\n\n  {read_back()}"
    assert orders(stage) == []
    stage.act(AGENT, "yes")
    assert len(orders(stage)) == 1


def _without_alfamart(policy: Policy) -> Policy:
    rules = dict(policy.rules)
    del rules[Channel.ALFAMART]
    return replace(policy, rules=rules)


def _with_less(policy: Policy) -> Policy:
    less = AmountRule(Rupiah(50_000), Rupiah(200_000), Rupiah(50_000))
    return replace(policy, rules={**policy.rules, Channel.ALFAMART: less})


@pytest.mark.parametrize(
    ("typed", "press", "change", "instead"),
    [
        ("Siti Aminah 0812-3456-7890 300rb", "[Confirm]", _without_alfamart, "Where will"),
        ("Siti Aminah 0812-3456-7890", "[Rp 300.000]", _without_alfamart, "Where will"),
        ("Siti Aminah 0812-3456-7890", "[Rp 300.000]", _with_less, "Rp 50.000 to Rp 200.000"),
    ],
)
def test_a_newest_question_that_new_settings_closed_is_asked_anew_at_the_first_press(
    stage: Stage, typed: str, press: str, change: Callable[[Policy], Policy], instead: str
) -> None:
    """Else its buttons would answer for a minute only that it is over, and there is no newer."""
    counter = AmountRule(Rupiah(50_000), Rupiah(1_000_000), Rupiah(50_000))
    added = {Channel.ALFAMART: counter, Channel.INDOMARET: counter}
    rules = {**stage.world.policy.rules, **added}
    stage.world.policy = replace(stage.world.policy, rules=rules)
    stage.act(AGENT, typed)
    stage.act(AGENT, "[Alfamart]")
    old = stage.button(AGENT, press.strip("[]"))
    stage.hear(AGENT)
    stage.world.policy = change(stage.world.policy)
    stage.press(AGENT, old)
    assert instead in "\n".join(stage.hear(AGENT))
    stage.press(AGENT, old)
    assert stage.hear(AGENT) == ["*"]  # now there is a newer one, and it is not pushed down
    assert orders(stage) == []
