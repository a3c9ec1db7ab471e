"""What a process in webhook mode does about settings of others, and what others read of its own."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.telegram.claim import WebhookClaim
from bot.telegram.webhook import PATH, register
from handlers.services.controls import registration
from handlers.services.controls.registration import RegistrationStep, Sight, Terms
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.outbox import Notice
from storage.repositories import webhook_settings
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
from tests.bot.web.helpers import web

OLDER = Terms("https://older.example", "made-up_older_secret")
NEWER = Terms("https://cashout.example", "made-up_newer_secret", 9)


def _they_die(work: Work) -> None:
    found = webhook_settings.in_force(work)
    assert found.confirmed_at is not None
    found.confirmed_at -= timedelta(seconds=46)


def _they_register(work: Work) -> None:
    assert registration.announce(work, NEWER)
    registration.confirm(work, NEWER)


def _back_again(work: Work) -> None:
    mend_tables(work)
    appoint(work)


def _hide(work: Work) -> None:
    """Have the database away for all that asks whose webhook it is, and lose nothing."""
    work.session.execute(text("ALTER TABLE webhook RENAME TO hidden"))


def _show(work: Work) -> None:
    work.session.execute(text("ALTER TABLE hidden RENAME TO webhook"))


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
            await database.run(_they_register)
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


def test_who_does_not_hear_telegram_holds_up_nobody_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(database: Database) -> None:
        async with scene(database) as stage:
            stage.sandbox.faults.down = True
            await _logged(caplog, "telegram_cannot_be_had")
            await database.run(_they_die)
            await asyncio.sleep(0.3)
            older = Terms("https://older.example", "made-up")
            assert await database.run(registration.announce, older)

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
            await database.run(_back_again)
            await stage.until_ours([Notice.UPDATES_TAKEN])
            assert await database.run(noted) == 1

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))
    assert "takeover_not_noted" in caplog.messages


def test_what_was_left_is_left_while_the_database_is_away_and_a_while_after(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(database: Database) -> None:
        async with scene(database) as stage:
            await database.run(_they_register)
            await stage.thief.set_webhook(f"{NEWER.url}{PATH}", secret_token=NEWER.secret)
            await _logged(caplog, "newer_settings_in_force")
            before = set_again(stage)
            await database.run(drop_tables)
            await _logged(caplog, "takeover_not_noted")
            await stage.thief.set_webhook(THIEF)
            await asyncio.sleep(0.3)
            assert set_again(stage) == before + 1, "the thief's own"
            await database.run(_back_again)
            await stage.until_ours([Notice.UPDATES_TAKEN])

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))


def test_after_the_database_was_away_the_newer_may_first_say_that_it_is_alive(
    tmp_path: Path,
) -> None:
    async def story(database: Database) -> None:
        claim = WebhookClaim(database, OLDER)
        assert await claim.announce()
        await database.run(_they_register)
        assert await claim.look(Sight.ELSEWHERE, NEWER.url) is RegistrationStep.LEAVE
        await database.run(_they_die)
        await database.run(_hide)
        assert await claim.look(Sight.ELSEWHERE, NEWER.url) is RegistrationStep.LEAVE
        await database.run(_show)
        assert await claim.look(Sight.ELSEWHERE, NEWER.url) is RegistrationStep.LEAVE
        assert await claim.look(Sight.ELSEWHERE, NEWER.url) is RegistrationStep.REGISTER
        assert await database.run(noted) == 0

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))


def test_each_others_addresses_seen_while_the_database_is_away_are_no_takeover(
    tmp_path: Path,
) -> None:
    """The newer one had just registered: neither knows of the other."""

    async def story(database: Database) -> None:
        older, newer = WebhookClaim(database, OLDER), WebhookClaim(database, NEWER)
        for claim in (older, newer):
            assert await claim.announce()
        await older.confirm()
        await database.run(_hide)
        await newer.confirm()
        assert await older.look(Sight.ELSEWHERE, NEWER.url) is RegistrationStep.TAKE_BACK
        assert await newer.look(Sight.ELSEWHERE, OLDER.url) is RegistrationStep.TAKE_BACK
        await database.run(_show)
        assert await older.look(Sight.ELSEWHERE, NEWER.url) is RegistrationStep.REGISTER
        assert await newer.look(Sight.ELSEWHERE, OLDER.url) is RegistrationStep.REGISTER
        assert await older.look(Sight.OURS, OLDER.url) is RegistrationStep.LEAVE
        assert await database.run(noted) == 0

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))


def test_who_has_just_started_registers_once_the_others_can_be_told(tmp_path: Path) -> None:
    async def story(database: Database) -> None:
        await database.run(_hide)
        claim = WebhookClaim(database, OLDER, again=0.01)
        asking = asyncio.create_task(claim.announce())
        await asyncio.sleep(0.1)
        assert not asking.done()
        await database.run(_show)
        assert await asking

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))


@pytest.mark.parametrize("fault", [{"down": True}, {}], ids=["away", "refuses the address"])
def test_settings_that_telegram_does_not_take_hold_up_nobody(
    tmp_path: Path, fault: dict[str, bool], caplog: pytest.LogCaptureFixture
) -> None:
    async def story(database: Database) -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            stop, refused = asyncio.Event(), Terms("https://cashout.example:9443", SECRET)
            sandbox.faults.down = bool(fault)
            older = WebhookClaim(database, OLDER)
            assert await older.announce()
            await older.confirm()
            claim = WebhookClaim(database, refused)
            asking = asyncio.create_task(
                register(bot, refused.url, SECRET, stop, (0.01,), announce=claim.announce)
            )
            await _logged(caplog, "telegram_cannot_be_had" if fault else "webhook_refused")
            assert await older.look(Sight.OURS, OLDER.url) is RegistrationStep.KEEP
            assert await older.look(Sight.ELSEWHERE, THIEF) is RegistrationStep.TAKE_BACK
            stop.set()
            await asking
        assert await database.run(noted) == 1

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))


def test_who_stops_in_good_order_withdraws(tmp_path: Path) -> None:
    async def story(database: Database) -> None:
        async with scene(database):

            async def confirmed() -> bool:
                return (await database.run(webhook_settings.in_force)).confirmed_at is not None

            await until(confirmed)
        assert (await database.run(webhook_settings.in_force)).confirmed_at is None

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))
