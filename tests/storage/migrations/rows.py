"""Rows as an older or a newer program would write them: in SQL, without any model."""

from alembic import command
from sqlalchemy import Engine, text

from storage.engine import schema

GIVEN = {
    "at": "2026-01-05 03:00:00.000000",
    "day": "2026-01-05",
    "yes": True,
    "no": False,
    "box": b"",
}
"""What statements may name."""


def say(engine: Engine, *statements: str) -> None:
    """Run statements in one transaction."""
    with engine.begin() as connection:
        for each in statements:
            given = {name: value for name, value in GIVEN.items() if f":{name}" in each}
            connection.execute(text(each), given)


def look(engine: Engine, query: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def down(engine: Engine, revision: str) -> None:
    command.downgrade(schema._config(engine), revision)
