"""Bank accounts in a pasted line, such as "BCA 8720123456": never a mobile number."""

import re
from itertools import takewhile

from storage.values.phone import read_phone
from storage.values.reading import Ok

_SAID_OF_ACCOUNTS = "rek rekening norek acc acct account"
_NAMES_OF_BANKS = (
    "bca bri bni bsi btn bjb cimb niaga mandiri permata danamon ocbc maybank panin mega uob hsbc "
    "dki jago jenius seabank"
)
ACCOUNT_WORDS = frozenset(_SAID_OF_ACCOUNTS.split())
BANKS = frozenset(_NAMES_OF_BANKS.split())
_BESIDE = frozenset(["bank", "no", "nomor", "nomer", ":", "-", "="])
_NUMBER = re.compile(r"\+?[0-9(][0-9.()\-]*")
_FEWEST_DIGITS = 6
_USUAL_DIGITS = 10
_LONGEST_OF_NEITHER = 10
"""A number of ten digits that begins with 0 may be an account as well as an old mobile number."""


def account_length(words: list[str]) -> int:
    """Count the words of the bank account that a list of words begins with; 0 where it does not.

    Behind a word such as "rekening" every number is an account. Behind the name of a bank, which
    may also be where the cash is collected, one that is written as a mobile number is none.
    """
    before = list(takewhile(_introduces, words))
    said = {_word(word) for word in before}
    number = words[len(before) : len(before) + 1]
    if not said & (ACCOUNT_WORDS | BANKS) or not number or not _NUMBER.fullmatch(number[0]):
        return 0
    groups = _groups(words[len(before) :])
    if sum(map(_digits, groups)) < _FEWEST_DIGITS:
        return 0
    if not said & ACCOUNT_WORDS and _is_written_as_mobile(words[len(before) :]):
        return 0
    return len(before) + len(groups)


def _introduces(word: str) -> bool:
    return _word(word) in ACCOUNT_WORDS | BANKS | _BESIDE or word in _BESIDE


def _word(word: str) -> str:
    return word.casefold().strip(".,:;=()-")


def _digits(word: str) -> int:
    return sum(char.isdigit() for char in word)


def _groups(words: list[str]) -> list[str]:
    """Take groups of digits until an account has its usual length."""
    groups: list[str] = []
    for word in takewhile(lambda word: _NUMBER.fullmatch(word.rstrip(",;")), words):
        if sum(map(_digits, groups)) >= _USUAL_DIGITS:
            break
        groups.append(word)
    return groups


def _is_written_as_mobile(words: list[str]) -> bool:
    for count in range(1, 5):
        written = " ".join(words[:count]).rstrip(",;")
        reading = read_phone(written)
        if isinstance(reading, Ok):
            clear = written.lstrip("(").startswith(("+", "62"))
            local = written.lstrip("(").startswith("0")
            return clear or (local and len(reading.value) > _LONGEST_OF_NEITHER)
    return False
