"""Reads the numbers by which people name a person or a row, with the same limits everywhere."""

from storage.values.characters import plain

HIGHEST_ID = 2**52 - 1
"""Telegram's ids of people have at most 52 significant bits (core.telegram.org/bots/api#user)."""
_LONGEST_ROW = 18
"""Any number of so many digits fits into a 64-bit column."""


def read_telegram_id(text: str) -> int | None:
    """Read a person's Telegram id, without blanks and invisible marks. None for anything else."""
    digits = _digits(text)
    if digits is None or digits.startswith("0") or len(digits) > len(str(HIGHEST_ID)):
        return None
    number = int(digits)
    return number if number <= HIGHEST_ID else None


def read_row_number(text: str) -> int | None:
    """Read the number of a discrepancy or an invitation, with or without "#"."""
    digits = _digits(text.strip().removeprefix("#"))
    return int(digits) if digits is not None and len(digits) <= _LONGEST_ROW else None


def _digits(text: str) -> str | None:
    digits = "".join(plain(text).split())
    return digits if digits.isascii() and digits.isdigit() else None
