"""Where a beneficiary can collect cash, as data."""

from enum import StrEnum


class Channel(StrEnum):
    """A cash-out channel; the value is Faspay's beneficiary_bank_code (faspay-sendme.md, 3.4)."""

    PERMATA = "C013"
    ALFAMART = "alf"
    INDOMARET = "imr"
