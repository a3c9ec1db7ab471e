"""The tables of proposals, up and down with rows in them."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema

_PROPOSAL = (
    "INSERT INTO proposals (kind, content, mark, asked_by, asked_at, expires_at, status) "
    "VALUES ('{kind}', '', 'a', 1, :at, :at, '{status}')"
)
_ATTEMPT = (
    "INSERT INTO proposal_attempts (proposal_id, person_id, at, press, verdict, denial, judged_by) "
    "VALUES (1, 1, :at, 'approve', 'denied', 'own', '')"
)
_ROW = (
    "INSERT INTO outgoing (lane, kind, notice, created_at, run_at, attempts, priority) VALUES "
    "(1, '{kind}', {notice}, :at, :at, 0, 2)"
)
_ENTRY = "INSERT INTO audit (at, act, actor_id) VALUES (:at, '{act}', 1)"
_NEW = (
    _PROPOSAL.format(kind="enrol", status="open"),
    _ATTEMPT,
    "INSERT INTO proposal_cards (proposal_id, chat_id) VALUES (1, 1)",
    _ROW.format(kind="proposal", notice="NULL"),
    _ROW.format(kind="notice", notice="'proposal_ended'"),
    _ENTRY.format(act="proposed"),
    "UPDATE audit SET decided_by = 0",
)
_TABLES = ("proposals", "proposal_attempts", "proposal_cards")


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


def test_proposals_are_known_and_forgotten(engine: Engine) -> None:
    _say(engine, _ENTRY.format(act="limits"), _ROW.format(kind="notice", notice="'paid'"), *_NEW)
    for wrong in (
        _PROPOSAL.format(kind="rob", status="open"),
        _PROPOSAL.format(kind="enrol", status="done"),
    ):
        with pytest.raises(IntegrityError):
            _say(engine, wrong)
    command.downgrade(schema._config(engine), "0020")
    assert _look(engine, "SELECT act FROM audit") == [("limits",)]
    assert _look(engine, "SELECT kind, notice FROM outgoing") == [("notice", "paid")]
    for table in _TABLES:
        with pytest.raises(DatabaseError):
            _look(engine, f"SELECT * FROM {table}")  # noqa: S608 - our own tables
    for unknown in (_NEW[3], _NEW[4], _NEW[5]):
        with pytest.raises(IntegrityError):
            _say(engine, unknown)
    schema.migrate(engine)
    schema.check(engine)
    _say(engine, *_NEW)
