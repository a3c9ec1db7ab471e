"""Long polling: Telegram forgets a batch only after it is committed here."""

import asyncio
import json
import logging
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.server import serving
from bot.sandbox.telegram import TelegramSandbox
from bot.telegram.patience import TokenRefused
from bot.telegram.polling import poll
from storage.engine.database import Database
from storage.repositories import inbox
from tests.bot.telegram.helpers import (
    TOKEN,
    bot_at,
    drop_tables,
    mend_tables,
    running,
    staffed_in,
    stored_ids,
    telegram,
    until,
    written,
)

PAUSES = (0.02, 0.05)
ME = {"id": 1000001, "is_bot": True, "first_name": "Cash-out", "username": "cashout_demo_bot"}
RETRY_AFTER_IS_CHANGING = pytest.mark.filterwarnings(
    "ignore:.*In a future major version attribute `retry_after`"
)


def offsets(sandbox: TelegramSandbox) -> list[int]:
    polls = [call.params for call in sandbox.calls if call.method == "getUpdates"]
    return [int(params.get("offset", "0")) for params in polls]


async def stored(database: Database, count: int) -> list[int]:
    async def enough() -> bool:
        return len(await database.run(stored_ids)) >= count

    await until(enough)
    return await database.run(stored_ids)


def odd_telegram(answer: Callable[[int], Any]) -> Starlette:
    """Serve getUpdates from a function of the offset."""

    async def methods(request: Request) -> Response:
        if not request.url.path.lower().endswith("/getupdates"):
            return JSONResponse({"ok": True, "result": ME})
        form = parse_qs((await request.body()).decode())
        body = answer(int(form.get("offset", ["0"])[0]))
        if isinstance(body, bytes):
            return Response(body)
        if not body:
            await asyncio.sleep(0.2)
        return JSONResponse({"ok": True, "result": body})

    return Starlette(routes=[Route("/{path:path}", methods, methods=["GET", "POST"])])


def test_a_webhook_is_taken_away_and_nothing_pending_is_dropped(tmp_path: Path) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            sandbox.user(7, "Ani").send("before we were there")
            with staffed_in(tmp_path) as database:
                async with running(lambda stop: poll(bot, database, stop, PAUSES)):
                    await stored(database, 1)
            assert [call.method for call in sandbox.calls[:2]] == ["getMe", "deleteWebhook"]
            asked = next(call for call in sandbox.calls if call.method == "getUpdates")
            assert json.loads(asked.params["allowed_updates"]) == [
                "message",
                "edited_message",
                "callback_query",
                "my_chat_member",
            ]

    asyncio.run(story())


def test_updates_are_stored_as_they_came_with_their_chats(tmp_path: Path) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            with staffed_in(tmp_path) as database:
                async with running(lambda stop: poll(bot, database, stop, PAUSES)):
                    sandbox.user(7, "Ani").send("satu")
                    sandbox.user(8, "Budi").send("dua")
                    await stored(database, 2)
                first = database.run_sync(inbox.next_update)
                assert first is not None
                raw = database.run_sync(inbox.raw_of, first)
                assert first.chat_id == 7
                assert json.loads(raw)["message"]["text"] == "satu"

    asyncio.run(story())


def test_the_offset_does_not_move_while_the_database_is_away(tmp_path: Path) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            with staffed_in(tmp_path) as database:
                await database.run(drop_tables)
                async with running(lambda stop: poll(bot, database, stop, PAUSES)):
                    sandbox.user(7, "Ani").send("not to be lost")

                    async def asked_again() -> bool:
                        return len(offsets(sandbox)) >= 3

                    await until(asked_again)
                    assert set(offsets(sandbox)) == {0}
                    await database.run(mend_tables)
                    [update_id] = await stored(database, 1)

                    async def confirmed() -> bool:
                        return offsets(sandbox)[-1] == update_id + 1

                    await until(confirmed)

    asyncio.run(story())


def test_dying_between_commit_and_confirmation_stores_nothing_twice(tmp_path: Path) -> None:
    batch = [written(5), written(6)]
    asked: list[int] = []

    def never_confirmed(offset: int) -> Any:  # noqa: ANN401 - whatever Telegram may say
        asked.append(offset)
        return b"the connection broke" if offset else batch

    async def life_and_death(url: str, database: Database) -> None:
        asked.clear()
        async with bot_at(url) as bot:
            dying = asyncio.create_task(poll(bot, database, asyncio.Event(), PAUSES))

            async def tried_to_confirm() -> bool:
                return 7 in asked

            await until(tried_to_confirm)
            assert await database.run(stored_ids) == [5, 6]
            dying.cancel()
            await asyncio.gather(dying, return_exceptions=True)

    async def story() -> None:
        async with serving(odd_telegram(never_confirmed)) as url:
            with staffed_in(tmp_path) as database:
                await life_and_death(url, database)
                await life_and_death(url, database)

    asyncio.run(story())


def test_stop_cuts_a_long_poll_short(tmp_path: Path) -> None:
    async def story() -> float:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            with staffed_in(tmp_path) as database:
                async with running(lambda stop: poll(bot, database, stop, PAUSES)):

                    async def polls() -> bool:
                        return bool(offsets(sandbox))

                    await until(polls)
                    before = time.monotonic()
                return time.monotonic() - before

    assert asyncio.run(story()) < 10, "a long poll lasts 25 s"


def test_an_outage_of_telegram_is_waited_out(tmp_path: Path) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            sandbox.user(7, "Ani").send("hello")
            with staffed_in(tmp_path) as database:
                sandbox.faults.down = True
                async with running(lambda stop: poll(bot, database, stop, PAUSES)):
                    await asyncio.sleep(0.1)
                    sandbox.faults.down = False
                    sandbox.faults.bad_gateway = True
                    await asyncio.sleep(0.1)
                    sandbox.faults.bad_gateway = False
                    await stored(database, 1)

    asyncio.run(story())


@RETRY_AFTER_IS_CHANGING
def test_a_wait_that_telegram_asks_for_is_kept(tmp_path: Path) -> None:
    async def story() -> float:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            sandbox.faults.rate_limit_next(1, retry_after=1)  # hits deleteWebhook
            sandbox.user(7, "Ani").send("hello")
            before = time.monotonic()
            with staffed_in(tmp_path) as database:
                async with running(lambda stop: poll(bot, database, stop, PAUSES)):
                    await stored(database, 1)
            return time.monotonic() - before

    assert asyncio.run(story()) >= 1


def test_a_token_that_telegram_does_not_know_ends_it_with_a_clear_word(tmp_path: Path) -> None:
    async def story() -> None:
        async with telegram() as (_, url), bot_at(url, "1000001:wrong") as bot:
            with staffed_in(tmp_path) as database:
                await poll(bot, database, asyncio.Event(), PAUSES)

    with pytest.raises(TokenRefused, match="TELEGRAM_BOT_TOKEN") as caught:
        asyncio.run(story())
    assert "wrong" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_second_process_with_the_token_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot, bot_at(url) as other:
            with staffed_in(tmp_path) as database:
                async with running(lambda stop: poll(bot, database, stop, PAUSES)):

                    async def polls() -> bool:
                        return bool(offsets(sandbox))

                    await until(polls)
                    thief = asyncio.create_task(other.get_updates(timeout=timedelta(seconds=2)))

                    async def noticed() -> bool:
                        return "another_process_polls_with_this_token" in caplog.messages

                    await until(noticed)
                    thief.cancel()
                    await asyncio.gather(thief, return_exceptions=True)

    asyncio.run(story())


def test_an_update_that_no_library_understands_does_not_stop_the_intake(tmp_path: Path) -> None:
    odd, sane = written(10), written(11)
    odd["message"] |= {"date": {}, "entities": 5}

    async def story() -> None:
        app = odd_telegram(lambda offset: [u for u in (odd, sane) if u["update_id"] >= offset])
        async with serving(app) as url, bot_at(url) as bot:
            with staffed_in(tmp_path) as database:
                async with running(lambda stop: poll(bot, database, stop, PAUSES)):
                    assert await stored(database, 2) == [10, 11]

    asyncio.run(story())


def test_an_answer_that_cannot_be_read_is_not_written_into_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        app = odd_telegram(lambda _: b'{"ok": true, "result": [{"text": "Budi 0812')
        async with serving(app) as url, bot_at(url) as bot:
            with staffed_in(tmp_path) as database:
                async with running(lambda stop: poll(bot, database, stop, PAUSES)):

                    async def noticed() -> bool:
                        return "telegram_cannot_be_had" in caplog.messages

                    await until(noticed)

    with caplog.at_level(logging.INFO):
        asyncio.run(story())
    assert "Budi" not in caplog.text
    assert TOKEN not in "".join(
        record.getMessage() for record in caplog.records if record.name.startswith("bot.")
    )
