"""The whole way to Telegram: codes are gone in seconds, and no call is one too many."""

import asyncio
import random
import time
from pathlib import Path

import pytest

from bot.sandbox.telegram import TelegramSandbox, User
from handlers.services.people import members
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Card, Kind
from storage.models.person import Role
from storage.repositories import orders, outbox
from tests.bot.telegram.helpers import (
    add_order,
    add_person,
    add_reply,
    add_row,
    bot_at,
    database_in,
    drained,
    person,
    person_of,
    sending,
    telegram,
    until,
)

AGENT, ADMIN = 7, 8
LIVE, QUEUED = 50, 1000
CODE = "0011223344"


def show_codes(work: Work, user: User) -> None:
    """Keep so many live orders, each with its code on the agent's screen."""
    add_person(work, AGENT)
    add_person(work, ADMIN, Role.ADMIN)
    for number in range(LIVE):
        order_no = f"{number:012}"
        given = {"code": Code.DELIVERED, "issued_at": work.now, "confirm_token": order_no}
        add_order(work, AGENT, order_no=order_no, status=OrderStatus.ISSUED, **given)
        kept = orders.get(work, order_no)
        assert kept is not None
        orders.keep_answer(work, kept, "{}", "sealed by Faspay")
        shown = _on_screen(user, f"{order_no} {CODE}")
        card = Card(order_no=order_no, chat_id=AGENT, message_id=shown, sent_at=work.now)
        card.shows_code = True
        outbox.add_card(work, card)
    for number in range(QUEUED):
        add_reply(work, AGENT, f"answer {number}")


def _on_screen(user: User, text: str) -> int:
    world = user._world
    content = type(user.chat.last.content)(text)
    return world.post(user.chat, world.bot, content, protected=True).message_id


def codes_on(user: User) -> int:
    return sum(CODE in message.holds for message in user.chat.visible())


def suspend(work: Work) -> None:
    admin = authorise(person_of(work, ADMIN), Capability.SUSPEND_PEOPLE)
    members.suspend(work, admin, AGENT)


def test_fifty_codes_behind_a_thousand_answers_are_gone_within_ten_seconds(tmp_path: Path) -> None:
    async def story() -> float:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox, AGENT)

            async def gone() -> bool:
                return codes_on(user) == 0

            with database_in(tmp_path) as database:
                await database.run(show_codes, user)
                async with sending(bot, database, CODE):
                    await user.wait_for("answer 4", 20)
                    assert codes_on(user) == LIVE
                    began = time.monotonic()
                    await database.run(suspend)
                    await until(gone)
                    gone_after = time.monotonic() - began
                    await asyncio.sleep(3)
                    answers = [each for each in user.chat.visible() if "answer" in each.text]
                    assert len(answers) <= 6
                assert sandbox.limits.refused == 0
                return gone_after

    assert asyncio.run(story()) < 10


def flood(work: Work, chats: int, seed: int) -> None:
    """Have something of every kind said in every chat: far more than Telegram takes."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for chat_id in range(100, 100 + chats):
        for number in range(chance.randint(2, 6)):
            add_reply(work, chat_id, f"{number}")
        for _ in range(chance.randint(0, 3)):
            add_row(work, chat_id, Kind.TOAST, {"callback_query_id": "4711"})


@pytest.mark.parametrize("slow", [0.0, 0.2])
def test_no_call_is_one_too_many_whatever_waits(tmp_path: Path, slow: float) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            _people(sandbox, 25)
            with database_in(tmp_path) as database:
                await database.run(flood, 25, 1)
                sandbox.faults.slow = slow
                async with sending(bot, database):
                    await drained(database, 60)
            counted = [call for call in sandbox.calls if not call.method.startswith("get")]
            assert len(counted) > 80
            assert sandbox.limits.refused == 0

    asyncio.run(story())


def _people(sandbox: TelegramSandbox, count: int) -> None:
    for chat_id in range(100, 100 + count):
        person(sandbox, chat_id)
