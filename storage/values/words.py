"""Somebody's own words on their way to others: what is kept of them, and how they are shown.

Telegram finds commands, names, addresses, tags and phone numbers in plain text by itself and makes
them tappable, so a newcomer called "/stop" would put a button into an admin's chat.
"""

import re
from typing import Self

from storage.values.characters import visible

LONGEST_REASON = 200
"""Characters."""
_JOINER = "\u2060"
"""WORD JOINER: it has no width, breaks no line, and belongs to no command, name, tag or address."""
_TAPPABLE = re.compile(
    r"[/@#$.:\d"
    "\uff0f\uff20\uff03\uff0e\uff1a\u3002\uff61"  # the same marks as wide scripts write them
    r"](?=.)"
)
"""What is followed by the rest of something tappable. Every digit: phones are written anyhow."""
_QUOTES = str.maketrans("“”„«»", '"""""')
_NUMBER = re.compile(
    r"(?P<kept>(?<!\d)(?!628)[1-9]\d{11}(?!\d)"  # an order number; 628… is a phone
    r"|(?<![\d.])\d{1,3}(?:\.\d{3})+(?!\.?\d))"  # an amount, grouped
    r"|(?<!\d)\d{3,}(?:[ .\-]\d{3,})*(?:[ .\-]\d{1,2})?(?!\d)"
)
_FEWEST_DIGITS = 10
"""Of a cash-out code, and of a mobile number."""
_TAKEN_OUT = "•••"


class Inert(str):
    """Words that hold nothing to tap, on one line; they look as they were written.

    Whatever people wrote about themselves or to the bot is shown to others as this, and texts take
    nothing else for it: forgetting it is an error of types.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Take any text; what is inert already stays as it is."""
        return super().__new__(cls, _TAPPABLE.sub(rf"\g<0>{_JOINER}", one_line(text)))


def one_line(text: str) -> str:
    """Drop marks that nobody sees, and fold all blanks and line breaks into single spaces."""
    return " ".join(visible(" ".join(text.split())).split())


def screened(text: str, longest: int = LONGEST_REASON) -> str:
    """Return a typed reason as it may be kept: one short line without codes and phone numbers.

    Order numbers and amounts stay. Quotes become plain ones: what is shown in “quotes” ends there.
    """
    return _NUMBER.sub(_without_secrets, one_line(text).translate(_QUOTES))[:longest]


def _without_secrets(found: re.Match[str]) -> str:
    digits = sum(char.isdigit() for char in found[0])
    return found[0] if found["kept"] or digits < _FEWEST_DIGITS else _TAKEN_OUT
