"""The clock of every command; a test may set another one here."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the time by this machine."""
    return datetime.now(UTC)
