"""The sender: in order within a chat, side by side across chats, and nothing lost on the way."""

import asyncio
import logging
import time
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.server import serving
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.models.outbox import Fate, Kind, Notice
from tests.bot.telegram.helpers import (
    add_order,
    add_person,
    add_reply,
    add_row,
    bot_at,
    database_in,
    drained,
    drop_tables,
    mend_tables,
    now,
    open_count,
    person,
    row_of,
    sending,
    telegram,
    texts_of,
    until,
)

RETRY_AFTER_IS_CHANGING = pytest.mark.filterwarnings(
    "ignore:.*In a future major version attribute `retry_after`"
)


def test_what_waits_is_said_in_order_and_its_words_are_forgotten(tmp_path: Path) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox)
            with database_in(tmp_path) as database:
                seqs = [database.run_sync(add_reply, 7, text) for text in ("one", "two", "three")]
                async with sending(bot, database):
                    await drained(database)
                assert texts_of(user) == ["one", "two", "three"]
                rows = [database.run_sync(row_of, seq) for seq in seqs]
                assert {row.fate for row in rows} == {Fate.SENT}
                assert {row.body_sealed for row in rows} == {None}

    asyncio.run(story())


def test_notices_that_wait_together_are_one_message(tmp_path: Path) -> None:
    numbers = [f"{number:012}" for number in range(1, 4)]

    def tell(work: Work) -> list[int]:
        add_person(work, 7)
        for number in numbers:
            add_order(work, 7, order_no=number, confirm_token=number, status=OrderStatus.PAID)
        paid = Notice.PAID
        return [add_row(work, 7, Kind.NOTICE, None, notice=paid, order_no=each) for each in numbers]

    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox)
            with database_in(tmp_path) as database:
                seqs = database.run_sync(tell)
                async with sending(bot, database):
                    await drained(database)
                [said] = texts_of(user)
                assert [number in said for number in numbers] == [True] * 3
                assert {database.run_sync(row_of, seq).fate for seq in seqs} == {Fate.SENT}

    asyncio.run(story())


def test_a_wake_up_reaches_a_sender_that_has_nothing_to_do(tmp_path: Path) -> None:
    async def story() -> list[float]:
        waits: list[float] = []
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox)
            with database_in(tmp_path) as database:
                async with sending(bot, database):
                    for text in ("one", "two", "three"):
                        await asyncio.sleep(0.1)
                        before = time.monotonic()
                        await database.run(add_reply, 7, text)
                        await user.wait_for(text)
                        waits.append(time.monotonic() - before)
        return waits

    assert min(asyncio.run(story())) < 0.5, "only the timer woke it"


@RETRY_AFTER_IS_CHANGING
def test_a_wait_that_telegram_asks_for_is_kept_exactly(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> float:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox)
            sandbox.faults.rate_limit_next(1, retry_after=1)
            with database_in(tmp_path) as database:
                database.run_sync(add_reply, 7, "patience")
                async with sending(bot, database):
                    before = time.monotonic()
                    await user.wait_for("patience")
                    return time.monotonic() - before

    assert asyncio.run(story()) >= 1
    assert [vars(record).get("retry_after_seconds") for record in caplog.records].count(1.0) == 1


@RETRY_AFTER_IS_CHANGING
def test_a_chat_waits_for_its_head_and_other_chats_do_not(tmp_path: Path) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            person(sandbox, 7)
            person(sandbox, 8)
            sandbox.faults.rate_limit_next(1, retry_after=1)
            with database_in(tmp_path) as database:
                database.run_sync(add_reply, 7, "first")
                database.run_sync(add_reply, 7, "second")
                database.run_sync(add_reply, 8, "meanwhile")
                async with sending(bot, database):
                    await drained(database)
                sent = [dict(call.params) for call in sandbox.calls if call.method == "sendMessage"]
                assert [params["text"] for params in sent] == ["meanwhile", "first", "second"]

    asyncio.run(story())


def test_a_lost_answer_is_tried_again_in_two_seconds(tmp_path: Path) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox)
            sandbox.faults.lost_answers = 1
            with database_in(tmp_path) as database:
                database.run_sync(add_reply, 7, "at least once")
                async with sending(bot, database):
                    await drained(database)
                assert texts_of(user) == ["at least once", "at least once"]

    asyncio.run(story())


def test_a_stale_press_is_dropped_without_a_noise(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            person(sandbox)
            with database_in(tmp_path) as database:
                body = {"callback_query_id": "4711"}
                database.run_sync(lambda work: add_row(work, 7, Kind.TOAST, body))
                async with sending(bot, database):
                    await drained(database)

    asyncio.run(story())
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_refused_message_is_given_up_and_its_words_stay_out_of_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox)
            with database_in(tmp_path) as database:
                seq = database.run_sync(add_reply, 7, "Budi " * 2000)
                database.run_sync(add_reply, 7, "and on it goes")
                async with sending(bot, database):
                    await user.wait_for("and on it goes")
                assert database.run_sync(row_of, seq).fate is Fate.FAILED

    asyncio.run(story())
    assert "act_refused" in caplog.messages
    assert "Budi" not in caplog.text


def test_a_fault_of_ours_does_not_hold_up_a_chat_for_ever(tmp_path: Path) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            person(sandbox)
            with database_in(tmp_path) as database:
                broken = [[{"label": "both", "data": None, "url": None}]]
                seq = database.run_sync(add_reply, 7, "press", broken)
                database.run_sync(lambda work: setattr(row_of(work, seq), "attempts", 4))
                async with sending(bot, database):
                    await drained(database)
                assert database.run_sync(row_of, seq).fate is Fate.FAILED

    asyncio.run(story())


def test_a_database_that_was_away_is_looked_at_again(tmp_path: Path) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = person(sandbox)
            with database_in(tmp_path) as database:
                await database.run(drop_tables)
                async with sending(bot, database):
                    await asyncio.sleep(0.1)
                    await database.run(mend_tables)
                    await database.run(add_reply, 7, "back again")
                    await user.wait_for("back again")

    asyncio.run(story())


def slow_telegram(slow_chat: int, seconds: float, seen: list[int], at_once: list[int]) -> Starlette:
    """Take its time over one chat; notes who was served, and how many were at the same time."""
    inside = 0

    async def methods(request: Request) -> Response:
        nonlocal inside
        if request.url.path.endswith("/getMe"):
            me = {"id": 1000001, "is_bot": True, "first_name": "x", "username": "x_bot"}
            return JSONResponse({"ok": True, "result": me})
        fields = dict(part.split("=") for part in (await request.body()).decode().split("&"))
        chat_id = int(fields["chat_id"])
        inside += 1
        at_once.append(inside)
        await asyncio.sleep(seconds if chat_id == slow_chat else 0.05)
        inside -= 1
        seen.append(chat_id)
        message = {"message_id": len(seen), "date": 0, "chat": {"id": chat_id, "type": "private"}}
        return JSONResponse({"ok": True, "result": message})

    return Starlette(routes=[Route("/{path:path}", methods, methods=["GET", "POST"])])


def test_one_slow_chat_does_not_delay_the_others(tmp_path: Path) -> None:
    seen: list[int] = []
    at_once: list[int] = []

    def begin(work: Work) -> None:
        for chat_id in (1, *range(2, 21), *range(2, 21)):
            add_reply(work, chat_id, "hello")

    async def story() -> None:
        async with serving(slow_telegram(1, 1.5, seen, at_once)) as url, bot_at(url) as bot:
            with database_in(tmp_path) as database:
                await database.run(begin)
                async with sending(bot, database):
                    await drained(database)

    asyncio.run(story())
    assert len(seen) == 39
    assert seen.index(1) > 10, "the slow chat was waited for"
    assert 2 <= max(at_once) <= 20, "one at a time in each of twenty chats"


def test_what_is_in_flight_when_we_stop_is_still_written_down(tmp_path: Path) -> None:
    seen: list[int] = []

    async def story() -> None:
        at_once: list[int] = []
        async with serving(slow_telegram(7, 0.3, seen, at_once)) as url, bot_at(url) as bot:
            with database_in(tmp_path) as database:
                seq = database.run_sync(add_reply, 7, "last words")
                database.run_sync(add_reply, 7, "never begun")
                async with sending(bot, database):

                    async def begun() -> bool:
                        return bool(at_once)

                    await until(begun)
                assert database.run_sync(row_of, seq).fate is Fate.SENT
                assert database.run_sync(open_count) == 1

    asyncio.run(story())
    assert seen == [7]


def test_an_act_that_takes_for_ever_is_put_off(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with serving(slow_telegram(7, 0.6, [], [])) as url, bot_at(url) as bot:
            with database_in(tmp_path) as database:
                seq = database.run_sync(add_reply, 7, "slow")
                async with sending(bot, database, act_seconds=0.1):

                    async def put_off() -> bool:
                        return "act_put_off" in caplog.messages

                    await until(put_off)
                row = database.run_sync(row_of, seq)
                assert row.done_at is None
                assert row.run_at < now() + timedelta(seconds=3)

    asyncio.run(story())
