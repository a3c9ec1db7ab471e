"""Reads Faspay's JSON: strictly as JSON, tolerantly as to how a value is written."""

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NoReturn

from bot.providers.faspay.errors import FieldError

OK = "00"
"""response_code of every success (faspay-sendme.md, 3)."""

MAX_BODY_BYTES = 64 * 1024
"""No answer but a statement comes near; whatever is longer is not an answer."""

_MOST_OBJECTS = 20_000
"""Lists and objects in an answer: more than the longest statement has lines. Empty ones take two
bytes each on the wire, and a hundred here."""
_WHOLE_RUPIAH = re.compile(r"([0-9]{1,15})(?:\.0{1,2})?")
_NUMBER = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[eE]\+?[0-9]{1,2})?")
_CODE = re.compile(r'"cashout_code"\s*:\s*("(?:[^"\\]|\\.)*")', re.IGNORECASE)


class Fields:
    """One JSON object: names in any case, numbers and strings alike, white space around dropped."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, *names: str) -> str | None:
        """Return the first of the named fields that holds a text or a number; empty is None."""
        for name in names:
            value = self._values.get(name)
            if isinstance(value, str) and _storable(value).strip():
                return _storable(value).strip()
        return None

    def holds(self, name: str) -> bool:
        """Say whether anything at all stands in a field: more than null, blanks, [] or {}."""
        value = self._values.get(name)
        return (value.strip() if isinstance(value, str) else value) not in (None, "", [], {})

    def rupiah(self, name: str) -> int:
        """Read plain rupiah with two decimals (faspay-sendme.md, 3.7); FieldError on a fraction."""
        match = _WHOLE_RUPIAH.fullmatch(self.text(name) or "")
        if match is None:
            raise FieldError(name)
        return int(match[1])

    def rows(self, name: str) -> Iterator["Fields"]:
        """Give a list of objects; FieldError on anything else, null and {} included."""
        rows = self._values.get(name)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise FieldError(name)
        return map(Fields, rows)


def read_object(body: bytes) -> Fields | None:
    """Read a JSON object; None for anything else, a name given twice and NaN included.

    Numbers keep their digits as text: no amount ever passes through a float. A body of megabytes
    takes a second: it is not for the event loop.
    """
    if body.count(b"{") + body.count(b"[") > _MOST_OBJECTS:
        return None
    try:
        values = json.loads(
            body.decode("utf-8-sig"),
            object_pairs_hook=_unique,
            parse_int=str,
            parse_float=str,
            parse_constant=_refuse,
        )
    except (ValueError, RecursionError):
        return None
    return Fields(values) if isinstance(values, dict) else None


def whole_number(text: str) -> int | None:
    """Read a number without a fraction, also as a double is printed: 10000000.00, 1.0E7.

    By its digits, never by a float. None for a fraction, a sign, or anything that is no number.
    """
    if _NUMBER.fullmatch(text) is None:
        return None
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else None


def find_code(text: str) -> str | None:
    """Find the one cashout_code in a text that is no whole JSON object; None if it is unclear."""
    found = set(_CODE.findall(text))
    try:
        return _storable(json.loads(found.pop())) if len(found) == 1 else None
    except ValueError:
        return None


def inflate(body: bytes, encoding: str, most_bytes: int = MAX_BODY_BYTES) -> bytes | None:
    """Undo gzip or deflate up to one byte over the limit; None if it cannot be undone."""
    if encoding in ("", "identity"):
        return body
    if encoding not in ("gzip", "deflate"):
        return None
    try:
        # 32 lets zlib read the header and tell gzip from deflate.
        return zlib.decompressobj(zlib.MAX_WBITS + 32).decompress(body, most_bytes + 1)
    except zlib.error:
        return None


def _storable(text: str) -> str:
    """Drop what JSON can escape and no database stores: half surrogates and NUL."""
    return text.encode("utf-8", "ignore").decode().replace("\0", "")


def _unique(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, value in pairs:
        key = name.strip().lower()
        if key in values:
            raise ValueError("a name is given twice")
        values[key] = value
    return values


def _refuse(_: str) -> NoReturn:
    raise ValueError("not a JSON number")
