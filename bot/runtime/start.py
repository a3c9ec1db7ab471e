"""Checks database, schema and keys before anything runs, or refuses to start."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.settings.settings import Settings
from storage.engine import schema
from storage.engine.database import Database, DatabaseUnusable, SecondProcess
from storage.engine.journal import NoSpace
from storage.engine.vault import Vault, WrongKeys
from storage.repositories import sentinel


class CannotStart(Exception):  # noqa: N818 - what the operator reads
    """One sentence for the operator: what is wrong, and what to do."""


class AlreadyRunning(CannotStart):
    """Another process works on the same SQLite file."""


UNREACHABLE = (
    "The database of DATABASE_URL cannot be reached or written. Is the server up, "
    "the password right, the disk not full, the file yours and a database?"
)
Opening = Callable[[str, Vault, Callable[[], datetime]], Database]
"""How a database is built: its address, the keys, the clock."""


def open_database(
    settings: Settings, now: Callable[[], datetime], opening: Opening = Database
) -> Database:
    """Open the database for running. Raise CannotStart."""
    database = connect(settings, now, opening)
    try:
        check_schema(database)
        database.run_sync(sentinel.prove_keys)
    except WrongKeys as error:
        database.close()
        raise wrong_keys(error) from error
    except CannotStart:
        database.close()
        raise
    return database


def connect(
    settings: Settings, now: Callable[[], datetime], opening: Opening = Database
) -> Database:
    """Connect to the database, alone on a SQLite file, without looking at its content.

    Raise CannotStart.
    """
    database = _build(settings, now, opening)
    try:
        database.lock()
        schema.state(database.engine)
    except SecondProcess as error:
        database.close()
        raise AlreadyRunning(
            f"Another process already works on {error.path.name}. SQLite allows one: stop the "
            "other one first, or move to PostgreSQL (DATABASE_URL=postgresql+psycopg://...)."
        ) from error
    except DatabaseUnusable as error:
        database.close()
        raise CannotStart(_untrusted(error) or UNREACHABLE) from error
    except OSError as error:
        database.close()
        raise CannotStart(
            f"The lock file {database.file}.lock cannot be written ({error.strerror}). Give it, "
            "and what else lies there, to the user that the bot runs as, and run every command as "
            "that user."
        ) from error
    return database


def _untrusted(error: DatabaseUnusable) -> str:
    """Say that the server's certificate cannot be verified; "" where it is something else."""
    said = str(error.orig)
    if not any(word in said for word in ("certificate", "SSL error", "not support SSL")):
        return ""
    return (
        "The certificate of the database of DATABASE_URL cannot be verified, or it speaks no TLS. "
        "sslrootcert must name the root certificate that its own was made with, and the host in "
        "the address must be the one that it is for."
    )


@contextmanager
def beside_the_bot(settings: Settings, now: Callable[[], datetime]) -> Iterator[Database]:
    """Open the database for a moment, whether a bot works on it or not. Raise CannotStart.

    Only for one short transaction: on SQLite everybody else waits for it, as this one waits for
    the bot's (ten seconds at most). The bot finds what was written by its own timers.
    """
    database = _build(settings, now, Database)
    try:
        check_schema(database)
        database.run_sync(sentinel.prove_keys)
        yield database
    except WrongKeys as error:
        raise wrong_keys(error) from error
    except DatabaseUnusable as error:
        raise CannotStart(UNREACHABLE) from error
    finally:
        database.close()


def _build(settings: Settings, now: Callable[[], datetime], opening: Opening) -> Database:
    vault = Vault.from_setting(settings.data_keys.get_secret_value())
    try:
        return opening(settings.database_url.get_secret_value(), vault, now)
    except OSError as error:
        raise CannotStart(
            f"The folder of DATABASE_URL cannot be used ({error.strerror}). "
            "Make it, and give it to the user this program runs as."
        ) from error


@contextmanager
def usable_journal(folder: Path) -> Iterator[None]:
    """Say what to do where the journal's folder cannot be used. Raise CannotStart."""
    try:
        yield
    except NoSpace as error:
        raise CannotStart(
            f"Too many processes use the journal's folder {folder} already. Stop some, or name "
            "another folder in JOURNAL_DIR."
        ) from error
    except OSError as error:
        raise CannotStart(
            f"The journal's folder {folder} cannot be used ({error.strerror}). Give it, and what "
            "lies in it, to the user that the bot runs as, or name another folder in JOURNAL_DIR "
            "if it was the wrong one."
        ) from error


def wrong_keys(error: WrongKeys) -> CannotStart:
    """Say which data key is missing."""
    return CannotStart(
        f"DATA_KEYS does not open this database: it was sealed with key {error.key_id!r}, "
        "which is missing or not the same. Put the right key back into DATA_KEYS; "
        "a new key does not help."
    )


def check_schema(database: Database) -> None:
    """Refuse a database that has not this program's tables. Raise CannotStart."""
    match schema.state(database.engine):
        case schema.Schema.OLD:
            raise CannotStart(
                f"The database {database.file or 'of DATABASE_URL'} is empty or older than this "
                "program. If it should not be empty, look whether it is the one you mean (a "
                "relative path begins in the folder where the command is run). Else make a backup "
                "(python -m bot backup FILE), then run: python -m bot migrate"
            )
        case schema.Schema.NEWER:
            raise CannotStart(
                "The database was made by a newer version of this program. "
                "Start that version; this one must not touch it."
            )
        case schema.Schema.CURRENT:
            return
