"""Empty, old, current and newer databases, up and down, on both engines."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from storage.engine import schema
from storage.engine.database import Database
from storage.engine.schema import Schema
from storage.models.tables import METADATA


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = create_engine(database_url)
    yield made
    made.dispose()


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def _say(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_a_migrated_database_is_current(engine: Engine) -> None:
    assert schema.state(engine) is Schema.CURRENT


def test_the_migrations_make_exactly_the_tables_of_the_code(engine: Engine) -> None:
    schema.check(engine)
    assert _tables(engine) == set(METADATA.tables)


def test_down_and_up_again(engine: Engine) -> None:
    schema.migrate(engine, "base")
    assert _tables(engine) == set()
    assert schema.state(engine) is Schema.OLD
    schema.migrate(engine)
    assert schema.state(engine) is Schema.CURRENT
    schema.check(engine)


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    schema.migrate(engine)
    assert schema.state(engine) is Schema.CURRENT


def test_a_database_of_a_newer_program_is_known_as_such(engine: Engine) -> None:
    _say(engine, "UPDATE alembic_version SET version_num = '9999'")
    assert schema.state(engine) is Schema.NEWER


def test_an_empty_database_is_old() -> None:
    engine = create_engine("sqlite://")
    assert schema.state(engine) is Schema.OLD
    engine.dispose()


def test_migrating_works_through_our_own_engine(sqlite: Database) -> None:
    schema.migrate(sqlite.engine, "base")
    schema.migrate(sqlite.engine)
    assert schema.state(sqlite.engine) is Schema.CURRENT
    schema.check(sqlite.engine)
