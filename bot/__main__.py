"""The command line: python -m bot COMMAND."""

import argparse
import io
import os
import sys
from importlib import import_module
from pathlib import Path

from bot.runtime.start import CannotStart
from bot.settings.paths import check_path
from bot.settings.settings import SettingsError

_PORT = "of the page (default 8090; 0 takes a free one)"


def main(arguments: list[str] | None = None) -> int:
    """Run a command; what goes wrong is one clear sentence on standard error."""
    _speak_on_any_terminal()
    options = _parser().parse_args(arguments)
    os.umask(0o077)  # what we make, the database above all, is for this user only
    try:
        # Only the one that is run: a server that starts loads neither stand-ins nor the demo.
        return int(import_module(f"bot.cli.{options.command}").main(options))
    except SettingsError as error:
        print("The settings are not complete or not safe:", file=sys.stderr)
        for problem in error.problems:
            print(f"  {problem}", file=sys.stderr)
        print("Every setting is explained in .env.example.", file=sys.stderr)
    except CannotStart as error:
        print(error, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="The cash-out bot.")
    parser.add_argument("--env-file", type=_path, help="default: .env, if it is there")
    commands_ = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands_.add_parser("run", help="run for real, from .env")
    demo_ = commands_.add_parser("demo", help="play on embedded stand-ins, in a browser")
    demo_.add_argument("--script", action="store_true", help="play a whole story and check it")
    demo_.add_argument("--port", type=int, default=8090, help=_PORT)
    sandbox_ = commands_.add_parser(
        "sandbox", help="run the stand-ins alone, for a bot of your own"
    )
    sandbox_.add_argument("--port", type=int, default=8090, help=_PORT)
    commands_.add_parser("migrate", help="bring the database to this program's schema")
    commands_.add_parser("doctor", help="check everything, and say what to mend")
    keys_ = commands_.add_parser("keys", help="make a data key, or seal everything with a new one")
    keys_.add_argument("act", choices=["new", "rotate"])
    backup_ = commands_.add_parser("backup", help="write an encrypted backup, beside a running bot")
    backup_.add_argument("file", type=_path, metavar="FILE", help="must not be there yet")
    restore_ = commands_.add_parser(
        "restore", help="restore a backup into a new, migrated database"
    )
    restore_.add_argument("file", type=_path, metavar="FILE")
    people_ = commands_.add_parser("people", help="list people, or suspend one, beside a bot")
    acts = people_.add_subparsers(dest="act", required=True, metavar="ACT")
    listed = acts.add_parser("list", help="everybody: id, role, standing, team, initials")
    listed.add_argument("--names", action="store_true", help="show names in full")
    suspended = acts.add_parser("suspend", help="take a person's rights, an admin's as well")
    suspended.add_argument("id", metavar="ID", help="their numeric Telegram id")
    decide_ = commands_.add_parser("decide", help="be the second person for what takes two")
    decide_.add_argument("number", nargs="?", type=int, metavar="NUMBER", help="of the proposal")
    decide_.add_argument("press", nargs="?", choices=["approve", "reject"])
    decide_.add_argument("mark", nargs="?", metavar="MARK", help="as the list shows it")
    return parser


def _path(typed: str) -> Path:
    try:
        check_path(typed)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"it {error}") from None
    return Path(typed)


def _speak_on_any_terminal() -> None:
    """Have "?" written for what the terminal cannot show, and each line as soon as it is said.

    No command is to end at a dash; and what `sandbox` prints is read while it runs.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # not where a test or a host has put its own
            stream.reconfigure(errors="replace", line_buffering=True)


if __name__ == "__main__":
    sys.exit(main())
