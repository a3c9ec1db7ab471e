"""A schedule's database, SQLite or PostgreSQL, which can be reset in a moment."""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

import psycopg
from psycopg import sql
from psycopg.sql import Identifier as name  # noqa: N813 - it names a table
from sqlalchemy import Engine, make_url

from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault
from storage.models.tables import METADATA

R = TypeVar("R")

BUSY_SECONDS = 0.02
"""The program waits so briefly for a locked SQLite file, to lose no real time."""
_LOOK = (
    "SELECT order_no, money, code, review,"
    " (SELECT count(*) FROM outgoing WHERE done_at IS NULL) FROM orders"
)
_UNHANDLED = "SELECT count(*) FROM updates WHERE done_at IS NULL"
_BEGINNING = (
    "UPDATE people SET language = 'en'",
    "DELETE FROM updates",  # the next Telegram begins to count its updates again
)
_FRESH_NUMBERS = 100_000
_NUMBERS = "SELECT setval(oid, %s) FROM pg_class WHERE relkind = 'S'"


@dataclass(frozen=True)
class Glimpse:
    """The order, and how many messages wait, at one moment."""

    order_no: str
    status: str
    code: str
    review: str
    to_say: int


class Place(Protocol):
    """A database that can be saved once, reset often, and looked into."""

    url: str

    def keep(self) -> None:
        """Save the present state. No program may run."""

    def put_back(self, rows: Sequence[str] = ()) -> None:
        """Reset to the saved state and run these statements. No program may run."""

    def copy(self) -> None:
        """Copy the present state. No program may run."""

    def put_copy(self) -> None:
        """Replace the present state by the copy. No program may run."""

    def glimpse(self) -> Glimpse | None:
        """Look at the one order while the program runs; None while there is none."""

    def unhandled(self) -> int:
        """Count the updates that the program has still to handle."""


class SqliteFile:
    """A SQLite file in the schedule's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file, self._kept = folder / "cashout.db", folder / "kept.db"
        self._copy = folder / "older.db"
        self.url = f"sqlite:///{self._file}"

    def keep(self) -> None:
        """Copy it."""
        shutil.copy(self._file, self._kept)
        with closing(sqlite3.connect(self._kept, isolation_level=None)) as copy:
            for statement in (*_BEGINNING, "VACUUM"):
                copy.execute(statement)

    def put_back(self, rows: Sequence[str] = ()) -> None:
        """Copy it back."""
        self._clear()
        shutil.copy(self._kept, self._file)
        if rows:
            with closing(sqlite3.connect(self._file, isolation_level=None)) as file:
                for statement in rows:
                    file.execute(statement)

    def copy(self) -> None:
        """Copy the file and its write-ahead log."""
        with (
            closing(sqlite3.connect(self._file)) as file,
            closing(sqlite3.connect(self._copy)) as to,
        ):
            file.backup(to)

    def put_copy(self) -> None:
        """Put the copy of the file in its place."""
        self._clear()
        shutil.move(self._copy, self._file)

    def _clear(self) -> None:
        for path in self._folder.glob("cashout.db*"):
            if path.is_file():
                path.unlink()

    def glimpse(self) -> Glimpse | None:
        """Look through a read-only connection."""
        with closing(sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)) as file:
            row = file.execute(_LOOK).fetchone()
        return None if row is None else Glimpse(*row)

    def unhandled(self) -> int:
        """Look in the same way."""
        with closing(sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)) as file:
            return int(file.execute(_UNHANDLED).fetchone()[0])


class PostgresDatabase:
    """A database of its own on a server. A second schema holds the saved state."""

    def __init__(self, url: str) -> None:
        self.url = url
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._connect: Callable[[], Any] = lambda: psycopg.connect(plain, autocommit=True)
        self._line: Any = None
        self._tables = [table.name for table in METADATA.sorted_tables]

    def keep(self) -> None:
        """Copy every table into the second schema."""
        with self._connect() as line:
            for statement in _BEGINNING:
                line.execute(statement)
            self._copy_to(line, "kept")

    def put_back(self, rows: Sequence[str] = ()) -> None:
        """Empty every table and copy it back. New rows get numbers that no saved row has."""
        line = self._open()
        with line.transaction():
            self._copy_from(line, "kept")
            line.execute(_NUMBERS, (_FRESH_NUMBERS,))
            for statement in rows:
                line.execute(statement)

    def copy(self) -> None:
        """Copy every table into a third schema."""
        line = self._open()
        with line.transaction():
            line.execute("DROP SCHEMA IF EXISTS older CASCADE")
            self._copy_to(line, "older")

    def put_copy(self) -> None:
        """Empty every table and copy it back. Numbers continue where they are."""
        line = self._open()
        with line.transaction():
            self._copy_from(line, "older")

    def _copy_to(self, line: Any, schema: str) -> None:  # noqa: ANN401 - psycopg's, as below
        line.execute(sql.SQL("CREATE SCHEMA {}").format(name(schema)))
        for table in self._tables:
            copy = sql.SQL("CREATE TABLE {0}.{1} AS TABLE public.{1}")
            line.execute(copy.format(name(schema), name(table)))

    def _copy_from(self, line: Any, schema: str) -> None:  # noqa: ANN401 - the same
        for table in self._tables:
            line.execute(sql.SQL("TRUNCATE public.{0}").format(name(table)))
            copy = sql.SQL("INSERT INTO public.{1} SELECT * FROM {0}.{1}")
            line.execute(copy.format(name(schema), name(table)))

    def glimpse(self) -> Glimpse | None:
        """Look."""
        row = self._open().execute(_LOOK).fetchone()
        return None if row is None else Glimpse(*row)

    def unhandled(self) -> int:
        """Look."""
        return int(self._open().execute(_UNHANDLED).fetchone()[0])

    def _open(self) -> Any:  # noqa: ANN401 - psycopg's connection, generic in its rows
        # Only after the processes are forked, because they must not share a connection.
        if self._line is None:
            self._line = self._connect()
        return self._line


def read(
    place: Place, engine: Engine, data_keys: str, at: datetime, use_case: Callable[[Work], R]
) -> R:
    """Run a use case on a place while no program runs. The engine has its statements compiled."""
    database = Database(place.url, Vault.from_setting(data_keys), lambda: at)
    database.engine = engine
    try:
        return database.run_sync(use_case)
    finally:
        database.close()
