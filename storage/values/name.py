"""The beneficiary's name, as on the identity card that they must show."""

import re
import unicodedata
from typing import Self

from storage.values.characters import hidden, plain
from storage.values.introductions import without_introduction
from storage.values.reading import Ask, No, NotCanonicalError, Ok, Reading, Reason
from storage.values.spoken_amounts import find_amount

LONGEST = 100
"""Characters; Faspay takes 255 (faspay-sendme.md, 3.4)."""

_LONGEST_UNASKED = 50
_LONGEST_TYPED = 1000
_FEWEST_LETTERS = 2
_INITIALS = 3
_PUNCTUATION = frozenset(" '.,-")
_APOSTROPHES = re.compile(
    "[\u2018\u2019\u201b\u2032\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u055a\ua78c\uff07\u00b4`]"
)
"""What keyboards, word processors and transliterations write for an apostrophe."""
_SAME_LETTER = re.compile(r"([^\W\d_])\1{3}", re.IGNORECASE)
# Two marks in a row are right in titles only: "S.H., M.Kn."
_STRAY_MARKS = re.compile(r"\A\W|[',\-]['.,\-]|\.['.\-]|[,\-]\Z")


class BeneficiaryName(str):
    """A name in NFC with single spaces, at most 100 characters; its repr shows initials only.

    Raises NotCanonicalError for any other text.
    """

    __slots__ = ()

    def __new__(cls, canonical: str) -> Self:
        """Take the canonical form as it is."""
        fits = 0 < len(canonical) <= LONGEST and canonical.isprintable()
        if not fits or canonical != _normalised(canonical):
            raise NotCanonicalError(cls.__name__)
        return super().__new__(cls, canonical)

    def masked(self) -> str:
        """Show initials only: "B••• S•••". The width tells nothing about the length."""
        return " ".join(f"{_initial(word)}•••" for word in self.split())

    def initials(self) -> str:
        """Show the first three initials only: "B. S."."""
        found = [initial for word in self.split() if (initial := _initial(word))]
        return " ".join(f"{initial.upper()}." for initial in found[:_INITIALS])

    def __repr__(self) -> str:
        return f"BeneficiaryName({self.masked()})"


def read_name(text: str) -> Reading[BeneficiaryName]:
    """Read a typed name. It never raises, and asks about a legal name that looks like a slip.

    It leaves out words that introduce a name ("a.n.", "untuk"). Where the first word may be either,
    as in "an Nisa", it asks which.
    """
    if len(text) > _LONGEST_TYPED:
        return No(Reason.TOO_LONG)
    if text.lstrip().startswith("/"):
        return No(Reason.COMMAND)
    lines = plain(text)
    name, whole = without_introduction(_normalised(lines))
    if whole is not None and _why_not(name) is not None:
        name, whole = whole, None
    reason = _why_not(name)
    if reason is not None:
        return No(reason)
    value = BeneficiaryName(name)
    if whole is not None and len(whole) <= LONGEST:
        return Ask(value, instead=BeneficiaryName(whole))
    # Two lines may name two people.
    return Ask(value) if "\n" in lines or _looks_like_a_slip(name) else Ok(value)


def _normalised(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", _APOSTROPHES.sub("'", plain(text))).split())


def _initial(word: str) -> str:
    return next((char for char in word if char.isalpha()), "")


def _why_not(name: str) -> Reason | None:
    if len(name) > LONGEST:
        return Reason.TOO_LONG
    for char in name:
        if (reason := _offence(char)) is not None:
            return reason
    letters = sum(char.isalpha() for char in name)
    return Reason.FEW_LETTERS if letters < _FEWEST_LETTERS else None


def _offence(char: str) -> Reason | None:
    if char in _PUNCTUATION or _is_latin(char):
        return None
    if (reason := hidden(char)) is not None:
        return reason
    if char.isnumeric():
        return Reason.DIGITS_IN_NAME
    return Reason.NOT_LATIN if char.isalpha() else Reason.NAME_CHARACTERS


def _is_latin(char: str) -> bool:
    """Tell a letter of Latin-1, Extended-A or Extended Additional from its look-alikes."""
    named = unicodedata.name(char, "").startswith("LATIN ")
    return named and char.isalpha() and (char < "\u0180" or "\u1e00" <= char <= "\u1eff")


def _looks_like_a_slip(name: str) -> bool:
    too_long_for_a_slip = len(name) > _LONGEST_UNASKED
    # "Budi lima ratus ribu" says more than a name, but "Toko Lima Ribu" is one.
    has_amount = find_amount(name, is_named=False) is not None
    return (
        too_long_for_a_slip
        or has_amount
        or bool(_SAME_LETTER.search(name) or _STRAY_MARKS.search(name))
    )
