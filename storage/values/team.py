"""A team's name. It is typed once, then chosen. Case and blanks do not matter."""

import unicodedata
from hashlib import sha256

from storage.values.words import one_line

LONGEST_TEAM = 40
"""Characters of a new team's name."""
_MOST_OCTETS = 40
"""Room in the button that makes a team. Telegram allows 64 octets in all."""
_MARK_DIGITS = 16


def read_team(text: str) -> str | None:
    """Read a new team's name; None where it is empty or too long."""
    team = unicodedata.normalize("NFC", one_line(text))
    fits = len(team) <= LONGEST_TEAM and len(team.encode()) <= _MOST_OCTETS
    return team if team and fits else None


def team_key(team: str) -> str:
    """Return a key that all spellings of a team share; "" for no team."""
    return one_line(unicodedata.normalize("NFKC", team)).casefold()


def team_mark(team: str) -> str:
    """Return what stands for a team where its long name has no room, or nothing typed may be."""
    return sha256(team_key(team).encode()).hexdigest()[:_MARK_DIGITS]
