"""The table of groups that are shown orders, up and down with rows in it."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema

_ROW = (
    "INSERT INTO outgoing (lane, kind, notice, created_at, run_at, attempts, priority) VALUES "
    "(-5, '{kind}', NULL, :at, :at, 0, 4)"
)
_ACT = "INSERT INTO audit (at, act) VALUES (:at, '{act}')"
_LIVE = "INSERT INTO live_messages (order_no, chat_id) VALUES ('20260102000{n}', {chat})"
_GROUP = (
    "INSERT INTO team_groups (team, chat_id, title_sealed, set_by, since)"
    " VALUES ('Bandung', -5, '', 1, :at)"
)


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


def test_groups_are_known_and_forgotten(engine: Engine) -> None:
    leave, begun = _ROW.format(kind="leave"), _ACT.format(act="group_begun")
    _say(engine, leave, _ROW.format(kind="digest"), begun, _ACT.format(act="limits"), _GROUP)
    _say(engine, _LIVE.format(n=1, chat=-5), _LIVE.format(n=2, chat=5))
    with pytest.raises(IntegrityError):
        _say(engine, _GROUP)
    command.downgrade(schema._config(engine), "0018")
    assert _look(engine, "SELECT kind FROM outgoing") == [("digest",)]
    assert _look(engine, "SELECT act FROM audit") == [("limits",)]
    assert _look(engine, "SELECT chat_id FROM live_messages") == [(5,)]
    for refused in (leave, begun):
        with pytest.raises(IntegrityError):
            _say(engine, refused)
    with pytest.raises(DatabaseError):
        _look(engine, "SELECT * FROM team_groups")
    schema.migrate(engine)
    schema.check(engine)
    _say(engine, leave, begun, _GROUP)
