"""An inquiry without trx_status: a bare 2 may be the envelope's, and is doubted until proven."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.services.orders import callbacks
from handlers.services.provider_answers import Echo, Found, ProviderStatus
from storage.models.channel import Channel
from storage.models.order_states import OrderStatus, Review
from storage.models.outbox import Notice
from storage.models.system_state import SystemState
from tests.factories import ADMIN, AGENT, AMOUNT, PHONE, SUPERVISOR, World

LIVE = [OrderStatus.SENDING, OrderStatus.UNKNOWN, OrderStatus.ISSUED]
CANNOT_BE_THE_ENVELOPES = [
    ProviderStatus.ON_PROCESS,
    ProviderStatus.FAILED,
    ProviderStatus.REVERSED,
]


def _says(world: World, number: str, status: ProviderStatus, *, bare: bool = True) -> OrderStatus:
    echo = Echo(number, int(AMOUNT), str(PHONE), Channel.PERMATA, our_account=True)
    world.find(number, Found(status, echo, bare=bare))
    return world.order(number).status


@pytest.mark.parametrize("status", LIVE)
def test_a_bare_success_moves_nothing_up_and_is_asked_about_again(
    both_worlds: World, status: OrderStatus
) -> None:
    world = both_worlds
    number = world.keep(status, sending_at=world.clock.now)
    expected = OrderStatus.UNKNOWN if status is OrderStatus.SENDING else status
    for _ in range(3):
        assert _says(world, number, ProviderStatus.SUCCESS) is expected
    order = world.order(number)
    assert order.check_at is not None
    assert order.check_at > world.clock.now
    assert (order.checks, order.unanswered) == (3, 0)
    assert not {notice for _, notice in world.told(number)} & {Notice.PAID, Notice.ISSUED}


@pytest.mark.parametrize("status", CANNOT_BE_THE_ENVELOPES)
def test_a_bare_success_counts_once_another_bare_status_was_seen_on_any_order(
    both_worlds: World, status: ProviderStatus
) -> None:
    world = both_worlds
    number = world.keep(OrderStatus.ISSUED, sending_at=world.clock.now)
    assert _says(world, number, ProviderStatus.SUCCESS) is OrderStatus.ISSUED
    other = world.keep(OrderStatus.ISSUED, sending_at=world.clock.now)
    _says(world, other, status)
    assert world.rows(SystemState)[0].bare_status_proven
    assert _says(world, number, ProviderStatus.SUCCESS) is OrderStatus.PAID
    assert (AGENT, Notice.PAID) in world.told(number)


@pytest.mark.parametrize("status", list(ProviderStatus))
def test_a_trx_status_always_counts_and_proves_nothing_of_a_bare_one(
    world: World, status: ProviderStatus
) -> None:
    number = world.keep(OrderStatus.UNKNOWN, sending_at=world.clock.now)
    _says(world, number, status, bare=False)
    world.clock.move(10)
    assert _says(world, number, status, bare=False) is not OrderStatus.UNKNOWN
    assert not any(line.bare_status_proven for line in world.rows(SystemState))
    other = world.keep(OrderStatus.ISSUED, sending_at=world.clock.now)
    assert _says(world, other, ProviderStatus.SUCCESS) is OrderStatus.ISSUED


def test_a_bare_success_handles_no_callback_and_its_claim_is_told_as_unconfirmed(
    world: World,
) -> None:
    number = world.keep(OrderStatus.ISSUED, sending_at=world.clock.now)
    token = callbacks.callback_token(world.database._vault, number)
    assert world.do(callbacks.receive, number, token, '{"trx_status":"2"}', ProviderStatus.SUCCESS)
    _says(world, number, ProviderStatus.SUCCESS)
    assert (AGENT, Notice.REPORTED_SUCCESS) in world.told(number)
    assert (AGENT, Notice.PAID) not in world.told(number)


@pytest.mark.parametrize("status", CANNOT_BE_THE_ENVELOPES)
def test_a_bare_status_that_cannot_be_the_envelopes_is_believed_at_once(
    world: World, status: ProviderStatus
) -> None:
    number = world.keep(OrderStatus.UNKNOWN, sending_at=world.clock.now)
    _says(world, number, status)
    world.clock.move(10)
    wanted = {
        ProviderStatus.ON_PROCESS: OrderStatus.ISSUED,
        ProviderStatus.FAILED: OrderStatus.FAILED,
        ProviderStatus.REVERSED: OrderStatus.REVERSED,
    }
    assert _says(world, number, status) is wanted[status]


def test_a_closed_order_is_not_called_found_by_a_bare_success(world: World) -> None:
    now = world.clock.now
    number = world.keep(OrderStatus.NOT_SENT, sending_at=now, ended_at=now)
    assert _says(world, number, ProviderStatus.SUCCESS) is OrderStatus.NOT_SENT
    assert world.order(number).reviews() == set()
    assert world.order(number).check_at == now + timedelta(days=1)


def test_a_found_order_is_not_bare_unless_it_is_said_to_be() -> None:
    found = Found(ProviderStatus.SUCCESS, Echo())
    assert not found.bare
    assert replace(found, bare=True) != found


@pytest.mark.parametrize("status", [OrderStatus.UNKNOWN, OrderStatus.ISSUED])
def test_people_are_asked_to_look_once_where_nothing_but_bare_successes_come_for_half_an_hour(
    world: World, status: OrderStatus
) -> None:
    number = world.keep(status, sending_at=world.clock.now)
    world.clock.move(minutes=29)
    _says(world, number, ProviderStatus.SUCCESS)
    assert Review.UNRESOLVED not in world.order(number).reviews()
    world.clock.move(minutes=1)
    for _ in range(2):
        _says(world, number, ProviderStatus.SUCCESS)
    told = world.told(number)
    assert {(ADMIN, Notice.UNRESOLVED), (SUPERVISOR, Notice.UNRESOLVED)} <= told
    assert (AGENT, Notice.UNRESOLVED) not in told
    assert world.order(number).check_at is not None


def test_bare_successes_are_asked_for_at_the_usual_pace_and_not_for_ever(world: World) -> None:
    number = world.keep(OrderStatus.ISSUED, sending_at=world.clock.now, expires_at=world.clock.now)
    asked = 0
    while (at := world.order(number).check_at) is not None or not asked:
        world.clock.now = max(at or world.clock.now, world.clock.now)
        _says(world, number, ProviderStatus.SUCCESS)
        asked += 1
    assert 24 * 12 < asked < 24 * 12 + 48 + 14
