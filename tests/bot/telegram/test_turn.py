"""One update, one transaction: all of it happens or none, and a bad one wedges nothing."""

import asyncio
import json
from dataclasses import replace
from typing import Any, NoReturn

import pytest
from sqlmodel import delete
from telegram.error import NetworkError
from telegram.ext import ExtBot

from bot.telegram import turn
from bot.telegram.no_wire import silent_bot
from handlers.jobs.maintenance import JOBS
from handlers.services.controls import stop_reasons
from handlers.services.controls.sending_scopes import COMPANY
from storage.engine.database import StaleRead
from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.inbox import IncomingQueue, StoredUpdate
from storage.models.outbox import Kind, Outgoing
from storage.models.person import Role
from storage.repositories import conversations, outbox
from storage.values import AmountRule
from tests.factories import AGENT, OTHER_AGENT, World, store_update

ME = {"id": 1_000_001, "is_bot": True, "first_name": "Cash-out", "username": "cashout_bot"}


@pytest.fixture(scope="module")
def bot() -> ExtBot[None]:
    return asyncio.run(silent_bot("1000001:made-up", ME))


def raw_update(number: int, text: str, who: int = AGENT) -> str:
    user = {"id": who, "is_bot": False, "first_name": "Dewi", "language_code": "en"}
    chat = {"id": who, "type": "private", "first_name": "Dewi"}
    message: dict[str, Any] = {"message_id": number, "date": 1, "from": user, "chat": chat}
    if text.startswith("/"):
        message["entities"] = [
            {"type": "bot_command", "offset": 0, "length": len(text.partition(" ")[0])}
        ]
    return json.dumps({"update_id": number, "message": message | {"text": text}})


def _store(world: World, number: int, raw: str, chat_id: int = AGENT) -> None:
    world.do(store_update, number, chat_id, raw)


def _handle(world: World, bot: ExtBot[None]) -> bool:
    return asyncio.run(turn.handle_one(world.database, world.policy, bot))


def _replies(world: World, chat_id: int) -> list[str]:
    rows = [
        row for row in world.rows(Outgoing) if row.kind is Kind.REPLY and row.chat_id == chat_id
    ]
    return [str(world.do(outbox.body_of, row)["text"]) for row in rows]


def test_an_update_is_handled_once_and_its_state_is_kept(
    both_worlds: World, bot: ExtBot[None]
) -> None:
    world = both_worlds
    _store(world, 1, raw_update(1, "/cashout"))
    _store(world, 1, raw_update(1, "/cashout"))
    assert _handle(world, bot)
    assert not _handle(world, bot)
    assert len(_replies(world, AGENT)) == 1
    kept, ends_at = world.do(conversations.open_in, AGENT)
    assert {name: each.state for name, each in kept.items()} == {"cash_out": "name"}
    assert ends_at is not None


def test_what_a_program_without_queues_has_kept_is_answered_after_the_next_maintenance(
    both_worlds: World, bot: ExtBot[None]
) -> None:
    world = both_worlds
    _store(world, 1, raw_update(1, "/help"))
    world.do(lambda work: work.session.exec(delete(IncomingQueue)))
    assert not _handle(world, bot)
    for job in JOBS:
        world.do(job, world.policy)
    assert _handle(world, bot)
    assert len(_replies(world, AGENT)) == 1


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
    _store(world, 2, raw_update(2, "/help"))
    _store(world, 3, raw_update(3, "/help", OTHER_AGENT), OTHER_AGENT)
    assert _handle(world, bot)
    assert _handle(world, bot)
    assert not _handle(world, bot)
    assert len(_replies(world, OTHER_AGENT)) == 1
    assert _replies(world, AGENT) == []


class AlwaysOvertaken(dict[Channel, AmountRule]):
    """Settings whose reader always loses a race."""

    def __len__(self) -> int:
        raise StaleRead

    def __iter__(self) -> NoReturn:
        raise StaleRead

    def values(self) -> NoReturn:
        raise StaleRead


def test_an_update_that_loses_every_race_is_put_off_and_holds_up_nobody(
    world: World, bot: ExtBot[None]
) -> None:
    _store(world, 1, raw_update(1, "/cashout"))
    _store(world, 2, raw_update(2, "/help", OTHER_AGENT), OTHER_AGENT)
    world.policy = replace(world.policy, rules=AlwaysOvertaken())
    assert _handle(world, bot)
    assert _handle(world, bot)
    first, second = world.rows(StoredUpdate)
    assert (first.attempts, first.done_at) == (1, None)
    assert second.done_at is not None


def test_an_update_whose_rows_cannot_be_written_is_put_off(
    both_worlds: World, bot: ExtBot[None]
) -> None:
    odd = json.loads(raw_update(1, "hello"))
    odd["message"]["from"]["language_code"] = {"no": "text"}
    _store(both_worlds, 1, json.dumps(odd))
    assert _handle(both_worlds, bot)
    (stored,) = both_worlds.rows(StoredUpdate)
    assert (stored.attempts, stored.done_at) == (1, None)


class Meddling(dict[Channel, AmountRule]):
    """Settings whose reader loses the update's row behind the back of who handles it."""

    work: Work | None = None

    def __len__(self) -> int:
        assert self.work is not None
        forget = delete(StoredUpdate).execution_options(synchronize_session=False)
        self.work.session.exec(forget)
        return super().__len__()


def test_an_update_that_fails_in_its_last_flush_is_known_by_its_number(
    both_worlds: World, bot: ExtBot[None]
) -> None:
    _store(both_worlds, 1, raw_update(1, "/cashout"))
    rules = Meddling(both_worlds.policy.rules)

    def handle(work: Work) -> None:
        rules.work = work
        turn.handle_next(work, replace(both_worlds.policy, rules=rules), bot)

    with pytest.raises(turn.HandlerOvertaken, match="update 1"):
        both_worlds.do(handle)


def test_half_a_surrogate_pair_becomes_a_question_mark(
    both_worlds: World, bot: ExtBot[None]
) -> None:
    both_worlds.change(AGENT, role=Role.ADMIN)
    _store(both_worlds, 1, raw_update(1, "/stop \ud83d now \U0001f600"))
    assert _handle(both_worlds, bot)
    (given,) = both_worlds.do(stop_reasons.of, COMPANY)
    assert given.typed is not None
    assert given.typed.words == "? now \U0001f600"


def test_a_handler_that_raises_leaves_no_trace(world: World, bot: ExtBot[None]) -> None:
    _store(world, 1, raw_update(1, "/cashout"))

    def break_after_the_turn(work: Work) -> None:
        turn.handle_next(work, world.policy, bot)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        world.do(break_after_the_turn)
    assert _replies(world, AGENT) == []
    assert world.do(conversations.open_in, AGENT) == ({}, None)
    assert _handle(world, bot), "the update is still there"


def test_a_handlers_bot_has_no_wire(bot: ExtBot[None]) -> None:
    with pytest.raises((NetworkError, RuntimeError)):
        asyncio.run(bot.send_message(AGENT, "hello"))
