"""Whose update is next: people of the company first, then chat by chat, however much waits."""

import threading
import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from storage.engine.unit_of_work import Work
from storage.models.inbox import IncomingQueue, Precedence, StoredUpdate
from storage.repositories import inbox
from storage.repositories.inbox import Arrived
from tests.bench.backlog import FEW, MANY, choose, fill
from tests.factories import World

FLOODER, OTHER_FLOODER, QUIET, STRANGER = 11, 12, 90, 91


def _store(world: World, chat_id: int, *update_ids: int) -> None:
    precedence = Precedence.OTHERS if chat_id == STRANGER else Precedence.PEOPLE
    world.do(
        inbox.store_updates,
        [Arrived(update_id, chat_id, "{}", precedence) for update_id in update_ids],
    )


def _handle(world: World) -> int | None:
    """Handle the next update; return whose it was."""

    def handle(work: Work) -> int | None:
        found = inbox.next_update(work)
        if found is None:
            return None
        inbox.finish_update(work, found)
        return found.chat_id

    return world.do(handle)


def test_who_writes_once_waits_for_one_turn_of_each_other_chat(both_worlds: World) -> None:
    _store(both_worlds, FLOODER, *range(100, 120))
    _store(both_worlds, OTHER_FLOODER, *range(200, 220))
    handled = [_handle(both_worlds) for _ in range(7)]
    _store(both_worlds, QUIET, 300)
    handled += [_handle(both_worlds) for _ in range(3)]
    assert QUIET in handled[7:]
    assert abs(handled.count(FLOODER) - handled.count(OTHER_FLOODER)) <= 1


def test_chats_take_turns_and_each_keeps_its_order(both_worlds: World) -> None:
    _store(both_worlds, FLOODER, 1, 2, 3)
    _store(both_worlds, OTHER_FLOODER, 4, 5)
    order = [_handle(both_worlds) for _ in range(6)]
    assert order == [FLOODER, OTHER_FLOODER, FLOODER, OTHER_FLOODER, FLOODER, None]
    done = sorted(both_worlds.rows(StoredUpdate), key=lambda update: update.update_id)
    assert all(update.done_at is not None for update in done)
    assert both_worlds.rows(IncomingQueue) == []


def test_who_writes_again_at_once_does_not_overtake_who_waits(world: World) -> None:
    _store(world, QUIET, 1)
    _store(world, FLOODER, 2)
    assert _handle(world) == QUIET
    _store(world, QUIET, 3)
    assert _handle(world) == FLOODER


def test_people_of_the_company_come_before_everybody_else(both_worlds: World) -> None:
    _store(both_worlds, STRANGER, 1)
    _store(both_worlds, FLOODER, 2, 3)
    assert [_handle(both_worlds) for _ in range(4)] == [FLOODER, FLOODER, STRANGER, None]


def test_a_chat_whose_update_is_put_off_gives_nobody_who_comes_a_head_start(world: World) -> None:
    _store(world, STRANGER + 1, 1)

    def put_off(work: Work) -> None:
        found = inbox.next_update(work)
        assert found is not None
        inbox.put_off_update(work, found, datetime.max.replace(tzinfo=UTC))

    world.do(put_off)
    _store(world, FLOODER, *range(10, 20))
    for _ in range(5):
        assert _handle(world) == FLOODER
    _store(world, OTHER_FLOODER, *range(20, 30))
    order = [_handle(world) for _ in range(6)]
    assert order.count(FLOODER) == order.count(OTHER_FLOODER) == 3


@pytest.mark.postgres
def test_what_is_stored_while_the_last_update_of_its_chat_ends_is_not_forgotten(
    postgres_world: World,
) -> None:
    _store(postgres_world, QUIET, 1)
    stored = threading.Thread(target=_store, args=(postgres_world, QUIET, 2))

    def handle(work: Work) -> None:
        found = inbox.next_update(work)
        assert found is not None
        inbox.finish_update(work, found)
        work.session.flush()
        stored.start()
        _until_somebody_waits(work)

    postgres_world.do(handle)
    stored.join(20)
    assert _handle(postgres_world) == QUIET


@pytest.mark.postgres
def test_an_update_is_never_handled_by_two_at_once(postgres_world: World) -> None:
    _store(postgres_world, QUIET, 1, 2)
    _store(postgres_world, FLOODER, 3)
    seen: list[int | None] = []

    def handle(work: Work) -> None:
        found = inbox.next_update(work)
        assert found is not None
        other = threading.Thread(target=lambda: seen.append(_handle(postgres_world)))
        other.start()
        other.join(20)
        again = threading.Thread(target=lambda: seen.append(_handle(postgres_world)))
        again.start()
        again.join(20)
        inbox.finish_update(work, found)

    postgres_world.do(handle)
    assert seen == [FLOODER, None]
    assert _handle(postgres_world) == QUIET


def _until_somebody_waits(work: Work) -> None:
    waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    for _ in range(400):
        if work.session.connection().execute(waits).scalar_one():
            return
        time.sleep(0.05)
    raise AssertionError("nobody waits for the queue")


@pytest.mark.parametrize("chats", [1, 10, MANY], ids=["one chat", "ten chats", "all chats"])
def test_choosing_the_next_does_not_slow_down_with_what_waits(world: World, chats: int) -> None:
    def choosing(total: int) -> float:
        among = min(chats, total)
        world.do(fill, among, total // among)
        return min(world.do(choose) for _ in range(30))

    assert choosing(MANY) < 5 * choosing(FEW) + 0.0005
