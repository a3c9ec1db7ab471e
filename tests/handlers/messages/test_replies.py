"""Answers are said while they are so: not beside the end of their draft, nor days later."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from handlers.messages import claims, drafts
from handlers.messages.acts import Claimed, Send
from handlers.messages.keyboards import Button, to_json
from storage.engine.unit_of_work import Work
from storage.models.outbox import Fate, Kind, Outgoing
from storage.repositories import conversations, outbox
from tests.factories import AGENT, World, an_open_draft

HALF_AN_HOUR, DAY = timedelta(minutes=30), timedelta(days=1)
CONFIRM = to_json([[Button("Confirm", "co:1:ok.2")]])


def say(work: Work, text: str, question: str | None = None) -> int:
    body: dict[str, Any] = {"text": text}
    if question is not None:
        body |= {"question": question, "keyboard": CONFIRM}
    row = outbox.row(work, AGENT, Kind.REPLY)
    outbox.append(work, row, body)
    return row.seq or 0


def ask(work: Work, before: str = "") -> None:
    """Ask the open question of the chat's draft, or ask it again."""
    asked = say(work, before, "Is it right?")
    ends_at = work.now + HALF_AN_HOUR
    conversations.keep(work, AGENT, an_open_draft(shown=asked), ends_at)


def forget(work: Work) -> None:
    conversations.keep(work, AGENT, {}, None)


def said(world: World) -> list[str]:
    return [act.text for act in world.telegram().drain() if isinstance(act, Send)]


def test_an_open_question_is_asked_with_what_stands_before_it_and_its_buttons(
    both_worlds: World,
) -> None:
    both_worlds.do(ask, "Digits only, please.")
    [act] = both_worlds.telegram().drain()
    assert isinstance(act, Send)
    assert act.text == "Digits only, please.\n\nIs it right?"
    assert act.keyboard[0][0].label == "Confirm"


def test_a_question_that_was_asked_again_replaces_the_copy_that_was_not_sent_yet(
    world: World,
) -> None:
    for before in ("", "first note", "second note"):
        world.do(ask, before)
    acts = [act for act in world.telegram().drain() if isinstance(act, Send)]
    assert [act.text for act in acts] == ["first note", "second note\n\nIs it right?"]
    assert [len(act.keyboard) for act in acts] == [0, 1]


@pytest.mark.parametrize("end", [forget, None])
def test_a_question_of_a_draft_that_is_over_is_not_asked(
    world: World, end: Callable[[Work], None] | None
) -> None:
    world.do(ask, "a note")
    if end is None:
        world.clock.now += HALF_AN_HOUR
    else:
        world.do(end)
    assert said(world) == []
    assert {row.fate for row in world.rows(Outgoing)} == {Fate.DROPPED}


def _die_while_saying(world: World) -> None:
    """Claim what is next, and never tell what became of it."""
    claimed = world.do(claims.next_act, world.policy, world.gateway.open_code, ())
    assert isinstance(claimed, Claimed)


def test_after_a_kill_and_two_days_the_summary_does_not_come_beside_the_end_of_its_draft(
    both_worlds: World,
) -> None:
    both_worlds.do(ask)
    _die_while_saying(both_worlds)
    both_worlds.clock.move(days=2)
    both_worlds.do(claims.recover)
    both_worlds.do(drafts.end_overdue, both_worlds.policy)
    [ended] = said(both_worlds)
    assert "draft" in ended.lower()


def test_not_even_before_anybody_has_noticed_that_the_draft_is_over(world: World) -> None:
    world.do(ask)
    _die_while_saying(world)
    world.clock.move(days=2)
    world.do(claims.recover)
    assert said(world) == []


def test_a_question_that_is_still_open_is_asked_again_after_a_kill(both_worlds: World) -> None:
    both_worlds.do(ask)
    _die_while_saying(both_worlds)
    both_worlds.do(claims.recover)
    assert said(both_worlds) == ["Is it right?"]


@pytest.mark.parametrize(
    ("away", "again"), [(timedelta(minutes=9), ["done"]), (timedelta(minutes=11), [])]
)
def test_an_answer_that_a_dead_sender_may_have_given_is_repeated_only_for_a_while(
    both_worlds: World, away: timedelta, again: list[str]
) -> None:
    both_worlds.do(say, "done")
    _die_while_saying(both_worlds)
    both_worlds.clock.now += away
    both_worlds.do(claims.recover)
    assert said(both_worlds) == again


def test_a_claim_that_lapsed_is_a_dead_sender_too(world: World) -> None:
    world.do(say, "done")
    _die_while_saying(world)
    world.clock.move(minutes=11)
    assert said(world) == []


def test_an_answer_that_surely_was_not_given_waits_for_a_day(world: World) -> None:
    world.do(say, "done")
    world.clock.now += DAY
    assert said(world) == ["done"]
    world.do(say, "done")
    world.clock.now += DAY + timedelta(seconds=1)
    assert said(world) == []
