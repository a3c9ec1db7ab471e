"""Faspay's clock: its strings are Western Indonesian Time (faspay-sendme.md, 2), its Dates UTC."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

WIB = timezone(timedelta(hours=7), "WIB")
"""Asia/Jakarta: UTC+7 all year, so no time zone database is asked."""

_STAMP = "%Y-%m-%d %H:%M:%S"
_DAY = "%Y-%m-%d"
_STATEMENT = "%d/%m/%Y %H:%M:%S"
_SECOND = timedelta(seconds=1)
_TO_THE_END_OF_A_DAY = timedelta(days=1) - _SECOND
_AGREE = timedelta(seconds=30)


class Skew:
    """Faspay's clock minus ours, as far as it is certain, from the Date headers of its answers.

    A Date tells whole seconds, and it was written at some time between our asking and its coming:
    what a slow answer leaves possible speaks for our clock. Two answers in a row must agree, for
    one front-end of many may be wrong.
    """

    def __init__(self) -> None:
        self._last: timedelta | None = None
        self._before: timedelta | None = None
        self.heard = False
        """Something was answered, with a Date or without."""

    @property
    def known(self) -> timedelta | None:
        """What the last two answers agree on; None before the first with a Date."""
        if self._last is None or self._before is None:
            return self._last
        if (self._last < timedelta()) is not (self._before < timedelta()):
            return timedelta()
        return min(self._last, self._before, key=abs)

    @property
    def is_doubtful(self) -> bool:
        """Say whether the last answer claims a difference that the one before it does not."""
        if self._last is None or abs(self._last) < _AGREE:
            return False
        return self._before is None or abs(self._last - self._before) >= _AGREE

    def note(self, date: str | None, age: str | None, asked: datetime, came: datetime) -> None:
        """Take an answer's Date and Age headers; `asked` and `came` are by our clock."""
        self.heard = True
        at = read_http_date(date)
        if at is None or age not in {None, "0"} or came < asked:
            return  # none, a cache's, or our own clock was set back meanwhile
        least, most = at - came, at + _SECOND - asked
        self._before = self._last
        self._last = max(least, min(most, timedelta()))


def wib_text(at: datetime) -> str:
    """Write an aware time the way Faspay does: YYYY-MM-DD HH:MM:SS."""
    return at.astimezone(WIB).strftime(_STAMP)


def read_wib(text: str | None) -> datetime | None:
    """Read YYYY-MM-DD HH:MM:SS as aware UTC; None where it is something else."""
    return _read(text, _STAMP)


def read_end(text: str | None) -> datetime | None:
    """Read when something ends, as aware UTC; a day alone ends at 23:59:59 WIB.

    The tables give trx_expired the type yyyy-mm-dd, the sample has a time (faspay-sendme.md, 3.5).
    """
    day = _read(text, _DAY)
    return read_wib(text) if day is None else day + _TO_THE_END_OF_A_DAY


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
