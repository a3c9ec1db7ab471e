"""Compares the database's schema with this program's, and migrates it."""

from enum import StrEnum
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine


class Schema(StrEnum):
    """How the database's schema compares with this program's."""

    CURRENT = "current"
    OLD = "old"
    """Empty or older. `python -m bot migrate` brings it up to date."""
    NEWER = "newer"
    """Made by a newer program. This one must not touch it."""


def state(engine: Engine) -> Schema:
    """Compare the database with the newest migration that this program knows."""
    head, known = _revisions()
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == head:
        return Schema.CURRENT
    return Schema.OLD if current is None or current in known else Schema.NEWER


def is_older(revision: str) -> bool:
    """Say whether this program knows a revision and has a newer one."""
    head, known = _revisions()
    return revision != head and revision in known


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the schema to a revision: `head`, `base`, or a name."""
    config = _config(engine)
    if revision == "base":
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)


def check(engine: Engine) -> None:
    """Raise alembic's CommandError when the tables in the code differ from the migrated ones."""
    command.check(_config(engine))


@cache
def _revisions() -> tuple[str | None, frozenset[str]]:
    """Return the newest revision and all known ones. They are read once."""
    script = ScriptDirectory.from_config(_config())
    known = frozenset(revision.revision for revision in script.walk_revisions())
    return script.get_current_head(), known


def _config(engine: Engine | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parents[1] / "migrations"))
    config.attributes["engine"] = engine
    return config
