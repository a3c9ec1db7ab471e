"""Splits long answers: Telegram takes 4096 characters in one message."""

from collections.abc import Iterator

from handlers.chat.context import Turn
from handlers.messages.keyboards import Keyboard

_LONGEST = 3500
"""Characters, with a margin, because Telegram counts UTF-16 units."""


def pages(text: str) -> Iterator[str]:
    """Cut a text between lines into parts that fit."""
    page = ""
    for line in text.split("\n"):
        if page and len(page) + 1 + len(line) > _LONGEST:
            yield page
            page = line
        else:
            page = f"{page}\n{line}" if page else line
    yield page


def say_in_place(turn: Turn, text: str, keyboard: Keyboard) -> None:
    """Say a text in the message that was pressed, if it fits into one."""
    if len(list(pages(text))) > 1:
        say_in_pages(turn, text, keyboard)
    else:
        turn.say_in_place(text, keyboard)


def say_in_pages(turn: Turn, text: str, keyboard: Keyboard = ()) -> None:
    """Say a text of any length, with the buttons below its end."""
    *first, last = pages(text)
    for page in first:
        turn.say(page)
    turn.say(last, keyboard)
