"""The three results of reading what a person typed: yes, "did you mean", no."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

from storage.values.rupiah import Rupiah

T_co = TypeVar("T_co", covariant=True)


class NotCanonicalError(ValueError):
    """A text is not in canonical form. The error carries no personal data."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"not the canonical form of {kind}")
        self.kind = kind


class Reason(StrEnum):
    """Why a text was refused. `tests/vectors/input_validation.tsv` has an example of most."""

    PHONE_CHARACTERS = "only digits, space, + - ( ) ."
    LANDLINE = "landline, mobile needed"
    SERVICE_NUMBER = "service number"
    FOREIGN = "not an Indonesian number"
    PHONE_START = "must start 08, +62 or 62"
    UNKNOWN_PREFIX = "unknown mobile prefix"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    EXTRA_DIGITS = "digits behind a complete number"
    SEVERAL_PHONES = "more than one number"
    BANK_ACCOUNT = "bank account, mobile needed"
    NO_COUNTRY = "no 0 or 62 before it: the country is unknown"

    FEW_LETTERS = "at least 2 letters"
    DIGITS_IN_NAME = "no digits in a name"
    COMMAND = "command"
    NAME_CHARACTERS = "character not allowed"
    NOT_LATIN = "Latin letters only"
    BIDI = "invisible direction characters"
    INVISIBLE = "invisible characters"

    UNCLEAR = "unclear; write it in full"
    GROUPED_WITH_UNIT = "grouped number with a unit is ambiguous"
    AMBIGUOUS_M = "m is ambiguous (juta or miliar)"
    CENTS = "no cents"
    UNREADABLE = "not a number we can read"
    START_WITH_DIGITS = "start with digits, e.g. 500.000"
    UNKNOWN_UNIT = "unknown unit"
    PLAIN_DIGITS = "plain digits only"
    BELOW_MINIMUM = "minimum"
    ABOVE_MAXIMUM = "maximum"
    NOT_A_MULTIPLE = "multiple of"


@dataclass(frozen=True)
class Ok(Generic[T_co]):
    """It can mean only this."""

    value: T_co


@dataclass(frozen=True)
class Ask(Generic[T_co]):
    """It probably means this, which is legal. A person must confirm it."""

    guess: T_co
    instead: T_co | None = None
    """The other thing that it may mean, where there are two."""


@dataclass(frozen=True)
class No:
    """It is refused."""

    reason: Reason
    limit: Rupiah | None = None
    """The minimum, maximum or step that was missed. None for other reasons."""
    nearest: tuple[Rupiah, ...] = ()
    """With NOT_A_MULTIPLE: the legal amounts next to it, ascending."""


Reading: TypeAlias = Ok[T_co] | Ask[T_co] | No
