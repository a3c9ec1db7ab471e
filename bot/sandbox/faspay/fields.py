"""The request tables of the three channels, and a field's checks (faspay-sendme.md, 3.4)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import assert_never

from bot.sandbox.faspay.gate import STAMP, WIB
from bot.sandbox.faspay.refusals import RefusedError, Text


class Form(Enum):
    """What a field may hold. The value is a pattern for the whole text."""

    NUMERIC = r"[0-9]+"
    LETTERS_OR_DIGITS = r"[A-Za-z0-9]+"
    NUMBER_IN_A_PATH = r"[A-Za-z0-9_-]+"
    TEXT = r"[^\x00-\x1f\x7f]+"
    MAIL = r"[^\s@,]+@[^\s@,]+(\s*,\s*[^\s@,]+@[^\s@,]+)*"
    MOMENT = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
    URL = r"https?://[^\s]+"


class Presence(Enum):
    """Whether a field may be missing."""

    MANDATORY = "mandatory"
    MAY_BE_EMPTY = "the key is mandatory, its text may be empty"
    OPTIONAL = "optional"


@dataclass(frozen=True)
class Field:
    """One row of a request table. `longest` is in characters; `cut` means cut, not refused."""

    name: str
    form: Form
    longest: int
    presence: Presence = Presence.MANDATORY
    cut: bool = False


@dataclass(frozen=True)
class ChannelTable:
    """One channel's fields; amounts in hundredths of a rupiah, as on the wire."""

    bank_name: str
    name_field: str
    step_hundredths: int
    lowest_hundredths: int
    highest_hundredths: int | None
    fields: tuple[Field, ...]


_COUNTER = (
    Field("beneficiary_account_name", Form.TEXT, 255),
    Field("beneficiary_region_code", Form.NUMERIC, 4),
    Field("beneficiary_country_code", Form.LETTERS_OR_DIGITS, 2),
    Field("beneficiary_phone", Form.NUMERIC, 15),
    Field("beneficiary_email", Form.MAIL, 128),
    Field("trx_date", Form.MOMENT, 19),
    Field("trx_expired", Form.MOMENT, 19, Presence.OPTIONAL),
    Field("instruct_date", Form.MOMENT, 19, Presence.MAY_BE_EMPTY),
    Field("callback_url", Form.URL, 255, Presence.OPTIONAL),
)

CHANNELS: Mapping[str, ChannelTable] = {
    "C013": ChannelTable(
        "Permata CashOut",
        "beneficiary_name",
        step_hundredths=10_000_000,
        lowest_hundredths=10_000_000,
        highest_hundredths=150_000_000,
        fields=(
            Field("beneficiary_name", Form.TEXT, 255),
            Field("trx_no", Form.NUMBER_IN_A_PATH, 255),
            Field("beneficiary_phone", Form.NUMERIC, 15),
            Field("callback_url", Form.URL, 255),
            Field("trx_desc", Form.TEXT, 27, cut=True),
        ),
    ),
    "alf": ChannelTable(
        "Alfamart",
        "beneficiary_account_name",
        step_hundredths=5_000_000,
        lowest_hundredths=5_000_000,
        highest_hundredths=None,
        fields=(
            *_COUNTER,
            Field("beneficiary_purpose_code", Form.NUMERIC, 1),
            Field("trx_no", Form.NUMERIC, 12),
            Field("trx_desc", Form.TEXT, 15, cut=True),
        ),
    ),
    "imr": ChannelTable(
        "Indomaret",
        "beneficiary_account_name",
        step_hundredths=5_000_000,
        lowest_hundredths=5_000_000,
        highest_hundredths=None,
        fields=(
            *_COUNTER,
            Field("beneficiary_purpose_code", Form.NUMERIC, 1, Presence.OPTIONAL),
            Field("trx_no", Form.NUMBER_IN_A_PATH, 255),
            Field("trx_desc", Form.TEXT, 15, Presence.OPTIONAL, cut=True),
        ),
    ),
}


def checked_text(body: Mapping[str, object], field: Field) -> str:
    """Give the field's text, "" where it may be missing; raises RefusedError."""
    value = as_text(body.get(field.name), field)
    if not value:
        return _nothing(body, field)
    if re.fullmatch(field.form.value, value, re.ASCII) is None:
        raise RefusedError(Text.BAD_BODY, f"{field.name}: format")
    if field.form is Form.MOMENT:
        moment(value, field.name)
    if len(value) > field.longest and not field.cut:
        raise RefusedError(Text.BAD_BODY, f"{field.name}: too long")
    return value[: field.longest]


def as_text(value: object, field: Field) -> str:
    """Read a JSON value as PHP does: null is empty, and a numeric field may be a number."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and field.form is Form.NUMERIC:
        return str(value)
    raise RefusedError(Text.BAD_BODY, f"{field.name}: type")


def moment(text: str, name: str) -> datetime:
    """Read a WIB clock string; `name` is the field to blame."""
    try:
        return datetime.strptime(text, STAMP).replace(tzinfo=WIB)
    except ValueError:
        raise RefusedError(Text.BAD_BODY, f"{name}: format") from None


def _nothing(body: Mapping[str, object], field: Field) -> str:
    match field.presence:
        case Presence.MANDATORY:
            raise RefusedError(Text.BAD_BODY, f"{field.name}: mandatory")
        case Presence.MAY_BE_EMPTY if field.name not in body:
            raise RefusedError(Text.BAD_BODY, f"{field.name}: mandatory")
        case Presence.MAY_BE_EMPTY | Presence.OPTIONAL:
            return ""
        case _:
            assert_never(field.presence)
