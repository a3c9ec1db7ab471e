"""The beneficiary's mobile number. Together with the code it releases the cash."""

import re
from collections.abc import Iterable
from typing import Self

from storage.values.characters import hidden, plain
from storage.values.reading import No, NotCanonicalError, Ok, Reason

SHORTEST, LONGEST = 10, 13
"""Digits of a canonical number, the leading 0 included."""

_CANONICAL = re.compile(rf"08[0-9]{{{SHORTEST - 2},{LONGEST - 2}}}")
_ALLOWED = re.compile(r"[0-9 +().\-]*")
_LONGEST_TYPED = 100
_TAIL = 4
_EVEN = {(3, 3, 3), (3, 2, 2, 2), (1, 2, 2, 2, 2), (4, 5)}
"""The shortest number in threes, pairs or fives, without the 0. Another such group may follow."""
_FEWEST_LEFT = 2
_DECIMALS = re.compile(r"([^.,]*[0-9])[.,]0+")
"""A text's only point, followed by zeros. Those zeros are never digits of a phone."""
_SPREADSHEET_NUMBER = re.compile(r"[1-9][0-9]*[.,]00?")
"""A spreadsheet's number cell has lost its leading 0. Text begins with 0 or "+"."""
_IN_BRACKETS = re.compile(r"\([0-9]+\D*$")


class PhoneNumber(str):
    """An Indonesian mobile number as 08…, 10 to 13 digits; its repr hides all but the last four.

    Raises NotCanonicalError for any other text.
    """

    __slots__ = ()

    def __new__(cls, canonical: str) -> Self:
        """Take the canonical form as it is."""
        if not _CANONICAL.fullmatch(canonical):
            raise NotCanonicalError(cls.__name__)
        return super().__new__(cls, canonical)

    def grouped(self) -> str:
        """Write it in fours: "0812-3456-7890". A thirteenth digit joins the last group."""
        return "-".join(filter(None, (self[:4], self[4:8], self[8:])))

    @property
    def tail(self) -> str:
        """The last four digits, by which people tell numbers apart."""
        return self[-_TAIL:]

    def masked(self) -> str:
        """Show the last four digits only: "08••-••••-7890". The width tells nothing."""
        return f"08••-••••-{self.tail}"

    def __repr__(self) -> str:
        return f"PhoneNumber({self.masked()})"


def read_phone(text: str) -> Ok[PhoneNumber] | No:
    """Read a typed number in any usual spelling; never raises.

    A short group after a complete number is never glued on. It may be a second number, an
    extension or a count. So "081234567890 (2)", "0812-3456-7890-1", "0812345678 90" and
    "0812-3456-789-0" are refused. The group belongs to the number where the number is too short
    without it ("0812-3456-78", "0812-3456-78901"). It may also follow ten digits, which few
    numbers have. Then one kind of mark must separate threes, pairs or fives throughout, and two
    digits or a whole group must be left: "0812 345 678 90", "0812 34 56 78 90", "08123 45678 90".
    A single digit or a group in brackets never ends a number: "081234567 (2)". A spreadsheet's
    ".0" is dropped.
    """
    if len(text) > _LONGEST_TYPED:
        return No(Reason.TOO_LONG)
    typed = plain(text)
    if number := _DECIMALS.fullmatch(typed):
        whole = read_phone(number[1])
        extra = isinstance(whole, Ok) and not _SPREADSHEET_NUMBER.fullmatch(typed)
        return No(Reason.EXTRA_DIGITS) if extra else whole
    if not _ALLOWED.fullmatch(typed) or not re.search("[0-9]", typed):
        return No(next(filter(None, map(hidden, typed)), Reason.PHONE_CHARACTERS))
    international = re.sub(r"[ ().\-]", "", typed)
    if "+" in international[1:]:
        return No(Reason.UNREADABLE)
    national = _national(international)
    if isinstance(national, No):
        return national
    reading = _mobile(national)
    extra = isinstance(reading, Ok) and _ends_in_extra_digits(typed, len(national))
    return No(Reason.EXTRA_DIGITS) if extra else reading


def read_contact_phone(text: str) -> Ok[PhoneNumber] | No | None:
    """Read the number of a shared contact; None when it has none.

    Telegram often leaves out the "+", so 85291234567 may be Hong Kong's 852 or our 0852. So this
    never guesses a country, unlike `read_phone`, which takes a typed 812-3456-7890.
    """
    typed = plain(text[: _LONGEST_TYPED + 1])
    if not re.search(r"\w", typed):
        return None
    known = re.match(r"[ (]*(?:\+|0|62)", typed)
    return read_phone(text) if known else No(Reason.NO_COUNTRY)


def mobiles_among(texts: Iterable[str]) -> tuple[PhoneNumber, ...]:
    """Return the mobile numbers among a contact's numbers, each once, in their order."""
    readings = [read_contact_phone(text) for text in texts]
    return tuple(dict.fromkeys(each.value for each in readings if isinstance(each, Ok)))


def _ends_in_extra_digits(typed: str, digits: int) -> bool:
    """Tell whether the last group follows a complete number. `digits` counts without the prefix."""
    groups, marks = _groups(typed, digits)
    *before, last = groups
    if before and (last == 1 or _IN_BRACKETS.search(typed)):
        return True
    if 1 + sum(before) < SHORTEST:
        return False
    goes_on = tuple(before) in _EVEN and len({*marks}) == 1
    return not (goes_on and last in {_FEWEST_LEFT, before[-1]})


def _groups(typed: str, digits: int) -> tuple[list[int], list[str]]:
    """Return the lengths of the groups that hold the last digits, and their separators."""
    lengths: list[int] = []
    for group in reversed(re.findall("[0-9]+", typed)):
        if (left := digits - sum(lengths)) > 0:
            lengths.insert(0, min(len(group), left))
    marks = re.split("[0-9]+", typed)[1:-1]
    return lengths, marks[len(marks) - len(lengths) + 1 :]


def _national(typed: str) -> str | No:
    """Remove the country code or the leading 0. The rest begins with the operator or area."""
    if found := re.match(r"\+?620?(?!0)", typed):
        return typed[found.end() :]
    if re.match(r"\+(?!62)[1-9]", typed):
        return No(Reason.FOREIGN)
    # Some programs write a "+" before every number; no country code begins with 0.
    if found := re.match(r"\+?0(?=[2-9])", typed):
        return typed[found.end() :]
    return typed if typed.startswith("8") else No(Reason.PHONE_START)


def _mobile(national: str) -> Ok[PhoneNumber] | No:
    """Recognise mobile numbers by prefix. Prefixes are stable; a library's number table ages."""
    if re.match(r"[2-79]", national):
        return No(Reason.LANDLINE)
    if national.startswith("80"):
        return No(Reason.SERVICE_NUMBER)
    if re.match(r"[01]|84", national):
        return No(Reason.UNKNOWN_PREFIX)
    canonical = f"0{national}"
    if len(canonical) < SHORTEST:
        return No(Reason.TOO_SHORT)
    if len(canonical) > LONGEST:
        return No(Reason.TOO_LONG)
    return Ok(PhoneNumber(canonical))
