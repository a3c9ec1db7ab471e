"""The numbers by which people name a person or a row: read in one place, so that limits agree."""

from storage.values.characters import plain

HIGHEST_ID = 2**52 - 1
"""Telegram's ids of people have at most 52 significant bits (core.telegram.org/bots/api#user)."""
_LONGEST_ROW = 18
"""Digits that fit into a 64-bit column, whatever they are."""


def read_telegram_id(text: str) -> int | None:
    """Read a person's Telegram id, blanks and unseen marks aside; None for anything else."""
    digits = _digits(text)
    if digits is None or digits.startswith("0") or len(digits) > len(str(HIGHEST_ID)):
        return None
    number = int(digits)
    return number if number <= HIGHEST_ID else None


def read_row_number(text: str) -> int | None:
    """Read the number of a difference or an invitation, with or without "#"."""
    digits = _digits(text.strip().removeprefix("#"))
    return int(digits) if digits is not None and len(digits) <= _LONGEST_ROW else None


def _digits(text: str) -> str | None:
    digits = "".join(plain(text).split())
    return digits if digits.isascii() and digits.isdigit() else None
