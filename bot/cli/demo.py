"""`python -m bot demo` and `sandbox`: the product on stand-ins, to be played or watched."""

import asyncio
import tempfile
from pathlib import Path

from bot.logs import logs
from bot.sandbox.demo.company import DemoHouse, enter_admin, house, stand_ins
from bot.sandbox.demo.story import Story
from bot.settings.env_file import env_line
from bot.settings.settings import LogFormat, LogLevel

_WARNING = """
  These are STAND-INS: no bank, no Telegram, no money. Codes open nothing.
"""


async def serve(port: int, stop: asyncio.Event) -> int:
    """Run everything until stopped, and print the one address."""
    logs.configure(LogLevel.ERROR, LogFormat.CONSOLE, ())
    async with house(port) as played:
        print(_WARNING)
        print(f"  Open  {played.stand_ins.telegram_url}/  in a browser.  Ctrl+C ends it.")
        print("  Ani (agent), Rina (supervisor) and Dewi (admin) are there; write as any of them.")
        print("  Begin as Ani with /tunai (or /cashout), and collect the cash on Faspay's side.\n")
        await stop.wait()
    return 0


async def serve_stand_ins(port: int, stop: asyncio.Event) -> int:
    """Run the stand-ins alone, and print what the `.env` of a bot for them holds."""
    logs.configure(LogLevel.ERROR, LogFormat.CONSOLE, ())
    with tempfile.TemporaryDirectory(prefix="cashout-sandbox-") as folder:
        async with stand_ins(port) as played:
            enter_admin(played.telegram)
            print(_WARNING)
            print(f"  The page is {played.telegram_url}/ . Dewi is there, your bot's first admin:")
            print("  as her write /invite agent Jakarta, and open the link as a newcomer.")
            print("  A .env for a bot of your own (then: migrate, and run):\n")
            for name, value in played.environment(Path(folder), 8080).items():
                print(env_line(name, value))
            await stop.wait()
    return 0


async def play_story() -> int:
    """Play a whole story and print it; 0 only if everything that was said in it was true."""
    logs.configure(LogLevel.ERROR, LogFormat.CONSOLE, ())
    async with house(language="en") as played:
        return await _play(played)


async def _play(played: DemoHouse) -> int:
    story = Story(played, print)
    print(_WARNING)
    try:
        await story.play()
    except Exception as problem:  # noqa: BLE001 - whatever it was, the story was not true
        print(f"\n  NOT TRUE: {type(problem).__name__}: {problem}")
        return 1
    print(
        f"\n  Everything said was true: {story.checks} checks, "
        f"{len(played.faspay.transactions)} transfers at Faspay."
    )
    return 0
