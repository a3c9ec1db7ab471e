"""Migrations with rows in the tables, down and up, on both engines: nothing else is lost."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import IntegrityError

from storage import schema

GIVEN = {"at": "2026-01-05 03:00:00.000000", "day": "2026-01-05", "yes": True, "no": False}
"""What statements name."""


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = create_engine(database_url)
    yield made
    made.dispose()


def _say(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            given = {name: value for name, value in GIVEN.items() if f":{name}" in statement}
            connection.execute(text(statement), given)


def _look(engine: Engine, query: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def _down(engine: Engine, revision: str) -> None:
    command.downgrade(schema._config(engine), revision)


def _fill(engine: Engine) -> None:
    """Fill what the second migration has made."""
    _say(
        engine,
        "INSERT INTO errands (errand_id, question, asked_at, run_at) "
        "VALUES (1, 'reconcile', :at, :at)",
        "INSERT INTO reconciliations (run_id, began_at, first_day, last_day, complete, gaps, "
        "opening, orders_seen, lines_seen, open_differences) "
        "VALUES (1, :at, :day, :day, :yes, '', 500, 2, 3, 4)",
        "INSERT INTO differences (difference_id, mismatch, subject, happened_at, found_at, "
        "seen_at) VALUES (1, 'amount', 'amount:1', :at, :at, :at)",
    )


def test_what_comparisons_remember_up_and_down_again(engine: Engine) -> None:
    _down(engine, "0002")
    _fill(engine)
    schema.migrate(engine)
    schema.check(engine)
    assert _look(engine, "SELECT errand_id, tries FROM errands") == [(1, 0)]
    query = "SELECT opening, orders_seen, lines_seen, weighing FROM reconciliations"
    assert _look(engine, query) == [(500, 2, 3, None)]
    query = "SELECT mismatch, subject, said FROM differences"
    assert _look(engine, query) == [("amount", "amount:1", None)]
    _say(
        engine,
        "INSERT INTO differences (difference_id, mismatch, subject, happened_at, found_at) "
        "VALUES (2, 'unconfirmed_debit', 'x', :at, :at)",
        "UPDATE reconciliations SET weighing = 'fits'",
        "UPDATE errands SET tries = 3",
    )
    _down(engine, "0002")
    query = "SELECT difference_id, seen_at = found_at, evidence_sealed FROM differences"
    assert _look(engine, query) == [(1, True, None)]
    assert _look(engine, "SELECT opening, open_differences FROM reconciliations") == [(500, 0)]
    schema.migrate(engine)
    schema.check(engine)


@pytest.mark.parametrize(
    "nonsense",
    [
        "UPDATE differences SET said = 'nonsense'",
        "UPDATE differences SET mismatch = 'nonsense'",
        "UPDATE reconciliations SET weighing = 'nonsense'",
    ],
)
def test_a_word_that_the_program_does_not_know_is_refused(engine: Engine, nonsense: str) -> None:
    _down(engine, "0002")
    _fill(engine)
    schema.migrate(engine)
    with pytest.raises(IntegrityError):
        _say(engine, nonsense)


def test_what_is_open_is_queued_chat_by_chat_when_the_queues_come(engine: Engine) -> None:
    _down(engine, "0003")
    _say(
        engine,
        "INSERT INTO people (person_id, role, team, standing, name_sealed, watching, unreachable, "
        "menu, created_at) VALUES (7, 'agent', '', 'active', '', :no, :no, '', :at)",
        "INSERT INTO updates (seq, update_id, lane, raw_sealed, received_at, run_at, attempts, "
        "done_at, failed) VALUES (1, 1, 7, '', :at, :at, 0, :at, :no), "
        "(2, 2, 7, '', :at, :at, 0, NULL, :no), (3, 3, 7, '', :at, :at, 0, NULL, :no), "
        "(4, 4, 8, '', :at, :at, 0, NULL, :no)",
    )
    schema.migrate(engine)
    schema.check(engine)
    query = "SELECT chat_id, precedence, turn, head_seq FROM incoming_queues ORDER BY chat_id"
    assert _look(engine, query) == [(7, 0, 0, 2), (8, 1, 0, 4)]
    _down(engine, "0003")
    assert len(_look(engine, "SELECT seq FROM updates")) == 4
    schema.migrate(engine)
    schema.check(engine)


def test_words_of_a_token_in_others_hands_are_known_and_forgotten(engine: Engine) -> None:
    _say(
        engine,
        "INSERT INTO audit (at, act) VALUES (:at, 'updates_taken'), (:at, 'limits')",
        "INSERT INTO outgoing (lane, kind, notice, created_at, run_at, attempts) VALUES "
        "(1, 'notice', 'updates_taken', :at, :at, 0), (1, 'notice', 'paid', :at, :at, 0), "
        "(1, 'notice', 'updates_shared', :at, :at, 0)",
    )
    _down(engine, "0003")
    assert _look(engine, "SELECT act FROM audit") == [("limits",)]
    assert _look(engine, "SELECT notice FROM outgoing") == [("paid",)]
    with pytest.raises(IntegrityError):
        _say(engine, "INSERT INTO audit (at, act) VALUES (:at, 'updates_taken')")
    schema.migrate(engine)
    schema.check(engine)
    with pytest.raises(IntegrityError):
        _say(engine, "INSERT INTO audit (at, act) VALUES (:at, 'nonsense')")
