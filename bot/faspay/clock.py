"""Faspay's clock: its strings are Western Indonesian Time (faspay-sendme.md, 2)."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

WIB = timezone(timedelta(hours=7), "WIB")
"""Asia/Jakarta: UTC+7 all year, so no time zone database is asked."""

_STAMP = "%Y-%m-%d %H:%M:%S"
_STATEMENT = "%d/%m/%Y %H:%M:%S"


def wib_text(at: datetime) -> str:
    """Write an aware time the way Faspay does: YYYY-MM-DD HH:MM:SS."""
    return at.astimezone(WIB).strftime(_STAMP)


def read_wib(text: str | None) -> datetime | None:
    """Read YYYY-MM-DD HH:MM:SS as aware UTC; None where it is something else."""
    return _read(text, _STAMP)


def read_statement_time(text: str | None) -> datetime | None:
    """Read DD/MM/YYYY HH:MM:SS (faspay-sendme.md, 3.8) as aware UTC; None where it is not."""
    return _read(text, _STATEMENT)


def read_http_date(text: str | None) -> datetime | None:
    """Read a Date header as aware UTC; None where it cannot be read."""
    try:
        at = parsedate_to_datetime(text or "")
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _read(text: str | None, form: str) -> datetime | None:
    try:
        return datetime.strptime(text or "", form).replace(tzinfo=WIB).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
