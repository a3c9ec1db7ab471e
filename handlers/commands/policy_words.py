"""The words behind /policy, and which codes of purposes they leave free."""

from datetime import date

from handlers.services.orders import search_words

PURPOSE = frozenset({"purpose", "tujuan", "program", "programme"})
HISTORY = frozenset({"history", "riwayat"})
OFF = frozenset({"off", "mati", "nonaktif", "tutup"})
ON = frozenset({"on", "hidup", "aktif", "buka"})
NAME = frozenset({"name", "nama"})
BUDGET = frozenset({"budget", "anggaran"})
TEAM = frozenset({"team", "tim"})
_ALL = PURPOSE | HISTORY | OFF | ON | NAME | BUDGET | TEAM


def changes(word: str) -> bool:
    """Say whether a word behind a code changes its purpose, so that no name begins with it."""
    return word.casefold() in OFF | ON | NAME | BUDGET | TEAM


def is_reserved(code: str, day: date) -> bool:
    """Say whether a code means something else, here or behind /orders; `day` is today."""
    return code.casefold() in _ALL or not search_words.read(code, day).unread
