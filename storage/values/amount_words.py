"""Reads an amount in words: "lima ratus ribu", "satu setengah juta", "one and a half million".

No library reads Indonesian, and those for English add up whatever stands side by side. Here a text
is a number only as a whole, and only as people spell one. So "dua tiga ratus ribu", which is two
or three hundred thousand, is none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

_THOUSAND, _MILLION = 1_000, 1_000_000
_LONGEST = 200
_JOINT = re.compile(r"(?<=[^\W\d_])[ -](?=\w)|(?<=[0-9])[ -](?=[^\W\d_])")
"""People leave out blanks, and put hyphens. Two groups of digits are never joined."""
_FIGURES = re.compile(r"[1-9][0-9]{0,2}")


@dataclass(frozen=True)
class Spoken:
    """A number that was said in words."""

    number: int
    is_sure: bool
    """Whether its unit was said. Without one it is below a thousand, or it is what was probably
    meant, in rupiah."""


@dataclass(frozen=True)
class _Speech:
    """How one language spells a number, without blanks."""

    numbers: Mapping[str, int]
    """1 to 999."""
    one: str
    """One, where a unit follows."""
    parts: re.Pattern[str]
    """Groups: million, thousand, rest."""
    half: re.Pattern[str]
    """Half a million. Groups: whole, unit."""
    half_behind: re.Pattern[str]
    """A half behind its unit, which may be half of it. Group: whole."""


def read_words(text: str) -> Spoken | None:
    """Read a plain, lower-case text as one number below a thousand million, in one language.

    Figures may stand for a count of hundreds or of a unit: "5 ratus ribu".
    """
    if len(text) > _LONGEST:
        return None
    said = _JOINT.sub("", text)
    found = (_half(said, each) or _parts(said, each) for each in (_INDONESIAN, _ENGLISH))
    return next(filter(None, found), None)


def is_amount_in_words(text: str) -> bool:
    """Tell whether a plain text of any case is a number with its unit, such as "seratus ribu"."""
    spoken = read_words(text.casefold())
    return spoken is not None and spoken.is_sure


def _half(said: str, speech: _Speech) -> Spoken | None:
    sure, perhaps = speech.half.fullmatch(said), speech.half_behind.fullmatch(said)
    found = sure or perhaps
    whole = _count(found["whole"], speech) if found and found["whole"] else 0
    if found is None or whole is None:
        return None
    is_sure = sure is not None and bool(sure["unit"])
    return Spoken(whole * _MILLION + _MILLION // 2, is_sure)


def _parts(said: str, speech: _Speech) -> Spoken | None:
    found = speech.parts.fullmatch(said)
    if found is None or not said:
        return None
    million, thousand = (_count(found[name], speech) for name in ("million", "thousand"))
    rest = speech.numbers.get(found["rest"]) if found["rest"] else 0
    if million is None or thousand is None or rest is None:
        return None
    if rest and million and not thousand:
        # "satu juta lima ratus": people leave out the last "ribu".
        return Spoken(million * _MILLION + rest * _THOUSAND, is_sure=False)
    number = million * _MILLION + thousand * _THOUSAND + rest
    return Spoken(number, is_sure=bool(million or thousand))


def _count(said: str | None, speech: _Speech) -> int | None:
    """Return how many of a unit were said; 0 where the unit was not said at all."""
    if said is None:
        return 0
    if _FIGURES.fullmatch(said):
        return int(said)
    return 1 if said == speech.one else speech.numbers.get(said)


def _with_hundreds(
    units: Mapping[str, int], low: Mapping[str, int], hundred: str, one: str, ands: tuple[str, ...]
) -> dict[str, int]:
    """Spell 1 to 999. `low` spells 1 to 99, `one` is a single hundred."""
    counts = {**units, **{str(number): number for number in units.values()}}
    hundreds = {one: 100, **{f"{count}{hundred}": n * 100 for count, n in counts.items()}}
    both = product(hundreds.items(), ands, low.items())
    return {
        **low,
        **hundreds,
        **{f"{many}{and_}{few}": high + number for (many, high), and_, (few, number) in both},
    }


def _spell_indonesian() -> _Speech:
    names = "satu dua tiga empat lima enam tujuh delapan sembilan"
    units = {name: number for number, name in enumerate(names.split(), start=1)}
    tens = {"sepuluh": 10, **{f"{name}puluh": n * 10 for name, n in units.items() if n > 1}}
    teens = {"sebelas": 11, **{f"{name}belas": n + 10 for name, n in units.items() if n > 1}}
    both = product(tens.items(), units.items())
    between = {f"{ten}{name}": high + n for (ten, high), (name, n) in both if ten != "sepuluh"}
    low = {**units, **tens, **teens, **between}
    one_to_nine, half = f"{'|'.join(units)}|[1-9]", "(?:setengah|stengah|stgh)"
    return _Speech(
        _with_hundreds(units, low, "ratus", "seratus", ("",)),
        "se",
        re.compile(
            r"(?:(?P<million>.+?)(?:juta|jt))?(?:(?P<thousand>.+?)(?:ribu|rbu|rb))?(?P<rest>.*)"
        ),
        re.compile(rf"(?P<whole>{one_to_nine})?{half}(?P<unit>juta|jt)?"),
        re.compile(rf"(?P<whole>{one_to_nine}|se)(?:juta|jt){half}"),
    )


def _spell_english() -> _Speech:
    names = "one two three four five six seven eight nine"
    units = {name: number for number, name in enumerate(names.split(), start=1)}
    names = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    teens = {name: number for number, name in enumerate(names.split(), start=10)}
    names = "twenty thirty forty fifty sixty seventy eighty ninety"
    tens = {name: number * 10 for number, name in enumerate(names.split(), start=2)}
    both = product(tens.items(), units.items())
    between = {f"{ten}{name}": high + n for (ten, high), (name, n) in both}
    low = {**units, **teens, **tens, **between}
    one_to_nine = f"{'|'.join(units)}|[1-9]"
    return _Speech(
        _with_hundreds(units, low, "hundred", "ahundred", ("", "and")),
        "a",
        re.compile(r"(?:(?P<million>.+?)million)?(?:(?P<thousand>.+?)thousand)?(?P<rest>.*)"),
        re.compile(rf"(?:(?P<whole>{one_to_nine})anda|a)?half(?:a?(?P<unit>million))?"),
        re.compile(rf"(?P<whole>{one_to_nine}|a)millionandahalf"),
    )


_INDONESIAN, _ENGLISH = _spell_indonesian(), _spell_english()
