"""Somebody else who holds the token takes people's messages: the whole bot, over HTTP."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import Conflict

from bot.telegram.client import build_bot
from handlers.services.controls import sending
from tests.bot.telegram.test_reception import waiting
from tests.journeys.stage import Journey, play
from tests.loopback import plain_client

THIEF = "http://127.0.0.1:9/staging"
"""Nobody is there: what Telegram posts to it is lost, or waits."""
MODES = {
    "polling": {"TELEGRAM_MODE": "polling"},
    "webhook": {"TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": "only-telegram-knows-this"},
}


async def readiness(stage: Journey) -> tuple[int, bool]:
    url = f"http://127.0.0.1:{stage.app.web_port}/readyz"
    async with plain_client() as client:
        answer = await client.get(url)
    return answer.status_code, bool(answer.json()["telegram"])


def _thief(stage: Journey) -> Bot:
    token = stage.settings.telegram_bot_token.get_secret_value()
    return build_bot(token, stage.settings.telegram_api_url)


async def _until(stage: Journey, *, ready: bool) -> None:
    async with asyncio.timeout(30):
        while (await readiness(stage))[1] is not ready:  # noqa: ASYNC110 - asked as a probe asks
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("mode", MODES)
def test_the_bot_hears_again_within_half_a_minute_and_says_what_happened(mode: str) -> None:
    async def script(stage: Journey) -> None:
        assert await readiness(stage) == (200, True)
        async with _thief(stage) as thief:
            await thief.set_webhook(THIEF)
            stage.agent.send("/help")
            if mode == "polling":
                await _until(stage, ready=False)
            await stage.agent.wait_for("/language", 30)
        told = await stage.hear(stage.admin, "@BotFather")
        assert "names and phone numbers" in told.text
        await _until(stage, ready=True)
        assert await stage.database.run(sending.is_open)

    play(script, extra=MODES[mode])


def test_the_third_time_within_an_hour_stops_sending_until_an_admin_opens_it() -> None:
    async def script(stage: Journey) -> None:
        async with _thief(stage) as thief:
            for _ in range(3):
                await thief.set_webhook(THIEF)
                stage.second.send("/help")
                await stage.second.wait_for("/language", 30)
                stage.later(minutes=10)
        stopped = await stage.hear(stage.admin, "Sending is stopped")
        assert "TELEGRAM_BOT_TOKEN" in stopped.text
        stage.admin.send("/health")
        health = await stage.hear(stage.admin, "Sending: stopped")
        assert "three times" in health.text
        stage.agent.send("Budi Santoso 081234567890 300rb")
        await stage.hear(stage.agent, "is stopped")
        stage.admin.send("/resume")
        await stage.agree()
        await stage.hear(stage.admin, "Sending is open again")
        await stage.order()

    play(script)


def test_two_programs_that_poll_with_one_token_are_told_of() -> None:
    async def script(stage: Journey) -> None:
        async with _thief(stage) as thief:
            for _ in range(2):
                await waiting(stage.telegram)
                with pytest.raises(Conflict):  # until the bot polls again
                    await thief.get_updates(timeout=30)
        told = await stage.hear(stage.admin, "Another program")
        assert "names and phone numbers" in told.text
        stage.agent.send("/help")
        await stage.agent.wait_for("/language", 30)
        await _until(stage, ready=True)
        assert await stage.database.run(sending.is_open)

    play(script)
