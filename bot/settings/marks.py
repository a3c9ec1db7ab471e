"""Finds what nobody meant in a value: quotes, blanks, invisible marks."""

import re

from storage.values.characters import is_unseen

_QUOTES = frozenset("'\"`\u2018\u2019\u201c\u201d\u00ab\u00bb")
_BETWEEN_ITEMS = re.compile(r",[ \t\r\n]+")
"""A list may be written on several lines."""


def oddity(value: str) -> str:
    """Say what in a value is probably a mistake, without the value; "" for nothing."""
    hidden = hidden_mark(value)
    if hidden:
        return f"has a mark that nobody sees ({hidden}) in it or around it: type it, do not copy it"
    bare = value.strip()
    if bare and (bare[0] in _QUOTES or bare[-1] in _QUOTES):
        return (
            "begins or ends with a quote, which counts as part of it (a container takes quotes "
            "literally): leave the quotes out"
        )
    return ""


def blanks(value: str) -> str:
    """Say where a secret has blanks; "" for nowhere. Blanks around it are already removed."""
    if value != value.strip():
        return "has blanks before or behind it, which are not taken: leave them out"
    return "has a blank in it: is it copied right?" if " " in value else ""


def hidden_mark(value: str) -> str:
    """Name the first invisible or blank-like character, for example U+200B; "" for none."""
    for char in _BETWEEN_ITEMS.sub(",", value):
        if char != " " and (char.isspace() or is_unseen(char)):
            return f"U+{ord(char):04X}"
    return ""
