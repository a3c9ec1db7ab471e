"""What Faspay said of an order: its references, digits and codes, for its support to find it by.

They are no secrets and no personal data, so they stay when the code is wiped.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlmodel import Field, SQLModel

from storage.models.columns import choice, moment

_SHORTEST_SECRET = 4


def repeats(text: str, secret: str) -> bool:
    """Say whether a text holds a secret in any spelling: a code, a phone, a name.

    Blanks and marks between its signs, and how letters are written, hide nothing.
    """
    number, name = _digits(secret), _letters(secret)
    if not name:
        phone = number.removeprefix("62").lstrip("0")
        return _holds(_digits(text), phone) or _holds(_digits(text), number)
    return secret in text or _holds(_letters(text), name) or _holds(_signs(text), _signs(secret))


def _holds(text: str, secret: str) -> bool:
    return len(secret) >= _SHORTEST_SECRET and secret in text


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _signs(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum()).casefold()


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalpha()).casefold()


class AnswerSource(StrEnum):
    """What was answered."""

    ACCESS = "access"
    """Our request for access, which comes before every transfer."""
    TRANSFER = "transfer"
    INQUIRY = "inquiry"
    CALLBACK = "callback"
    """Nothing was: Faspay, or whoever knows the address, said it unasked."""


class StatedStatus(StrEnum):
    """What a status digit means on Faspay's pages."""

    PROCESS = "process"
    SUCCESS = "success"
    FAILED = "failed"
    REVERSED = "reversed"
    ERROR = "error"


@dataclass(frozen=True)
class AnswerDetails:
    """One answer, as far as it may be kept in the clear; None for what it did not say."""

    transaction_id: str | None = None
    """trx_id: Faspay's own number of the transaction."""
    reference: str | None = None
    """trx_reff."""
    dated: str | None = None
    """trx_date as it came: WIB, without saying so (faspay-sendme.md, 2)."""
    instructed: str | None = None
    """instruct_date as it came."""
    http_status: int | None = None
    """Where it was not 200."""
    status: str | None = None
    """The digit: trx_status, or the answer's own status where there is none."""
    means: StatedStatus | None = None
    """What the digit means; None for one that no page explains."""
    response_code: str | None = None
    text: str | None = None
    """Its words, where Faspay's page lists them: others may hold a name."""

    @property
    def states_something(self) -> bool:
        """Whether it says how the transaction is, and is more than a sign of an outage."""
        return self.status is not None or self.response_code is not None


def without(details: AnswerDetails, secrets: Sequence[str]) -> AnswerDetails:
    """Leave out what repeats a secret: then it is no reference and no date."""

    def kept(text: str | None) -> str | None:
        return None if text is None or any(repeats(text, each) for each in secrets) else text

    return replace(
        details,
        transaction_id=kept(details.transaction_id),
        reference=kept(details.reference),
        dated=kept(details.dated),
        instructed=kept(details.instructed),
    )


NOTHING_SAID: Final = AnswerDetails()
"""No answer came, or nothing of it may be kept."""


class ProviderAnswer(SQLModel, table=True):
    """The newest answer of each kind to an order."""

    __tablename__ = "provider_answers"

    order_no: str = Field(primary_key=True, max_length=12)
    source: AnswerSource = Field(sa_column=choice(AnswerSource, primary_key=True))
    said_at: datetime = Field(sa_column=moment())
    """When this was said first."""
    transaction_id: str | None = Field(default=None, max_length=64)
    reference: str | None = Field(default=None, max_length=255)
    dated: str | None = Field(default=None, max_length=32)
    instructed: str | None = Field(default=None, max_length=32)
    http_status: int | None = Field(default=None)
    status: str | None = Field(default=None, max_length=4)
    means: StatedStatus | None = Field(default=None, sa_column=choice(StatedStatus, nullable=True))
    response_code: str | None = Field(default=None, max_length=4)
    text: str | None = Field(default=None, max_length=100)

    @property
    def details(self) -> AnswerDetails:
        """What it says."""
        return AnswerDetails(**{name: getattr(self, name) for name in asdict(NOTHING_SAID)})
