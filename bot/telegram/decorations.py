"""What makes a message handier, and may be refused: the message then goes without it.

A company may run a Bot API server of its own, as old as it likes. It refuses a whole message for a
button that it does not know (copy_text came with Bot API 7.11). It ignores colours (9.4). A code
must not be lost because of a decoration.
"""

import logging
from dataclasses import dataclass, replace

from telegram.error import BadRequest

from handlers.messages.acts import Edit, Send
from handlers.messages.keyboards import Keyboard

logger = logging.getLogger(__name__)

_UNKNOWN_BUTTON = "text buttons are unallowed"
"""What a server says to a button without a type that it knows (telegram-bot-api, Client.cpp)."""


@dataclass
class Decorations:
    """Which decorations the server takes, as far as this process knows; a restart forgets it.

    A server that refused one is not asked again, or every message would cost two calls.
    """

    copy_buttons: bool = True

    def fit(self, act: Send | Edit) -> Send | Edit:
        """Leave out what the server is known to refuse."""
        return act if self.copy_buttons else replace(act, keyboard=_without_copying(act.keyboard))

    def learn(self, error: BadRequest) -> None:
        """Remember what a server has said that it does not know."""
        said = error.message.lower()
        self.copy_buttons = self.copy_buttons and _UNKNOWN_BUTTON not in said
        logger.warning("decorations_refused")


def bare(act: Send | Edit) -> Send | Edit:
    """Return an act that says the same without any decoration."""
    plain = [
        [replace(button, style=None) for button in row] for row in _without_copying(act.keyboard)
    ]
    return replace(act, keyboard=plain)


def is_decorated(act: Send | Edit) -> bool:
    """Say whether an act has anything that could be left out."""
    return any(button.copies or button.style for row in act.keyboard for button in row)


def _without_copying(keyboard: Keyboard) -> Keyboard:
    rows = [[button for button in row if button.copies is None] for row in keyboard]
    return [row for row in rows if row]
