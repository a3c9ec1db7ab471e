"""The last safety net of the logs: cuts out what looks like a secret, a code or a phone number."""

import re
from collections.abc import Iterable

CUT = "…"
_LONGEST = 300
_SHORTEST_SECRET = 6
"""Shorter secrets would cut out half of every line."""

_PATTERNS = (
    (re.compile(r"/bot[^/\s]*:[^/\s]+"), f"/bot{CUT}"),
    (re.compile(r"/faspay/callback/\S+"), f"/faspay/callback/{CUT}"),
    (re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}"), CUT),  # a bot token
    (re.compile(r"[A-Za-z0-9+/=_-]{40,}"), CUT),  # sealed values, keys, capability tokens
    (re.compile(r"(?<!\d)(?:\+?62[\s.-]?|0)8\d{1,3}(?:[\s.-]?\d{2,4}){2,4}(?!\d)"), CUT),  # a phone
    (re.compile(r"\d{8,}"), CUT),  # a cash-out code, or a phone written otherwise
)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


class Redactor:
    """Cleans free text. Numeric fields do not pass through it."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = sorted({s for s in secrets if len(s) >= _SHORTEST_SECRET}, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, known))) if known else None

    def text(self, text: str) -> str:
        """Return one line without secrets, at most 300 characters."""
        clean = self.exact(text)
        for pattern, instead in _PATTERNS:
            clean = pattern.sub(instead, clean)
        clean = _CONTROL.sub(" ", clean).strip()
        return clean if len(clean) <= _LONGEST else clean[:_LONGEST] + CUT

    def message(self, error: BaseException) -> str:
        """Return an exception's first line without its quotes, which hold names and values."""
        lines = self.exact(str(error)).splitlines()
        return self.text(_QUOTED.sub(f"'{CUT}'", lines[0])) if lines else ""

    def exact(self, text: str) -> str:
        """Cut out the known secrets only."""
        return self._secrets.sub(CUT, text) if self._secrets else text
