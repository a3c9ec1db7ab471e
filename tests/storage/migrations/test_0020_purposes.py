"""What orders are for, up and down with rows in the tables."""

import pytest
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema
from tests.storage.migrations.rows import down, look, say

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


def _indexes(engine: Engine) -> set[str | None]:
    return {each["name"] for each in inspect(engine).get_indexes("orders")}


def test_purposes_are_known_and_forgotten(engine: Engine) -> None:
    limits, purpose = _ACT.format(act="limits"), _ACT.format(act="purpose")
    say(engine, _ORDER, "UPDATE orders SET purpose = 'FOOD', purpose_name = 'Food aid'")
    say(engine, limits, purpose, _PURPOSE, _DEFAULT)
    for second in (_PURPOSE, _DEFAULT):
        with pytest.raises(IntegrityError):
            say(engine, second)
    with_purposes = _indexes(engine)
    down(engine, "0019")
    assert look(engine, "SELECT order_no, amount FROM orders") == [("202601020001", 300_000)]
    assert look(engine, "SELECT act FROM audit") == [("limits",)]
    assert len(with_purposes - _indexes(engine)) == 2
    with pytest.raises(IntegrityError):
        say(engine, purpose)
    for table in ("purposes", "team_purposes"):
        with pytest.raises(DatabaseError):
            look(engine, f"SELECT * FROM {table}")  # noqa: S608 - our own tables
    schema.migrate(engine)
    schema.check(engine)
    assert look(engine, "SELECT purpose, purpose_name FROM orders") == [(None, None)]
    assert _indexes(engine) == with_purposes
    say(engine, purpose, _PURPOSE, _DEFAULT)
