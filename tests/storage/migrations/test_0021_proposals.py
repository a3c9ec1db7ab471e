"""The tables of proposals, up and down with rows in them."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema
from tests.storage.migrations.rows import down, look, say

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


def test_proposals_are_known_and_forgotten(engine: Engine) -> None:
    say(engine, _ENTRY.format(act="limits"), _ROW.format(kind="notice", notice="'paid'"), *_NEW)
    for wrong in (
        _PROPOSAL.format(kind="rob", status="open"),
        _PROPOSAL.format(kind="enrol", status="done"),
    ):
        with pytest.raises(IntegrityError):
            say(engine, wrong)
    down(engine, "0020")
    assert look(engine, "SELECT act FROM audit") == [("limits",)]
    assert look(engine, "SELECT kind, notice FROM outgoing") == [("notice", "paid")]
    for table in _TABLES:
        with pytest.raises(DatabaseError):
            look(engine, f"SELECT * FROM {table}")  # noqa: S608 - our own tables
    for unknown in (_NEW[3], _NEW[4], _NEW[5]):
        with pytest.raises(IntegrityError):
            say(engine, unknown)
    schema.migrate(engine)
    schema.check(engine)
    say(engine, *_NEW)
