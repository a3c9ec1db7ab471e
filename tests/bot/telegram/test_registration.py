"""Somebody else changes where Telegram posts: within a look it posts to us again, and is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from telegram import Bot

from bot.sandbox.telegram import TelegramSandbox
from bot.telegram.claim import WebhookClaim
from bot.telegram.reception import Reception
from bot.telegram.registration import LOOK_EVERY, Registration
from bot.telegram.webhook import PATH
from bot.web.telegram_webhook import WebhookDesk
from handlers.services.controls.registration import Terms
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.outbox import Notice
from storage.repositories import webhook_settings
from tests.bot.telegram.helpers import (
    bot_at,
    running,
    staffed_in,
    stored_ids,
    telegram,
    until,
)
from tests.bot.telegram.test_reception import THIEF, appoint, noted, told
from tests.bot.web.helpers import web

SECRET = "made-up_secret"


@dataclass
class Scene:
    """A bot to which Telegram posts, and somebody else with its token."""

    sandbox: TelegramSandbox
    database: Database
    desk: WebhookDesk
    reception: Reception
    thief: Bot
    ours: str

    @property
    def posted_to(self) -> str:
        target = self.sandbox._world.webhook.target
        return target.url if target else ""

    async def hear(self, count: int) -> None:
        self.sandbox.user(7, "Ani").send("hello")

        async def there() -> bool:
            return len(await self.database.run(stored_ids)) >= count

        await until(there)

    async def until_ours(self, notices: list[Notice]) -> None:
        async def there() -> bool:
            ours = self.posted_to == f"{self.ours}{PATH}" and self.reception.is_ours()
            return ours and await self.database.run(told) == notices

        await until(there)


@asynccontextmanager
async def scene(database: Database, look_every: float = 0.05) -> AsyncIterator[Scene]:
    desk = WebhookDesk(database, SECRET)
    async with (
        telegram() as (sandbox, url),
        bot_at(url) as bot,
        bot_at(url) as thief,
        web(database, webhook=desk.receive) as client,
    ):
        sandbox._world.webhook.pace = 0.01
        ours = str(client.base_url).rstrip("/")
        reception = Reception(database)
        kept = Registration(
            bot,
            desk,
            reception,
            WebhookClaim(database, Terms(ours, SECRET)),
            ours,
            look_every=look_every,
            pauses=(0.02,),
            token_again=0.05,
        )
        async with running(kept.keep):
            stage = Scene(sandbox, database, desk, reception, thief, ours)
            await stage.until_ours([])
            yield stage


def set_again(stage: Scene) -> int:
    """Count how often Telegram was told where to post."""
    return sum(call.method == "setWebhook" for call in stage.sandbox.calls)


def test_what_was_changed_is_noticed_within_half_a_minute() -> None:
    assert LOOK_EVERY <= 15


@pytest.mark.parametrize("address", [THIEF, ""], ids=["elsewhere", "nowhere"])
def test_telegram_posts_to_us_again(
    tmp_path: Path, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(database: Database) -> None:
        async with scene(database) as stage:
            await stage.hear(1)
            await stage.thief.set_webhook(address)
            await stage.until_ours([Notice.UPDATES_TAKEN])
            await stage.hear(2)
        assert await database.run(noted) == 1

    with staffed_in(tmp_path) as database:
        database.run_sync(appoint)
        asyncio.run(story(database))
    assert "updates_taken_away" in caplog.messages
    assert "made-up-secret" not in "".join(
        str(vars(each)) for each in caplog.records if each.name.startswith("bot.telegram")
    )


def _suspected(work: Work) -> None:
    """Note that a while ago it looked as if Telegram posted with another secret."""
    found = webhook_settings.in_force(work)
    found.refused_at = work.now - timedelta(minutes=20)


def test_our_own_address_with_another_secret_counts_when_it_comes_again(tmp_path: Path) -> None:
    async def story(database: Database) -> None:
        async with scene(database) as stage:
            await stage.hear(1)
            await stage.thief.set_webhook(f"{stage.ours}{PATH}", secret_token="another")
            await stage.hear(2)
            assert await database.run(told) == []
            await database.run(_suspected)
            await stage.thief.set_webhook(f"{stage.ours}{PATH}", secret_token="another")
            await stage.hear(3)
            await stage.until_ours([Notice.UPDATES_TAKEN])
        assert await database.run(noted) == 1

    with staffed_in(tmp_path) as database:
        database.run_sync(appoint)
        asyncio.run(story(database))


def test_posts_of_anybody_with_a_wrong_secret_change_nothing(tmp_path: Path) -> None:
    async def story(database: Database) -> None:
        desk = WebhookDesk(database, SECRET)
        async with scene(database) as stage, web(database, webhook=desk.receive) as client:
            await stage.hear(1)
            for _ in range(20):
                answer = await client.post(PATH, json={}, headers={})
                assert answer.status_code == 404
                answer = await client.post(f"{stage.ours}{PATH}", json={})
                assert answer.status_code == 404
            await asyncio.sleep(0.3)
            assert set_again(stage) == 1
            assert await database.run(told) == []

    with staffed_in(tmp_path) as database:
        database.run_sync(appoint)
        asyncio.run(story(database))


def test_a_refusal_of_long_ago_and_a_strangers_post_are_no_takeover(tmp_path: Path) -> None:
    async def story(database: Database) -> None:
        async with scene(database) as stage, web(database) as client:
            await stage.hear(1)
            target = stage.sandbox._world.webhook.target
            assert target is not None
            target.failed("Wrong response from the webhook: 404 Not Found", datetime.now(UTC))
            await asyncio.sleep(0.3)
            await client.post(f"{stage.ours}{PATH}", json={})
            await asyncio.sleep(0.3)
            assert await database.run(told) == []
            assert set_again(stage) == 1

    with staffed_in(tmp_path) as database:
        database.run_sync(appoint)
        asyncio.run(story(database))


def test_a_secret_that_never_came_through_accuses_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A proxy that drops the header looks like another secret."""

    async def story(database: Database) -> None:
        async with scene(database) as stage:
            await database.run(_suspected)
            await stage.thief.set_webhook(f"{stage.ours}{PATH}", secret_token="another")
            await stage.hear(1)
            await stage.until_ours([])

    with staffed_in(tmp_path) as database:
        database.run_sync(appoint)
        asyncio.run(story(database))
    assert "webhook_secret_refused" in caplog.messages
    assert "updates_taken_away" not in caplog.messages


def test_kinds_of_updates_that_are_not_ours_are_put_right_without_a_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(database: Database) -> None:
        async with scene(database) as stage:
            address = f"{stage.ours}{PATH}"
            await stage.thief.set_webhook(address, secret_token=SECRET, allowed_updates=["poll"])

            async def mended() -> bool:
                return "message" in stage.sandbox._world.queue.allowed

            await until(mended)
            await stage.hear(1)
            assert await database.run(told) == []

    with staffed_in(tmp_path) as database:
        database.run_sync(appoint)
        asyncio.run(story(database))
    assert "webhook_kinds_changed" in caplog.messages


def test_while_telegram_is_away_or_refuses_the_token_it_is_asked_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(database: Database) -> None:
        async with scene(database) as stage:
            await stage.hear(1)
            stage.sandbox.faults.down = True

            async def noticed() -> bool:
                return "telegram_cannot_be_had" in caplog.messages

            await until(noticed)
            stage.sandbox.faults.down = False
            await stage.thief.set_webhook(THIEF)
            await stage.until_ours([Notice.UPDATES_TAKEN])

    with staffed_in(tmp_path) as database:
        database.run_sync(appoint)
        asyncio.run(story(database))
