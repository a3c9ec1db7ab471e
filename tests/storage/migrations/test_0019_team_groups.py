"""The table of groups that are shown orders, up and down with rows in it."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema
from tests.storage.migrations.rows import down, look, say

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


def test_groups_are_known_and_forgotten(engine: Engine) -> None:
    leave, begun = _ROW.format(kind="leave"), _ACT.format(act="group_begun")
    say(engine, leave, _ROW.format(kind="digest"), begun, _ACT.format(act="limits"), _GROUP)
    say(engine, _LIVE.format(n=1, chat=-5), _LIVE.format(n=2, chat=5))
    with pytest.raises(IntegrityError):
        say(engine, _GROUP)
    down(engine, "0018")
    assert look(engine, "SELECT kind FROM outgoing") == [("digest",)]
    assert look(engine, "SELECT act FROM audit") == [("limits",)]
    assert look(engine, "SELECT chat_id FROM live_messages") == [(5,)]
    for refused in (leave, begun):
        with pytest.raises(IntegrityError):
            say(engine, refused)
    with pytest.raises(DatabaseError):
        look(engine, "SELECT * FROM team_groups")
    schema.migrate(engine)
    schema.check(engine)
    say(engine, leave, begun, _GROUP)
