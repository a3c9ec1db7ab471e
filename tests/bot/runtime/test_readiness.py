"""What /readyz looks at: each check is false when its own thing is away, and only then."""

import asyncio
from pathlib import Path

import pytest

from bot.runtime.readiness import checks
from bot.telegram import webhook
from bot.web.health import Readiness
from handlers.services.controls import sending
from handlers.services.controls.sending import Guard
from storage.engine.database import Database
from tests.bot.telegram.helpers import bot_at, database_in, drop_tables, now, telegram, vault
from tests.bot.web.helpers import web
from tests.fakes import FakeGateway
from tests.journeys.stage import Journey, play
from tests.loopback import plain_client

OURS = "https://cashout.example"
NOBODY = "postgresql+psycopg://nobody:made-up@127.0.0.1:1/none"


async def found(database: Database, webhook_url: str | None = None) -> dict[str, bool]:
    """Ask /readyz of a program whose Telegram and Faspay are well."""
    async with telegram() as (_, url), bot_at(url) as bot:
        looks = checks(database, bot, FakeGateway(), webhook_url)
        async with web(database, readiness=Readiness(looks, lambda: 0.0)) as client:
            return dict((await client.get("/readyz")).json())


def test_all_is_well(tmp_path: Path) -> None:
    with database_in(tmp_path) as database:
        well = {"database": True, "telegram": True, "faspay": True, "line": True}
        assert asyncio.run(found(database)) == well


def test_a_database_without_a_server_is_not_well() -> None:
    database = Database(NOBODY, vault(), now)
    answer = asyncio.run(found(database))
    database.close()
    assert answer == {"database": False, "telegram": True, "faspay": True, "line": False}


def test_a_database_that_has_lost_its_tables_is_not_blamed_on_the_sending_switch(
    tmp_path: Path,
) -> None:
    with database_in(tmp_path) as database:
        database.run_sync(drop_tables)
        assert asyncio.run(found(database))["database"] is False


def test_a_stopped_line_is_not_blamed_on_the_database(tmp_path: Path) -> None:
    with database_in(tmp_path) as database:
        database.run_sync(sending.stop_by, Guard.ECHO)
        answer = asyncio.run(found(database))
    assert (answer["database"], answer["line"]) == (True, False)


@pytest.mark.parametrize(
    ("registered", "well"),
    [
        (webhook.address(OURS), True),
        ("https://other.example/telegram/webhook", False),
        ("", False),
    ],
    ids=["ours", "another", "none"],
)
def test_in_webhook_mode_telegram_is_well_only_while_it_posts_to_us(
    registered: str, *, well: bool
) -> None:
    async def story() -> None:
        async with telegram() as (_, url), bot_at(url) as bot:
            await bot.set_webhook(registered)
            database = Database(NOBODY, vault(), now)
            looks = checks(database, bot, FakeGateway(), webhook.address(OURS))
            assert await looks["telegram"]() is well
            database.close()

    asyncio.run(story())


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_the_running_program_is_ready(mode: str) -> None:
    async def script(stage: Journey) -> None:
        async with plain_client() as client:
            answer = await client.get(f"http://127.0.0.1:{stage.app.web_port}/readyz")
        assert answer.json() == {"database": True, "telegram": True, "faspay": True, "line": True}
        assert answer.status_code == 200

    play(script, extra={"TELEGRAM_MODE": mode, "TELEGRAM_WEBHOOK_SECRET": "made-up"}, check=False)


def test_the_program_is_not_ready_while_telegram_refuses_its_webhook() -> None:
    async def story() -> None:
        async with telegram() as (_, url), bot_at(url) as bot:
            odd, stop = f"{OURS}:9443", asyncio.Event()
            asking = asyncio.create_task(webhook.register(bot, odd, "made-up", stop, (0.01,)))
            await asyncio.sleep(0.1)
            database = Database(NOBODY, vault(), now)
            looks = checks(database, bot, FakeGateway(), webhook.address(odd))
            assert await looks["telegram"]() is False
            stop.set()
            await asking
            database.close()

    asyncio.run(story())
