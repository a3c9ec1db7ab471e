"""Backup and restore as an operator asks for them: whatever is wrong is one clear sentence."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.settings import Settings
from bot.start import UNREACHABLE, CannotStart, check_schema, connect, wrong_keys
from handlers.services import old_data
from handlers.services.old_data import NotEmpty, OtherSchema
from storage import backup, backup_file, journal, schema
from storage.backup import NoTables
from storage.backup_file import DamagedBackup, Header, NoBackup
from storage.database import Database, DatabaseUnusable, one_moment_of
from storage.high_water import HighWater
from storage.vault import Vault, WrongKeys


def make(settings: Settings, now: Callable[[], datetime], path: Path) -> Header:
    """Write a backup beside the running bot, and read it back. Raise CannotStart."""
    vault = Vault.from_setting(settings.data_keys.get_secret_value())
    try:
        # Before the database: an answer that moves from here to there meanwhile is in both.
        left_over = journal.boxes(settings.journal_folder)
        with one_moment_of(settings.database_url.get_secret_value()) as connection:
            if schema.state(connection.engine) is schema.Schema.NEWER:
                raise CannotStart(_NEWER)
            with backup_file.new_file(path) as target:
                header = backup.save(connection, vault, now(), target, left_over)
                for _line in backup_file.read(target, vault):
                    pass  # what cannot be read back is no backup
    except WrongKeys as error:
        raise wrong_keys(error) from error
    except NoTables as error:
        raise CannotStart("The database is empty: there is nothing to back up.") from error
    except DatabaseUnusable as error:
        raise CannotStart(UNREACHABLE) from error
    except OSError as error:
        raise CannotStart(_not_written(path, error)) from error
    return header


def put_back(settings: Settings, now: Callable[[], datetime], path: Path) -> tuple[Header, str]:
    """Restore a backup into the empty database of DATABASE_URL, all of it or nothing.

    Return what was restored, and a warning or "". Raise CannotStart.
    """
    database = connect(settings, now)
    try:
        check_schema(database)
        checked = _restore(settings, database, path)
    except WrongKeys as error:
        raise CannotStart(
            f"The backup was sealed with key {error.key_id!r}, which is missing from DATA_KEYS or "
            "not the same (or its first line was changed). Put that key back, behind a newer one "
            "if you like, and try again."
        ) from error
    except (NoBackup, DamagedBackup) as error:
        raise CannotStart(_UNREADABLE[type(error)].format(name=path.name)) from error
    except NotEmpty as error:
        raise CannotStart(
            "The database of DATABASE_URL is not empty: a backup is restored into a new one only. "
            "Name a new database (or file), run: python -m bot migrate, then restore again."
        ) from error
    except OtherSchema as error:
        raise CannotStart(
            f"The backup has the tables of migration {error.theirs}, this program those of "
            f"{error.ours}. Restore it with the version that made it, then migrate with this one."
        ) from error
    except DatabaseUnusable as error:
        raise CannotStart(UNREACHABLE) from error
    except OSError as error:
        raise CannotStart(f"{path.name} cannot be restored ({error.strerror}).") from error
    finally:
        database.close()
    missing = ", ".join(checked.missing_keys)
    return checked.header, _WARNING.format(missing=missing) if missing else ""


def _restore(settings: Settings, database: Database, path: Path) -> backup.Checked:
    vault = Vault.from_setting(settings.data_keys.get_secret_value())
    marks = HighWater(settings.journal_folder, vault)
    with path.open("rb") as source:
        checked = backup.check(source, vault)
        database.run_sync(old_data.restore, source, checked.header, marks.close)
    return checked


def _not_written(path: Path, error: OSError) -> str:
    match error:
        case FileExistsError():
            return f"{path.name} is there already, and is not overwritten: name another file."
        case BlockingIOError():
            return f"Another backup is being written to {path.name} just now."
        case _:
            return f"The backup could not be written ({error.strerror}): nothing of it was kept."


_NEWER = "The database was made by a newer version of this program. Make the backup with that one."
_WARNING = (
    "Some values need keys that are missing from DATA_KEYS or not the same: {missing}. "
    "Put them back before you run the bot."
)
_UNREADABLE = {
    NoBackup: "{name} is not a backup of this program. Nothing was restored.",
    DamagedBackup: "{name} is not whole: it was cut short or changed. Nothing was restored; "
    "take another copy of it.",
}
