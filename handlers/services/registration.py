"""By whose settings Telegram posts, where processes of one house have different ones.

While address or secret are changed, a process with the older settings runs beside one with the
newer, and Telegram posts to one of them. Who registers says so in the database, and that it is
alive at every look. So the older one knows that nobody has taken anything, and a foreign process,
which cannot write there, does not look like ours.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto

from handlers.services import takeover
from storage.house_state import Webhook
from storage.repositories import house
from storage.unit_of_work import Work

_ALIVE = timedelta(seconds=60)
"""Who has not looked for so long is dead: four looks, or one with Telegram slow."""
_AGAIN_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Terms:
    """How Telegram is to post to a process."""

    url: str
    secret: str = field(repr=False)

    def macs(self, work: Work) -> Collection[str]:
        """Return their keyed hashes, that of the newest key first."""
        return work.vault.macs("webhook", f"{self.url}\n{self.secret}")


class Sight(Enum):
    """What a process sees when it looks where Telegram posts."""

    OURS = auto()
    UNSEEN = auto()
    """Telegram did not say."""
    OTHER_KINDS = auto()
    """Ours, for other kinds of updates."""
    DEAF = auto()
    """Our address, and nothing ever came with our secret: its own fault, or a proxy's."""
    REFUSED = auto()
    """Our address, but it seems with another secret than before."""
    ELSEWHERE = auto()


QUIET = frozenset({Sight.OURS, Sight.UNSEEN})
"""Nothing is to be set again."""


class Step(Enum):
    """What the process is to do about it."""

    KEEP = auto()
    REGISTER = auto()
    TAKE_BACK = auto()
    """The same, and somebody else who has the token is to blame."""
    LEAVE = auto()
    """A process of this house with newer settings is at work: all is its own."""


def claim(work: Work, terms: Terms, *, newest: bool) -> bool:
    """Note that a process registers with these settings, right before it does.

    Only who has just started has the newest. False: others have registered since.
    """
    found = house.webhook(work)
    if not newest and _is_anothers(work, terms, found):
        return False
    _confirm(work, terms, found)
    return True


def withdraw(work: Work, terms: Terms) -> None:
    """Note that Telegram does not take these settings: who has others need not wait."""
    found = house.webhook(work)
    if found is not None and found.settings_mac in terms.macs(work):
        found.confirmed_at = None


def look(work: Work, terms: Terms, sight: Sight) -> Step:
    """Judge what a process sees; a takeover is noted, and told."""
    found = house.webhook(work)
    if _is_anothers(work, terms, found):
        return Step.LEAVE
    if found is None or found.settings_mac not in terms.macs(work):
        # Newer settings are over: what Telegram has may be theirs, and accuses nobody.
        return Step.KEEP if sight is Sight.UNSEEN else Step.REGISTER
    _confirm(work, terms, found)
    if sight is Sight.ELSEWHERE:
        takeover.taken(work)
        return Step.TAKE_BACK
    if sight is Sight.REFUSED and _is_refused_again(work, found):
        takeover.taken(work, stops=False)
        return Step.TAKE_BACK
    return Step.KEEP if sight in QUIET else Step.REGISTER


def _is_anothers(work: Work, terms: Terms, found: Webhook | None) -> bool:
    """Say whether a process that is alive has registered with other settings since."""
    if found is None or found.confirmed_at is None or found.settings_mac in terms.macs(work):
        return False
    return abs(work.now - found.confirmed_at) < _ALIVE


def _confirm(work: Work, terms: Terms, found: Webhook | None) -> None:
    ours, *_by_older_keys = terms.macs(work)
    if found is None:
        work.session.add(Webhook(settings_mac=ours, confirmed_at=work.now))
    else:
        found.settings_mac, found.confirmed_at = ours, work.now


def _is_refused_again(work: Work, found: Webhook) -> bool:
    """Say whether what may be another secret has come again after we had registered.

    A proxy that answers 404 while it is being changed looks the same to Telegram, and posts of
    anybody's look the same to us. Both together may come again, too: so it is told, but stops
    nothing by itself. Nobody hears what people write in this way; it only does not reach us.
    """
    before = found.refused_at
    since = None if before is None else abs(work.now - before)
    if since is not None and since < takeover.THE_SAME:
        return False  # another replica has seen it, too
    found.refused_at = work.now
    return since is not None and since < _AGAIN_WITHIN
