"""By whose settings Telegram posts, where replicas have different ones.

While address or secret are changed, a process with the older settings runs beside one with the
newer, and Telegram posts to one of them: to that which started last. Each writes its address into
the database before it registers, right after that Telegram has taken it, and at every look that it
is alive and hears Telegram. So the older one knows that nobody has taken anything, and a foreign
process, which cannot write there, does not look like ours.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto

from handlers.services.controls import takeover
from storage.engine.unit_of_work import Work
from storage.models.webhook import Webhook, WebhookAddress
from storage.repositories import webhook_settings

_ALIVE = timedelta(seconds=45)
"""A process that has not looked for this long is dead: three looks, or one while Telegram is
slow."""
_OURS_FOR = timedelta(days=1)
"""How long an address stays ours after its last use: names change hands."""
_AGAIN_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Terms:
    """How Telegram is to post to a process."""

    url: str
    secret: str = field(repr=False)
    turn: int = 0
    """Its number among all starts of this system. The last start has the highest."""

    def macs(self, work: Work) -> Collection[str]:
        """Return their keyed hashes, that of the newest key first."""
        return work.vault.macs("webhook", f"{self.url}\n{self.secret}")


class Sight(Enum):
    """What a process sees when it looks where Telegram posts."""

    OURS = auto()
    OTHER_KINDS = auto()
    """Ours, for other kinds of updates."""
    DEAF = auto()
    """Our address, but nothing ever came with our secret: our own fault, or a proxy's."""
    REFUSED = auto()
    """Our address, but it seems with another secret than before."""
    ELSEWHERE = auto()


class RegistrationStep(Enum):
    """What the process is to do about it."""

    KEEP = auto()
    REGISTER = auto()
    TAKE_BACK = auto()
    """The same, and somebody else who has the token is to blame."""
    LEAVE = auto()
    """Another replica with newer settings is at work. Leave everything to it."""


def start(work: Work) -> int:
    """Return the turn of a process that has just started: the latest of all."""
    found = webhook_settings.in_force(work)
    found.turns += 1
    return found.turns


def announce(work: Work, terms: Terms) -> bool:
    """Note our address right before each try to register it; False: leave it to another process."""
    if _is_anothers(work, terms, webhook_settings.in_force(work)):
        return False
    _use(work, terms)
    return True


def confirm(work: Work, terms: Terms) -> None:
    """Note that Telegram has taken these settings. A process that started later repairs its own."""
    found = webhook_settings.in_force(work)
    if not _is_anothers(work, terms, found):
        _confirm(work, terms, found)


def withdraw(work: Work, terms: Terms) -> None:
    """Note that a process with these settings ends, so that others need not wait."""
    found = webhook_settings.in_force(work)
    if found.settings_mac in terms.macs(work):
        found.confirmed_at = None


def look(work: Work, terms: Terms, sight: Sight, url: str = "") -> RegistrationStep:
    """Judge what a process sees; note and tell a takeover. `url`: where Telegram posts."""
    found = webhook_settings.in_force(work)
    if _is_anothers(work, terms, found):
        return RegistrationStep.LEAVE
    is_told = found.settings_mac in terms.macs(work)
    if is_told:
        _confirm(work, terms, found)
    if sight is Sight.ELSEWHERE and not _is_ours(work, url):
        takeover.taken(work)
        return RegistrationStep.TAKE_BACK
    if is_told and sight is Sight.REFUSED and _is_refused_again(work, found):
        takeover.taken(work, stops=False)
        return RegistrationStep.TAKE_BACK
    return RegistrationStep.KEEP if is_told and sight is Sight.OURS else RegistrationStep.REGISTER


def _is_anothers(work: Work, terms: Terms, found: Webhook) -> bool:
    """Say whether a process that is alive and started later has registered other settings."""
    if found.confirmed_at is None or found.settings_mac in terms.macs(work):
        return False
    return found.turn >= terms.turn and abs(work.now - found.confirmed_at) < _ALIVE


def _is_ours(work: Work, url: str) -> bool:
    """Say whether any process of ours has told that it registers this address."""
    known = (webhook_settings.address(work, mac) for mac in _address_macs(work, url))
    return any(each is not None and abs(work.now - each.used_at) < _OURS_FOR for each in known)


def _confirm(work: Work, terms: Terms, found: Webhook) -> None:
    ours, *by_older_keys = terms.macs(work)
    is_same = found.settings_mac in {ours, *by_older_keys}
    found.turn = max(found.turn, terms.turn) if is_same else terms.turn
    found.settings_mac, found.confirmed_at = ours, work.now
    _use(work, terms)


def _use(work: Work, terms: Terms) -> None:
    ours, *_by_older_keys = _address_macs(work, terms.url)
    found = webhook_settings.address(work, ours)
    if found is None:
        work.session.add(WebhookAddress(address_mac=ours, used_at=work.now))
    else:
        found.used_at = work.now


def _address_macs(work: Work, url: str) -> Collection[str]:
    return work.vault.macs("webhook address", url)


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
