"""One update, one transaction: all of it happens or none, and a bad one wedges nothing."""

import asyncio
import json
from typing import Any

import pytest
from telegram.error import NetworkError
from telegram.ext import ExtBot

from bot.telegram import turn
from storage.inbox import StoredUpdate
from storage.outbox import Kind, Outgoing
from storage.repositories import house, inbox, outbox
from storage.unit_of_work import Work
from tests.factories import AGENT, OTHER_AGENT, World

ME = {"id": 1_000_001, "is_bot": True, "first_name": "Cash-out", "username": "cashout_bot"}


@pytest.fixture(scope="module")
def bot() -> ExtBot[None]:
    return asyncio.run(turn.silent_bot("1000001:made-up", ME))


def _update(number: int, text: str, who: int = AGENT) -> str:
    user = {"id": who, "is_bot": False, "first_name": "Dewi", "language_code": "en"}
    chat = {"id": who, "type": "private", "first_name": "Dewi"}
    message: dict[str, Any] = {"message_id": number, "date": 1, "from": user, "chat": chat}
    if text.startswith("/"):
        message["entities"] = [
            {"type": "bot_command", "offset": 0, "length": len(text.partition(" ")[0])}
        ]
    return json.dumps({"update_id": number, "message": message | {"text": text}})


def _store(world: World, number: int, raw: str, lane: int = AGENT) -> None:
    world.do(inbox.store_update, number, lane, raw)


def _handle(world: World, bot: ExtBot[None]) -> bool:
    return asyncio.run(turn.handle_one(world.database, world.policy, bot))


def _replies(world: World, lane: int) -> list[str]:
    rows = [row for row in world.rows(Outgoing) if row.kind is Kind.REPLY and row.lane == lane]
    return [str(world.do(outbox.body_of, row)["text"]) for row in rows]


def test_an_update_is_handled_once_and_its_state_is_kept(
    both_worlds: World, bot: ExtBot[None]
) -> None:
    world = both_worlds
    _store(world, 1, _update(1, "/cashout"))
    _store(world, 1, _update(1, "/cashout"))
    assert _handle(world, bot)
    assert not _handle(world, bot)
    assert len(_replies(world, AGENT)) == 1
    state, ends_at = world.do(house.state_of, AGENT)
    assert state["conversations"] == {"cash_out": "name"}
    assert ends_at is not None


def test_what_cannot_be_handled_is_tried_four_times_and_then_owned_up_to(
    world: World, bot: ExtBot[None]
) -> None:
    _store(world, 1, '{"update_id": 1, "message": {"text": 7}}')
    for _ in range(4):
        assert _handle(world, bot)
        world.clock.move(30)
    assert not _handle(world, bot)
    (stored,) = world.rows(StoredUpdate)
    assert stored.failed
    assert "changed nothing" in _replies(world, AGENT)[0]


def test_a_bad_update_holds_up_its_own_chat_only(world: World, bot: ExtBot[None]) -> None:
    _store(world, 1, '{"update_id": 1, "message": {"text": 7}}')
    _store(world, 2, _update(2, "/help"))
    _store(world, 3, _update(3, "/help", OTHER_AGENT), OTHER_AGENT)
    assert _handle(world, bot)
    assert _handle(world, bot)
    assert not _handle(world, bot)
    assert len(_replies(world, OTHER_AGENT)) == 1
    assert _replies(world, AGENT) == []


def test_a_handler_that_raises_leaves_no_trace(world: World, bot: ExtBot[None]) -> None:
    _store(world, 1, _update(1, "/cashout"))

    def break_after_the_turn(work: Work) -> None:
        turn.handle_next(work, world.policy, bot)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        world.do(break_after_the_turn)
    assert _replies(world, AGENT) == []
    assert world.do(house.state_of, AGENT) == ({}, None)
    assert _handle(world, bot), "the update is still there"


def test_a_handlers_bot_has_no_wire(bot: ExtBot[None]) -> None:
    with pytest.raises((NetworkError, RuntimeError)):
        asyncio.run(bot.send_message(AGENT, "hello"))
