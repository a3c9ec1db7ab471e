"""The balance guard: less at Faspay than waits to be sent stops all sending."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest

from handlers.jobs import reconciliation
from handlers.jobs.clock import ClockWatch
from handlers.messages import balance as tasks
from handlers.services.controls import low_balance, sending, stop_reasons
from handlers.services.controls.sending import Guard
from handlers.services.controls.sending_scopes import COMPANY
from handlers.services.provider_answers import Balance
from handlers.services.rights.capabilities import Capability
from storage.models.order_states import OrderStatus
from storage.models.outbox import Notice
from storage.values import Rupiah
from tests.factories import ADMIN, AMOUNT, World, edges_of
from tests.fakes import FakeGateway

NOW, LATER = timedelta(seconds=1), timedelta(seconds=31)


def balance(available: int) -> Balance:
    return Balance(Rupiah(10_000_000), Rupiah(available))


def judge(world: World, available: int, age: timedelta = NOW) -> bool:
    return world.do(low_balance.judge, balance(available), age)


def test_less_than_what_waits_stops_sending_and_says_how_old_the_answer_is(
    both_worlds: World,
) -> None:
    world = both_worlds
    world.request()
    world.request()
    assert not judge(world, 2 * AMOUNT)
    assert judge(world, 2 * AMOUNT - 1)
    assert not world.do(sending.is_open)
    (given,) = world.do(stop_reasons.of, COMPANY)
    asked_at = (world.clock.now - NOW).isoformat(timespec="seconds")
    assert given.guard == f"{Guard.LOW_BALANCE} {2 * AMOUNT - 1} {2 * AMOUNT} {asked_at}"
    assert (ADMIN, Notice.SENDING_STOPPED) in world.told()
    telegram = world.telegram()
    telegram.drain()
    assert "Rp 999.999 is available, and orders that wait" in telegram.seen_by(ADMIN)


def test_where_nothing_waits_no_balance_stops_anything(world: World) -> None:
    assert not judge(world, 0)
    assert not judge(world, -1)


def test_an_old_answer_stops_nothing(world: World) -> None:
    world.request()
    assert not judge(world, 0, LATER)
    assert world.do(sending.is_open)


@pytest.mark.parametrize("status", [OrderStatus.UNKNOWN, OrderStatus.ISSUED, OrderStatus.PAID])
def test_what_may_be_out_of_the_balance_already_does_not_count(
    world: World, status: OrderStatus
) -> None:
    world.keep(status, sending_at=world.clock.now)
    assert not judge(world, 0)


def test_of_what_is_being_sent_only_what_began_after_the_question_counts(world: World) -> None:
    world.keep(OrderStatus.SENDING, sending_at=world.clock.now - 2 * NOW)
    assert not judge(world, 0)
    world.keep(OrderStatus.SENDING, sending_at=world.clock.now)
    assert judge(world, 0)


@dataclass
class Empty(FakeGateway):
    """Faspay with an account that has run dry."""

    async def balance(self) -> Balance:
        return balance(0)


def test_an_admins_question_and_the_watch_on_the_clocks_both_tell_it(world: World) -> None:
    world.gateway = Empty()

    async def is_current() -> bool:
        return True

    for ask in ("/balance", "watch"):
        world.request()
        if ask == "watch":
            watch = ClockWatch(world.database, world.gateway, lambda: 0.0, world.policy)
            asyncio.run(watch.step())
        else:
            world.do(tasks.ask_balance, world.actor(Capability.ASK_BALANCE))
            assert asyncio.run(reconciliation.run_task(edges_of(world, is_current)))
        assert not world.do(sending.is_open)
        world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))


def test_where_sending_is_stopped_it_adds_no_reason(world: World) -> None:
    world.request()
    world.do(sending.stop_by, Guard.NO_ROOM)
    assert not judge(world, 0)
    (given,) = world.do(stop_reasons.of, COMPANY)
    assert given.guard == Guard.NO_ROOM
