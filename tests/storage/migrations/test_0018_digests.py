"""The tables of digests, up and down with rows in them."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema

_ROW = (
    "INSERT INTO outgoing (lane, kind, notice, created_at, run_at, attempts, priority) VALUES "
    "(1, '{kind}', NULL, :at, :at, 0, 4)"
)
_TIME = (
    "INSERT INTO digest_times (person_id, minute, next_at, covered_to) VALUES (1, 1020, :at, :at)"
)
_DIGEST = "INSERT INTO digests (person_id, begins_at, ends_at) VALUES (1, :at, :at)"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = create_engine(database_url)
    yield made
    made.dispose()


def _say(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for each in statements:
            connection.execute(text(each), {"at": "2026-01-05 03:00:00.000000"})


def _look(engine: Engine, query: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_digests_are_known_and_forgotten(engine: Engine) -> None:
    digest, live = _ROW.format(kind="digest"), _ROW.format(kind="live")
    _say(engine, digest, live, _TIME, _DIGEST)
    with pytest.raises(IntegrityError):
        _say(engine, _TIME)
    command.downgrade(schema._config(engine), "0016")
    assert _look(engine, "SELECT kind FROM outgoing") == [("live",)]
    with pytest.raises(IntegrityError):
        _say(engine, digest)
    for table in ("digest_times", "digests"):
        with pytest.raises(DatabaseError):
            _look(engine, f"SELECT * FROM {table}")  # noqa: S608 - our own tables
    schema.migrate(engine)
    schema.check(engine)
    _say(engine, digest, _TIME, _DIGEST)
