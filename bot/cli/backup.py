"""`python -m bot backup`: writes an encrypted backup, beside a running bot."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.cli import clock
from bot.cli.options import read_settings_and_warn
from bot.runtime.start import UNREACHABLE, CannotStart, usable_journal, wrong_keys
from bot.settings.settings import Settings
from storage.backup import dump, file
from storage.backup.dump import NoTables
from storage.backup.file import Header
from storage.engine import journal, schema
from storage.engine.database import DatabaseUnusable, one_moment_of
from storage.engine.vault import Vault, WrongKeys

_NEWER = "The database was made by a newer version of this program. Make the backup with that one."


def main(options: argparse.Namespace) -> int:
    """Write an encrypted backup; the bot may go on running."""
    header = make(read_settings_and_warn(options), clock.now, options.file)
    print(f"{options.file.name} holds {content_of(header)}.")
    print(f"It opens with the data key {header.key_id!r} only: keep DATA_KEYS apart from it.")
    return 0


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


def content_of(header: Header) -> str:
    """Say what a backup holds."""
    return f"{header.counts.get('orders', 0)} orders and {header.counts.get('people', 0)} people"


def _not_written(path: Path, error: OSError) -> str:
    match error:
        case FileExistsError():
            return f"{path.name} is there already, and is not overwritten: name another file."
        case BlockingIOError():
            return f"Another backup is being written to {path.name} just now."
        case _:
            return f"The backup could not be written ({error.strerror}): nothing of it was kept."
