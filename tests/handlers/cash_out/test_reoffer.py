"""After an outage: what was open is asked again, once, and nothing else is said."""

from datetime import timedelta
from typing import Any

from handlers.cash_out import reoffer
from storage.engine.unit_of_work import Work
from storage.models.outbox import Fate, Kind, Outgoing
from storage.models.person import Standing
from storage.repositories import conversations, inbox, outbox
from tests.factories import AGENT, World, an_open_draft, store_update

DRAFT = {"nonce": "aa", "channel": "C013", "name": "Siti Aminah", "token": "old"}

READ_BACK = {
    "phone": "081234567890",
    "amount": 300_000,
    "confirms": ["permata", "Siti Aminah", "081234567890", 300_000],
}


def _open_draft(world: World, **fields: Any) -> None:  # noqa: ANN401 - fields of Draft
    ends_at = world.clock.now + timedelta(minutes=30)
    world.do(conversations.keep, AGENT, an_open_draft(**DRAFT | fields), ends_at)


def _said(world: World) -> list[str]:
    rows = [row for row in world.rows(Outgoing) if row.kind is Kind.REPLY]
    bodies = [world.do(outbox.body_of, row) for row in rows]
    return [f"{body['text']}\n\n{body['question']}" for body in bodies]


def test_a_short_absence_says_nothing(world: World) -> None:
    _open_draft(world)
    world.do(reoffer.look_after, world.policy)
    world.clock.move(149)
    assert world.do(reoffer.look_after, world.policy) == 0
    assert _said(world) == []


def test_a_long_absence_asks_the_open_question_again_once(world: World) -> None:
    _open_draft(world)
    world.do(reoffer.look_after, world.policy)
    world.clock.move(151)
    assert world.do(reoffer.look_after, world.policy) == 1
    assert world.do(reoffer.look_after, world.policy) == 0
    (said,) = _said(world)
    assert said.startswith("I was away")
    assert said.endswith("share the contact.")


def test_a_chat_whose_answer_is_still_to_be_handled_is_not_asked_again(both_worlds: World) -> None:
    _open_draft(both_worlds)
    both_worlds.do(store_update, 1, AGENT, "{}")
    assert both_worlds.do(reoffer.ask_again, both_worlds.policy) == 0
    assert _said(both_worlds) == []
    handled = both_worlds.do(inbox.next_update)
    assert handled is not None
    both_worlds.do(lambda work: inbox.finish_update(work, work.session.merge(handled)))
    assert both_worlds.do(reoffer.ask_again, both_worlds.policy) == 1


def test_a_read_back_gets_a_fresh_confirm_token(world: World) -> None:
    _open_draft(world, phone="081234567890", amount=300_000)
    world.do(reoffer.ask_again, world.policy)
    kept, _ = world.do(conversations.open_in, AGENT)
    assert kept["cash_out"].data["token"] not in {None, "old"}
    assert kept["cash_out"].state == "confirm"


def test_a_read_back_that_says_the_same_keeps_its_token_and_is_known_as_delivered(
    world: World,
) -> None:
    seq = world.do(_sent_question)
    _open_draft(world, **READ_BACK, shown=seq)
    world.do(reoffer.ask_again, world.policy)
    kept, _ = world.do(conversations.open_in, AGENT)
    data = kept["cash_out"].data
    assert (data["token"], data["delivered"]) == ("old", seq)
    assert data["shown"] > seq


def test_a_copy_that_is_not_known_to_be_sent_does_not_count_as_delivered(world: World) -> None:
    seq = world.do(_question)
    _open_draft(world, **READ_BACK, shown=seq)
    world.do(reoffer.ask_again, world.policy)
    kept, _ = world.do(conversations.open_in, AGENT)
    assert kept["cash_out"].data["delivered"] is None


def _question(work: Work) -> int:
    row = outbox.row(work, AGENT, Kind.REPLY)
    outbox.append(work, row, {"text": "", "question": "Is it right?"})
    return row.seq or 0


def _sent_question(work: Work) -> int:
    row = outbox.row(work, AGENT, Kind.REPLY)
    outbox.append(work, row, {"text": "", "question": "Is it right?"})
    outbox.finish(work, row, Fate.SENT)
    return row.seq or 0


def test_a_suspended_agent_is_asked_nothing(world: World) -> None:
    _open_draft(world)
    world.change(AGENT, standing=Standing.SUSPENDED)
    assert world.do(reoffer.ask_again, world.policy) == 0
    assert _said(world) == []
