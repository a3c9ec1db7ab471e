"""Updates that a program of before the queues has kept or ended: while replicas are exchanged."""

from handlers.services.policy import Policy
from storage.inbox import Precedence
from storage.person import Standing
from storage.repositories import inbox, people
from storage.unit_of_work import Work


def mend(work: Work, _policy: Policy | None = None) -> None:
    """Give a queue to each chat whose open updates have none, and a right head to each queue.

    Without a queue an update is never taken; and queues whose head is done stand before all others.
    """
    heads = inbox.unqueued(work)
    standings = people.standings(work, heads.keys())
    for chat_id, seq in sorted(heads.items()):  # in one order, as whoever stores updates
        is_active = standings.get(chat_id) is Standing.ACTIVE
        precedence = Precedence.PEOPLE if is_active else Precedence.OTHERS
        inbox.enqueue(work, chat_id, seq, precedence)
    inbox.mend_heads(work)
