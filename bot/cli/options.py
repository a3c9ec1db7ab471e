"""Reads the settings for a command, from the file that --env-file names."""

import argparse
import sys
from pathlib import Path

from bot.logs import logs
from bot.settings.settings import Settings, SettingsError


def read_settings(options: argparse.Namespace) -> Settings:
    """Read the settings and configure the logs by them. Raise SettingsError."""
    named: Path | None = options.env_file
    if named is not None and not named.exists():
        raise SettingsError((f"The file {named} of --env-file is not there.",))
    settings = Settings.load(env_file=named or Path(".env"))
    logs.configure(settings.log_level, settings.log_format, settings.secret_values())
    logs.log_crashes()
    return settings


def read_settings_and_warn(options: argparse.Namespace) -> Settings:
    """Do the same for a command that somebody watches, and print what is doubtful in them."""
    settings = read_settings(options)
    for warning in settings.warnings:
        print(f"Warning: {warning}", file=sys.stderr)
    return settings
