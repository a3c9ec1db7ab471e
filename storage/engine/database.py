"""Runs each use case in one transaction, off the event loop, on SQLite or PostgreSQL."""

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError as DatabaseUnusable
from sqlalchemy.exc import IntegrityError as NotUnique
from sqlalchemy.exc import OperationalError as DatabaseDown
from sqlalchemy.exc import SQLAlchemyError as DatabaseFault
from sqlalchemy.orm.exc import StaleDataError as StaleRead
from sqlalchemy.pool import NullPool, StaticPool
from sqlmodel import Session

from storage.engine.unit_of_work import WakeUp, Work
from storage.engine.vault import Vault

__all__ = [
    "Database",
    "DatabaseDown",
    "DatabaseFault",
    "DatabaseUnusable",
    "NotUnique",
    "SecondProcess",
    "StaleRead",
    "file_of",
    "look_beside",
    "one_moment_of",
]

P = ParamSpec("P")
R = TypeVar("R")

_BUSY_SECONDS = 10.0
"""How long an outsider, such as a backup tool, may hold a SQLite file."""
_POSTGRES_THREADS = 8
_STALE_RETRIES = 5
_POSTGRES_LIMITS = {
    "idle_in_transaction_session_timeout": "15s",
    "lock_timeout": "10s",
    "statement_timeout": "30s",
}
"""A replica that stands still must not hold up all others."""
_RUN_AGAIN = frozenset({"40001", "40P01"})
"""PostgreSQL: serialization failure and deadlock. Nothing was written, so it is run again."""


class SecondProcess(Exception):  # noqa: N818 - a situation for the operator
    """Another process works on the same SQLite file."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class Database:
    """Runs use cases, each in a transaction of its own.

    SQLite: one connection and one thread, so that writers queue fairly; WAL with synchronous=FULL,
    because the lost last commit would be the one that money needs. PostgreSQL: a small pool.
    """

    def __init__(
        self,
        url: str,
        vault: Vault,
        now: Callable[[], datetime],
        *,
        busy_seconds: float = _BUSY_SECONDS,
    ) -> None:
        self.is_sqlite = _is_sqlite(url)
        self.file = file_of(url)
        """SQLite's file, absolute; None for PostgreSQL."""
        self.engine = _sqlite_engine(url, busy_seconds) if self.is_sqlite else _postgres_engine(url)
        self._threads = ThreadPoolExecutor(
            1 if self.is_sqlite else _POSTGRES_THREADS, thread_name_prefix="database"
        )
        self._vault = vault
        self._now = now
        self._wake_ups: dict[WakeUp, asyncio.Event] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock_file: Any = None

    def lock(self) -> None:
        """Claim a SQLite file for this process; others are refused.

        Raise SecondProcess, and OSError where there can be no lock file.
        """
        if self.file is None:
            return
        path = self.file.with_name(self.file.name + ".lock")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("w")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            handle.close()
            raise SecondProcess(self.file) from error
        except OSError:
            handle.close()
            raise
        self._lock_file = handle

    async def run(
        self, use_case: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run a use case in one transaction on a database thread and give back its result."""
        self._loop = loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._threads, lambda: self.run_sync(use_case, *args, **kwargs)
        )

    def run_sync(
        self, use_case: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Do the same on this thread. A loser of a compare-and-set is run again from the start.

        So is a loser of the race for a unique key: its second run finds the row of the winner.
        """
        for _ in range(_STALE_RETRIES):
            try:
                return self._once(use_case, *args, **kwargs)
            except (StaleRead, NotUnique):
                continue
            except DatabaseDown as error:
                if getattr(error.orig, "sqlstate", None) not in _RUN_AGAIN:
                    raise
        return self._once(use_case, *args, **kwargs)

    def wake_up(self, name: WakeUp) -> asyncio.Event:
        """Return the event that is set when a commit asked for it."""
        return self._wake_ups.setdefault(name, asyncio.Event())

    def close(self) -> None:
        """Wait for running transactions, then close the connections and release the file."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()
        if self._lock_file is not None:
            self._lock_file.close()
            self._lock_file = None

    def _once(
        self, use_case: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        with Session(self.engine, expire_on_commit=False) as session:
            work = Work(session, self._vault, self._now())
            result = use_case(work, *args, **kwargs)
            session.commit()
        self._wake(work.wake_ups)
        return result

    def _wake(self, wake_ups: set[WakeUp]) -> None:
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        for name in wake_ups:
            loop.call_soon_threadsafe(self.wake_up(name).set)


def file_of(url: str) -> Path | None:
    """Return the real file of a SQLite database, absolute and with links followed.

    Two names of one file must not look like two databases. None for PostgreSQL, and in memory.
    """
    path = make_url(url).database if _is_sqlite(url) else None
    return Path(os.path.realpath(path)) if path and path != ":memory:" else None


@contextmanager
def one_moment_of(url: str) -> Iterator[Connection]:
    """Read a snapshot of a database, beside the processes that go on writing it.

    The connection is read-only and nobody has to wait for it: on SQLite a read transaction on the
    write-ahead log, on PostgreSQL a REPEATABLE READ, READ ONLY one.
    """
    engine = _read_only_sqlite(url) if _is_sqlite(url) else create_engine(url, hide_parameters=True)
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    try:
        with engine.connect() as connection:
            if not _is_sqlite(url):
                connection = connection.execution_options(**options)  # noqa: PLW2901 - the same one
            with connection.begin():
                yield connection
    finally:
        engine.dispose()


def look_beside(
    url: str, vault: Vault, now: Callable[[], datetime], look: Callable[[Work], R]
) -> R:
    """Run a use case that only reads, beside the process that has the database.

    Raise DatabaseUnusable, also where it would write.
    """
    with one_moment_of(url) as connection, Session(connection) as session:
        return look(Work(session, vault, now()))


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _read_only_sqlite(url: str) -> Engine:
    address = f"file:{quote(make_url(url).database or '')}?mode=ro"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, isolation_level=None, timeout=_BUSY_SECONDS)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _sqlite_engine(url: str, busy_seconds: float = _BUSY_SECONDS) -> Engine:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "timeout": busy_seconds},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection
        connection.isolation_level = None  # we say BEGIN ourselves, below
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")  # wiped codes leave no trace in free pages

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _postgres_engine(url: str) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=_POSTGRES_THREADS,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 10,
            "keepalives_idle": 10,
            "options": " ".join(f"-c {name}={value}" for name, value in _POSTGRES_LIMITS.items()),
        },
    )
