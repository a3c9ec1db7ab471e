"""How fast Telegram may be called: in all, and in one chat.

Telegram's limits are unwritten: about 30 calls a second for the whole bot, one a second in a chat,
20 a minute in a group (measurements.md, 4.1). What is asked of Telegram is counted where it is
answered, too, because nobody knows when between the two it has arrived.
"""

from datetime import timedelta

from storage.engine.unit_of_work import Work
from storage.models.outbox import Kind, Outgoing, Priority
from storage.repositories import chat_queues, places, rate_buckets
from storage.repositories.places import Free, Place, Window
from storage.repositories.rate_buckets import Rate

LEASE = timedelta(seconds=60)
"""How long a claim on a row outlives its sender; it is not renewed."""
_UNANSWERED = timedelta(seconds=3)
"""How long a call without an answer counts. By then it has reached Telegram, if it ever does. It
must not count for as long as it hangs, or 28 chats that hang would hold up all others. Should more
arrive at once when a network comes back, Telegram says when to try again."""
_ALL = Window("calls", 28, timedelta(seconds=1), _UNANSWERED)
"""Every call of the sender, whatever it does. Two are left for the others: they only ask."""
_LEFT_FREE = {
    Priority.WIPE: 0,
    Priority.CODE: 0,
    Priority.ANSWER: 4,
    Priority.NEWS: 8,
    Priority.MENU: 8,
    Priority.LIVE: 8,
}
"""How many places stay free for what is more urgent. A place that is taken is not free again for a
second, so without these a code would wait for most of it whenever much else is said."""
_CHAT_EVERY, _CHAT_BURST = 1.0, 4
_LEFT_BY_NEWS = 2
"""Of a chat's burst: for a card, and for the edit that brings its code."""
_GROUP_EVERY, _GROUP_BURST = 3.9, 5
_IS_NEWS = frozenset({Kind.NOTICE, Kind.LIVE, Kind.DIGEST, Kind.PROPOSAL})
_OF_NO_CHAT = frozenset({Kind.TOAST, Kind.MENU, Kind.LEAVE})
"""Acts that put nothing into a chat: they count for the whole bot only."""


def free_places(work: Work) -> Free:
    """Say when there are places for the bot's next calls.

    All other callers, on every replica, wait until the transaction ends. So one claims at a time,
    and sees what the one before has claimed.
    """
    return places.look(work, _ALL)


def least_allowed(free: Free, least: Priority) -> Priority | None:
    """Return what may be called at once, down to which rank; None when nothing may."""
    allowed = [each for each in Priority if each <= least and wait_of(free, each) <= 0]
    return max(allowed, default=None)


def wait_of(free: Free, rank: Priority) -> float:
    """Return the seconds until a rank may make a call."""
    return free.waits[_LEFT_FREE[rank]]


def wait_in_chat(work: Work, row: Outgoing) -> float:
    """Return the seconds until a row's chat may get it."""
    if row.kind in _OF_NO_CHAT:
        return 0.0
    return rate_buckets.wait_for(work, _rate(row.chat_id, _left_free(work, row)))


def call(work: Work, row: Outgoing, place: Place) -> None:
    """Count a call that is about to be made without waiting."""
    places.take(work, place)
    if row.kind not in _OF_NO_CHAT:
        rate_buckets.take_each(work, _rate(row.chat_id, _left_free(work, row)))


def answered(work: Work, chat_id: int, kind: Kind, place: Place) -> None:
    """Count a call from its answer on: it may have arrived just before."""
    places.answered(work, _ALL, place)
    if kind not in _OF_NO_CHAT:
        rate_buckets.count_from_now(work, _rate(chat_id))


def _left_free(work: Work, row: Outgoing) -> int:
    """Return how much of its chat's burst a row leaves; news that count as an answer, nothing."""
    young = row.created_at > work.now - chat_queues.A_RANK_EACH
    return _LEFT_BY_NEWS if row.kind in _IS_NEWS and young else 0


def _rate(chat_id: int, left_free: int = 0) -> Rate:
    if chat_id < 0:
        return Rate(f"chat:{chat_id}", _GROUP_EVERY, _GROUP_BURST)
    return Rate(f"chat:{chat_id}", _CHAT_EVERY, _CHAT_BURST, left_free)
