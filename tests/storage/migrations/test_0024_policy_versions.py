"""The two limits beside the switch become versions of the policy, up and down with rows."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema

_GIVEN = {"at": "2026-01-05 03:00:00.000000", "no": False}
_LINE = (
    "INSERT INTO line (line_id, stopped, reason, changed_at, bare_status_proven) "
    "VALUES (1, :no, '', :at, :no)"
)
_VERSION = (
    "INSERT INTO policy_versions (threshold, scope, amount, decided_at) "
    "VALUES ('{threshold}', '', {amount}, :at)"
)
_PROPOSAL = (
    "INSERT INTO proposals (kind, content, mark, asked_by, asked_at, expires_at, status) "
    "VALUES ('{kind}', '{{\"about\"\\: \"{about}\"}}', '', 9, :at, :at, 'open')"
)
_NOW = "SELECT threshold, amount FROM policy_versions ORDER BY version"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = create_engine(database_url)
    yield made
    made.dispose()


def _say(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for each in statements:
            given = {name: value for name, value in _GIVEN.items() if f":{name}" in each}
            connection.execute(text(each), given)


def _look(engine: Engine, query: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_limits_are_taken_over_and_given_back(engine: Engine) -> None:
    _say(engine, _LINE)
    for threshold, amount in (("order", 5), ("day", 9), ("order", "NULL"), ("company day", 7)):
        _say(engine, _VERSION.format(threshold=threshold, amount=amount))
    with pytest.raises(IntegrityError):
        _say(engine, _VERSION.format(threshold="nonsense", amount=1))
    for kind, about in (("purpose", "x"), ("limit", "day"), ("limit", "team day")):
        _say(engine, _PROPOSAL.format(kind=f"loosen_{kind}", about=about))
    command.downgrade(schema._config(engine), "0021")
    left = _look(engine, "SELECT kind, content FROM proposals")
    assert left == [("loosen_limit", '{"about": "day"}')]
    with pytest.raises(IntegrityError):
        _say(engine, _PROPOSAL.format(kind="loosen_purpose", about="x"))
    assert _look(engine, "SELECT order_limit, day_limit FROM line") == [(None, 9)]
    with pytest.raises(DatabaseError):
        _look(engine, _NOW)
    _say(engine, "UPDATE line SET order_limit = 10000000000")
    schema.migrate(engine)
    schema.check(engine)
    assert _look(engine, _NOW) == [("order", 10_000_000_000), ("day", 9)]
    with pytest.raises(DatabaseError):
        _look(engine, "SELECT order_limit FROM line")


def test_an_empty_database_goes_down_and_up(engine: Engine) -> None:
    command.downgrade(schema._config(engine), "0021")
    assert _look(engine, "SELECT * FROM line") == []
    schema.migrate(engine)
    assert _look(engine, _NOW) == []
