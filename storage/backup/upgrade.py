"""Migrates a backup of an older version to this program's tables, before it is restored."""

import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from sqlalchemy import Engine, StaticPool, create_engine
from sqlalchemy.exc import OperationalError

from storage.backup import dump, file
from storage.backup.file import Header
from storage.engine import schema
from storage.engine.vault import Vault


@contextmanager
def with_our_tables(
    source: BinaryIO, vault: Vault, header: Header
) -> Iterator[tuple[BinaryIO, Header]]:
    """Give a checked backup with this program's tables, migrated where they are older.

    A current one is given as it is. So is a newer one, which the restore then refuses. The
    migrations run in a database without a name, which disappears with this process. Raise OSError
    where the disk has no room for it.
    """
    if not schema.is_older(header.schema):
        yield source, header
        return
    engine = _nameless_database()
    try:
        with tempfile.TemporaryFile() as target:
            try:
                ours = _migrated(engine, source, vault, header, target)
            except OperationalError as error:  # the disk behind the nameless database
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
            yield target, ours
    finally:
        engine.dispose()


def _migrated(
    engine: Engine, source: BinaryIO, vault: Vault, header: Header, target: BinaryIO
) -> Header:
    schema.migrate(engine, header.schema)
    with engine.begin() as connection:
        left_over = dump.load_rows(connection, dump.tables_of(connection), source, vault)
    schema.migrate(engine)
    with engine.begin() as connection:
        ours = dump.save(connection, vault, header.made_at, target, left_over)
    for _line in file.read(target, vault):
        pass  # reads it back before anything is put in
    return ours


def _nameless_database() -> Engine:
    """Make a SQLite database that may use the disk, but that nobody else can open."""
    return create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect("", check_same_thread=False),
        poolclass=StaticPool,
        hide_parameters=True,
    )
