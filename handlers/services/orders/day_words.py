"""Reads a day or a week in what somebody writes behind /orders."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.services.orders.phrases import cut, without
from handlers.services.orders.search import WEEK, SearchDays, week_of

_DAYS = {
    2: ("day before yesterday", "kemarin lusa", "kemarin dulu"),
    1: ("yesterday", "kemarin", "kemaren", "kmrn"),
    0: ("today", "hari ini", "hr ini", "tadi"),
}
_WEEKS = {
    0: ("this week", "minggu ini", "pekan ini"),
    1: ("last week", "minggu lalu", "minggu kemarin", "pekan lalu"),
}
_THIS_WEEK_ALONE = ("week",)
_MONTHS = (
    ("januari", "january", "jan"),
    ("februari", "february", "pebruari", "feb"),
    ("maret", "march", "mar"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("agustus", "august", "agt", "agu", "ags", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nopember", "nov", "nop"),
    ("desember", "december", "des", "dec"),
)
_MONTH_OF = {name: month for month, names in enumerate(_MONTHS, 1) for name in names}
_YEARS = range(2000, 2069)
"""What two digits of a year stand for in a button, and no day at which time itself ends."""
_LONGEST_MONTH = 31

_MONTH = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_BEGIN = r"(?<!\S)(?:(?:tanggal|tgl\.?|pada|on) )?"
_DAY, _YEAR = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?", r"(?P<year>[0-9]{4}|[0-9]{2})"
_DATES = tuple(
    re.compile(rf"{_BEGIN}{pattern}(?!\S)")
    for pattern in (
        r"(?P<year>[0-9]{4})(?P<mark>[./-])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})",
        rf"(?P<day>[0-9]{{1,2}})(?P<mark>[./-])(?P<month>[0-9]{{1,2}})(?:(?P=mark){_YEAR})?",
        rf"{_DAY}[ ./-]?(?P<name>{_MONTH})\.?(?P<tail>[ ./-]{_YEAR})?",
        rf"(?P<name>{_MONTH})\.? {_DAY}(?P<tail> {_YEAR})?",
    )
)
_DAY_ALONE = re.compile(rf"(?<!\S)(?:tanggal|tgl\.?) {_DAY}(?!\S)")
_CURRENCY_BEFORE = re.compile(r"(?:^| )(?:rp|idr)\.? ?\Z")
_UNIT_BEHIND = re.compile(
    r"\A ?(?:rb|rbu|ribu|k|thousand|jt|juta|million|m|mio|mil|miliar|milyar|rupiah)\b"
    r"|\A ?(?:rp|idr)\b(?!\.? ?[0-9])"
)


@dataclass(frozen=True)
class DaysRead:
    """Which days were named, and the words that are left."""

    days: SearchDays | None
    left: str
    written: str = ""
    """The date as it was written, for it may be a sum as well: "1.5"."""


def read_days(words: str, today: date) -> DaysRead:
    """Read the first day or week that is named in words in lower case. It never raises."""
    for ago, names in _WEEKS.items():
        is_named, left = cut(words, names)
        if is_named:
            return DaysRead(week_of(today - timedelta(days=ago * WEEK)), left)
    for ago, names in _DAYS.items():
        is_named, left = cut(words, names)
        if is_named:
            return DaysRead(SearchDays(today - timedelta(days=ago)), left)
    is_named, left = cut(words, _THIS_WEEK_ALONE)
    return DaysRead(week_of(today), left) if is_named else _read_date(words, today)


def _read_date(words: str, today: date) -> DaysRead:
    for found in _dates(words):
        day, end = _day_of(found, today)
        if day is not None:
            return DaysRead(SearchDays(day), without(words, found.start(), end), found[0])
    if alone := _DAY_ALONE.search(words):
        day = _last_called(int(alone["day"]), today)
        if day is not None:
            return DaysRead(SearchDays(day), without(words, *alone.span()))
    return DaysRead(None, words)


def _dates(words: str) -> Iterator[re.Match[str]]:
    """Go through what has the form of a date, and is no part of a sum: "Rp 1.5", "1/2 juta"."""
    for pattern in _DATES:
        for found in pattern.finditer(words):
            before, behind = words[: found.start()], words[found.end() :]
            if not _CURRENCY_BEFORE.search(before) and not _UNIT_BEHIND.match(behind):
                yield found


def _day_of(found: re.Match[str], today: date) -> tuple[date | None, int]:
    """Return the day, and where its words end.

    Four digits behind "27 Nov" are a year only where it has come: else they may end a phone.
    """
    parts = found.groupdict()
    month = _MONTH_OF[parts["name"]] if parts.get("name") else int(parts["month"])
    year = parts["year"]
    if year is None:
        return _latest(month, int(parts["day"]), today), found.end()
    whole = int(year) + (2000 if len(year) == len("26") else 0)
    if (parts.get("tail") or "").startswith(" ") and whole not in range(2000, today.year + 1):
        return _latest(month, int(parts["day"]), today), found.start("tail")
    return _date(whole, month, int(parts["day"])), found.end()


def _latest(month: int, day: int, today: date) -> date | None:
    """Return the last such day: orders are past."""
    near = (_date(today.year - ago, month, day) for ago in range(9))  # a leap day may be far
    return next((each for each in near if each is not None and each <= today), None)


def _last_called(day: int, today: date) -> date | None:
    back = (today - timedelta(days=ago) for ago in range(2 * _LONGEST_MONTH + 1))
    return next((each for each in back if each.day == day), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        named = date(year, month, day)
    except ValueError:
        return None
    return named if named.year in _YEARS else None
