"""What a process in webhook mode does about settings of others, and what others read of its own."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.telegram.claim import WebhookClaim
from bot.telegram.webhook import PATH, register
from handlers.services import registration
from handlers.services.registration import Terms
from storage.database import Database
from storage.outbox import Notice
from storage.repositories import house
from storage.unit_of_work import Work
from tests.bot.telegram.helpers import (
    bot_at,
    drop_tables,
    mend_tables,
    staffed_in,
    telegram,
    until,
)
from tests.bot.telegram.test_reception import THIEF, appoint, noted
from tests.bot.telegram.test_registration import SECRET, scene, set_again
from tests.bot.web_helpers import web

NEWER = Terms("https://cashout.example", "made-up_newer_secret")


def _they_die(work: Work) -> None:
    found = house.webhook(work)
    assert found is not None
    assert found.confirmed_at is not None
    found.confirmed_at -= timedelta(seconds=61)


def _back_as_it_was(work: Work, terms: Terms) -> None:
    mend_tables(work)
    appoint(work)
    registration.claim(work, terms, newest=True)


async def _logged(caplog: pytest.LogCaptureFixture, event: str) -> None:
    async def there() -> bool:
        return event in caplog.messages

    await until(there)


def test_newer_settings_of_our_own_are_left_alone_until_they_are_dead(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(database: Database) -> None:
        async with scene(database) as stage, web(database, webhook=stage.desk.receive) as client:
            assert (await client.post(PATH, json={})).status_code == 404
            await database.run(registration.claim, NEWER, newest=True)
            await stage.thief.set_webhook(f"{NEWER.url}{PATH}", secret_token=NEWER.secret)
            await _logged(caplog, "newer_settings_in_force")
            before = set_again(stage)
            await asyncio.sleep(0.3)
            assert set_again(stage) == before
            assert stage.reception.is_ours()
            assert (await client.post(PATH, json={})).status_code == 503
            await database.run(_they_die)
            await stage.until_ours([])
            await stage.hear(1)
            assert (await client.post(PATH, json={})).status_code == 404
        assert await database.run(noted) == 0

    with staffed_in(tmp_path) as database:
        database.run_sync(appoint)
        asyncio.run(story(database))
    assert caplog.messages.count("newer_settings_in_force") == 1
    assert "updates_taken_away" not in caplog.messages
    assert NEWER.secret not in caplog.text


def test_who_cannot_ask_telegram_is_alive_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(database: Database) -> None:
        async with scene(database) as stage:
            stage.sandbox.faults.down = True
            await _logged(caplog, "telegram_cannot_be_had")
            await database.run(_they_die)

            async def confirmed() -> bool:
                found = await database.run(house.webhook)
                since = datetime.now(UTC) - timedelta(seconds=30)
                return found is not None and (found.confirmed_at or since) > since

            await until(confirmed)

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))


def test_what_is_taken_while_the_database_is_away_is_put_right_at_once_and_told_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(database: Database) -> None:
        async with scene(database) as stage:
            await database.run(drop_tables)
            await stage.thief.set_webhook(THIEF)

            async def ours() -> bool:
                return stage.posted_to == f"{stage.ours}{PATH}"

            await until(ours)
            await database.run(_back_as_it_was, Terms(stage.ours, SECRET))
            await stage.until_ours([Notice.UPDATES_TAKEN])
            assert await database.run(noted) == 1

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))
    assert "takeover_not_noted" in caplog.messages


def test_settings_that_telegram_refuses_hold_up_nobody_else(tmp_path: Path) -> None:
    async def story(database: Database) -> None:
        async with telegram() as (_, url), bot_at(url) as bot:
            stop, refused = asyncio.Event(), Terms("https://cashout.example:9443", SECRET)
            claim = WebhookClaim(database, refused)
            asking = asyncio.create_task(
                register(bot, refused.url, SECRET, stop, (30,), claim=claim)
            )

            async def withdrawn() -> bool:
                found = await database.run(house.webhook)
                return found is not None and found.confirmed_at is None

            await until(withdrawn)
            assert await database.run(registration.claim, NEWER, newest=False)
            stop.set()
            await asking

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))
