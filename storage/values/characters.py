"""Characters that look like others or like nothing: what a keyboard or a copied contact adds."""

import re
import unicodedata

from storage.values.reading import Reason

_DASHES = re.compile("[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]")
_OVERRIDE = "\u202e"
"""It alone turns Latin letters and digits around: what is read is not what was seen."""
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202d\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
"""Unicode's Default_Ignorable_Code_Point but for the override and the Hangul fillers, which are
seen as blanks."""


def plain(text: str) -> str:
    """Drop marks that nobody sees; give every blank and dash its ASCII form, blanks but one each.

    Everything that people type is read through this, so that all of it treats such marks alike.
    What is not harmless stays, for `hidden` to name. Line breaks stay, as one newline each.
    """
    seen = _DASHES.sub("-", _UNSEEN.sub("", text))
    lines = (" ".join(line.split()) for line in seen.splitlines())
    return "\n".join(line for line in lines if line)


def hidden(char: str) -> Reason | None:
    """Name what a character of a plain text hides; None when it can be seen, or is a newline."""
    if char == _OVERRIDE:
        return Reason.BIDI
    unseen = char != "\n" and unicodedata.category(char).startswith("C")
    return Reason.INVISIBLE if unseen else None


def is_unseen(char: str) -> bool:
    """Tell whether nobody can see a character that is no blank."""
    return _UNSEEN.match(char) is not None or (not char.isspace() and hidden(char) is not None)


def visible(text: str) -> str:
    """Drop all that nobody can see: for words that are shown. Blanks and line breaks stay."""
    return "".join(char for char in text if not is_unseen(char))
