"""The two limits beside the switch become versions of the policy, up and down with rows."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema
from tests.storage.migrations.rows import down, look, say

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


def test_limits_are_taken_over_and_given_back(engine: Engine) -> None:
    say(engine, _LINE)
    for threshold, amount in (("order", 5), ("day", 9), ("order", "NULL"), ("company day", 7)):
        say(engine, _VERSION.format(threshold=threshold, amount=amount))
    with pytest.raises(IntegrityError):
        say(engine, _VERSION.format(threshold="nonsense", amount=1))
    for kind, about in (("purpose", "x"), ("limit", "day"), ("limit", "team day")):
        say(engine, _PROPOSAL.format(kind=f"loosen_{kind}", about=about))
    down(engine, "0021")
    left = look(engine, "SELECT kind, content FROM proposals")
    assert left == [("loosen_limit", '{"about": "day"}')]
    with pytest.raises(IntegrityError):
        say(engine, _PROPOSAL.format(kind="loosen_purpose", about="x"))
    assert look(engine, "SELECT order_limit, day_limit FROM line") == [(None, 9)]
    with pytest.raises(DatabaseError):
        look(engine, _NOW)
    say(engine, "UPDATE line SET order_limit = 10000000000")
    schema.migrate(engine)
    schema.check(engine)
    assert look(engine, _NOW) == [("order", 10_000_000_000), ("day", 9)]
    with pytest.raises(DatabaseError):
        look(engine, "SELECT order_limit FROM line")


def test_an_empty_database_goes_down_and_up(engine: Engine) -> None:
    down(engine, "0021")
    assert look(engine, "SELECT * FROM line") == []
    schema.migrate(engine)
    assert look(engine, _NOW) == []
