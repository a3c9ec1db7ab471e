"""`python -m bot run`: the bot itself."""

import argparse
import logging

from bot.cli import clock
from bot.cli.event_loop import run_until_stopped
from bot.cli.options import read_settings
from bot.runtime.app import App
from bot.runtime.parts import build_parts
from bot.runtime.start import open_database

logger = logging.getLogger(__name__)


def main(options: argparse.Namespace) -> int:
    """Run the bot until SIGTERM or SIGINT; what is in flight is finished first."""
    settings = read_settings(options)
    for warning in settings.warnings:
        logger.warning("setting_doubtful", extra={"reason": warning})
    database = open_database(settings, clock.now)
    try:
        return run_until_stopped(
            lambda stop: App(build_parts(settings, database, clock.now)).run(stop)
        )
    finally:
        database.close()
