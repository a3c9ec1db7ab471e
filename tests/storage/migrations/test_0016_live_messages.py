"""The tables of live messages and of what people chose, up and down with rows in them."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema
from tests.storage.migrations.rows import down, look, say

_ROW = (
    "INSERT INTO outgoing (lane, kind, notice, created_at, run_at, attempts, priority) VALUES "
    "(1, '{kind}', NULL, :at, :at, 0, {priority})"
)
_LIVE = (
    "INSERT INTO live_messages (order_no, chat_id, message_id) VALUES ('202601020001', {chat}, 7)"
)


def test_live_messages_are_known_and_forgotten(engine: Engine) -> None:
    live, notice = _ROW.format(kind="live", priority=3), _ROW.format(kind="notice", priority=2)
    say(
        engine,
        live,
        notice,
        _LIVE.format(chat=1),
        "INSERT INTO news_choices (person_id, news, loudness) VALUES (1, 'books', 'off')",
        "INSERT INTO quiet_hours (person_id, begins, ends) VALUES (1, 1260, 360)",
    )
    with pytest.raises(IntegrityError):
        say(engine, _LIVE.format(chat=1))
    with pytest.raises(IntegrityError):
        say(engine, "INSERT INTO news_choices (person_id, news, loudness) VALUES (1, 'x', 'off')")
    down(engine, "0015")
    assert look(engine, "SELECT kind FROM outgoing") == [("notice",)]
    with pytest.raises(IntegrityError):
        say(engine, live)
    for table in ("live_messages", "news_choices", "quiet_hours"):
        with pytest.raises(DatabaseError):
            look(engine, f"SELECT * FROM {table}")  # noqa: S608 - our own tables
    schema.migrate(engine)
    schema.check(engine)
    say(engine, live, _LIVE.format(chat=1), _LIVE.format(chat=2))
