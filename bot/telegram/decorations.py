"""What makes a message handier, and may be refused: the message then goes without it.

A company may run a Bot API server of its own, as old as it likes. It refuses a whole message for a
button or an entity that it does not know (copy_text came with Bot API 7.11, date_time with 9.5). It
ignores colours (9.4). A code must not be lost because of a decoration.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import MessageEntity
from telegram.error import TelegramError

from handlers.messages.acts import Edit, Send
from handlers.messages.keyboards import Keyboard
from handlers.messages.times import Time

_UNKNOWN_BUTTON = "text buttons are unallowed"
_UNKNOWN_ENTITY = "can't parse messageentity: unsupported type"
"""What a server says that does not know a button's or an entity's type (telegram-bot-api,
Client.cpp)."""


@dataclass
class Decorations:
    """Which decorations the server takes, as far as this process knows; a restart forgets it.

    A server that refused one is not asked again, or every message would cost two calls.
    """

    copy_buttons: bool = True
    times: bool = True

    def fit(self, act: Send | Edit) -> Send | Edit:
        """Leave out what the server is known to refuse."""
        keyboard = act.keyboard if self.copy_buttons else _without_copying(act.keyboard)
        return replace(act, keyboard=keyboard, times=act.times if self.times else ())

    def learn(self, error: TelegramError) -> None:
        """Remember what a server has said that it does not know."""
        said = error.message.lower()
        self.copy_buttons = self.copy_buttons and _UNKNOWN_BUTTON not in said
        self.times = self.times and _UNKNOWN_ENTITY not in said


def bare(act: Send | Edit) -> Send | Edit:
    """Return an act that says the same without any decoration."""
    plain = [
        [replace(button, style=None) for button in row] for row in _without_copying(act.keyboard)
    ]
    return replace(act, keyboard=plain, times=())


def is_decorated(act: Send | Edit) -> bool:
    """Say whether an act has anything that could be left out."""
    buttons = (button for row in act.keyboard for button in row)
    return bool(act.times) or any(button.copies or button.style for button in buttons)


def entities(text: str, times: Sequence[Time]) -> Sequence[MessageEntity]:
    """Turn times into Telegram's entities, whose places are counted in UTF-16 units."""
    found = [
        MessageEntity(
            MessageEntity.DATE_TIME,
            each.start,
            each.length,
            unix_time=each.at,
            date_time_format=each.form.value,
        )
        for each in times
    ]
    return MessageEntity.adjust_message_entities_to_utf_16(text, found)


def _without_copying(keyboard: Keyboard) -> Keyboard:
    rows = [[button for button in row if button.copies is None] for row in keyboard]
    return [row for row in rows if row]
