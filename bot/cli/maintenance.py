"""Backup, restore and new keys as an operator asks for them: what is wrong is a clear sentence."""

import contextlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.runtime.start import (
    UNREACHABLE,
    CannotStart,
    check_schema,
    connect,
    open_database,
    usable_journal,
    wrong_keys,
)
from bot.settings.settings import Settings
from handlers.services.notices import acts
from handlers.services.recovery import restored_data
from handlers.services.recovery.restored_data import NotEmpty, OtherSchema
from handlers.services.rights.actors import operator
from handlers.services.rights.capabilities import Capability
from storage.backup import dump, file, resealing
from storage.backup.dump import NoTables
from storage.backup.file import DamagedBackup, Header, NoBackup
from storage.backup.upgrade import with_our_tables
from storage.engine import journal, schema
from storage.engine.database import Database, DatabaseUnusable, one_moment_of
from storage.engine.high_water import HighWater
from storage.engine.vault import Vault, WrongKeys


@dataclass(frozen=True)
class Rotated:
    """What came of sealing everything with the first key of DATA_KEYS."""

    done: int
    """Values sealed again."""
    in_use: bool
    """Some were being changed by somebody just then."""
    unreadable: str
    """How many values no key opens, and where they are; "" where there are none."""


def make(settings: Settings, now: Callable[[], datetime], path: Path) -> Header:
    """Write a backup beside the running bot, and read it back. Raise CannotStart."""
    vault = Vault.from_setting(settings.data_keys.get_secret_value())
    try:
        with usable_journal(settings.journal_folder):
            # Before the database: an answer that moves from here to there meanwhile is in both.
            left_over = journal.boxes(settings.journal_folder)
        with one_moment_of(settings.database_url.get_secret_value()) as connection:
            if schema.state(connection.engine) is schema.Schema.NEWER:
                raise CannotStart(_NEWER)
            with file.new_file(path) as target:
                header = dump.save(connection, vault, now(), target, left_over)
                for _line in file.read(target, vault):
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
        _refuse_beside_a_bot(settings.journal_folder)
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
            f"The backup has the tables of migration {error.theirs}, which this program does not "
            f"know (its own are those of {error.ours}). Restore it with a newer version."
        ) from error
    except DatabaseUnusable as error:
        raise CannotStart(UNREACHABLE) from error
    except OSError as error:
        raise CannotStart(f"{path.name} cannot be restored ({error.strerror}).") from error
    finally:
        database.close()
    missing = ", ".join(checked.missing_keys)
    return checked.header, _WARNING.format(missing=missing) if missing else ""


def _restore(settings: Settings, database: Database, path: Path) -> dump.Checked:
    vault = Vault.from_setting(settings.data_keys.get_secret_value())
    marks = HighWater(settings.journal_folder, vault)
    names: list[str] = []

    def will_replace(old: str, new: str) -> None:
        with usable_journal(settings.journal_folder):
            marks.will_replace(old, new)
        names.append(new)

    with path.open("rb") as source:
        checked = dump.check(source, vault)
        with with_our_tables(source, vault, checked.header) as (ours, header):
            database.run_sync(restored_data.restore, ours, header, will_replace)
    with contextlib.suppress(OSError):  # the first start does it then: it is noted
        marks.close_replaced(names[-1])
    return checked


def _refuse_beside_a_bot(journal_folder: Path) -> None:
    """Keep a rehearsal from taking the living house for older data. Raise CannotStart."""
    with usable_journal(journal_folder):
        in_use = journal.is_in_use(journal_folder)
    if in_use:
        raise CannotStart(
            f"A bot is running with the journal's folder {journal_folder}, and its database would "
            "count as older data after this. Stop it first; for a trial beside it, name another "
            "folder in JOURNAL_DIR. Nothing was restored."
        )


def rotate(settings: Settings, now: Callable[[], datetime]) -> Rotated:
    """Seal with the active key whatever can be opened. Raise CannotStart."""
    database = open_database(settings, now)
    vault = Vault.from_setting(settings.data_keys.get_secret_value())
    damaged: set[resealing.Sealed] = set()
    done = 0
    try:
        while some := database.run_sync(resealing.reseal_some, damaged=damaged):
            done += some
        counts = database.run_sync(resealing.sealed_with)
        if done:
            rotator = operator(Capability.ROTATE_KEYS)
            database.run_sync(acts.keys_rotated, rotator, vault.active_key_id)
    except DatabaseUnusable as error:
        raise CannotStart(f"{UNREACHABLE} What was done is kept: run this again.") from error
    finally:
        database.close()
    left = sum(counts.pop(key_id, 0) for key_id in vault.older_key_ids) - len(damaged)
    counts.pop(vault.active_key_id, None)
    return Rotated(done, left > 0, _unreadable(Counter(place for place, _row in damaged), counts))


def _unreadable(damaged: dict[str, int], by_missing_key: dict[str, int]) -> str:
    places = [f"{count} in {place}" for place, count in sorted(damaged.items())]
    keys = [f"{count} of key {key_id!r}" for key_id, count in sorted(by_missing_key.items())]
    total = sum(damaged.values()) + sum(by_missing_key.values())
    return f"{total} values ({', '.join([*places, *keys])})" if total else ""


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
