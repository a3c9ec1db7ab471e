"""What tests are given: databases (SQLite, a real PostgreSQL), a clock, a vault, a world."""

import gc
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import Engine, create_engine, make_url

from handlers.services.policy import Policy
from storage.engine import schema
from storage.engine.database import Database
from storage.engine.vault import Vault, new_key
from tests.compiled import engine_like_others
from tests.factories import World, a_policy
from tests.fakes import Clock
from tests.loopback import a_key
from tests.servers import migrated, postgres_server, quick_place, say

settings.register_profile("untimed", deadline=None)  # a busy machine must not fail an example
settings.load_profile("untimed")

UrlMaker = Callable[[], str]

_UNMEASURED = ("journeys", "process")
"""They prove the whole; what they reach says nothing of how well a part is tested."""


def pytest_configure() -> None:
    """Let each test's own folder stand in memory, where a commit does not wait for a disk."""
    if place := quick_place():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(place))
    gc.disable()  # a sixth of collecting tests went into looking for garbage that is none


def pytest_collection_finish() -> None:
    """Look for garbage again, but not in what stays to the end."""
    gc.enable()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave whole-program tests out of the coverage: measuring them costs a third of the time."""
    for item in items:
        if any(part in item.path.parts for part in _UNMEASURED):
            item.add_marker("no_cover")


@pytest.fixture(scope="session", autouse=True)
def _statements_compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.engine.database.create_engine", engine_like_others)
        yield


@pytest.fixture(scope="session", autouse=True)
def _keys_made_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.sandbox.faspay.sandbox.throw_away_key", a_key)
        yield


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
    path.write_bytes(migrated())
    return path


@pytest.fixture(scope="session")
def postgres_engine() -> Iterator[Engine]:
    """Give a server of our own, or the one that TEST_DATABASE_URL names, to make databases on."""
    given = os.environ.get("TEST_DATABASE_URL")
    with nullcontext(make_url(given)) if given else postgres_server() as url:
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        yield engine
        engine.dispose()


@pytest.fixture(scope="session")
def postgres_template(postgres_engine: Engine) -> Iterator[str]:
    """Give the name of an empty, migrated database."""
    name = f"cashout_template_{uuid4().hex}"
    say(postgres_engine, f"CREATE DATABASE {name}")
    engine = create_engine(postgres_engine.url.set(database=name))
    schema.migrate(engine)
    engine.dispose()
    yield name
    say(postgres_engine, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "cashout.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def another_postgres_url(postgres_engine: Engine, postgres_template: str) -> Iterator[UrlMaker]:
    """Give a function that makes an empty, migrated database; they go with the test."""
    made = []
    version = postgres_engine.dialect.server_version_info or ()
    # Older servers know no other way. By default the newer ones write all of it to their log first.
    copied = "STRATEGY FILE_COPY" if version >= (15,) else ""

    def make() -> str:
        made.append(f"cashout_{uuid4().hex}")
        say(postgres_engine, f"CREATE DATABASE {made[-1]} TEMPLATE {postgres_template} {copied}")
        return postgres_engine.url.set(database=made[-1]).render_as_string(hide_password=False)

    yield make
    say(postgres_engine, *(f"DROP DATABASE {name} WITH (FORCE)" for name in made))


@pytest.fixture
def postgres_url(another_postgres_url: UrlMaker) -> str:
    return another_postgres_url()


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
