"""Every call that Telegram counts is counted: for the whole bot, and where it is for a chat."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from handlers.messages import claims
from handlers.messages.acts import Claimed
from handlers.messages.results import Again, Sent
from handlers.services.notices import announcing
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.models.outbox import Card, Kind, Notice
from storage.models.person import Role
from storage.models.rate_bucket import Bucket
from storage.repositories import outbox
from tests.factories import AGENT, World, a_person

SAID = {"text": "hello", "callback_query_id": "7"}


def append(work: Work, chat_id: int, kind: Kind, count: int = 1) -> None:
    for _ in range(count):
        outbox.append(work, outbox.row(work, chat_id, kind), SAID)


def done_now(world: World) -> int:
    """Do what may be done at this moment; return how many calls that took."""
    telegram, calls = world.telegram(), 0
    while (claimed := telegram.next()) is not None:
        telegram.settle(claimed, Sent(calls))
        calls += 1
    return calls


@pytest.mark.parametrize(("kind", "calls"), [(Kind.REPLY, 24), (Kind.TOAST, 24), (Kind.MENU, 20)])
def test_so_many_calls_are_made_in_a_second_and_the_other_places_are_left_for_codes(
    both_worlds: World, kind: Kind, calls: int
) -> None:
    for chat_id in range(1, 40):
        both_worlds.do(a_person, chat_id, Role.AGENT)
        both_worlds.do(append, chat_id, kind)
    assert done_now(both_worlds) == calls
    for number in range(1, 40):
        both_worlds.do(_wipe_a_card, -number)
    assert calls + done_now(both_worlds) == 28
    both_worlds.clock.move(0.99)
    assert done_now(both_worlds) == 0
    both_worlds.clock.move(0.01)
    assert done_now(both_worlds) == 28


def test_it_is_known_when_there_is_a_place_for_what_must_leave_some_free(world: World) -> None:
    for chat_id in range(1, 60):
        world.do(append, chat_id, Kind.REPLY)
    assert done_now(world) == 24
    waits = world.do(claims.next_act, world.policy, world.gateway.open_code, ())
    assert waits == world.clock.now + timedelta(seconds=1)


def test_news_leave_room_in_their_chat_for_a_card_and_its_code(world: World) -> None:
    number = world.keep(OrderStatus.REQUESTED)
    world.do(append, AGENT, Kind.REPLY, 2)
    assert done_now(world) == 2
    world.do(announcing.tell, [AGENT], Notice.CONTRADICTION, number, number)
    assert done_now(world) == 0
    world.do(lambda work: outbox.append(work, outbox.row(work, AGENT, Kind.CARD, order_no=number)))
    assert done_now(world) == 1
    world.clock.move(1)
    assert done_now(world) == 0, "two places are free, and left so"
    world.clock.move(1)
    assert done_now(world) == 1


def test_news_that_have_waited_for_long_leave_no_more_room_than_an_answer(world: World) -> None:
    number = world.keep(OrderStatus.REQUESTED)
    world.do(announcing.tell, [AGENT], Notice.CONTRADICTION, number, number)
    world.clock.move(10)
    world.do(append, AGENT, Kind.REPLY, 4)
    assert done_now(world) == 4
    assert world.waiting() == [Kind.REPLY], "the news went first"


def test_answers_to_presses_do_not_wait_for_their_chat(world: World) -> None:
    world.do(append, AGENT, Kind.REPLY, 4)
    world.do(append, AGENT, Kind.TOAST, 5)
    assert done_now(world) == 9


def test_what_is_not_said_after_all_costs_nothing(world: World) -> None:
    world.do(append, AGENT, Kind.CARD, 50)  # of no order
    world.do(append, AGENT, Kind.REPLY, 4)
    assert done_now(world) == 4


def test_a_call_without_an_answer_holds_its_place_for_a_while(world: World) -> None:
    telegram = world.telegram()
    for chat_id in range(1, 60):
        world.do(append, chat_id, Kind.REPLY)
    claimed = [telegram.next() for _ in range(24)]
    assert all(claimed)
    world.clock.move(2)
    assert telegram.next() is None
    waits = world.do(claims.next_act, world.policy, world.gateway.open_code, ())
    assert waits == world.clock.now + timedelta(seconds=1)
    assert isinstance(claimed[0], Claimed)
    telegram.settle(claimed[0], Again())
    world.clock.move(1)
    assert all(telegram.next() for _ in range(24)), "those that hang hold up nobody"
    assert telegram.next() is None


def test_a_chat_is_counted_from_the_answer_on(world: World) -> None:
    """A call that was long on its way may have arrived a moment ago."""
    telegram = world.telegram()
    world.do(append, AGENT, Kind.REPLY, 6)
    for _ in range(4):
        claimed = telegram.next()
        assert claimed is not None
        world.clock.move(1)
        telegram.settle(claimed, Sent(1))
    [chat] = [row for row in world.rows(Bucket) if row.scope.startswith("chat:")]
    assert chat.full_at == pytest.approx(world.clock.now.timestamp() + 1)


def test_a_group_gets_no_more_than_twenty_in_any_minute(world: World) -> None:
    world.do(append, -100, Kind.REPLY, 60)
    at: list[datetime] = []
    for _ in range(1300):
        at += [world.clock.now] * done_now(world)
        world.clock.move(0.1)
    minute = timedelta(seconds=60)
    assert max(sum(first <= each < first + minute for each in at) for first in at) == 20


@pytest.mark.postgres
def test_a_wipe_is_not_claimed_beside_what_another_replica_is_just_claiming(
    postgres_world: World,
) -> None:
    world, policy = postgres_world, postgres_world.policy
    world.do(append, AGENT, Kind.REPLY)
    claiming, may_commit = threading.Event(), threading.Event()

    def claim_slowly(work: Work) -> object:
        found = claims.next_act(work, policy, world.gateway.open_code, ())
        claiming.set()
        assert may_commit.wait(10)
        return found

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(world.do, claim_slowly)
        assert claiming.wait(10)
        world.do(_wipe_a_card)
        second = threads.submit(world.do, claims.next_act, policy, world.gateway.open_code, ())
        with pytest.raises(TimeoutError):
            second.result(0.5)
        may_commit.set()
        assert isinstance(first.result(10), Claimed)
        assert second.result(10) is None, "something is being said in this chat"


def _wipe_a_card(work: Work, chat_id: int = AGENT) -> None:
    card = Card(order_no="202601020001", chat_id=chat_id, message_id=7, sent_at=work.now)
    outbox.add_card(work, card)
    announcing.wipe_chat(work, chat_id)
