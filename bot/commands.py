"""What each command does; the parts are built elsewhere."""

import argparse
import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import uvloop

from bot import demo, doctor, keeping, logs
from bot.app import App
from bot.settings import Settings
from bot.start import connect, open_database
from storage import schema
from storage.backup_file import Header
from storage.repositories import house
from storage.vault import new_key

logger = logging.getLogger(__name__)


def run(options: argparse.Namespace) -> int:
    """Run the bot until SIGTERM or SIGINT; what is in flight is finished first."""
    settings = _settings(options)
    database = open_database(settings, _now)
    try:
        return _until_stopped(lambda stop: App(settings, database, _now).run(stop))
    finally:
        database.close()


def run_demo(options: argparse.Namespace) -> int:
    """Play on embedded stand-ins: for a person in a browser, or a whole story by itself."""
    if options.script:
        return asyncio.run(demo.play_story())
    return _until_stopped(lambda stop: demo.serve(options.port, stop))


def run_sandbox(options: argparse.Namespace) -> int:
    """Run the stand-ins alone."""
    return _until_stopped(lambda stop: demo.serve_stand_ins(options.port, stop))


def migrate(options: argparse.Namespace) -> int:
    """Bring the database to this program's schema."""
    settings = _settings(options)
    database = connect(settings, _now)
    try:
        if schema.state(database.engine) is schema.Schema.NEWER:
            print("The database is newer than this program: nothing was changed.", file=sys.stderr)
            return 1
        schema.migrate(database.engine)
        database.run_sync(house.prove_keys)
    finally:
        database.close()
    print("The database has this program's schema.")
    return 0


def check(options: argparse.Namespace) -> int:
    """Check everything; exit 0 only when all is well."""
    return asyncio.run(doctor.run(_settings(options), _now))


def keys(options: argparse.Namespace) -> int:
    """Make a data key, or seal everything with the active one."""
    if options.act == "new":
        print(new_key(f"k{_now():%Y%m%d%H%M}"))
        return 0
    rotated = keeping.rotate(_settings(options), _now)
    print(f"{rotated.done} values were sealed again.")
    if rotated.in_use:
        print("Some were in use just now: run this again.", file=sys.stderr)
    if rotated.unreadable:
        print(_LEFT.format(values=rotated.unreadable), file=sys.stderr)
    if rotated.in_use or rotated.unreadable:
        return 1  # so that no script takes the older keys away: they may still be needed
    print("All are sealed with the first key of DATA_KEYS now.")
    print("Keep the older keys in DATA_KEYS until every order made before today has ended")
    print("(two weeks): the callback addresses that Faspay holds were made with them.")
    return 0


def backup(options: argparse.Namespace) -> int:
    """Write an encrypted backup; the bot may go on running."""
    header = keeping.make(_settings(options), _now, options.file)
    print(f"{options.file.name} holds {_content(header)}.")
    print(f"It opens with the data key {header.key_id!r} only: keep DATA_KEYS apart from it.")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Restore a backup into an empty database, which is older data from then on."""
    header, warning = keeping.put_back(_settings(options), _now, options.file)
    if warning:
        print(f"Warning: {warning}", file=sys.stderr)
    print(f"Restored: {_content(header)}, as of {header.made_at:%d.%m.%Y %H:%M} UTC.")
    print("What was done since then is not in it. Run the bot: it sends nothing, asks Faspay about")
    print("every order and compares with its statement; then admins look, and open with /resume.")
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "run": run,
    "demo": run_demo,
    "sandbox": run_sandbox,
    "migrate": migrate,
    "doctor": check,
    "keys": keys,
    "backup": backup,
    "restore": restore,
}


def _settings(options: argparse.Namespace) -> Settings:
    settings = Settings.load(env_file=options.env_file)
    logs.configure(settings.log_level, settings.log_format, settings.secret_values())
    logs.log_crashes()
    for warning in settings.warnings:
        print(f"Warning: {warning}", file=sys.stderr)
    return settings


_LEFT = (
    "{values} are damaged, or their key is missing: they were left as they are, and hold up no "
    "other. Put a missing key back behind the first and run this again; keep the older keys, "
    "with which an older backup may have whole what is damaged here."
)


def _content(header: Header) -> str:
    return f"{header.counts.get('orders', 0)} orders and {header.counts.get('people', 0)} people"


def _until_stopped(main: Callable[[asyncio.Event], Coroutine[Any, Any, int]]) -> int:
    async def supervised() -> int:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, stop.set)
        return await main(stop)

    # What was imported lives as long as we do. The garbage collector need not walk through it each
    # time, which takes ten times as long as all that a day's work leaves behind.
    gc.collect()
    gc.freeze()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(supervised())


def _now() -> datetime:
    return datetime.now(UTC)
