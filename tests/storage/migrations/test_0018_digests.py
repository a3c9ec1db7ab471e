"""The tables of digests, up and down with rows in them."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema
from tests.storage.migrations.rows import down, look, say

_ROW = (
    "INSERT INTO outgoing (lane, kind, notice, created_at, run_at, attempts, priority) VALUES "
    "(1, '{kind}', NULL, :at, :at, 0, 4)"
)
_TIME = (
    "INSERT INTO digest_times (person_id, minute, next_at, covered_to) VALUES (1, 1020, :at, :at)"
)
_DIGEST = "INSERT INTO digests (person_id, begins_at, ends_at) VALUES (1, :at, :at)"


def test_digests_are_known_and_forgotten(engine: Engine) -> None:
    digest, live = _ROW.format(kind="digest"), _ROW.format(kind="live")
    say(engine, digest, live, _TIME, _DIGEST)
    with pytest.raises(IntegrityError):
        say(engine, _TIME)
    down(engine, "0016")
    assert look(engine, "SELECT kind FROM outgoing") == [("live",)]
    with pytest.raises(IntegrityError):
        say(engine, digest)
    for table in ("digest_times", "digests"):
        with pytest.raises(DatabaseError):
            look(engine, f"SELECT * FROM {table}")  # noqa: S608 - our own tables
    schema.migrate(engine)
    schema.check(engine)
    say(engine, digest, _TIME, _DIGEST)
