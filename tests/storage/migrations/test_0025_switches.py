"""Stops of parts, up and down with rows in them: an older program sends nothing that is stopped."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema

_LINE = (
    "INSERT INTO line (line_id, stopped, reason, changed_at, bare_status_proven) "
    "VALUES (1, false, '', :at, false)"
)
_ENTRY = "INSERT INTO audit (at, act, subject_id) VALUES (:at, '{act}', 7)"
_STOP = "INSERT INTO sending_stops (seq, scope, name) VALUES ({seq}, '{scope}', '{name}')"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = create_engine(database_url)
    yield made
    made.dispose()


def _say(engine: Engine, *statements: str) -> None:
    given = {"at": "2026-01-05 03:00:00.000000"}
    with engine.begin() as connection:
        for each in statements:
            connection.execute(text(each), given if ":at" in each else {})


def _look(engine: Engine, query: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@pytest.mark.parametrize(("scope", "name"), [("team", "Bandung"), ("channel", "permata")])
def test_a_part_that_is_stopped_stops_all_for_an_older_program(
    engine: Engine, scope: str, name: str
) -> None:
    stop = _STOP.format(seq=1, scope=scope, name=name)
    _say(engine, _LINE, _ENTRY.format(act="locked"), stop)
    assert _look(engine, "SELECT failed_in_a_row FROM line") == [(0,)]
    with pytest.raises(IntegrityError):
        _say(engine, _STOP.format(seq=2, scope="person", name="x"))
    command.downgrade(schema._config(engine), "0024")
    assert _look(engine, "SELECT stopped FROM line WHERE stopped") != []
    assert _look(engine, "SELECT act, subject_id FROM audit") == [("suspended", 7)]
    with pytest.raises(DatabaseError):
        _look(engine, "SELECT * FROM sending_stops")
    with pytest.raises(IntegrityError):
        _say(engine, _ENTRY.format(act="locked"))
    schema.migrate(engine)
    schema.check(engine)
    _say(engine, stop, _ENTRY.format(act="locked"))


def test_what_is_open_stays_open_on_the_way_down(engine: Engine) -> None:
    _say(engine, _LINE, _STOP.format(seq=1, scope="company", name=""))
    command.downgrade(schema._config(engine), "0024")
    assert _look(engine, "SELECT 1 FROM line WHERE stopped") == []
    schema.migrate(engine)
