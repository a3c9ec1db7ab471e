"""Reads a pasted text such as "Budi 0812-3456-7890 300rb", or a form, and takes what is sure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import NamedTuple, TypeVar

from storage.values.bank_account import (
    account_length,
    is_written_as_mobile,
    mentions_account,
    without_account_words,
)
from storage.values.characters import plain
from storage.values.introductions import only_introduces
from storage.values.labels import Label, labelled
from storage.values.name import BeneficiaryName, read_name
from storage.values.pasted_parts import PastedPart, amount_in, only, with_spoken_amounts
from storage.values.phone import PhoneNumber, read_phone
from storage.values.reading import Ask, No, Ok, Reading, Reason
from storage.values.spoken_amounts import is_number

T = TypeVar("T")

_LONGEST_TYPED = 500
# "500 M. Ali": a letter with a dot is an initial.
_COUNTS = r"(?:rb|rbu|ribu|jt|juta|rupiah|miliar|milyar|ratus|hundred|thousand|million)\.?"
_UNIT = rf"(?:{_COUNTS}|setengah|(?:idr|rp|usd)\.?|[km])"
_AMOUNT = re.compile(
    rf"(?<!\S)(?:(?:rp|idr)\.? ?)?[0-9]\S*(?: (?:[0-9]\S*|{_UNIT}(?=[,;]?(?!\S))))*"
    r"(?: \([^()0-9]*(?:ribu|juta|thousand|million)[^()0-9]*\))?",
    re.IGNORECASE,
)
_GOES_ON = re.compile(rf"{_COUNTS}|000", re.IGNORECASE)
"""A number before one of these is an amount, and no end of a phone: "500 rb", "500 000". "Rp 500"
and "M Ali" may follow a phone."""
_PHONE_GROUP = re.compile(r"[+(]*[0-9](?:[().\-]*[0-9]){0,14}[().\-]*")
_ROUND = re.compile(r"(?:[0-9]\.?){3,}000(?:\.00?)?|[0-9.]+\.00?")
"""Amounts in one word ("500.000", or "500000.0" from a spreadsheet) are no group of a phone."""
_BEGINS = re.compile(r"\(*(?:\+|62|0(?!0))")
"""A phone begins this way, or with the operator's 8. An 8 may also begin a group."""
_FEWEST_DIGITS_OF_A_PREFIX = 4
_MOST_DIGITS_OF_A_NAME = 6
_NUMBER = re.compile(r"[+(]*[0-9].*[^,;]")
_COUNTRY = re.compile(r"\(?\+?62\)?(?:\(0\))?")
_INTERNATIONAL = re.compile(r"\(?(?:\+(?:[().\- ]*[0-9]){8,}|00(?=[1-9])(?:[().\- ]*[0-9]){9,})")
_TOO_SHORT = re.compile(r"\+[0-9]{8,}")
"""In one piece this is a whole number. What follows does not belong to it."""
_UNBROKEN = re.compile(r"\+?[0-9]+")
_USUAL_DIGITS = 12
_SOME_DIGITS = re.compile(r"(?:[0-9][().\- ]*){4}")
_MOST_GROUPS = 14
_END = ",;"
_SEPARATORS = re.compile(
    r"[;|\n]| [/\-] |(?<=[0-9]{9}),|(?:(?<=[^\W\d_])|(?<=[^\W\d_]\.)),(?=[0-9+])"
)


@dataclass(frozen=True)
class Paste:
    """What a pasted text says about one person. None where it says nothing."""

    name: Reading[BeneficiaryName] | None = None
    phone: Ok[PhoneNumber] | No | None = None
    amount: str | No | None = None
    """As typed, for `read_amount`: the channel decides what is legal."""


class _Segment(NamedTuple):
    label: Label | None
    """The label right before it."""
    earlier: Label | None
    """The last label before it. A second phone after a label counts like the first."""
    text: str


def read_paste(text: str) -> Paste:
    """Take name, phone and amount out of one pasted text. It never raises."""
    if len(text) > _LONGEST_TYPED:
        return Paste()
    segments = list(_segments(text))
    is_form = any(each.label is Label.AMOUNT and each.text for each in segments)
    found = [found for each in segments for found in _search(each, is_form=is_form)]
    if mentions_account(text):
        found = [_as_account(each) for each in found]
    found = list(with_spoken_amounts(found))
    account = any(each.kind is Label.ACCOUNT for each in found)
    amount = amount_in(found)
    name = only(found, Label.NAME, read_name, Reason.UNREADABLE)
    if isinstance(amount, No) and isinstance(name, Ok):
        name = Ask(name.value)  # one of the amounts may be a part of it, as in "Toko 88"
    return Paste(
        name=name,
        phone=only(found, Label.PHONE, read_phone, Reason.SEVERAL_PHONES)
        or (No(Reason.BANK_ACCOUNT) if account else None),
        amount=amount,
    )


def looks_like_paste(text: str) -> bool:
    """Tell whether the text has a phone and something else that can be read.

    A phone that cannot be read counts, too, if all else is there.
    """
    paste = read_paste(text)
    named, has_amount = isinstance(paste.name, Ok | Ask), isinstance(paste.amount, str)
    if isinstance(paste.phone, Ok):
        return named or has_amount
    return paste.phone is not None and named and has_amount


def _segments(text: str) -> Iterator[_Segment]:
    for label, behind in labelled(plain(text.replace("\t", "\n"))):
        first, *others = _SEPARATORS.split(behind)
        yield _Segment(label, label, first.strip())
        for other in others:
            yield _Segment(None, label, other.strip())


def _search(where: _Segment, *, is_form: bool) -> Iterator[PastedPart]:
    """Look for phones and accounts, then for amounts in the rest, then for a name.

    Where the amount has a label, digits after the labels of name and phone are no amount.
    """
    label, earlier, segment = where
    if label in {Label.ACCOUNT, Label.OTHER}:
        if label is Label.ACCOUNT and _SOME_DIGITS.search(segment):
            yield PastedPart(Label.ACCOUNT, announced=True, text=segment)
        return
    numbers, rests = _take_numbers(segment.split())
    if is_form and label is Label.PHONE and isinstance(read_phone(segment), Ok):
        numbers, rests = [(Label.PHONE, segment)], []
    if label is Label.PHONE and not numbers and _SOME_DIGITS.search(segment):
        numbers, rests = [(Label.PHONE, segment)], []
    for kind, text in numbers:
        yield PastedPart(kind, earlier is kind, text)
    whole = is_form and label is Label.NAME
    for rest in rests:
        for amount in [] if whole else _AMOUNT.findall(rest):
            yield PastedPart(Label.AMOUNT, label is Label.AMOUNT, amount.rstrip(_END))
        for part in [rest] if whole else _AMOUNT.split(rest):
            name = part.strip(" ,;:")
            said = without_account_words(name)
            if said and not only_introduces(said):
                kind = Label.AMOUNT if label is Label.AMOUNT and is_number(said) else Label.NAME
                yield PastedPart(kind, label is kind, name)


def _as_account(found: PastedPart) -> PastedPart:
    """Take a number that is not written as a mobile number for a bank account."""
    doubtful = found.kind is Label.PHONE and _is_phone(found.text)
    written = is_written_as_mobile(found.text)
    return found._replace(kind=Label.ACCOUNT) if doubtful and not written else found


def _take_numbers(words: list[str]) -> tuple[list[tuple[Label, str]], list[str]]:
    """Give phones, accounts and the texts around them. What may be two phones counts as two."""
    numbers: list[tuple[Label, str]] = []
    rests: list[list[str]] = [[]]
    at = 0
    while at < len(words):
        account = account_length(words[at:])
        spans = [(0, account)] if account else _phones(rests[-1], words[at:])
        kind = Label.ACCOUNT if account else Label.PHONE
        numbers += [
            (kind, " ".join(words[at + begin : at + end]).rstrip(_END)) for begin, end in spans
        ]
        if spans:
            del rests[-1][len(rests[-1]) + min(spans)[0] :]
            rests.append([])
        else:
            rests[-1].append(words[at])
        at += max((end for _begin, end in spans), default=1)
    return numbers, [" ".join(rest) for rest in rests]


def _phones(before: list[str], words: list[str]) -> list[tuple[int, int]]:
    """Give every start and end that a phone beginning with the first word may have.

    The first words may belong to a name, as in "Toko 88 812 345 6789"; then the phone begins after
    them. Or this is the end of a longer number, as in "021 812 3456 789".
    """
    ends = _phone_ends(words)
    spans = [(0, end) for end in ends]
    for begin in range(1, max(ends, default=0)):
        if _BEGINS.match(words[begin]) or _may_be_of_a_name(words[:begin]):
            spans += [(begin, begin + end) for end in _phone_ends(words[begin:])]
    if ends and not _BEGINS.match(words[0]):
        numbers = takewhile(_NUMBER.fullmatch, reversed(before))
        longer = [at for at, word in enumerate(numbers, start=1) if _BEGINS.match(word)]
        spans += [(-at, ends[-1]) for at in longer]
    return spans


def _may_be_of_a_name(words: list[str]) -> bool:
    """Tell whether numbers may be part of a name: they are short, or begin unlike a phone."""
    if not _BEGINS.match(words[0]):
        return True
    first, *_others = digits = [sum(map(str.isdigit, word)) for word in words]
    short = first < _FEWEST_DIGITS_OF_A_PREFIX or sum(digits) <= _MOST_DIGITS_OF_A_NAME
    return short and "+" not in words[0]


def _phone_ends(words: list[str]) -> list[int]:
    """Count the words of a phone that starts here; give two counts if it may end in two places."""
    if _is_whole(words[0]) or _TOO_SHORT.fullmatch(words[0].rstrip(_END)):
        return [1]
    if _COUNTRY.fullmatch(words[0]) and _is_whole("".join(words[1:2])):
        return [2]
    runs = list(_runs(words[:_MOST_GROUPS]))
    if ends := [length for length in runs if _is_phone(" ".join(words[:length]))]:
        return ends
    if _INTERNATIONAL.fullmatch(words[0].rstrip(_END)):
        return [1]
    abroad = [length for length in runs if _INTERNATIONAL.fullmatch(" ".join(words[:length]))]
    return abroad[-1:]


def _runs(words: list[str]) -> Iterator[int]:
    """Count up the words that can be groups of one number, and stop before an amount."""
    for length, (word, after) in enumerate(pairwise([*words, ""]), start=1):
        bare = word.rstrip(_END)
        if not _PHONE_GROUP.fullmatch(bare) or _ROUND.fullmatch(bare):
            return
        if length > 1 and _is_whole(bare) and _BEGINS.match(bare):
            return
        if not _GOES_ON.fullmatch(after.rstrip(_END)):
            yield length
        if word != bare:
            return


def _is_whole(word: str) -> bool:
    """Tell whether a word is a whole phone by itself: unbroken, or of usual length."""
    bare = word.rstrip(_END)
    reading = read_phone(bare)
    if isinstance(reading, No):
        return False
    return len(reading.value) >= _USUAL_DIGITS or _UNBROKEN.fullmatch(bare) is not None


def _is_phone(text: str) -> bool:
    """Tell whether a text is a phone, or begins with one."""
    reading = read_phone(text.rstrip(_END))
    return isinstance(reading, Ok) or reading.reason is Reason.EXTRA_DIGITS
