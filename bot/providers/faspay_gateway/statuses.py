"""What Faspay's status digits mean: the only status table (faspay-sendme.md, 5)."""

from bot.providers.faspay.fields import read_object
from handlers.services.provider_answers import ProviderStatus
from storage.models.provider_answer import StatedStatus

_STATUSES = {
    "1": ProviderStatus.ON_PROCESS,
    "2": ProviderStatus.SUCCESS,
    "4": ProviderStatus.FAILED,
    "5": ProviderStatus.REVERSED,
}

ERROR = "9"


def read_status(digit: str | None) -> ProviderStatus | None:
    """Read a status; None for one that is not in the table: that says nothing."""
    return _STATUSES.get(digit or "")


def stated(digit: str | None) -> StatedStatus | None:
    """Say what a digit means to people; None for one that no page explains.

    9 is an error of the call, and moves no order.
    """
    if digit == ERROR:
        return StatedStatus.ERROR
    status = read_status(digit)
    return StatedStatus(status.value) if status else None


def claimed_status(body: bytes) -> ProviderStatus | None:
    """Read the status that a callback claims; None for whatever cannot be read."""
    fields = read_object(body)
    return read_status(fields.text("trx_status", "status")) if fields is not None else None
