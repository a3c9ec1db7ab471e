"""Reading a pasted line such as "Budi 0812-3456-7890 300rb": only what is sure, in any order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from storage.values.characters import plain
from storage.values.name import BeneficiaryName, read_name
from storage.values.phone import PhoneNumber, read_phone
from storage.values.reading import Ok

_LONGEST_TYPED = 500
_NAME_LABEL = r"(?:nama|name|penerima|beneficiary)(?: \w+)? ?[:=]"
_OTHER_LABEL = (
    r"(?:(?:no|nomor|nomer|nohp|hp|wa|telp|telepon|tel|phone"
    r"|jumlah|nominal|amount|uang|total)(?!\w)[. ]*)+(?:[:=]|(?=[+(0-9]|rp|idr))"
)
_LABEL = re.compile(rf"(?<!\w)(?:{_NAME_LABEL}|{_OTHER_LABEL})", re.IGNORECASE)
# "500 M. Ali": a letter with a dot is an initial.
_UNIT = r"(?:(?:rb|rbu|ribu|jt|juta|rupiah|idr|rp|miliar|milyar|usd)\.?|[km])"
_AMOUNT = re.compile(
    rf"(?<!\S)(?:(?:rp|idr)\.? ?)?[0-9]\S*(?: (?:[0-9]\S*|{_UNIT}(?=[,;]?(?!\S))))*", re.IGNORECASE
)
_IS_UNIT = re.compile(_UNIT, re.IGNORECASE)
_PHONE_GROUP = re.compile(r"[+(]*[0-9](?:[().\-]*[0-9]){0,4}[().\-]*")
_MOST_GROUPS = 7
_END = ",;"
_SEPARATORS = re.compile(r"[;|\n]| [/\-] |(?<=[0-9]{9}),|(?<=[^\W\d_]),(?=[0-9+])")


@dataclass(frozen=True)
class Paste:
    """What a pasted text surely says; None where it does not, or says two things."""

    name: BeneficiaryName | None = None
    phone: PhoneNumber | None = None
    amount_text: str | None = None
    """Not read yet: what is legal depends on the channel. For `read_amount`."""


def read_paste(text: str) -> Paste:
    """Take name, phone and amount out of one pasted text; never raises."""
    if len(text) > _LONGEST_TYPED:
        return Paste()
    phones: list[PhoneNumber | None] = []
    amounts: list[str] = []
    names: list[str] = []
    for segment in _segments(text):
        found, rests = _take_phones(segment.split())
        phones += found
        for rest in rests:
            amounts += [match.rstrip(_END) for match in _AMOUNT.findall(rest)]
            names += filter(None, (part.strip(" ,;") for part in _AMOUNT.split(rest)))
    name = read_name(names[0]) if len(names) == 1 else None
    return Paste(
        name=name.value if isinstance(name, Ok) else None,
        phone=phones[0] if len(phones) == 1 else None,
        amount_text=amounts[0] if len(amounts) == 1 else None,
    )


def looks_like_paste(text: str) -> bool:
    """Tell whether the text has a phone and something else that could be read."""
    paste = read_paste(text)
    return paste.phone is not None and (paste.name or paste.amount_text) is not None


def _segments(text: str) -> Iterator[str]:
    for line in _SEPARATORS.split(_LABEL.sub("\n", plain(text.replace("\t", "\n")))):
        yield line.strip()


def _take_phones(words: list[str]) -> tuple[list[PhoneNumber | None], list[str]]:
    """Give the phones (None for one whose end is unclear) and the texts around them."""
    phones: list[PhoneNumber | None] = []
    rests: list[list[str]] = [[]]
    at = 0
    while at < len(words):
        phone, length = _phone_at(words[at : at + _MOST_GROUPS])
        if length:
            phones.append(phone)
            rests.append([])
        else:
            rests[-1].append(words[at])
        at += length or 1
    return phones, [" ".join(rest) for rest in rests]


def _phone_at(words: list[str]) -> tuple[PhoneNumber | None, int]:
    """Read a phone that starts with the first word; (None, length) if it may end twice."""
    if isinstance(whole := read_phone(words[0].rstrip(_END)), Ok):
        return whole.value, 1
    ends = [(phone, length) for length in _runs(words) if (phone := _joined(words[:length]))]
    if not ends:
        return None, 0
    phone, length = ends[-1]
    return (phone if len(ends) == 1 else None), length


def _runs(words: list[str]) -> Iterator[int]:
    """Count up the words that can be groups of one number, short of an amount behind it."""
    for length, (word, after) in enumerate(pairwise([*words, ""]), start=1):
        if not _PHONE_GROUP.fullmatch(word.rstrip(_END)):
            return
        if not _IS_UNIT.fullmatch(after.rstrip(_END)):
            yield length
        if word.endswith(tuple(_END)):
            return


def _joined(groups: list[str]) -> PhoneNumber | None:
    reading = read_phone(" ".join(groups).rstrip(_END))
    return reading.value if isinstance(reading, Ok) else None
