"""Repairs the incoming queues beside a replica of an older version, which does not know them."""

from handlers.services.policy import Policy
from storage.engine.unit_of_work import Work
from storage.models.inbox import Precedence
from storage.models.person import Standing
from storage.repositories import inbox, people


def mend(work: Work, _policy: Policy | None = None) -> None:
    """Give a queue to each chat whose open updates have none, and a right head to each queue.

    Without a queue an update is never taken; and queues whose head is done stand before all others.
    """
    oldest, stale = inbox.unqueued(work), inbox.stale_queues(work)
    standings = people.standings(work, oldest.keys())
    for chat_id in sorted({*oldest, *stale}):  # in one order, as whoever stores updates
        if chat_id in oldest:
            is_active = standings.get(chat_id) is Standing.ACTIVE
            precedence = Precedence.PEOPLE if is_active else Precedence.OTHERS
            inbox.enqueue(work, chat_id, oldest[chat_id], precedence)
        else:
            inbox.mend_head(work, chat_id)
