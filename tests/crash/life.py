"""One life of the program: a fork that runs the real App until it ends or is struck."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import sqlite3
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

import httpx
from sqlalchemy import Engine

from bot.logs import logs
from bot.runtime.app import App
from bot.runtime.parts import build_parts
from bot.runtime.pool_size import PoolSize
from bot.runtime.start import CannotStart, open_database
from bot.settings.settings import Settings
from storage.engine.vault import Vault
from tests.crash.loops import program_loop
from tests.crash.points import Blow, StruckDatabase, StruckJournal, StruckWire, Trap, Traps
from tests.crash.shared import Shared

_OTHERS_END = 1.0
HAMPERED_SECONDS = 20.0
"""How long a database stays full or locked."""


@dataclass(frozen=True)
class Life:
    """What a process needs to run a life."""

    slot: int
    folder: Path
    settings: Settings
    traps: list[Trap] = field(default_factory=list)
    senders: int = 2

    @property
    def url(self) -> str:
        """The address of its database."""
        return self.settings.database_url.get_secret_value()

    @property
    def notes(self) -> Path:
        """The notes of reached points and sprung traps."""
        return self.folder / f"points-{self.slot}"

    @property
    def exited(self) -> Path:
        """The exit status of a life that ended by itself."""
        return self.folder / f"exit-{self.slot}"

    @property
    def log(self) -> Path:
        """What the program logs."""
        return self.folder / f"log-{self.slot}"


def live(shared: Shared, life: Life, engine: Engine) -> None:
    """Run the life in a fresh fork, which ends here."""
    status = 70
    gc.disable()  # it lives for a second
    try:
        logging.disable(logging.NOTSET)
        log = os.open(life.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.dup2(log, 1)
        os.dup2(log, 2)
        pulse = shared.pulses[life.slot]
        with asyncio.Runner(loop_factory=partial(program_loop, shared, pulse)) as runner:
            status = runner.run(_run(shared, life, engine))
    except CannotStart as error:
        sys.stderr.write(f"{error}\n")
        status = 1
    except Exception:  # noqa: BLE001 - whatever it is, the schedule fails and its story tells why
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        life.exited.write_text(str(status))
        os._exit(status)


async def _run(shared: Shared, life: Life, engine: Engine) -> int:
    settings, loop, stop = life.settings, asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    logs.configure(settings.log_level, settings.log_format, settings.secret_values())
    hamper = _Hamper(loop)
    traps = Traps(life.traps, life.notes, hamper)

    def opening(url: str, vault: Vault, now: Callable[[], datetime]) -> StruckDatabase:
        hamper.database = StruckDatabase(url, vault, now, engine=engine, traps=traps)
        return hamper.database

    def opening_journal(base: Path, vault: Vault, slots: int) -> StruckJournal:
        hamper.journal = StruckJournal(base, vault, slots, traps=traps)
        return hamper.journal

    database = open_database(settings, shared.now, opening)
    try:
        parts = build_parts(
            settings,
            database,
            shared.now,
            monotonic=shared.monotonic,
            faspay_transport=StruckWire(
                httpx.AsyncHTTPTransport(verify=False, trust_env=False), traps
            ),
            open_journal=opening_journal,
            pool_size=PoolSize(transfers=life.senders, inquiries=1),
        )
        return await App(parts).run(stop)
    finally:
        shared.pulses[life.slot].thread(+1)  # it ends, so it is not at rest
        database.close()
        traps.end()


class _Hamper:
    """Keeps a SQLite database full or locked for a while, or the journal full for good."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.database: StruckDatabase | None = None
        self.journal: StruckJournal | None = None

    def __call__(self, blow: Blow) -> None:
        if blow is Blow.NO_ROOM and self.journal is not None:
            self.journal.is_full = True
            return
        assert self.database is not None
        if not self.database.is_sqlite:
            return
        release = _fill(self.database) if blow is Blow.FULL else _hold(self.database)
        self._loop.call_soon_threadsafe(self._loop.call_later, HAMPERED_SECONDS, release)


def _fill(database: StruckDatabase) -> Callable[[], object]:
    database.driver.execute("PRAGMA max_page_count=1")  # no more pages than now
    return lambda: database.driver.execute("PRAGMA max_page_count=4294967294")


def _hold(database: StruckDatabase) -> Callable[[], object]:
    path = str(database.engine.url.database)
    # Another thread's transaction ends soon. This thread's own does not while we wait.
    wait = _OTHERS_END if threading.current_thread() is threading.main_thread() else 0.0
    outsider = sqlite3.connect(path, isolation_level=None, timeout=wait, check_same_thread=False)
    with contextlib.suppress(sqlite3.OperationalError):  # our own transaction is under way
        outsider.execute("BEGIN IMMEDIATE")
    return outsider.close
