"""What Faspay's status digits mean: the only status table (faspay-sendme.md, 5)."""

from bot.providers.faspay.fields import read_object
from handlers.services.provider_answers import ProviderStatus

_STATUSES = {
    "1": ProviderStatus.ON_PROCESS,
    "2": ProviderStatus.SUCCESS,
    "4": ProviderStatus.FAILED,
    "5": ProviderStatus.REVERSED,
}


def read_status(digit: str | None) -> ProviderStatus | None:
    """Read a status; None for one that is not in the table: that says nothing."""
    return _STATUSES.get(digit or "")


def claimed_status(body: bytes) -> ProviderStatus | None:
    """Read the status that a callback claims; None for whatever cannot be read."""
    fields = read_object(body)
    return read_status(fields.text("trx_status", "status")) if fields is not None else None
