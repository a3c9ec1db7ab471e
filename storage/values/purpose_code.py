"""Codes and names of purposes, as admins write them."""

import re
import unicodedata

from storage.values.words import screened

LONGEST_CODE = 8
LONGEST_PURPOSE = 40
"""Characters of a name."""
_CODE = re.compile(rf"[A-Z][A-Z0-9]{{0,{LONGEST_CODE - 1}}}")
"""It begins with a letter, so that no code goes on the order number in front of it, in case the
space between them is lost, and none is taken for a sum or for digits of a phone."""


def read_purpose_code(text: str) -> str | None:
    """Read a code, in capitals; None where it can be none."""
    code = text.strip().upper()
    return code if text.isascii() and _CODE.fullmatch(code) else None


def read_purpose_name(text: str) -> str | None:
    """Read a name; None where it is empty or too long."""
    name = screened(unicodedata.normalize("NFC", text), LONGEST_PURPOSE + 1)
    return name if 0 < len(name) <= LONGEST_PURPOSE else None
