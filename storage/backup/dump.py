"""Backup and restore: every row of every table as a line, the same on both databases."""

import base64
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, BinaryIO

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, MetaData, Table, func, select, text
from sqlalchemy.engine import Connection

from storage.backup import file
from storage.backup.file import DamagedBackup, Header
from storage.backup.resealing import SEALED_COLUMNS
from storage.engine import journal
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault, WrongKeys
from storage.models.sentinel import Sentinel
from storage.models.tables import METADATA

_JOURNAL = "journal"
"""Not a table: answers that had not come into the database when the backup was made."""
_ROWS_AT_ONCE = 500
_OURS_NOT = "alembic_version"

Row = dict[str, Any]


class NoTables(Exception):  # noqa: N818 - a situation for the operator
    """There is nothing to back up: the database was never migrated."""


def save(
    connection: Connection,
    vault: Vault,
    now: datetime,
    target: BinaryIO,
    left_over: Sequence[bytes],
) -> Header:
    """Write all that a connection sees, in its one transaction, and the journal's boxes.

    The tables are those that the database has, so that an older schema is saved as well. Raise
    WrongKeys where the ring is not this database's, and NoTables where it was never migrated.
    """
    revision = revision_of(connection)
    if revision is None:
        raise NoTables
    _prove_keys(connection, vault)
    tables = tables_of(connection)
    counts = {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables
    }
    counts[_JOURNAL] = len(left_over)
    header = Header(revision, vault.active_key_id, now, counts)
    file.write(target, vault, header, _lines(connection, tables, left_over))
    return header


def revision_of(connection: Connection) -> str | None:
    """Name the migration that a database has; None before the first."""
    return MigrationContext.configure(connection).get_current_revision()


@dataclass(frozen=True)
class Checked:
    """A backup that is whole and can be opened."""

    header: Header
    missing_keys: tuple[str, ...]
    """Keys that some of its sealed values need, and that the ring lacks or has differently."""


def check(source: BinaryIO, vault: Vault) -> Checked:
    """Read and check a whole backup, before anything of it is used.

    Raise NoBackup; WrongKeys where the ring lacks the key of the file; DamagedBackup.
    """
    header = file.read_header(source)
    seen: Counter[str] = Counter()
    opened: set[str] = set()
    closed: set[str] = set()
    for name, row in _rows(source, vault):
        seen[name] += 1
        _try_seals(name, row, vault, opened, closed)
    if +Counter(header.counts) != seen:
        raise DamagedBackup
    # A key that opens other values is the right one, so the database had a damaged value.
    return Checked(header, tuple(sorted(closed - opened)))


def is_empty(work: Work) -> bool:
    """Say whether a database is as `migrate` leaves it: no row but the sentinel."""
    connection = work.session.connection()
    return not any(
        connection.execute(select(1).select_from(table).limit(1)).first()
        for table in METADATA.sorted_tables
        if table.name != Sentinel.__tablename__
    )


def load(work: Work, source: BinaryIO) -> list[dict[str, Any]]:
    """Put a checked backup of this very schema into an empty database.

    Return the journal's entries, which are still to be recorded.
    """
    connection = work.session.connection()
    connection.execute(METADATA.tables[str(Sentinel.__tablename__)].delete())
    boxes = load_rows(connection, METADATA.sorted_tables, source, work.vault)
    if connection.dialect.name == "postgresql":
        _set_sequences(connection)
    work.session.expire_all()
    return [journal.open_box(work.vault, box) for box in boxes]


def load_rows(
    connection: Connection, tables: Iterable[Table], source: BinaryIO, vault: Vault
) -> list[bytes]:
    """Put the rows of a checked backup into tables of its schema; return the journal's boxes."""
    by_name = {table.name: table for table in tables}
    boxes: list[bytes] = []
    for name, rows in _batches(_rows(source, vault)):
        if name == _JOURNAL:
            boxes += [_octets(row["box"]) for row in rows]
            continue
        table = by_name[name]
        connection.execute(table.insert(), [_row_in(table, row) for row in rows])
    return boxes


def tables_of(connection: Connection) -> list[Table]:
    """Return the tables that a database has, whatever its schema; Alembic's own is not ours."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != _OURS_NOT]


def _prove_keys(connection: Connection, vault: Vault) -> None:
    sealed = next(sealed for sealed in SEALED_COLUMNS if sealed.table is Sentinel)
    table = METADATA.tables[str(Sentinel.__tablename__)]
    for box in connection.execute(select(table.c[sealed.column])).scalars():
        vault.open(box, sealed.place, 1)


def _lines(
    connection: Connection, tables: Iterable[Table], left_over: Iterable[bytes]
) -> Iterator[str]:
    streaming = connection.execution_options(yield_per=_ROWS_AT_ONCE)
    for table in tables:
        for row in streaming.execute(select(table)).mappings():
            yield json.dumps([table.name, {name: _out(value) for name, value in row.items()}])
    for box in left_over:
        yield json.dumps([_JOURNAL, {"box": _out(box)}])


def _rows(source: BinaryIO, vault: Vault) -> Iterator[tuple[str, Row]]:
    for line in file.read(source, vault):
        name, row = json.loads(line)
        yield name, row


def _batches(rows: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, list[Row]]]:
    held: list[Row] = []
    of = ""
    for name, row in rows:
        if held and (name != of or len(held) >= _ROWS_AT_ONCE):
            yield of, held
            held = []
        of = name
        held.append(row)
    if held:
        yield of, held


def _try_seals(name: str, row: Row, vault: Vault, opened: set[str], closed: set[str]) -> None:
    for sealed in SEALED_COLUMNS:
        value = row.get(sealed.column) if sealed.table.__tablename__ == name else None
        if value is None:
            continue
        box = _octets(value)
        try:
            vault.open(box, sealed.place, row[sealed.row])
        except WrongKeys as error:
            closed.add(error.key_id)
        else:
            opened.add(vault.key_id_of(box))


def _out(value: object) -> object:
    """Convert a value to JSON. Times are UTC, though SQLite does not store that."""
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _row_in(table: Table, row: Mapping[str, Any]) -> Row:
    return {name: _in(table.c[name], value) for name, value in row.items()}


def _in(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - a column of any type
    if value is None:
        return None
    kind = getattr(column.type, "impl_instance", column.type).python_type  # of what Moment wraps
    if issubclass(kind, bytes):
        return _octets(value)
    if issubclass(kind, date):  # a datetime is one, too
        return kind.fromisoformat(value)
    return kind(value) if issubclass(kind, Enum) else value


def _octets(value: str) -> bytes:
    return base64.b64decode(value)


def _set_sequences(connection: Connection) -> None:
    """Move PostgreSQL's counters past the restored rows, which kept their numbers."""
    for table in METADATA.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            sequence = f"pg_get_serial_sequence('{table.name}', '{column.name}')"
            highest = select(func.max(column)).scalar_subquery()
            connection.execute(select(func.setval(text(sequence), highest)))
