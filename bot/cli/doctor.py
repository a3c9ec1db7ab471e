"""`python -m bot doctor`: a line for everything that must be right, with what to do."""

import argparse
import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.cli import clock
from bot.cli import doctor_machine as machine
from bot.cli import doctor_others as others
from bot.cli.diagnosis import Diagnosis
from bot.cli.options import read_settings
from bot.runtime import compose
from bot.settings.settings import Settings
from bot.telegram.client import build_bot


def main(options: argparse.Namespace) -> int:
    """Check everything; exit 0 only when all is well."""
    return asyncio.run(run(read_settings(options), clock.now, os.environ))


async def run(
    settings: Settings, now: Callable[[], datetime], env: Mapping[str, str] | None = None
) -> int:
    """Look at everything, print a line each, and return 0 only when all is well.

    `env` is what the network heeds of the environment (SSL_CERT_FILE, proxies).
    """
    env = env or {}
    client = compose.faspay_client(settings, now)
    bot = build_bot(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url)
    looks: list[Awaitable[Diagnosis]] = [
        machine.look_at_settings(settings),
        machine.look_at_places(settings),
        machine.look_at_database(settings, now),
        machine.look_at_admins(settings, now),
        machine.look_at_public_keys(settings),
        machine.look_at_proxies(env),
        others.look_at_telegram(settings, bot, env),
        others.look_at_faspay(settings, client, now, env),
        machine.look_at_clock(client),
        others.look_at_callbacks(settings, env),
    ]
    wrong = 0
    try:
        for look in looks:
            found = await look
            if not found.says:
                continue
            wrong += not found.well
            print(f"{'ok   ' if found.well else 'WRONG'}  {found.name}: {found.says}")
    finally:
        await client.aclose()
        await bot.shutdown()
    return 1 if wrong else 0
