"""Faspay's words for a cash-out order: its fields, and the only amount factor."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.providers.faspay.channel import FaspayChannel
from bot.providers.faspay.clock import wib_text
from bot.providers.faspay.errors import FieldError
from bot.providers.faspay.fields import whole_number


class AmountUnit(StrEnum):
    """What 1 in trx_amount is worth (faspay-sendme.md, 7): hundredths of a rupiah, as proven."""

    HUNDREDTHS = "hundredths"
    RUPIAH = "rupiah"

    @property
    def per_rupiah(self) -> int:
        """How many of this unit make one rupiah."""
        return 100 if self is AmountUnit.HUNDREDTHS else 1

    def write(self, rupiah: int) -> str:
        """Rupiah to trx_amount."""
        return str(rupiah * self.per_rupiah)

    def read(self, text: str | None) -> int | None:
        """trx_amount to rupiah; None where it is absent; FieldError if it is no whole rupiah."""
        if text is None:
            return None
        number = whole_number(text)
        if number is None or number >= 10**_AMOUNT_DIGITS:
            raise FieldError("trx_amount")
        rupiah, rest = divmod(number, self.per_rupiah)
        if rest:
            raise FieldError("trx_amount")
        return rupiah


@dataclass(frozen=True)
class Sender:
    """What every order of this company carries."""

    virtual_account: str = field(repr=False)
    email: str
    """beneficiary_email, mandatory at Alfamart and Indomaret."""
    region_code: str = "0102"
    country_code: str = "ID"
    purpose_code: str = "1"
    description: str = ""
    """Stands last in trx_desc, as far as there is room."""


@dataclass(frozen=True)
class CashOut:
    """One cash-out order in Faspay's terms, the amount still in rupiah."""

    channel: FaspayChannel
    order_no: str
    name: str = field(repr=False)
    phone: str = field(repr=False)
    rupiah: int
    callback_url: str = field(repr=False)
    purpose: str = ""
    """Stands after the order number in trx_desc, as far as there is room."""


_AMOUNT_DIGITS = 12
_LENGTHS = {
    "virtual_account": 20,
    "beneficiary_name": 255,
    "beneficiary_account_name": 255,
    "beneficiary_phone": 15,
    "beneficiary_email": 128,
    "trx_amount": _AMOUNT_DIGITS,
    "callback_url": 255,
}


def transfer_fields(
    order: CashOut, sender: Sender, unit: AmountUnit, at: datetime
) -> dict[str, str]:
    """Build the transfer request of table 3.4, every value a string as the Java SDK sends them.

    Raise FieldError, before anything is sent, for what the channel cannot take.
    """
    channel = order.channel
    if not channel.takes(order.rupiah):
        raise FieldError("trx_amount")
    extra = _extra_fields(order, sender, at)
    fields = {
        "virtual_account": sender.virtual_account,
        "beneficiary_bank_code": channel.bank_code,
        "trx_no": order.order_no,
        "beneficiary_phone": order.phone,
        "trx_amount": unit.write(order.rupiah),
        "trx_desc": _description(order, sender),
        **{name: extra[name] for name in channel.fields},
    }
    for name, value in fields.items():
        if len(value) > _LENGTHS.get(name, 255):
            raise FieldError(name)
    return fields


def _description(order: CashOut, sender: Sender) -> str:
    """Put the order number first: by it the statement's line is found, however much is cut off."""
    parts = (order.order_no, order.purpose, sender.description)
    whole = " ".join(part for part in parts if part)
    return whole[: order.channel.description].strip()


def _extra_fields(order: CashOut, sender: Sender, at: datetime) -> dict[str, str]:
    """Return every field that some channel asks for."""
    return {
        "beneficiary_name": order.name,
        "beneficiary_account_name": order.name,
        "beneficiary_region_code": sender.region_code,
        "beneficiary_country_code": sender.country_code,
        "beneficiary_purpose_code": sender.purpose_code,
        "beneficiary_email": sender.email,
        "trx_date": wib_text(at),
        "trx_expired": "",  # Faspay's own expiry
        "instruct_date": "",  # at once
        "callback_url": order.callback_url,
    }
