"""`python -m bot sandbox`: the stand-ins alone, for a bot of your own."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from bot.cli.demo import STAND_INS
from bot.cli.event_loop import run_on_port
from bot.logs import logs
from bot.sandbox.demo.company import enter_admin, stand_ins
from bot.settings.env_file import env_line
from bot.settings.settings import LogFormat, LogLevel


def main(options: argparse.Namespace) -> int:
    """Run the stand-ins alone."""
    return run_on_port(lambda stop: serve(options.port, stop))


async def serve(port: int, stop: asyncio.Event) -> int:
    """Run the stand-ins alone, and print what the `.env` of a bot for them holds."""
    logs.configure(LogLevel.ERROR, LogFormat.CONSOLE, ())
    with tempfile.TemporaryDirectory(prefix="cashout-sandbox-") as folder:
        async with stand_ins(port) as played:
            enter_admin(played.telegram)
            print(STAND_INS)
            print(f"  The page is {played.telegram_url}/ . Dewi is there, your bot's first admin:")
            print("  as her write /invite agent Jakarta, and open the link as a newcomer.")
            print("  A .env for a bot of your own (then: migrate, and run):\n")
            for name, value in played.environment(Path(folder), 8080).items():
                print(env_line(name, value))
            await stop.wait()
    return 0
