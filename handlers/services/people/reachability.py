"""Who has blocked the bot, and how often it listens to people outside the company."""

import hashlib
from enum import StrEnum

from handlers.services.policy import Policy
from storage.engine.unit_of_work import Work
from storage.repositories import people, rate_buckets
from storage.repositories.rate_buckets import Rate

_GROUP_EVERY_SECONDS = 3600.0
_CLAIM_EVERY_SECONDS, _CLAIMS_AT_ONCE = 3600.0, 5
_SUSPENDED_EVERY_SECONDS = 600.0
_SAID_EVERY_SECONDS = 60.0
_HOUR, _DAY = 3600.0, 86_400.0
_KNOCKS_AN_HOUR, _KNOCKS_A_DAY, _KNOCKS_OF_ONE = 30, 200, 5
_CLAIMS_OF_ONE_LINK = 20


class Knocking(StrEnum):
    """Kinds of senders outside the company. Each kind has its own bounds, shared by all of it."""

    STRANGERS = "strangers"
    GROUPS = "groups"
    SUSPENDED = "suspended"
    CLAIMANTS = "claimants"
    """People who used an invitation and wait for approval. They ask how it stands, and no flood of
    strangers may drown that. Only admins can make more of them."""


def may_knock(work: Work, who: Knocking, chat_id: int) -> bool:
    """Say whether something of an update from outside is kept: so many an hour and a day.

    However many they are: without a place among all of them no row is made for one.
    """
    together = (
        Rate(f"knock:{who}:hour", _HOUR / _KNOCKS_AN_HOUR, _KNOCKS_AN_HOUR),
        Rate(f"knock:{who}:day", _DAY / _KNOCKS_A_DAY, _KNOCKS_A_DAY),
    )
    own = Rate(f"knock:{chat_id}", _HOUR / _KNOCKS_OF_ONE, _KNOCKS_OF_ONE)
    if any(rate_buckets.wait_for(work, rate) > 0 for rate in together):
        return False
    return rate_buckets.take_each(work, *together, own) <= 0


def forget_buckets(work: Work, _policy: Policy) -> None:
    """Delete counters of senders from long ago, so that their rows stay bounded in all."""
    rate_buckets.forget_empty(work)


def may_claim(work: Work, stranger_id: int, invite_id: int) -> bool:
    """Say whether somebody with an open invitation is heard: always, but not a thousand times."""
    link = Rate(f"invite:{invite_id}", _HOUR / _CLAIMS_OF_ONE_LINK, _CLAIMS_OF_ONE_LINK)
    own = Rate(f"invited:{stranger_id}", _HOUR / _KNOCKS_OF_ONE, _KNOCKS_OF_ONE)
    return rate_buckets.take_each(work, link, own) <= 0


def may_answer_suspended(work: Work, person_id: int) -> bool:
    """Say whether a suspended person is told so now: many words may still wait to be handled."""
    return rate_buckets.take(work, f"suspended:{person_id}", _SUSPENDED_EVERY_SECONDS, 1) <= 0


def may_say(work: Work, person_id: int, sentence: str) -> bool:
    """Say whether a person may hear a sentence beside their questions: each once a minute.

    The row is shared by all replicas, outlives a restart, and is deleted an hour later. Only people
    of the company come so far, so there are few.
    """
    mark = hashlib.sha256(sentence.encode()).hexdigest()[:16]
    return rate_buckets.take(work, f"said:{person_id}:{mark}", _SAID_EVERY_SECONDS, 1) <= 0


def blocked(work: Work, person_id: int) -> None:
    """Keep that a person has blocked the bot; their next update takes it back (people.meet)."""
    person = people.get(work, person_id)
    if person is not None:
        person.unreachable = True


def may_answer_group(work: Work, group_id: int) -> bool:
    """Say whether a group is to get its one sentence of the hour."""
    return rate_buckets.take(work, f"group:{group_id}", _GROUP_EVERY_SECONDS, 1) <= 0


def may_answer_claim(work: Work, stranger_id: int) -> bool:
    """Say whether a stranger with a dead link gets an answer: some, but not for ever."""
    scope = f"claim:{stranger_id}"
    return rate_buckets.take(work, scope, _CLAIM_EVERY_SECONDS, _CLAIMS_AT_ONCE) <= 0
