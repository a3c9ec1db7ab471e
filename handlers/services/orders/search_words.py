"""Reads what somebody writes behind /orders: a group, days, a sum, digits of a phone, a number.

What has two readings is read as people mean it most: four digits end a phone, for no channel pays
out such a sum, and 1.5 is the first of May, for who means a sum writes 1,5 or its unit. The
answer's heading says how it was read, and the other reading is a press away.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from handlers.services.orders.day_words import read_days
from handlers.services.orders.group_words import read_group
from handlers.services.orders.phrases import cut, without
from handlers.services.orders.search import OrderQuery
from storage.values import AmountRule, Ask, No, Ok, OrderNumber, Rupiah, read_amount, read_phone
from storage.values.characters import plain

_OWN = ("mine", "my own", "my", "milik saya", "punya saya", "saya")
_AGENT = ("agent", "agen")
"""Before a person's name, which then is no code of a purpose."""
_SAID_FOR_NOTHING = (
    ("all", "semua"),
    ("orders", "order", "pesanan", "transaksi", "kiriman"),
    ("show", "tampilkan", "lihat", "cari"),
    ("yang",),
)
_SUMS = AmountRule(Rupiah(10_000), Rupiah(100_000_000), Rupiah(1))
"""Sums that orders may have in any channel; smaller ones have left out their "ribu"."""
_LONGEST = 100
_TAIL = re.compile(r"(?<!\S)[.…•*-]*([0-9]{4})(?!\S)")
_PHONE_WITH_COUNTRY = "628"
_MARKS_BEHIND = re.compile(r"[,;!?]+(?=\s|$)|\.+$")
_JOINING = re.compile(r"(?<=\S) (?:dan|and|&|\+) (?=\S)")
"""Between words only, for people are called Dan as well."""


@dataclass(frozen=True)
class SearchWords:
    """What was read."""

    query: OrderQuery
    order_no: OrderNumber | None = None
    """One order, where its number was written."""
    own: bool = False
    unread: str = ""
    """What is left: the name of a person, or nothing that can be looked for."""
    or_sum: int | None = None
    """Whole rupiah, where what was read as a day may be a sum as well."""


def read(text: str, day: date, purposes: Collection[str] = ()) -> SearchWords:
    """Read a search; `day` is today, `purposes` are the codes there are. It never raises."""
    words = " ".join(plain(text[: _LONGEST + 1]).casefold().split())
    if len(text) > _LONGEST:
        return SearchWords(OrderQuery(), unread=words)
    words = _JOINING.sub(" ", _MARKS_BEHIND.sub("", words))
    group, words = read_group(words)
    named = read_days(words, day)
    if named.days is not None and read_days(named.left, day).days is not None:
        return SearchWords(OrderQuery(group), unread=words)  # between two days cannot be looked
    own, words = cut(named.left, _OWN)
    of_agent, words = cut(words, _AGENT)
    for phrases in _SAID_FOR_NOTHING:
        _is_said, words = cut(words, phrases)
    query = OrderQuery(group, named.days)
    found = _read_rest(SearchWords(query, own=own, or_sum=_sum(named.written)), words)
    # A code may look like a unit or a name. So only what nothing else explains is taken for one.
    purpose, left = _read_purpose(words, purposes if found.unread and not of_agent else ())
    if purpose is None:
        return found
    query = replace(query, purpose=purpose)
    return _read_rest(SearchWords(query, own=own, or_sum=found.or_sum), left)


def readable_purpose(codes: Collection[str], day: date) -> str | None:
    """Return the first code that is read as one, as an example of how to write it."""
    return next((code for code in codes if read(code, day, codes).query.purpose == code), None)


def _read_purpose(words: str, codes: Collection[str]) -> tuple[str | None, str]:
    """Read a code that is a word of its own; return what is left."""
    for code in codes:
        said, left = cut(words, (code.casefold(),))
        if said:
            return code, left
    return None, words


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
    return _read_rest(replace(found, query=query), without(words, *tail.span()))


def _read_number(found: SearchWords, words: str) -> SearchWords | None:
    order_no = OrderNumber.parse(words)
    if order_no is not None and not order_no.startswith(("0", _PHONE_WITH_COUNTRY)):
        return replace(found, order_no=order_no)
    phone = read_phone(words)
    if isinstance(phone, Ok):
        return replace(found, query=replace(found.query, tail=phone.value.tail))
    amount = _sum(words)
    if amount is None:
        return None
    return replace(found, query=replace(found.query, amount=amount), or_sum=None)


def _sum(words: str) -> int | None:
    match read_amount(words, _SUMS):
        case Ok(value=amount) | Ask(guess=amount):
            return int(amount)
        case No():
            return None
