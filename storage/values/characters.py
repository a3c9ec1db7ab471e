"""Cleans up characters that look like others, or like nothing, in typed and copied text."""

import re
import unicodedata

from storage.values.reading import Reason

_DASHES = re.compile("[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]")
_OVERRIDE = "\u202e"
"""It alone reverses Latin letters and digits, so a program reads something else than people saw."""
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202d\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
"""Unicode's Default_Ignorable_Code_Point, without the override and the Hangul fillers. People see
the fillers as blanks."""


def plain(text: str) -> str:
    """Drop invisible marks, turn blanks and dashes into ASCII, and fold blanks into one.

    Every reader of typed text uses this, so all treat such marks alike. Harmful characters stay,
    for `hidden` to name. Line breaks stay, as one newline each.
    """
    seen = _DASHES.sub("-", _UNSEEN.sub("", text))
    lines = (" ".join(line.split()) for line in seen.splitlines())
    return "\n".join(line for line in lines if line)


def hidden(char: str) -> Reason | None:
    """Return why a character of a plain text is hidden; None for a visible one or a newline."""
    if char == _OVERRIDE:
        return Reason.BIDI
    unseen = char != "\n" and unicodedata.category(char).startswith("C")
    return Reason.INVISIBLE if unseen else None


def is_unseen(char: str) -> bool:
    """Tell whether a character is invisible and no blank."""
    return _UNSEEN.match(char) is not None or (not char.isspace() and hidden(char) is not None)


def visible(text: str) -> str:
    """Drop invisible characters from words that are shown. Blanks and line breaks stay."""
    return "".join(char for char in text if not is_unseen(char))
