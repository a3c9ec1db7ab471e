"""`python -m bot migrate`: the tables of this program."""

import argparse
import sys

from bot.cli import clock
from bot.cli.options import read_settings_and_warn
from bot.runtime.start import connect
from storage.engine import schema
from storage.repositories import sentinel


def main(options: argparse.Namespace) -> int:
    """Bring the database to this program's schema."""
    settings = read_settings_and_warn(options)
    database = connect(settings, clock.now)
    try:
        if schema.state(database.engine) is schema.Schema.NEWER:
            print("The database is newer than this program: nothing was changed.", file=sys.stderr)
            return 1
        schema.migrate(database.engine)
        database.run_sync(sentinel.prove_keys)
    finally:
        database.close()
    print("The database has this program's schema.")
    return 0
