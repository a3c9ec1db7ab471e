"""Hours of the day as people write them: "21:00-06:00", "9 to 5", "21.30 sampai 6"."""

import re

_MINUTES, _DAY = 60, 24 * 60
_TIME = r"(?P<{0}>[0-9]{{1,2}})(?:[.:](?P<{0}_minute>[0-9]{{2}}))?"
_ZONE = r"\s*(?:wib|wita|wit)?\s*"
_SPAN = re.compile(
    rf"\s*{_TIME.format('begins')}\s*(?:[-\u2013\u2014]|to|until|sampai|s/d|\s)\s*{_TIME.format('ends')}"
    + _ZONE,
    re.IGNORECASE,
)
_HOUR = re.compile(rf"\s*(?:at|jam|pukul)?\s*{_TIME.format('at')}{_ZONE}", re.IGNORECASE)


def read_hours(text: str) -> tuple[int, int] | None:
    """Return when a span begins and ends, in minutes after midnight; None if it is none.

    It goes over midnight where it ends earlier than it begins. A span without a length is none.
    """
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    begins, ends = (_minutes(found, name) for name in ("begins", "ends"))
    if begins is None or ends is None or begins == ends:
        return None
    return begins, ends


def read_hour(text: str) -> int | None:
    """Return a time of the day ("17", "18.30", "jam 7"), in minutes after midnight, or None."""
    found = _HOUR.fullmatch(text)
    return _minutes(found, "at") if found else None


def write_hour(minutes: int) -> str:
    """Write a time of the day: "21.00"."""
    return f"{minutes // _MINUTES:02}.{minutes % _MINUTES:02}"


def _minutes(found: re.Match[str], name: str) -> int | None:
    minute = int(found[f"{name}_minute"] or 0)
    moment = int(found[name]) * _MINUTES + minute
    return moment % _DAY if minute < _MINUTES and moment <= _DAY else None
