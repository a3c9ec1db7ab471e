"""The tables of live messages and of what people chose, up and down with rows in them."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema

_ROW = (
    "INSERT INTO outgoing (lane, kind, notice, created_at, run_at, attempts, priority) VALUES "
    "(1, '{kind}', NULL, :at, :at, 0, {priority})"
)
_LIVE = (
    "INSERT INTO live_messages (order_no, chat_id, message_id) VALUES ('202601020001', {chat}, 7)"
)


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


def test_live_messages_are_known_and_forgotten(engine: Engine) -> None:
    live, notice = _ROW.format(kind="live", priority=3), _ROW.format(kind="notice", priority=2)
    _say(
        engine,
        live,
        notice,
        _LIVE.format(chat=1),
        "INSERT INTO news_choices (person_id, news, loudness) VALUES (1, 'books', 'off')",
        "INSERT INTO quiet_hours (person_id, begins, ends) VALUES (1, 1260, 360)",
    )
    with pytest.raises(IntegrityError):
        _say(engine, _LIVE.format(chat=1))
    with pytest.raises(IntegrityError):
        _say(engine, "INSERT INTO news_choices (person_id, news, loudness) VALUES (1, 'x', 'off')")
    command.downgrade(schema._config(engine), "0015")
    assert _look(engine, "SELECT kind FROM outgoing") == [("notice",)]
    with pytest.raises(IntegrityError):
        _say(engine, live)
    for table in ("live_messages", "news_choices", "quiet_hours"):
        with pytest.raises(DatabaseError):
            _look(engine, f"SELECT * FROM {table}")  # noqa: S608 - our own tables
    schema.migrate(engine)
    schema.check(engine)
    _say(engine, live, _LIVE.format(chat=1), _LIVE.format(chat=2))
