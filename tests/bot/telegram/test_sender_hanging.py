"""Calls to Telegram that hang in some chats hold up no other chat, and no code that must go."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlmodel import col, func, select
from telegram import Bot

from bot.sandbox.telegram import User
from handlers.messages import claims
from handlers.services.notices import announcing
from handlers.services.policy import Policy
from handlers.services.ports import OpenCode
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.outbox import Card, Outgoing, Priority
from storage.repositories import outbox
from tests.bot.telegram.helpers import (
    ORDER_NO,
    add_reply,
    bot_at,
    database_in,
    person,
    sending,
    telegram,
    texts_of,
    until,
)

PATIENT = 60.0
"""Seconds; longer than the story lasts."""
PROMPTLY = 10.0
"""Seconds: three in which calls without an answer count at Telegram, and a busy machine's own."""
AGENT = 7
FIRST_CHAT, FOR_CHAT = 1000, 48


def write_to(work: Work, chats: set[int]) -> None:
    for chat in chats:
        add_reply(work, chat, "hello")


def under_way(work: Work) -> int:
    """Count the calls that hang."""
    claimed = (
        col(Outgoing.chat_id) >= FIRST_CHAT,
        col(Outgoing.claimed_at).is_not(None),
        col(Outgoing.done_at).is_(None),
    )
    return work.session.exec(select(func.count()).select_from(Outgoing).where(*claimed)).one()


@asynccontextmanager
async def hanging(database: Database, chats: int, calls: int) -> AsyncIterator[tuple[User, Bot]]:
    """Send, while all calls into so many chats hang; gives the agent once `calls` are under way."""
    hang = set(range(FIRST_CHAT, FIRST_CHAT + chats))

    async def all_have_left() -> bool:
        return await database.run(under_way) == calls

    async with telegram() as (sandbox, url), bot_at(url, answer_seconds=PATIENT) as bot:
        user = person(sandbox)
        sandbox.faults.hanging |= hang
        async with sending(bot, database, act_seconds=PATIENT):
            try:
                await database.run(write_to, hang)
                await until(all_have_left)
                yield user, bot
                assert await database.run(under_way) == calls, "none has ended meanwhile"
            finally:
                sandbox.faults.hanging.clear()


@pytest.mark.parametrize("chats", [8, 30])
def test_chats_that_hang_hold_up_no_other(tmp_path: Path, chats: int) -> None:
    async def script(database: Database) -> None:
        async with hanging(database, chats, chats) as (user, _bot):
            await database.run(add_reply, AGENT, "for you")

            async def is_there() -> bool:
                return texts_of(user) == ["for you"]

            await until(is_there, PROMPTLY)

    with database_in(tmp_path) as database:
        asyncio.run(script(database))


def test_however_many_notices_hang_a_code_leaves_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, Priority]] = []

    def next_act(
        work: Work, policy: Policy, open_code: OpenCode, busy: Sequence[int], least: Priority
    ) -> object:
        asked.append((len(busy), least))
        return claim(work, policy, open_code, busy, least)

    claim = claims.next_act
    monkeypatch.setattr(claims, "next_act", next_act)

    def show_card(work: Work, message_id: int) -> None:
        card = Card(order_no=ORDER_NO, chat_id=AGENT, message_id=message_id, sent_at=work.now)
        outbox.add_card(work, card)
        announcing.wipe_chat(work, AGENT)

    async def script(database: Database) -> None:
        async with hanging(database, FOR_CHAT + 20, FOR_CHAT) as (user, bot):
            message = await bot.send_message(AGENT, "0011223344")
            await database.run(show_card, message.message_id)

            async def is_gone() -> bool:
                return all(each.deleted for each in user.chat.messages if each.from_bot)

            await until(is_gone, PROMPTLY)
        full = {least for busy, least in asked if busy >= FOR_CHAT}
        assert full == {Priority.CODE}, "what is left is for cards and wipes"

    with database_in(tmp_path) as database:
        asyncio.run(script(database))
