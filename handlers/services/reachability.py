"""Where the bot is heard: who has blocked it, and which group it has just answered."""

from storage.repositories import house, people
from storage.unit_of_work import Work

_GROUP_EVERY_SECONDS = 3600.0
_CLAIM_EVERY_SECONDS, _CLAIMS_AT_ONCE = 3600.0, 5


def blocked(work: Work, person_id: int) -> None:
    """Keep that a person has blocked the bot; their next update takes it back (people.meet)."""
    person = people.get(work, person_id)
    if person is not None:
        person.unreachable = True


def may_answer_group(work: Work, group_id: int) -> bool:
    """Say whether a group is to get its one sentence of the hour."""
    return house.take(work, f"group:{group_id}", _GROUP_EVERY_SECONDS, 1) <= 0


def may_answer_claim(work: Work, stranger_id: int) -> bool:
    """Say whether a stranger with a dead link gets an answer: some, but not for ever."""
    scope = f"claim:{stranger_id}"
    return house.take(work, scope, _CLAIM_EVERY_SECONDS, _CLAIMS_AT_ONCE) <= 0
