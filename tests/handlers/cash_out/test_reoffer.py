"""After an outage: what was open is asked again, once, and nothing else is said."""

from datetime import timedelta

from handlers.cash_out import reoffer
from storage.models.outbox import Kind, Outgoing
from storage.models.person import Standing
from storage.repositories import conversations, outbox
from tests.factories import AGENT, World, an_open_draft

DRAFT = {"nonce": "aa", "channel": "C013", "name": "Siti Aminah", "token": "old"}


def _open_draft(world: World, **fields: str | int) -> None:
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


def test_a_read_back_gets_a_fresh_confirm_token(world: World) -> None:
    _open_draft(world, phone="081234567890", amount=300_000)
    world.do(reoffer.ask_again, world.policy)
    kept, _ = world.do(conversations.open_in, AGENT)
    assert kept["cash_out"].data["token"] not in {None, "old"}
    assert kept["cash_out"].state == "confirm"


def test_a_suspended_agent_is_asked_nothing(world: World) -> None:
    _open_draft(world)
    world.change(AGENT, standing=Standing.SUSPENDED)
    assert world.do(reoffer.ask_again, world.policy) == 0
    assert _said(world) == []
