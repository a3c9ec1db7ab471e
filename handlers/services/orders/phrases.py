"""Takes known phrases out of what somebody wrote; what is left is read by the next reader."""

import re
from collections.abc import Iterable


def cut(words: str, phrases: Iterable[str]) -> tuple[bool, str]:
    """Take one of these phrases out of the words; say whether one was there."""
    for phrase in phrases:
        found = re.search(rf"(?<!\S){re.escape(phrase)}(?!\S)", words)
        if found:
            return True, without(words, *found.span())
    return False, words


def without(words: str, start: int, end: int) -> str:
    """Return the words without a part of them."""
    return " ".join(f"{words[:start]} {words[end:]}".split())
