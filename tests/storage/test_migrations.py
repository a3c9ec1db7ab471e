"""Migrations with rows in the tables, down and up, on both engines: nothing else is lost."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import IntegrityError

from storage import schema

GIVEN = {"at": "2026-01-05 03:00:00.000000", "day": "2026-01-05", "yes": True}
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


def test_the_notice_of_missing_limits_comes_and_goes(engine: Engine) -> None:
    insert = (
        "INSERT INTO outgoing (seq, lane, kind, notice, created_at, run_at, attempts) "
        "VALUES ({seq}, 5, 'notice', '{notice}', :at, :at, 0)"
    )
    _down(engine, "0003")
    _say(engine, insert.format(seq=1, notice="clock_warning"))
    with pytest.raises(IntegrityError):
        _say(engine, insert.format(seq=2, notice="limits_missing"))
    schema.migrate(engine)
    schema.check(engine)
    _say(engine, insert.format(seq=2, notice="limits_missing"))
    _down(engine, "0003")
    assert _look(engine, "SELECT seq, notice FROM outgoing") == [(1, "clock_warning")]
