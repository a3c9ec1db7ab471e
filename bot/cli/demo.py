"""`python -m bot demo`: the product on stand-ins, to be played in a browser or watched."""

import argparse
import asyncio
import os

from bot.cli.event_loop import run_on_port
from bot.logs import logs
from bot.sandbox.demo.company import Demo, running_demo, show_group
from bot.sandbox.demo.story import Story
from bot.settings.settings import LogFormat, LogLevel

STAND_INS = """
  These are STAND-INS: no bank, no Telegram, no money. Codes open nothing.
"""

OWN_LOOK = ("STEPS_DIR", "COPY_CODE_BUTTON", "OFFER_EARLIER_BENEFICIARIES", "TIMEZONE")
"""Settings of what people read, which a company may try here before a real order."""


def main(options: argparse.Namespace) -> int:
    """Play on embedded stand-ins: for a person in a browser, or a whole story by itself."""
    if options.script:
        return asyncio.run(play_story())
    return run_on_port(lambda stop: serve(options.port, stop))


async def serve(port: int, stop: asyncio.Event) -> int:
    """Run everything until stopped, and print the one address."""
    logs.configure(LogLevel.ERROR, LogFormat.CONSOLE, ())
    own = {name: os.environ[name] for name in OWN_LOOK if name in os.environ}
    async with running_demo(port, extra=own) as played:
        show_group(played)
        print(STAND_INS)
        print(f"  Open  {played.stand_ins.telegram_url}/  in a browser.  Ctrl+C ends it.")
        print("  Ani (agent), Rina (supervisor) and Dewi (admin) are there; write as any of them.")
        print("  Begin as Ani with /tunai (or /cashout), and collect the cash on Faspay's side.\n")
        await stop.wait()
    return 0


async def play_story() -> int:
    """Play a whole story and print it; exit 0 only if everything that it said was true."""
    logs.configure(LogLevel.ERROR, LogFormat.CONSOLE, ())
    async with running_demo(language="en") as played:
        return await _play(played)


async def _play(played: Demo) -> int:
    story = Story(played, print)
    print(STAND_INS)
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
