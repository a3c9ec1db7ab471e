"""What Faspay's status digits mean: the only status table (faspay-sendme.md, 5)."""

from handlers.services.ports import ProviderStatus

_STATUSES = {status.value: status for status in ProviderStatus}


def read_status(digit: str | None) -> ProviderStatus | None:
    """Read a status; None for one that is not in the table: that says nothing."""
    return _STATUSES.get(digit or "")
