"""Somebody else takes our updates while we poll: noticed, put right, told; nothing is dropped."""

import asyncio
import json
from pathlib import Path

import pytest
from sqlmodel import col, select
from telegram import Bot

from bot.sandbox.telegram import TelegramSandbox
from bot.telegram.polling import poll
from bot.telegram.reception import Reception, host_of
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.outbox import Notice, Outgoing
from storage.models.person import Role
from tests.bot.telegram.helpers import (
    add_person,
    bot_at,
    drop_tables,
    mend_tables,
    running,
    staffed_in,
    stored_ids,
    telegram,
    until,
)

PAUSES = (0.02, 0.05)
ADMIN = 99
THIEF = "https://staging.example:8443/bot/1000001:made-up-secret"


def appoint(work: Work) -> None:
    add_person(work, ADMIN, Role.ADMIN)


def told(work: Work) -> list[Notice | None]:
    query = select(col(Outgoing.notice)).where(
        Outgoing.chat_id == ADMIN, col(Outgoing.notice).is_not(None)
    )
    return list(work.session.exec(query))


def noted(work: Work) -> int:
    query = select(AuditEntry).where(AuditEntry.act == Act.UPDATES_TAKEN)
    return len(work.session.exec(query).all())


def polls(sandbox: TelegramSandbox) -> int:
    return sum(call.method == "getUpdates" for call in sandbox.calls)


async def waiting(sandbox: TelegramSandbox) -> None:
    """Wait until somebody's poll waits at Telegram."""

    async def there() -> bool:
        return sandbox._world.queue._waiter is not None

    await until(there)


async def stored(database: Database, count: int) -> None:
    async def there() -> bool:
        return len(await database.run(stored_ids)) >= count

    await until(there)


def test_a_webhook_that_somebody_sets_is_taken_away_and_nothing_pending_is_lost(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(database: Database) -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot, bot_at(url) as thief:
            reception = Reception(database)
            async with running(lambda stop: poll(bot, database, stop, PAUSES, None, reception)):
                await waiting(sandbox)
                assert reception.is_ours()
                sandbox._world.webhook.pace = 1000  # what is posted to nobody waits
                await thief.set_webhook(THIEF)
                sandbox.user(7, "Ani").send("said meanwhile")
                await stored(database, 1)
                sandbox.user(7, "Ani").send("said afterwards")
                await stored(database, 2)
                assert reception.is_ours()
            deleted = [call for call in sandbox.calls if call.method == "deleteWebhook"]
            assert len(deleted) == 2
            assert json.loads(deleted[1].params.get("drop_pending_updates", "false")) is False
        assert await database.run(told) == [Notice.UPDATES_TAKEN]
        assert await database.run(noted) == 1

    with staffed_in(tmp_path) as database:
        database.run_sync(appoint)
        asyncio.run(story(database))
    taken = [each for each in caplog.records if each.getMessage() == "updates_taken_away"]
    assert [each.levelname for each in taken] == ["CRITICAL"]
    assert "webhook_set_by_another" in caplog.messages
    assert "another_process_polls_with_this_token" not in caplog.messages
    ours = [str(vars(each)) for each in caplog.records if each.name.startswith("bot.telegram")]
    assert not any("made-up-secret" in each for each in ours)


def test_readiness_is_not_ours_from_the_conflict_until_the_webhook_is_gone(tmp_path: Path) -> None:
    async def story(database: Database) -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot, bot_at(url) as thief:
            reception = Reception(database)
            patient = (0.5,)
            async with running(lambda stop: poll(bot, database, stop, patient, None, reception)):
                await waiting(sandbox)
                await thief.set_webhook(THIEF)

                async def lost() -> bool:
                    return not reception.is_ours()

                await until(lost)
                await thief.set_webhook("")

                async def back() -> bool:
                    return reception.is_ours()

                await until(back)

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))


def test_a_webhook_is_taken_away_also_while_the_database_is_away(tmp_path: Path) -> None:
    async def story(database: Database) -> None:
        async with (
            telegram() as (sandbox, url),
            bot_at(url) as bot,
            bot_at(url) as thief,
            running(lambda stop: poll(bot, database, stop, PAUSES)),
        ):
            await waiting(sandbox)
            await database.run(drop_tables)
            await thief.set_webhook(THIEF)
            await waiting(sandbox)
            assert sandbox._world.webhook.target is None
            await database.run(mend_tables)
            await database.run(appoint)
            sandbox.user(7, "Ani").send("hello")
            await stored(database, 1)

            async def told_later() -> bool:
                return await database.run(told) == [Notice.UPDATES_TAKEN]

            await until(told_later)

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))


async def _steal(thief: Bot, sandbox: TelegramSandbox) -> None:
    """Poll as a second program does, once."""
    await waiting(sandbox)
    stealing = asyncio.create_task(thief.get_updates(timeout=1))
    before = polls(sandbox)

    async def there() -> bool:
        return polls(sandbox) > before

    await until(there)
    stealing.cancel()
    await asyncio.gather(stealing, return_exceptions=True)


def test_another_program_that_goes_on_polling_is_told_and_one_poll_alone_is_not(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(database: Database) -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot, bot_at(url) as thief:
            reception = Reception(database)
            async with running(lambda stop: poll(bot, database, stop, PAUSES, None, reception)):
                await _steal(thief, sandbox)
                sandbox.user(7, "Ani").send("hi")
                await stored(database, 1)  # we poll again: not the other one's poll is what waits
                assert await database.run(told) == []
                await _steal(thief, sandbox)

                async def paged() -> bool:
                    return await database.run(told) == [Notice.UPDATES_SHARED]

                await until(paged)
                assert not reception.is_ours()
                sandbox.user(7, "Ani").send("hello")
                await stored(database, 2)

                async def ours() -> bool:
                    return reception.is_ours()

                await until(ours)
        assert await database.run(noted) == 0

    with staffed_in(tmp_path) as database:
        database.run_sync(appoint)
        asyncio.run(story(database))
    assert "another_process_polls_with_this_token" in caplog.messages
    assert "webhook_set_by_another" not in caplog.messages


@pytest.mark.parametrize(
    ("url", "host"),
    [(THIEF, "staging.example:8443"), ("https://a.example/x", "a.example"), ("", ""), ("[", "")],
)
def test_of_a_foreign_address_only_the_host_is_named(url: str, host: str) -> None:
    assert host_of(url) == host
