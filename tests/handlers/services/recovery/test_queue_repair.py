"""What a program of before the queues keeps and ends beside us is taken, and holds up nobody."""

from sqlalchemy import delete, update
from sqlmodel import col

from handlers.services.recovery import after_upgrade, queue_repair
from storage.engine.unit_of_work import Work
from storage.models.inbox import IncomingQueue, StoredUpdate
from storage.repositories import inbox
from storage.repositories.inbox import Arrived
from tests.factories import AGENT, OTHER_AGENT, World

STRANGER = 6_000_000_001


def keep_as_before(work: Work, *chats: int) -> None:
    """Keep an update of each chat as a program does that knows no queues."""
    inbox.store_updates(work, [Arrived(chat, chat, "{}") for chat in chats])
    work.session.exec(delete(IncomingQueue).where(col(IncomingQueue.chat_id).in_(chats)))


def end_as_before(work: Work, *chats: int) -> None:
    ended = update(StoredUpdate).where(col(StoredUpdate.chat_id).in_(chats))
    work.session.exec(ended.values(done_at=work.now))


def take_all(world: World) -> list[int]:
    """Handle whatever there is; return whose it was, in turn."""

    def take(work: Work) -> int | None:
        found = inbox.next_update(work)
        if found is None:
            return None
        inbox.finish_update(work, found)
        return found.chat_id

    taken: list[int] = []
    while (chat := world.do(take)) is not None:
        taken.append(chat)
    return taken


def test_what_has_no_queue_is_taken_people_first(both_worlds: World) -> None:
    both_worlds.do(keep_as_before, STRANGER, AGENT)
    assert take_all(both_worlds) == []
    both_worlds.do(queue_repair.mend)
    assert take_all(both_worlds) == [AGENT, STRANGER]
    assert both_worlds.rows(IncomingQueue) == []


def test_it_is_seen_to_at_the_start(world: World) -> None:
    world.do(keep_as_before, AGENT)
    world.do(after_upgrade.bring_up_to_date)
    assert take_all(world) == [AGENT]


def test_queues_whose_update_is_ended_already_stand_before_nobody(both_worlds: World) -> None:
    chats = range(100, 120)
    both_worlds.do(inbox.store_updates, [Arrived(chat, chat, "{}") for chat in chats])
    both_worlds.do(end_as_before, *chats)
    both_worlds.do(inbox.store_updates, [Arrived(each, AGENT, "{}") for each in (1, 2)])
    both_worlds.do(inbox.store_updates, [Arrived(100_000, 100, "{}")])
    assert take_all(both_worlds) == []
    both_worlds.do(queue_repair.mend)
    assert take_all(both_worlds) == [AGENT, 100, AGENT]
    assert both_worlds.rows(IncomingQueue) == []


def test_what_is_in_order_is_left_as_it_is(both_worlds: World) -> None:
    both_worlds.do(inbox.store_updates, [Arrived(each, AGENT, "{}") for each in (1, 2)])
    both_worlds.do(inbox.store_updates, [Arrived(3, OTHER_AGENT, "{}")])
    before = both_worlds.rows(IncomingQueue)
    both_worlds.do(queue_repair.mend)
    assert both_worlds.rows(IncomingQueue) == before
