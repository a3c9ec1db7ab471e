"""Our clock is set forward or back at any step of an order's life: the promises hold."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from handlers.messages import balance
from handlers.services.orders import inquiries, transfers
from handlers.services.provider_answers import Echo, Found, NotFound, ProviderStatus
from handlers.services.recovery import clock_jumps
from handlers.services.rights.capabilities import Capability
from storage.models.conversation import Conversation
from storage.models.inbox import IncomingQueue, StoredUpdate
from storage.models.order_states import CLOSED, Code, OrderStatus
from storage.models.outbox import Kind, Notice, Outgoing
from storage.models.task import Task
from storage.repositories import conversations, outbox, stored_callbacks, system_state
from storage.values import OrderNumber
from tests.factories import ADMIN, AGENT, World, an_open_draft, store_update

JUMPS = [timedelta(days=-1), timedelta(hours=-1), timedelta(hours=1), timedelta(days=1)]
SOON = timedelta(seconds=90)


def _beat(world: World) -> None:
    world.do(system_state.beat)


def _jump(world: World, jump: timedelta) -> None:
    _beat(world)
    world.clock.now += jump


def test_no_row_waits_for_the_size_of_the_step(both_worlds: World) -> None:
    world = both_worlds
    now = world.clock.now
    number = world.keep(OrderStatus.UNKNOWN, sending_at=now, check_at=now + timedelta(minutes=5))
    given_up = world.keep(OrderStatus.ISSUED, sending_at=now, issued_at=now, check_at=None)
    paid = world.keep(OrderStatus.PAID, ended_at=now, check_at=now + timedelta(days=1))
    claimed = world.keep(OrderStatus.SENDING, owner="dead", owner_until=now + world.policy.lease)
    world.do(balance.ask_balance, world.actor(Capability.ASK_BALANCE))
    world.do(lambda work: outbox.append(work, outbox.row(work, AGENT, Kind.MENU)))
    world.do(store_update, 1, AGENT, "{}")
    world.do(conversations.keep, AGENT, an_open_draft(), now + world.policy.draft_lasts)
    _jump(world, timedelta(days=-1))
    world.do(clock_jumps.mend, world.policy)
    world.do(system_state.beat)
    for order_no in (number, given_up):
        assert _is_soon(world, world.order(order_no).check_at)
    latest = world.order(paid).check_at
    assert latest is not None
    assert latest <= world.clock.now + timedelta(days=1)
    assert _is_soon(world, world.order(claimed).owner_until)
    waiting: list[Task | Outgoing | StoredUpdate | IncomingQueue] = [*world.rows(Task)]
    waiting += [*world.rows(Outgoing), *world.rows(StoredUpdate), *world.rows(IncomingQueue)]
    assert len(waiting) >= 4
    assert all(_is_soon(world, row.run_at) for row in waiting)
    ends = world.rows(Conversation)[0].ends_at
    assert ends is not None
    assert ends <= world.clock.now + world.policy.draft_lasts


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(hours=-1)])
def test_a_reversal_is_known_in_ten_minutes_also_after_the_clock_was_set_back(
    both_worlds: World, jump: timedelta
) -> None:
    world = both_worlds
    silent, told = world.issued(), world.issued()
    for number in (silent, told):
        world.find(number, Found(ProviderStatus.SUCCESS, Echo(number)))
    world.do(stored_callbacks.store, told, "{}", "5")
    world.change_order(told, check_at=world.clock.now)
    _jump(world, jump)
    world.do(clock_jumps.mend, world.policy)
    first, later = world.order(told).check_at, world.order(silent).check_at
    assert first is not None
    assert first <= world.clock.now
    assert later is not None
    assert later <= world.clock.now + timedelta(minutes=9)


def _is_soon(world: World, at: datetime | None) -> bool:
    return at is not None and at <= world.clock.now + SOON


def test_what_was_rightly_given_up_is_not_asked_about_again(world: World) -> None:
    old = world.clock.now - timedelta(days=13)
    number = world.keep(OrderStatus.UNKNOWN, sending_at=old, check_at=None)
    _jump(world, timedelta(hours=-1))
    world.do(clock_jumps.mend, world.policy)
    assert world.order(number).check_at is None


@pytest.mark.parametrize("ahead", [-3600, 0, 119])
def test_a_beat_of_a_replica_that_is_a_little_ahead_stirs_nothing(
    world: World, ahead: float
) -> None:
    number = world.keep(OrderStatus.UNKNOWN, check_at=world.clock.now + timedelta(hours=20))
    _jump(world, timedelta(seconds=-ahead))
    assert world.do(clock_jumps.mend, world.policy)
    assert world.order(number).check_at == world.clock.now + timedelta(seconds=ahead, hours=20)


def test_a_replica_whose_clock_is_behind_for_good_stirs_seldom_and_does_not_forget(
    world: World,
) -> None:
    _jump(world, timedelta(hours=-5))
    assert world.do(clock_jumps.mend, world.policy)
    assert not world.do(clock_jumps.mend, world.policy)
    world.clock.move(minutes=10)
    assert world.do(clock_jumps.mend, world.policy)


def test_two_failed_an_hour_apart_by_a_clock_that_was_set_are_one(world: World) -> None:
    number = world.issued()
    world.gateway.statuses[number] = ProviderStatus.FAILED
    world.find(number, world.gateway.finding(number))
    world.clock.move(hours=1)
    world.find(number, world.gateway.finding(number))
    assert world.order(number).status is OrderStatus.ISSUED
    world.clock.move(hours=-2)
    world.find(number, world.gateway.finding(number))
    assert world.order(number).check_at == world.clock.now + timedelta(seconds=10)
    world.clock.move(10)
    world.find(number, world.gateway.finding(number))
    assert world.order(number).status is OrderStatus.FAILED


@pytest.mark.parametrize("jump", JUMPS)
def test_an_unknown_order_is_shown_to_people_in_half_an_hour_whatever_the_clock_does(
    world: World, jump: timedelta
) -> None:
    number = world.keep(OrderStatus.UNKNOWN, sending_at=world.clock.now)
    _jump(world, jump)
    world.clock.move(minutes=31)
    world.tidy()
    assert (ADMIN, Notice.UNRESOLVED) in world.told(number)


def _once_back_and_once_ahead() -> list[tuple[int, timedelta]]:
    """Before each step once back and once ahead, by an hour and by a day in turn."""
    return [(at, jump) for at in range(1, 6) for jump in JUMPS[at % 2 :: 2]]


class Life:
    """One order from the wish to the end, with the clock set once before one of its steps."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.telegram = world.telegram()
        self.number = OrderNumber("0" * 12)

    def steps(self) -> list[Callable[[], None]]:
        return [self.wish, self.send, self.deliver, self.ask, self.collect, self.deliver]

    def wish(self) -> None:
        self.number = self.world.request()

    def send(self) -> None:
        ticket = self.world.claim()
        if ticket is not None:
            self.world.record(ticket, self.world.gateway.plan(self.world.gateway, ticket.request))

    def deliver(self) -> None:
        """Let two minutes pass, in which whatever is due is said."""
        for _ in range(2):
            self.world.tidy()
            self.telegram.drain()
            self.world.clock.move(60)
        self.telegram.drain()

    def ask(self) -> None:
        """Let ten minutes pass, with one worker that asks whoever is due."""
        self.world.tidy()
        for _ in range(8):
            while (question := self.world.do(inquiries.next_question)) is not None:
                finding = self.world.gateway.finding(question.order_no)
                self.world.do(inquiries.apply_finding, question, finding)
            self.world.clock.move(75)

    def collect(self) -> None:
        if self.number in self.world.gateway.statuses:
            self.world.gateway.statuses[self.number] = ProviderStatus.SUCCESS
        self.ask()


@pytest.mark.parametrize(("at", "jump"), _once_back_and_once_ahead(), ids=str)
def test_a_whole_life_with_the_clock_set_at_one_step_keeps_the_promises(
    world: World, at: int, jump: timedelta
) -> None:
    life = Life(world)
    shown = False
    for number, step in enumerate(life.steps()):
        if number == at:
            _jump(world, jump)
        step()
        shown = shown or "0047112233" in life.telegram.seen_by(AGENT)
        order = world.order(life.number)
        assert len([each for each in world.gateway.executed if each.order_no == life.number]) <= 1
        if order.status in CLOSED | {OrderStatus.FAILED}:
            assert not world.gateway.money_is_out(life.number)
    if world.gateway.money_is_out(life.number):
        assert world.order(life.number).status is OrderStatus.PAID
        assert "collected" in life.telegram.seen_by(AGENT)
        assert shown or jump == timedelta(days=1)  # by that clock the code has run out
    else:
        assert world.order(life.number).status is OrderStatus.CANCELLED
        assert at == 1
    assert (AGENT, Notice.EXPIRED) not in world.told(life.number)


@pytest.mark.parametrize("jump", JUMPS[::3], ids=str)
def test_a_dead_sender_is_found_in_two_minutes_whatever_the_clock_does(
    world: World, jump: timedelta
) -> None:
    ticket = world.claimed()
    world.gateway.execute(ticket.request)
    _jump(world, jump)
    life = Life(world)
    life.number = ticket.request.order_no
    for _ in range(8):
        world.tidy()
        world.clock.move(15)
    order = world.order(ticket.request.order_no)
    assert order.status is OrderStatus.UNKNOWN
    life.ask()
    order = world.order(ticket.request.order_no)
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.MISSING)


def test_a_code_that_a_clock_ahead_called_over_is_on_its_card_again(world: World) -> None:
    life = Life(world)
    life.wish()
    life.send()
    life.telegram.drain()
    _jump(world, timedelta(days=2))
    world.tidy()
    world.find(life.number, NotFound())
    world.do(transfers.recover)
    life.telegram.drain()
    _jump(world, timedelta(days=-2))
    world.tidy()
    life.deliver()
    assert "0047112233" in life.telegram.seen_by(AGENT)
