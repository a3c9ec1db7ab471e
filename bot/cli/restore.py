"""`python -m bot restore`: restores a backup into an empty database."""

import argparse
import contextlib
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.cli import clock
from bot.cli.backup import content_of
from bot.cli.local_time import local_time
from bot.cli.options import read_settings_and_warn
from bot.runtime.start import UNREACHABLE, CannotStart, check_schema, connect, usable_journal
from bot.settings.settings import Settings
from handlers.services.recovery import restored_data
from handlers.services.recovery.restored_data import NotEmpty, OtherSchema
from storage.backup import dump
from storage.backup.file import DamagedBackup, Header, NoBackup
from storage.backup.upgrade import with_our_tables
from storage.engine import journal
from storage.engine.database import Database, DatabaseUnusable
from storage.engine.high_water import HighWater
from storage.engine.vault import Vault, WrongKeys

_WARNING = (
    "Some values need keys that are missing from DATA_KEYS or not the same: {missing}. "
    "Put them back before you run the bot."
)
_UNREADABLE = {
    NoBackup: "{name} is not a backup of this program. Nothing was restored.",
    DamagedBackup: "{name} is not whole: it was cut short or changed. Nothing was restored; "
    "take another copy of it.",
}


def main(options: argparse.Namespace) -> int:
    """Restore a backup into an empty database, which is older data from then on."""
    settings = read_settings_and_warn(options)
    header, warning = put_back(settings, clock.now, options.file)
    if warning:
        print(f"Warning: {warning}", file=sys.stderr)
    print(f"Restored: {content_of(header)}, as of {local_time(header.made_at, settings)}.")
    print("What was done since then is not in it. Run the bot: it sends nothing, asks Faspay about")
    print("every order and compares with its statement; then admins look, and open with /resume.")
    return 0


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
    """Keep a trial restore from taking the running bot down. Raise CannotStart."""
    with usable_journal(journal_folder):
        in_use = journal.is_in_use(journal_folder)
    if in_use:
        raise CannotStart(
            f"A bot is running with the journal's folder {journal_folder}, and its database would "
            "count as older data after this. Stop it first; for a trial beside it, name another "
            "folder in JOURNAL_DIR. Nothing was restored."
        )
