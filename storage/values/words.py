"""Makes a person's own words safe to keep and to show to others.

Telegram makes commands, names, addresses, tags and phone numbers in plain text tappable. So a
newcomer called "/stop" would put a button into an admin's chat.
"""

import re
from typing import Self

from storage.values.characters import visible

LONGEST_REASON = 200
"""Characters."""
_JOINER = "\u2060"
"""WORD JOINER has no width, breaks no line, and is part of no command, name, tag or address."""
_TAPPABLE = re.compile(
    r"[/@#$.:\d"
    "\uff0f\uff20\uff03\uff0e\uff1a\u3002\uff61"  # the same marks as wide scripts write them
    r"](?=.)"
)
"""Characters that continue something tappable. Every digit, because phones are written anyhow."""
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
    """Words without anything to tap, on one line. They look as they were written.

    Others see what people wrote only in this type. Texts accept nothing else, so forgetting it is
    a type error.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Accept any text. Inert text stays as it is."""
        return super().__new__(cls, _TAPPABLE.sub(rf"\g<0>{_JOINER}", one_line(text)))


def one_line(text: str) -> str:
    """Drop invisible marks, and fold blanks and line breaks into single spaces."""
    return " ".join(visible(" ".join(text.split())).split())


def screened(text: str, longest: int = LONGEST_REASON) -> str:
    """Return a typed reason as it may be kept: one short line without codes and phone numbers.

    Order numbers and amounts stay. Curly quotes become plain, because the text shows the reason in
    “quotes”, which must end where it ends.
    """
    return _NUMBER.sub(_without_secrets, one_line(text).translate(_QUOTES))[:longest]


def _without_secrets(found: re.Match[str]) -> str:
    digits = sum(char.isdigit() for char in found[0])
    return found[0] if found["kept"] or digits < _FEWEST_DIGITS else _TAKEN_OUT
