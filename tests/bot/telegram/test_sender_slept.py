"""A sender that slept past its claim: another replica has said it, and more, so it says nothing."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot.telegram.sender import _ACT_SECONDS, _BEGIN_SECONDS
from handlers.messages import claims, results
from handlers.services.notices.announcing import refresh_card
from handlers.services.notices.pacing import LEASE
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Fate, Kind
from storage.repositories import orders, outbox
from tests.bot.telegram.helpers import (
    ORDER_NO,
    add_order,
    add_person,
    add_reply,
    add_row,
    bot_at,
    database_in,
    drained,
    now,
    open_count,
    person,
    sending,
    telegram,
    texts_of,
    until,
    vault,
)
from tests.factories import open_rows

CODE = "0011223344"


class Sleepy(Database):
    """As seen by a process that is stopped for `sleeps` seconds right after it claimed a row."""

    monotonic = 1_000.0
    sleeps = 0.0
    meanwhile: Callable[[Work], None] | None = None
    """What another replica does while it sleeps."""
    settled = 0

    async def run(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any use case
        result = await super().run(use_case, *args, **kwargs)
        self.settled += use_case is results.settle
        if use_case is claims.next_act and self.sleeps:
            self.monotonic += self.sleeps
            self.sleeps = 0
            if self.meanwhile:
                await super().run(self.meanwhile)
        return result


@contextmanager
def sleepy_in(folder: Path) -> Iterator[Sleepy]:
    with database_in(folder):
        pass  # makes the tables
    database = Sleepy(f"sqlite:///{folder}/test.db", vault(), now)
    try:
        yield database
    finally:
        database.close()


async def wake(bot: Bot, database: Sleepy, seconds: float) -> None:
    """Let a sender claim what waits, sleep, and write down what became of it."""
    database.sleeps, before = seconds, database.settled

    async def is_settled() -> bool:
        return database.settled > before

    async with sending(bot, database, CODE, monotonic=lambda: database.monotonic):
        await until(is_settled)


@pytest.mark.parametrize(("seconds", "says"), [(29.0, ["not certain"]), (31.0, [])])
def test_who_slept_half_its_claim_away_says_nothing_and_the_row_waits(
    tmp_path: Path, seconds: float, says: list[str]
) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox)
            with sleepy_in(tmp_path) as database:
                database.run_sync(add_reply, 7, "not certain")
                await wake(bot, database, seconds)
                assert texts_of(user) == says
                assert database.run_sync(open_count) == 1 - len(says)

    asyncio.run(story())


def test_what_another_replica_has_said_meanwhile_is_not_said_again(tmp_path: Path) -> None:
    def said_by_another(work: Work) -> None:
        [row] = open_rows(work, 7)
        row.attempts += 1
        outbox.finish(work, row, Fate.SENT)

    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox)
            with sleepy_in(tmp_path) as database:
                database.run_sync(add_reply, 7, "not certain")
                database.meanwhile = said_by_another
                await wake(bot, database, LEASE.total_seconds() + 1)
                assert texts_of(user) == []
                assert database.run_sync(open_count) == 0

    asyncio.run(story())


def begin(work: Work) -> None:
    add_person(work, 7)
    add_order(work, 7, status=OrderStatus.SENDING)
    add_row(work, 7, Kind.CARD, None, order_no=ORDER_NO)


def answered(work: Work) -> None:
    order = orders.get(work, ORDER_NO)
    assert order is not None
    order.status, order.code, order.issued_at = OrderStatus.ISSUED, Code.SEALED, work.now
    orders.keep_answer(work, order, "{}", "sealed by Faspay")
    refresh_card(work, order)


def collected_and_wiped(work: Work) -> None:
    for row in open_rows(work, 7):
        row.attempts += 1
        outbox.finish(work, row, Fate.SENT)
    for card in outbox.cards(work, ORDER_NO):
        card.wiped_at = work.now


def test_a_slept_edit_does_not_put_the_code_back_into_a_card_that_was_wiped(
    tmp_path: Path,
) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox)
            with sleepy_in(tmp_path) as database:
                await database.run(begin)
                async with sending(bot, database, CODE, monotonic=lambda: database.monotonic):
                    await drained(database)
                await database.run(answered)
                database.meanwhile = collected_and_wiped
                await wake(bot, database, LEASE.total_seconds() + 1)
                assert CODE not in user.chat.last.holds
                assert "editMessageText" not in {call.method for call in sandbox.calls}

    asyncio.run(story())


def test_what_began_in_time_ends_before_its_claim_does() -> None:
    assert LEASE.total_seconds() > _BEGIN_SECONDS + _ACT_SECONDS
