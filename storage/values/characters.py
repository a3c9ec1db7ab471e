"""Characters that look like others or like nothing: what a keyboard or a copied contact adds."""

import re
import unicodedata

_HYPHENS = re.compile(r"[\u2010\u2011]")
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
_GRAPHEME_JOINER = "\u034f"


def plain(text: str) -> str:
    """Give every kind of blank and hyphen its ASCII form, and no blank more than it needs.

    Line breaks stay, as one newline each.
    """
    lines = (" ".join(line.split()) for line in _HYPHENS.sub("-", text).splitlines())
    return "\n".join(line for line in lines if line)


def is_direction(char: str) -> bool:
    """Tell whether the character turns the writing direction unseen."""
    return char in _DIRECTION


def is_invisible(char: str) -> bool:
    """Tell whether nobody can see the character: controls, joiners, selectors, unassigned ones."""
    return (
        unicodedata.category(char).startswith("C")
        or char == _GRAPHEME_JOINER
        or ord(char) in _VARIATION_SELECTORS
    )


def visible(text: str) -> str:
    """Drop what nobody can see; blanks and line breaks stay."""
    return "".join(char for char in text if char.isspace() or not is_invisible(char))
