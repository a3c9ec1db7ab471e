"""Where a beneficiary can collect cash, as data."""

from enum import StrEnum


class Channel(StrEnum):
    """A cash-out channel, by our own word: what a provider calls it stands with the provider."""

    PERMATA = "permata"
    ALFAMART = "alfamart"
    INDOMARET = "indomaret"
