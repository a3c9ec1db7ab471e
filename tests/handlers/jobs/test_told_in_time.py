"""A sender dies or sleeps: people know within a minute, and nothing is sent by who woke too late.

The worked figure, on PostgreSQL with another replica alive: 20 s at most until the dead sender's
lease is over, 5 s at most until somebody looks, the inquiry and the message: a second each where
Faspay and Telegram are well, 30 s together at most.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest

from handlers.jobs import inquiries as asking
from handlers.jobs import maintenance, transfers
from handlers.jobs.edges import Edges
from handlers.services.orders import inquiries
from handlers.services.orders import transfers as submitting
from handlers.services.orders.transfers import Ticket
from handlers.services.ports import TransferRequest
from handlers.services.provider_answers import Outcome
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Notice
from storage.repositories import orders
from tests import fakes
from tests.factories import ADMIN, AGENT, SUPERVISOR, World, a_policy
from tests.fakes import FakeGateway, FakeJournal

MAINTENANCE_EVERY = 5.0


def _edges(world: World, monotonic: Callable[[], float]) -> Edges:
    return Edges(world.database, world.gateway, world.policy, "worker", monotonic, FakeJournal())


def _die_in_the_transfer(world: World) -> Ticket:
    ticket = world.claimed()
    world.gateway.execute(ticket.request)
    return ticket


@pytest.mark.parametrize("renewed_before", [0.0, 4.9])
def test_a_code_that_died_with_its_sender_is_told_within_a_minute(
    both_worlds: World, renewed_before: float
) -> None:
    world = both_worlds
    ticket = _die_in_the_transfer(world)
    number = ticket.request.order_no
    assert world.do(submitting.renew, world.policy, ticket.owner, [number])
    world.clock.move(renewed_before)
    died = world.clock.now
    telegram = world.telegram()
    while (ADMIN, Notice.CODE_MISSING) not in world.told():
        world.clock.move(MAINTENANCE_EVERY)
        asyncio.run(maintenance.run_all(_edges(world, lambda: 0.0)))
        asyncio.run(asking.recheck(_edges(world, lambda: 0.0)))
    assert (world.clock.now - died).total_seconds() <= 25
    order = world.order(ticket.request.order_no)
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.MISSING)
    telegram.drain()
    assert (world.clock.now - died).total_seconds() <= 60
    for reader in (AGENT, SUPERVISOR, ADMIN):
        assert "did not reach us" in telegram.seen_by(reader)


def test_a_crash_in_the_inquiry_as_well_is_still_told_within_a_minute(both_worlds: World) -> None:
    world = both_worlds
    ticket = _die_in_the_transfer(world)
    world.clock.move(25)
    world.tidy()
    assert world.do(inquiries.next_question) is not None  # and who asked it dies
    world.clock.move(30)
    assert asyncio.run(asking.recheck(_edges(world, lambda: 0.0)))
    assert (ADMIN, Notice.CODE_MISSING) in world.told(ticket.request.order_no)


def test_alone_on_its_file_a_program_that_starts_again_asks_at_once(world: World) -> None:
    ticket = _die_in_the_transfer(world)
    world.do(partial(submitting.recover, alone=True))
    assert asyncio.run(asking.recheck(_edges(world, lambda: 0.0)))
    assert (ADMIN, Notice.CODE_MISSING) in world.told(ticket.request.order_no)


@pytest.mark.parametrize("others_look", [True, False])
def test_who_wakes_after_its_lease_does_not_send(both_worlds: World, *, others_look: bool) -> None:
    """Stopped between the claim and the first byte, for longer than the lease, then continued."""
    world = both_worlds
    number = world.request()
    seconds = [0.0]

    class Sleeping(FakeGateway):
        async def transfer(self, request: TransferRequest, may_send: Callable[[], bool]) -> Outcome:
            seconds[0] += 21
            world.clock.move(21)
            if others_look:
                world.tidy()
            return await super().transfer(request, may_send)

    world.gateway = Sleeping()
    assert asyncio.run(transfers.submit(_edges(world, lambda: seconds[0])))
    assert world.gateway.executed == []
    expected = OrderStatus.UNKNOWN if others_look else OrderStatus.NOT_SENT
    assert world.order(number).status is expected


def test_a_transfer_that_takes_long_is_held_all_the_while(both_worlds: World) -> None:
    world = both_worlds
    world.policy = a_policy(lease=world.policy.lease / 200)
    number = world.request()
    looks: list[int] = []

    async def owned_until() -> datetime | None:
        order = await world.database.run(orders.get, number)
        return order.owner_until if order else None

    class Slow(FakeGateway):
        async def transfer(self, request: TransferRequest, may_send: Callable[[], bool]) -> Outcome:
            outcome = await super().transfer(request, may_send)
            for _ in range(6):
                world.clock.move(world.policy.lease.total_seconds() / 2)
                before = await owned_until()
                for _ in range(400):
                    await asyncio.sleep(0.005)
                    if await owned_until() != before:
                        break
                looks.append(await world.database.run(submitting.recover))
            return outcome

    world.gateway = Slow(plan=fakes.accept)
    assert asyncio.run(asyncio.wait_for(transfers.submit(_edges(world, lambda: 0.0)), 20))
    assert looks == [0] * 6
    assert world.order(number).status is OrderStatus.ISSUED
