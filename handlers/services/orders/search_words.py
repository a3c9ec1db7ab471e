"""Reads what somebody writes behind /orders: a group, days, a sum, digits of a phone, a number.

What has two readings is read as people mean it most: four digits end a phone, for no channel pays
out such a sum. The answer's heading says how it was read.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.services.orders.search import OrderQuery, SearchDays, week_of
from storage.models.order_states import OrderGroup
from storage.values import AmountRule, Ask, No, Ok, OrderNumber, Rupiah, read_amount, read_phone
from storage.values.characters import plain

_GROUPS: dict[OrderGroup, tuple[str, ...]] = {
    OrderGroup.WAITING: ("waiting", "open", "menunggu", "belum selesai"),
    OrderGroup.COLLECTED: ("collected", "done", "paid", "sudah diambil", "diambil", "selesai"),
    OrderGroup.BACK: ("failed", "back", "cancelled", "gagal", "kembali", "dibatalkan", "batal"),
    OrderGroup.NEEDS_PEOPLE: ("needs people", "people", "perlu orang", "perlu diperiksa"),
}
_DAYS = {
    0: ("today", "hari ini"),
    1: ("yesterday", "kemarin"),
}
_WEEK = ("this week", "week", "minggu ini")
_OWN = ("mine", "my own", "my orders", "milik saya", "saya")
_ALL = ("all", "semua")
_AGENT = ("agent", "agen")
_SUMS = AmountRule(Rupiah(10_000), Rupiah(100_000_000), Rupiah(1))
"""Sums that orders may have in any channel; smaller ones have left out their "ribu"."""
_LONGEST = 100
_YEARS = range(2000, 2069)
"""What two digits of a year stand for in a button, and no day at which time itself ends."""
_YEAR_FIRST = re.compile(r"(?<!\S)([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?!\S)")
_DAY_FIRST = re.compile(r"(?<!\S)([0-9]{1,2})[/-]([0-9]{1,2})(?:[/-]([0-9]{4}|[0-9]{2}))?(?!\S)")
_TAIL = re.compile(r"(?<!\S)[.…•*-]*([0-9]{4})(?!\S)")
_PHONE_WITH_COUNTRY = "628"


@dataclass(frozen=True)
class SearchWords:
    """What was read."""

    query: OrderQuery
    order_no: OrderNumber | None = None
    """One order, where its number was written."""
    own: bool = False
    unread: str = ""
    """What is left: the name of a person, or nothing that can be looked for."""


def read(text: str, day: date) -> SearchWords:
    """Read a search; `day` is today. It never raises."""
    words = " ".join(plain(text[: _LONGEST + 1]).casefold().split())
    if len(text) > _LONGEST:
        return SearchWords(OrderQuery(), unread=words)
    query, words = _read_group(OrderQuery(), words)
    days, words = _read_days(words, day)
    own, words = _cut(words, _OWN)
    for said_for_nothing in (_ALL, _AGENT):
        _is_said, words = _cut(words, said_for_nothing)
    found = SearchWords(replace(query, days=days), own=own)
    return _read_rest(found, words)


def _read_group(query: OrderQuery, words: str) -> tuple[OrderQuery, str]:
    for group, names in _GROUPS.items():
        is_named, words = _cut(words, names)
        if is_named:
            query = replace(query, group=group)
    return query, words


def _read_days(words: str, day: date) -> tuple[SearchDays | None, str]:
    for ago, names in _DAYS.items():
        is_named, words = _cut(words, names)
        if is_named:
            return SearchDays(day - timedelta(days=ago)), words
    is_named, words = _cut(words, _WEEK)
    if is_named:
        return week_of(day), words
    return _read_date(words, day)


def _read_date(words: str, day: date) -> tuple[SearchDays | None, str]:
    if found := _YEAR_FIRST.search(words):
        named = _date(int(found[1]), int(found[2]), int(found[3]))
    elif found := _DAY_FIRST.search(words):
        named = _latest(int(found[1]), int(found[2]), found[3], day)
    else:
        return None, words
    return (SearchDays(named), _without(words, found)) if named is not None else (None, words)


def _latest(day: int, month: int, year: str | None, now: date) -> date | None:
    """Return a day as people write it; without a year the last such day, for orders are past."""
    if year is not None:
        return _date(int(year) + (2000 if len(year) == len("26") else 0), month, day)
    near = (_date(now.year - ago, month, day) for ago in range(9))  # a leap day may be far
    return next((each for each in near if each is not None and each <= now), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        named = date(year, month, day)
    except ValueError:
        return None
    return named if named.year in _YEARS else None


def _read_rest(found: SearchWords, words: str) -> SearchWords:
    """Read one number, or the digits of a phone with a number or a name beside them."""
    if not words:
        return found
    if not _TAIL.fullmatch(words):
        number = _read_number(found, words)
        if number is not None:
            return number
    tail = _TAIL.search(words) if found.query.tail is None else None
    if tail is None:
        return replace(found, unread=words)
    query = replace(found.query, tail=tail[1])
    return _read_rest(replace(found, query=query), _without(words, tail))


def _read_number(found: SearchWords, words: str) -> SearchWords | None:
    order_no = OrderNumber.parse(words)
    if order_no is not None and not order_no.startswith(("0", _PHONE_WITH_COUNTRY)):
        return replace(found, order_no=order_no)
    phone = read_phone(words)
    if isinstance(phone, Ok):
        return replace(found, query=replace(found.query, tail=phone.value.tail))
    match read_amount(words, _SUMS):
        case Ok(value=amount) | Ask(guess=amount):
            return replace(found, query=replace(found.query, amount=int(amount)))
        case No():
            return None


def _cut(words: str, names: tuple[str, ...]) -> tuple[bool, str]:
    """Take one of these names out of the words; say whether it was there."""
    for name in names:
        found = re.search(rf"(?<!\S){re.escape(name)}(?!\S)", words)
        if found:
            return True, _without(words, found)
    return False, words


def _without(words: str, found: re.Match[str]) -> str:
    return " ".join(f"{words[: found.start()]} {words[found.end() :]}".split())
