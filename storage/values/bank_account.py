"""Finds bank accounts in a pasted text, such as "BCA 8720123456". None is a mobile number."""

import re
from itertools import takewhile

from storage.values.phone import read_phone
from storage.values.reading import Ok

_SAID_OF_ACCOUNTS = "rek rekening norek acc acct account"
_NAMES_OF_BANKS = "bca bri bni bsi btn bjb cimb niaga danamon ocbc maybank panin uob hsbc seabank"
_NAMES_OF_PEOPLE_TOO = "mandiri permata mega jago"
ACCOUNT_WORDS = frozenset(_SAID_OF_ACCOUNTS.split())
_ONLY_BANKS = frozenset(_NAMES_OF_BANKS.split())
BANKS = _ONLY_BANKS | frozenset(_NAMES_OF_PEOPLE_TOO.split())
_BESIDE = frozenset(["bank", "no", "nomor", "nomer", ""])
_NUMBER = re.compile(r"\+?[0-9(][0-9.()\-]*[,;]?")
_FEWEST_DIGITS = 8
"""More than any amount has, fewer than any bank's accounts."""
_USUAL_DIGITS = 10
_LONGEST_OF_NEITHER = 10
"""Ten digits that begin with 0 may be an account or an old mobile number."""


def account_length(words: list[str]) -> int:
    """Count the words of the bank account that a list of words begins with; 0 where it does not.

    Behind a word such as "rekening" every number is an account. A bank's name may also say where
    the cash is collected. So a mobile number beside it is no account.
    """
    before = list(takewhile(_introduces, words))
    said = {_word(word) for word in before}
    groups = _groups(words[len(before) :])
    if sum(map(_digits, groups)) < _FEWEST_DIGITS:
        return 0
    if said & ACCOUNT_WORDS:
        return len(before) + len(groups)
    behind = [_word(word) for word in words[len(before) + len(groups) :][:1]]
    if not BANKS & {*said, *behind} or is_written_as_mobile(" ".join(groups)):
        return 0
    return len(before) + len(groups) + len(BANKS & {*behind})


def mentions_account(text: str) -> bool:
    """Tell whether a text mentions banks or bank accounts."""
    said = set(re.findall(r"[^\W\d_]+", text.casefold()))
    return bool(said & (ACCOUNT_WORDS | _ONLY_BANKS | {"bank"}))


def without_account_words(text: str) -> str:
    """Leave out words about banks and accounts that cannot be part of a name."""
    known = ACCOUNT_WORDS | _ONLY_BANKS | _BESIDE
    return " ".join(word for word in text.split() if _word(word) not in known)


def is_written_as_mobile(text: str) -> bool:
    """Tell whether a number begins as a mobile number does."""
    reading = read_phone(text.rstrip(",;"))
    if not isinstance(reading, Ok):
        return False
    begin = text.lstrip("( ")
    long_enough = len(reading.value) > _LONGEST_OF_NEITHER
    return begin.startswith(("+", "62")) or (begin.startswith("0") and long_enough)


def _introduces(word: str) -> bool:
    return _word(word) in ACCOUNT_WORDS | BANKS | _BESIDE


def _word(word: str) -> str:
    return word.casefold().strip(".,:;=()-")


def _digits(word: str) -> int:
    return sum(char.isdigit() for char in word)


def _groups(words: list[str]) -> list[str]:
    """Take groups of digits until a number has its usual length."""
    groups: list[str] = []
    for word in takewhile(_NUMBER.fullmatch, words):
        if sum(map(_digits, groups)) >= _USUAL_DIGITS:
            break
        groups.append(word)
    return groups
