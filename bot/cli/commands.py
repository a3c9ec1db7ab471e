"""What each command does; the parts are built elsewhere."""

import argparse
import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvloop

from bot.cli import demo, doctor, maintenance, people
from bot.cli.local_time import local_time
from bot.logs import logs
from bot.runtime.app import App
from bot.runtime.start import CannotStart, connect, open_database
from bot.sandbox.server import PortUnusable
from bot.settings.settings import Settings, SettingsError
from bot.web import open_files
from storage.backup.file import Header
from storage.engine import schema
from storage.engine.vault import new_key
from storage.repositories import house

logger = logging.getLogger(__name__)


def run(options: argparse.Namespace) -> int:
    """Run the bot until SIGTERM or SIGINT; what is in flight is finished first."""
    settings = _read(options)
    for warning in settings.warnings:
        logger.warning("setting_doubtful", extra={"reason": warning})
    database = open_database(settings, _now)
    try:
        return _until_stopped(lambda stop: App(settings, database, _now).run(stop))
    finally:
        database.close()


def run_demo(options: argparse.Namespace) -> int:
    """Play on embedded stand-ins: for a person in a browser, or a whole story by itself."""
    if options.script:
        return asyncio.run(demo.play_story())
    return _on_port(lambda stop: demo.serve(options.port, stop))


def run_sandbox(options: argparse.Namespace) -> int:
    """Run the stand-ins alone."""
    return _on_port(lambda stop: demo.serve_stand_ins(options.port, stop))


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
    return asyncio.run(doctor.run(_read(options), _now, os.environ))


def keys(options: argparse.Namespace) -> int:
    """Make a data key, or seal everything with the active one."""
    if options.act == "new":
        print(new_key(f"k{_now():%Y%m%d%H%M}"))
        return 0
    rotated = maintenance.rotate(_settings(options), _now)
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
    header = maintenance.make(_settings(options), _now, options.file)
    print(f"{options.file.name} holds {_content(header)}.")
    print(f"It opens with the data key {header.key_id!r} only: keep DATA_KEYS apart from it.")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Restore a backup into an empty database, which is older data from then on."""
    settings = _settings(options)
    header, warning = maintenance.put_back(settings, _now, options.file)
    if warning:
        print(f"Warning: {warning}", file=sys.stderr)
    print(f"Restored: {_content(header)}, as of {local_time(header.made_at, settings)}.")
    print("What was done since then is not in it. Run the bot: it sends nothing, asks Faspay about")
    print("every order and compares with its statement; then admins look, and open with /resume.")
    return 0


def change_people(options: argparse.Namespace) -> int:
    """List people, or suspend one; the bot may go on running."""
    settings = _settings(options)
    if options.act == "list":
        lines = people.listed(settings, _now, in_full=options.names)
    else:
        lines = people.suspend(settings, _now, options.id)
    for line in lines:
        print(line.encode(sys.stdout.encoding or "ascii", "replace").decode())
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
    "people": change_people,
}


def _settings(options: argparse.Namespace) -> Settings:
    """Read the settings for a command that somebody watches, and say what is doubtful in them."""
    settings = _read(options)
    for warning in settings.warnings:
        print(f"Warning: {warning}", file=sys.stderr)
    return settings


def _read(options: argparse.Namespace) -> Settings:
    named: Path | None = options.env_file
    if named is not None and not named.exists():
        raise SettingsError((f"The file {named} of --env-file is not there.",))
    settings = Settings.load(env_file=named or Path(".env"))
    logs.configure(settings.log_level, settings.log_format, settings.secret_values())
    logs.log_crashes()
    return settings


_LEFT = (
    "{values} are damaged, or their key is missing: they were left as they are, and hold up no "
    "other. Put a missing key back behind the first and run this again; keep the older keys, "
    "with which an older backup may have whole what is damaged here."
)


def _content(header: Header) -> str:
    return f"{header.counts.get('orders', 0)} orders and {header.counts.get('people', 0)} people"


def _on_port(main: Callable[[asyncio.Event], Coroutine[Any, Any, int]]) -> int:
    try:
        return _until_stopped(main)
    except PortUnusable as error:
        raise CannotStart(
            f"Port {error.port} cannot be used ({error.why}). Choose another one, from 1024 to "
            "65535, with --port, for example: --port 8091"
        ) from error


_LOOK_UPS, _LOOK_UP_THREADS = "UV_THREADPOOL_SIZE", "64"
"""uvloop looks names up in four threads, of which look-ups may hold two (docs.libuv.org, "Thread
pool work scheduling"): two that hang would hold up the connections of everybody else."""


def _until_stopped(main: Callable[[asyncio.Event], Coroutine[Any, Any, int]]) -> int:
    async def supervised() -> int:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, stop.set)
        return await main(stop)

    open_files.raise_limit()
    os.environ.setdefault(_LOOK_UPS, _LOOK_UP_THREADS)
    # What was imported lives as long as we do. The garbage collector need not walk through it each
    # time, which takes ten times as long as all that a day's work leaves behind.
    gc.collect()
    gc.freeze()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(supervised())


def _now() -> datetime:
    return datetime.now(UTC)
