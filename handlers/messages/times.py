"""Times in a text, marked so that Telegram can show them in the reader's own zone.

A text stays a string on its way through catalogues, rows and pages. Three noncharacters of Unicode
mark a time in it, which nobody can type: words of people lose them (storage/values/characters.py).
Right before the text is sent the marks become places, and the plain words remain.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

_BEGIN, _WORDS, _END = "\ufdd0", "\ufdd1", "\ufdd2"


class TimeFormat(StrEnum):
    """How an app shows a time (Bot API, date-time entity formatting); older apps show the words."""

    OWN = "Dt"
    """Date and time, in the reader's language and zone."""
    OWN_SHORT = "dt"
    """The same, as short as the reader's language has it: for lists."""
    RELATIVE = "r"
    """How long until then, or since; the app keeps it up to date."""
    AS_WRITTEN = ""
    """The words stay, and a tap shows the reader's own time: what is compared with other books."""


_FORMS = "|".join(TimeFormat)
_MARKED = re.compile(
    rf"{_BEGIN}([0-9]{{1,10}}):({_FORMS}){_WORDS}([^{_BEGIN}{_WORDS}{_END}]+){_END}"
)
_LEFT_OVER = re.compile(f"{_BEGIN}(?:\\d+:\\w*{_WORDS})?|[{_WORDS}{_END}]")
_LAST = 10**10
"""Seconds since 1970, ten digits. Later than that is no time that anybody means."""


@dataclass(frozen=True)
class Time:
    """A time in a plain text: `start` and `length` count characters (code points)."""

    start: int
    length: int
    at: datetime
    form: TimeFormat


def marked(words: str, at: datetime, form: TimeFormat) -> str:
    """Mark words as a time, for `split` to find."""
    seconds = int(at.timestamp())
    if not 0 < seconds < _LAST:
        return words
    return f"{_BEGIN}{seconds}:{form.value}{_WORDS}{words}{_END}"


def split(text: str) -> tuple[str, tuple[Time, ...]]:
    """Take the marks out of a text; return the plain words and the times in them.

    A mark that is not whole is only taken out.
    """
    words, times, behind = "", [], 0
    for found in _MARKED.finditer(text):
        words += _without_marks(text[behind : found.start()])
        at = datetime.fromtimestamp(int(found[1]), UTC)
        times.append(Time(len(words), len(found[3]), at, TimeFormat(found[2])))
        words += found[3]
        behind = found.end()
    return words + _without_marks(text[behind:]), tuple(times)


def plain(text: str) -> str:
    """Return a text without its marks."""
    return split(text)[0]


def _without_marks(text: str) -> str:
    return _LEFT_OVER.sub("", text)
