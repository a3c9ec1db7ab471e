"""The beneficiary's mobile number, which is half of what opens the cash at the counter."""

import re
from typing import Self

from storage.values.characters import plain
from storage.values.reading import No, NotCanonicalError, Ok, Reason

SHORTEST, LONGEST = 10, 13
"""Digits of a canonical number, the leading 0 included."""

_CANONICAL = re.compile(rf"08[0-9]{{{SHORTEST - 2},{LONGEST - 2}}}")
_ALLOWED = re.compile(r"[0-9 +().\-]*")
_LONGEST_TYPED = 100
# A contact copied on a phone comes wrapped in these; unlike U+202E they cannot reorder digits.
_HARMLESS_WRAPPING = "\u200e\u202a\u202c\u2066\u2068\u2069"


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
        """Write it in fours: "0812-3456-7890"."""
        return "-".join(self[start : start + 4] for start in range(0, len(self), 4))

    def masked(self) -> str:
        """Show the last four digits only, in a width that tells nothing: "08••-••••-7890"."""
        return f"08••-••••-{self[-4:]}"

    def __repr__(self) -> str:
        return f"PhoneNumber({self.masked()})"


def read_phone(text: str) -> Ok[PhoneNumber] | No:
    """Read a typed number in any usual spelling; never raises."""
    if len(text) > _LONGEST_TYPED:
        return No(Reason.TOO_LONG)
    typed = plain(text.strip(f"{_HARMLESS_WRAPPING} \n\t"))
    digits = re.sub(r"[^0-9]", "", typed)
    if not digits or not _ALLOWED.fullmatch(typed):
        return No(Reason.PHONE_CHARACTERS)
    international = re.sub(r"[ ().\-]", "", typed)
    if "+" in international[1:]:
        return No(Reason.UNREADABLE)
    national = _national(international)
    return national if isinstance(national, No) else _mobile(national)


def _national(typed: str) -> str | No:
    """Take the country code or the trunk 0 off: what is left starts with the operator or area."""
    if found := re.match(r"\+?620?(?!0)", typed):
        return typed[found.end() :]
    if re.match(r"\+(?!62)[1-9]", typed):
        return No(Reason.FOREIGN)
    if re.match(r"0[2-9]", typed):
        return typed[1:]
    return typed if typed.startswith("8") else No(Reason.PHONE_START)


def _mobile(national: str) -> Ok[PhoneNumber] | No:
    """Tell mobiles from the rest by prefix: stable facts, where a library's number table ages."""
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
