"""What orders are for, up and down with rows in the tables."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema

_ORDER = (
    "INSERT INTO orders (order_no, version, agent_id, team, channel, amount, name_sealed, "
    "phone_sealed, phone_mac, confirm_token, money, code, review, created_at, code_shown, checks, "
    "unanswered, not_found, expiry_told) VALUES ('202601020001', 1, 7, 'JAKARTA', 'permata', "
    "300000, :box, :box, '', 'token', 'PAID', 'NONE', '', :at, 0, 0, 0, 0, :no)"
)
_ACT = "INSERT INTO audit (at, act, actor_id, why) VALUES (:at, '{act}', 9, 'FOOD')"
_PURPOSE = (
    "INSERT INTO purposes (code, name, is_on, budget, created_at) "
    "VALUES ('FOOD', 'Food aid', :yes, 10000000000, :at)"
)
_DEFAULT = "INSERT INTO team_purposes (team, code) VALUES ('JAKARTA', 'FOOD')"
_GIVEN = {"at": "2026-01-05 03:00:00.000000", "yes": True, "no": False, "box": b""}


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


def _indexes(engine: Engine) -> set[str | None]:
    return {each["name"] for each in inspect(engine).get_indexes("orders")}


def test_purposes_are_known_and_forgotten(engine: Engine) -> None:
    limits, purpose = _ACT.format(act="limits"), _ACT.format(act="purpose")
    _say(engine, _ORDER, "UPDATE orders SET purpose = 'FOOD', purpose_name = 'Food aid'")
    _say(engine, limits, purpose, _PURPOSE, _DEFAULT)
    for second in (_PURPOSE, _DEFAULT):
        with pytest.raises(IntegrityError):
            _say(engine, second)
    with_purposes = _indexes(engine)
    command.downgrade(schema._config(engine), "0019")
    assert _look(engine, "SELECT order_no, amount FROM orders") == [("202601020001", 300_000)]
    assert _look(engine, "SELECT act FROM audit") == [("limits",)]
    assert len(with_purposes - _indexes(engine)) == 2
    with pytest.raises(IntegrityError):
        _say(engine, purpose)
    for table in ("purposes", "team_purposes"):
        with pytest.raises(DatabaseError):
            _look(engine, f"SELECT * FROM {table}")  # noqa: S608 - our own tables
    schema.migrate(engine)
    schema.check(engine)
    assert _look(engine, "SELECT purpose, purpose_name FROM orders") == [(None, None)]
    assert _indexes(engine) == with_purposes
    _say(engine, purpose, _PURPOSE, _DEFAULT)
