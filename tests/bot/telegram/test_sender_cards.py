"""The sender and a code's card: one protected message, the code edited in, and wiped."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.telegram import User, keyboards
from bot.telegram.sender import MessageSender
from handlers.messages import results
from handlers.services.notices.announcing import refresh_card, wipe_cards
from storage.engine.database import Database
from storage.engine.unit_of_work import WakeUp, Work
from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Card, Kind
from storage.models.person import Role
from storage.repositories import orders, outbox
from tests.bot.telegram.helpers import (
    ORDER_NO,
    POLICY,
    add_order,
    add_person,
    add_reply,
    add_row,
    bot_at,
    database_in,
    drained,
    now,
    person,
    person_of,
    running,
    sending,
    telegram,
    texts_of,
    until,
    vault,
)
from tests.factories import open_rows

CODE = "0011223344"


def order_of(work: Work) -> Order:
    order = orders.get(work, ORDER_NO)
    assert order is not None
    return order


def texts_of_visible(user: User) -> list[str]:
    return [message.holds for message in user.chat.visible()]


def cards_of(work: Work) -> list[Card]:
    return list(outbox.cards(work, ORDER_NO))


def test_a_code_is_edited_into_its_card_and_wiped_at_the_end(tmp_path: Path) -> None:
    def begin(work: Work) -> None:
        add_person(work, 7)
        add_order(work, 7, status=OrderStatus.ISSUED, code=Code.SEALED, issued_at=work.now)
        orders.keep_answer(work, order_of(work), "{}", "sealed by Faspay")
        add_row(work, 7, Kind.CARD, None, order_no=ORDER_NO)

    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox)
            with database_in(tmp_path) as database:
                await database.run(begin)
                async with sending(bot, database, CODE):
                    card = await user.wait_for(CODE)
                    await drained(database)
                    assert card.protected
                    assert CODE not in card.edit_history[0].text
                    assert (await database.run(order_of)).code is Code.DELIVERED
                    [kept] = await database.run(cards_of)
                    assert kept.message_id == card.message_id

                    await database.run(lambda work: refresh_card(work, order_of(work)))
                    await drained(database)  # "message is not modified" is fine

                    await database.run(lambda work: wipe_cards(work, order_of(work)))
                    await drained(database)
                    assert card.deleted
                    assert CODE not in "".join(texts_of_visible(user))
                    assert await database.run(cards_of) == []

    asyncio.run(story())


def test_a_card_that_the_agent_deleted_is_sent_anew_with_the_code(tmp_path: Path) -> None:
    def begin(work: Work) -> None:
        add_person(work, 7)
        add_order(work, 7, status=OrderStatus.ISSUED, code=Code.SEALED, issued_at=work.now)
        orders.keep_answer(work, order_of(work), "{}", "sealed by Faspay")
        outbox.add_card(work, Card(order_no=ORDER_NO, chat_id=7, message_id=4711, sent_at=work.now))
        refresh_card(work, order_of(work))

    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox)
            with database_in(tmp_path) as database:
                await database.run(begin)
                async with sending(bot, database, CODE):
                    await user.wait_for(CODE)
                    await drained(database)
                    [card] = await database.run(cards_of)
                    assert card.message_id != 4711

    asyncio.run(story())


def test_whoever_blocked_the_bot_is_marked_and_a_supervisor_is_told(tmp_path: Path) -> None:
    def begin(work: Work) -> None:
        add_person(work, 7)
        add_person(work, 8, Role.SUPERVISOR)
        add_order(work, 7)
        add_row(work, 7, Kind.CARD, None, order_no=ORDER_NO)

    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            agent, supervisor = person(sandbox, 7), person(sandbox, 8)
            agent.block_bot()
            with database_in(tmp_path) as database:
                await database.run(begin)
                async with sending(bot, database):
                    await supervisor.wait_for(ORDER_NO)
                    await drained(database)
                assert database.run_sync(person_of, 7).unreachable

    asyncio.run(story())


class ForgetfulDatabase(Database):
    """Is away for the first settlements."""

    failures = 3

    async def run(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any use case
        if use_case is results.settle and self.failures:
            self.failures -= 1
            raise OSError
        return await super().run(use_case, *args, **kwargs)


def test_a_message_id_survives_a_database_that_is_away_for_a_moment(tmp_path: Path) -> None:
    def begin(work: Work) -> None:
        add_person(work, 7)
        add_order(work, 7)
        add_row(work, 7, Kind.CARD, None, order_no=ORDER_NO)

    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox)
            with database_in(tmp_path):
                pass  # makes the tables
            database = ForgetfulDatabase(f"sqlite:///{tmp_path}/test.db", vault(), now)
            await database.run(begin)
            async with sending(bot, database):
                await drained(database)
            [card] = database.run_sync(cards_of)
            database.close()
            assert len(texts_of(user)) == 1
            assert card.message_id == user.chat.last.message_id

    asyncio.run(story())


def test_a_result_that_cannot_be_stored_is_given_up_aloud_and_the_chat_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            person(sandbox)
            with database_in(tmp_path):
                pass  # makes the tables
            database = ForgetfulDatabase(f"sqlite:///{tmp_path}/test.db", vault(), now)
            database.failures = 3
            sender = MessageSender(
                bot, database, POLICY, lambda *_: "", now, time.monotonic, (0.01, 0.01)
            )
            await database.run(add_reply, 7, "first")
            async with running(sender.run):

                async def given_up() -> bool:
                    return "result_given_up" in caplog.messages

                await until(given_up)
                # The row is claimed again when its lease is over; this shortens the wait.
                await database.run(release)
                await drained(database)
            database.close()

    def release(work: Work) -> None:
        [row] = open_rows(work, 7)
        row.run_at = work.now
        work.wake(WakeUp.OUTGOING)

    asyncio.run(story())


def test_the_sender_remembers_that_its_server_is_too_old_for_a_copy_button(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(keyboards.READERS, "copy_text")  # as before Bot API 7.11

    def begin(work: Work) -> None:
        add_person(work, 7)
        add_order(work, 7, status=OrderStatus.ISSUED, code=Code.SEALED, issued_at=work.now)
        orders.keep_answer(work, order_of(work), "{}", "sealed by Faspay")

    def ask(work: Work) -> None:
        add_row(work, 7, Kind.CARD, None, order_no=ORDER_NO)

    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox)
            with database_in(tmp_path) as database:
                await database.run(begin)
                async with sending(bot, database, CODE):
                    for refused in (1, 1):
                        await database.run(ask)
                        user.mark()
                        database.wake_up(WakeUp.OUTGOING).set()
                        await user.wait_for(CODE)
                        await drained(database)
                        asked = [each.params.get("reply_markup", "") for each in sandbox.calls]
                        assert len([each for each in asked if CODE in each]) == refused

    asyncio.run(story())
