"""The README tells a newcomer what is so: every command, and nothing that is not there."""

import re
from pathlib import Path
from typing import Any

from telegram.ext import (
    ApplicationBuilder,
    BaseHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    DictPersistence,
)

import handlers
from handlers.chat.context import Context

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
PAGE_LINES = 80
"""What a newcomer reads at one go."""


def _commands(registered: list[BaseHandler[Any, Any, Any]]) -> set[str]:
    names: set[str] = set()
    for handler in registered:
        if isinstance(handler, CommandHandler):
            names |= handler.commands
        if isinstance(handler, ConversationHandler):
            names |= _commands([*handler.entry_points, *handler.fallbacks])
    return names


def _registered() -> set[str]:
    builder = ApplicationBuilder().token("1000001:made-up-token").persistence(DictPersistence())
    application = builder.context_types(ContextTypes(context=Context)).build()
    handlers.register(application)
    return _commands([each for group in application.handlers.values() for each in group])


def test_every_command_of_the_bot_is_in_the_readme_and_no_other() -> None:
    rows = "\n".join(line for line in README.splitlines() if line.startswith("|"))
    assert set(re.findall(r"(?<=[`(])/([a-z]+)", rows)) == _registered()


def test_the_readme_fits_on_one_page() -> None:
    assert len(README.splitlines()) <= PAGE_LINES
