"""Finds an amount in words beside a name, as in "Budi Santoso lima ratus ribu".

People are called Satu, Tiga or Sejuta, too. Where such a word may belong to the amount or to the
name, nothing is sure, and people are asked.
"""

import re
from typing import NamedTuple

from storage.values.amount_words import is_amount_in_words, read_words
from storage.values.introductions import only_introduces

_MOST_WORDS = 10
_UNIT = re.compile(r"ribu|rbu|rb|juta|jt|thousand|million", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_CURRENCY = frozenset(["rp", "idr", "rupiah"])
_SAID_OF_AMOUNTS = (
    "terbilang jumlah jml nominal amount uang total sebesar sejumlah senilai sebanyak"
)
_INTRODUCE = _CURRENCY | frozenset(_SAID_OF_AMOUNTS.split())
_NAMES = "satu dua tiga empat lima enam tujuh delapan sembilan seribu sejuta one two three six"
_NAMES_TOO = frozenset(_NAMES.split())
_OTHERS = (
    "puluh belas ratus ribu juta sepuluh sebelas seratus setengah rb jt "
    "four five seven eight nine ten hundred thousand million half"
)
_OF_NUMBERS = _NAMES_TOO | frozenset(_OTHERS.split())
_MAKES_ANOTHER = (
    "atau or kurang lebih kali x bukan not minus tambah plus sekitar kira hampir almost about "
    "sampai until twice less more"
)
_CHANGES = frozenset(_MAKES_ANOTHER.split())
"""Words that make another amount of one. In a name they are rare enough to ask."""
_MARKS = " .,;:()"
_NO_CENTS = ",-="
_LEAST = 10_000
"""Rupiah. Nobody sends less, but shops are called "Serba Lima Ribu"."""


class Beside(NamedTuple):
    """An amount in words, and the words around it."""

    name: str
    amount: str
    is_sure: bool
    """Whether each word can belong to only one of them."""


def find_amount(text: str, *, is_named: bool) -> Beside | None:
    """Find an amount in words in a plain text on one line.

    `is_named` says that a name stands elsewhere. Then a text of number words only is no name, and
    may lack its unit.
    """
    words = list(map(_bare, text.split()))
    span = _longest(words) if _UNIT.search(text) and not _DIGIT.search(text) else None
    if span is None:
        is_whole = is_named and len(words) > 1 and is_number(text)
        return Beside("", " ".join(words), is_sure=True) if is_whole else None
    amount = words[slice(*span)]
    left, right, is_announced = _around(text.split(), span)
    if (left and right) or _is_small(amount):
        is_sure = False
    elif left:
        is_sure = is_announced or _is_apart(left[-1], amount[0], amount[1:])
    elif right:
        is_sure = _is_apart(right[0], amount[-1], amount[:-1])
    else:
        edges = (amount[0], amount[1:]), (amount[-1], amount[:-1])
        is_sure = is_named or is_announced or all(_is_apart("", *edge) for edge in edges)
    return Beside(" ".join([*left, *right]).strip(" ,;:"), " ".join(amount), is_sure)


def makes_another(text: str) -> bool:
    """Tell whether words that are left beside an amount may make another one of it."""
    words = {part for word in text.split() for part in _bare(word).split("-")}
    return bool(words & _CHANGES)


def speaks_of_numbers(text: str) -> bool:
    """Tell whether a text has a word of a number that is nobody's name."""
    return any(_bare(word) in _OF_NUMBERS - _NAMES_TOO for word in text.split())


def is_number(text: str) -> bool:
    """Tell whether a plain text is a number in words, with or without its unit, and no more."""
    words = map(_bare, text.split())
    return read_words(" ".join(word for word in words if word not in _CURRENCY)) is not None


def _is_small(amount: list[str]) -> bool:
    spoken = read_words(" ".join(amount))
    return spoken is None or spoken.number < _LEAST


def _longest(words: list[str]) -> tuple[int, int] | None:
    """Return begin and end of the longest amount; of several the first."""
    spans = (
        (begin, begin + length)
        for length in range(min(_MOST_WORDS, len(words)), 0, -1)
        for begin in range(len(words) - length + 1)
    )
    return next((span for span in spans if is_amount_in_words(" ".join(words[slice(*span)]))), None)


def _around(words: list[str], span: tuple[int, int]) -> tuple[list[str], list[str], bool]:
    """Return the words of a name before and behind, and whether something announces the amount."""
    before, behind = words[: span[0]], words[span[1] :]
    is_announced = bool(before) and before[-1].endswith((",", ":"))
    while before and _bare(before[-1]) in _INTRODUCE:
        before.pop()
        is_announced = True
    while behind and _bare(behind[0]) in _CURRENCY:
        behind.pop(0)
    return [] if only_introduces(" ".join(before)) else before, behind, is_announced


def _is_apart(neighbour: str, edge: str, rest: list[str]) -> bool:
    """Tell whether an amount's first or last word is surely its own, and its neighbour is not.

    The word is the amount's own where it is nobody's name, or the rest is no amount without it.
    """
    if _bare(neighbour) in _OF_NUMBERS:
        return False
    holds_without = not rest or is_amount_in_words(" ".join(rest))
    return not (edge in _NAMES_TOO and holds_without)


def _bare(word: str) -> str:
    return word.casefold().strip(_MARKS).rstrip(_NO_CENTS)
