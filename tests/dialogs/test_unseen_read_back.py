"""Words confirm only what their writer had seen; a button hangs below it and needs no proof."""

from datetime import timedelta

from tests.dialogs.lines import AMOUNT, at_read_back, heard, orders, read_back
from tests.dialogs.stage import Stage
from tests.factories import AGENT

EARLY = "< Your answer came before I had shown this. Please look at it first."
LINE = "Siti Aminah 0812-3456-7890 300rb"


def test_a_yes_of_a_backlog_confirms_nothing_and_the_read_back_comes_again(stage: Stage) -> None:
    stage.act_at_once(AGENT, LINE, "yes")
    assert heard(stage) == f"{EARLY}\n\n  {read_back()}", "the older copy was not sent yet"
    assert orders(stage) == []
    stage.act(AGENT, "yes")
    assert len(orders(stage)) == 1


def test_a_second_yes_to_did_you_mean_does_not_confirm_what_follows_it(stage: Stage) -> None:
    stage.act(AGENT, "/cashout Siti Aminah; 081234567890")
    stage.act(AGENT, "500")
    assert heard(stage).endswith("[Yes]\n  [No, write again]")
    stage.act_at_once(AGENT, "yes", "yes")
    assert EARLY in heard(stage)
    assert orders(stage) == []
    stage.act(AGENT, "yes")
    assert [order.amount for order in orders(stage)] == [500_000]


def test_every_yes_of_a_long_backlog_confirms_nothing(stage: Stage) -> None:
    stage.act_at_once(AGENT, LINE, "yes", "ya", "ok", "yes")
    assert orders(stage) == []
    stage.act(AGENT, "[Confirm]")
    assert len(orders(stage)) == 1


def test_the_words_of_a_yes_that_came_early_can_be_followed_by_the_button(stage: Stage) -> None:
    stage.act_at_once(AGENT, LINE, "yes")
    stage.act(AGENT, "[Confirm]")
    assert len(orders(stage)) == 1


def test_a_press_confirms_even_where_our_own_note_of_the_delivery_is_younger(stage: Stage) -> None:
    at_read_back(stage)
    stage.held_up_since = stage.world.clock.now - timedelta(seconds=1)
    stage.act(AGENT, "[Confirm]")
    assert len(orders(stage)) == 1


def test_a_yes_that_reached_us_before_the_read_back_was_sent_is_early_however_late_it_is_read(
    stage: Stage,
) -> None:
    at_read_back(stage)
    stage.held_up_since = stage.world.clock.now - timedelta(seconds=1)
    stage.act(AGENT, "yes")
    assert orders(stage) == []
    stage.held_up_since = None
    stage.deliver()
    assert heard(stage) == f"{EARLY}\n\n  {read_back()}"


def test_what_was_asked_again_unchanged_was_seen_before(stage: Stage) -> None:
    at_read_back(stage)
    stage.act_at_once(AGENT, "/help", "hmm", "yes")
    assert len(orders(stage)) == 1


def test_what_was_asked_again_and_changed_must_have_been_seen_again(stage: Stage) -> None:
    at_read_back(stage)
    stage.act_at_once(AGENT, "/help", "edit amount", "400rb", "yes")
    assert orders(stage) == []
    assert EARLY in heard(stage)
    stage.act(AGENT, "yes")
    assert [order.amount for order in orders(stage)] == [400_000]


def test_what_was_asked_again_before_it_was_seen_at_all_must_be_seen(stage: Stage) -> None:
    stage.act_at_once(AGENT, LINE, "hmm", "/help", "yes")
    assert orders(stage) == []
    stage.act(AGENT, "yes")
    assert len(orders(stage)) == 1


def test_words_that_reached_us_before_the_first_copy_was_sent_stay_early(stage: Stage) -> None:
    at_read_back(stage)
    stage.act(AGENT, "/help")
    stage.held_up_since = stage.world.clock.now - timedelta(minutes=1)
    stage.act(AGENT, "yes")
    assert orders(stage) == []


def test_a_sentence_that_is_said_again_replaces_its_copy_that_was_not_sent(stage: Stage) -> None:
    at_read_back(stage)
    stage.act_at_once(AGENT, *["hmm"] * 5)
    said = heard(stage)
    assert said.count("Press a button, or write") == said.count("Check this with") == 1


def test_answers_of_a_backlog_that_confirm_nothing_are_taken(stage: Stage) -> None:
    stage.act_at_once(AGENT, "/cashout", "Siti Aminah", "081234567890")
    assert heard(stage).endswith(AMOUNT)
    stage.dialog(AGENT, f"> 300rb\n< {read_back()}")
