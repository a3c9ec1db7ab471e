"""From a confirmed draft to an order: once, and only if every rule still holds."""

import pytest

from handlers.services.controls import sending
from handlers.services.controls.refusals import Refusal, Refused
from handlers.services.orders import requests
from handlers.services.orders.requests import Cancelled, ConfirmedDraft, Requested, TooLate
from handlers.services.rights.actors import NotAuthorisedError
from handlers.services.rights.capabilities import Capability
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.order_states import ENDED, OrderStatus
from storage.models.outbox import Kind, Notice
from storage.models.person import Role, Standing
from storage.models.policy import Threshold
from storage.repositories import people
from storage.values import Rupiah
from tests.factories import (
    ADMIN,
    AGENT,
    SUPERVISOR,
    World,
    a_draft,
)


def _ask(
    world: World, draft: ConfirmedDraft | None = None, confirmed: str = "t1"
) -> Requested | Refused:
    return world.do(
        requests.request_order,
        world.policy,
        world.actor(Capability.REQUEST_ORDERS, AGENT),
        draft or a_draft(),
        confirmed,
    )


def test_a_confirmed_draft_becomes_an_order_with_a_card_and_a_notice(both_worlds: World) -> None:
    made = _ask(both_worlds)
    assert isinstance(made, Requested)
    assert not made.again
    assert both_worlds.order(made.order.order_no).status is OrderStatus.REQUESTED
    assert both_worlds.waiting() == [Kind.CARD]
    assert both_worlds.told() == set()
    assert both_worlds.followed(made.order.order_no) == {SUPERVISOR}


def test_confirming_twice_makes_one_order(both_worlds: World) -> None:
    first, second = _ask(both_worlds), _ask(both_worlds)
    assert isinstance(first, Requested)
    assert isinstance(second, Requested)
    assert second.again
    assert first.order.order_no == second.order.order_no
    assert len(both_worlds.rows(Order)) == 1
    assert both_worlds.waiting() == [Kind.CARD]


def test_confirming_again_finds_the_order_even_when_sending_has_stopped(world: World) -> None:
    _ask(world)
    world.do(sending.stop, world.actor(Capability.STOP_SENDING), "test")
    again = _ask(world)
    assert isinstance(again, Requested)
    assert again.again


def test_another_confirmation_is_another_order(world: World) -> None:
    _ask(world, confirmed="t1")
    _ask(world, confirmed="t2")
    assert len(world.rows(Order)) == 2


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"standing": Standing.SUSPENDED}, Refusal.SUSPENDED),
        ({"role": Role.SUPERVISOR}, Refusal.NOT_AN_AGENT),
        ({"role": Role.ADMIN}, Refusal.NOT_AN_AGENT),
    ],
)
def test_only_active_agents_may_send(world: World, change: dict[str, object], why: Refusal) -> None:
    agent = world.actor(Capability.REQUEST_ORDERS, AGENT)
    world.change(AGENT, **change)
    asked = world.do(requests.request_order, world.policy, agent, a_draft(), "t1")
    assert asked == Refused(why)
    with pytest.raises(NotAuthorisedError):
        _ask(world)
    assert world.rows(Order) == []


def test_nothing_is_requested_while_sending_is_stopped(world: World) -> None:
    world.do(sending.stop, world.actor(Capability.STOP_SENDING), "test")
    assert _ask(world) == Refused(Refusal.SENDING_STOPPED)


def test_a_closed_channel_is_refused(world: World) -> None:
    assert _ask(world, a_draft(channel=Channel.ALFAMART)) == Refused(Refusal.CHANNEL_CLOSED)


@pytest.mark.parametrize("amount", [99_999, 0, 1_600_000, 150_000, 50_000_000, -100_000])
def test_the_amount_is_checked_again_against_the_channel(world: World, amount: int) -> None:
    assert _ask(world, a_draft(amount)) == Refused(Refusal.AMOUNT)
    assert world.rows(Order) == []


def test_the_limit_for_one_order_holds(world: World) -> None:
    world.limit({Threshold.ORDER: 400_000})
    assert _ask(world) == Refused(Refusal.ORDER_LIMIT, Rupiah(400_000))
    assert isinstance(_ask(world, a_draft(400_000)), Requested)


def test_the_limit_for_a_day_counts_what_was_requested_and_says_what_is_left(world: World) -> None:
    world.limit({Threshold.AGENT_DAY: 700_000})
    _ask(world, confirmed="t1")
    refused = _ask(world, confirmed="t2")
    assert isinstance(refused, Refused)
    assert (refused.refusal, refused.limit) == (Refusal.DAY_LIMIT, Rupiah(200_000))
    assert isinstance(_ask(world, a_draft(200_000), "t3"), Requested)


def test_what_provably_came_back_does_not_count_against_the_day(world: World) -> None:
    world.limit({Threshold.AGENT_DAY: 500_000})
    world.keep(OrderStatus.FAILED)
    world.keep(OrderStatus.CANCELLED)
    assert isinstance(_ask(world), Requested)


def test_money_that_may_be_out_counts_against_the_day(world: World) -> None:
    world.limit({Threshold.AGENT_DAY: 500_000})
    world.keep(OrderStatus.UNKNOWN)
    assert isinstance(_ask(world), Refused)


def test_only_the_teams_own_supervisors_and_watching_admins_hear_of_a_request(world: World) -> None:
    world.change(ADMIN, watching=True)
    made = _ask(world)
    assert isinstance(made, Requested)
    assert world.followed(made.order.order_no) == {SUPERVISOR, ADMIN}
    assert world.told() == set()


def test_the_personal_data_of_a_draft_is_not_in_its_repr() -> None:
    assert "Siti" not in repr(a_draft())
    assert "08123" not in repr(a_draft())


@pytest.mark.parametrize("status", [OrderStatus.REQUESTED, OrderStatus.AWAITING_APPROVAL])
def test_what_is_still_with_us_can_be_cancelled(world: World, status: OrderStatus) -> None:
    number = world.keep(status)
    cancelled = world.do(requests.cancel_latest, world.actor(Capability.CANCEL_ORDERS, AGENT))
    assert isinstance(cancelled, Cancelled)
    assert world.order(number).status is OrderStatus.CANCELLED
    assert world.followed(number) == {SUPERVISOR}
    assert (AGENT, Notice.CANCELLED) not in world.told(number)


@pytest.mark.parametrize("status", [OrderStatus.SENDING, OrderStatus.UNKNOWN, OrderStatus.ISSUED])
def test_what_may_have_left_cannot_be_recalled(world: World, status: OrderStatus) -> None:
    number = world.keep(status)
    assert isinstance(
        world.do(requests.cancel_latest, world.actor(Capability.CANCEL_ORDERS, AGENT)), TooLate
    )
    assert world.order(number).status is status


@pytest.mark.parametrize("status", sorted(ENDED))
def test_what_has_ended_is_nothing_to_cancel(world: World, status: OrderStatus) -> None:
    number = world.keep(status, ended_at=world.clock.now)
    assert world.do(requests.cancel_latest, world.actor(Capability.CANCEL_ORDERS, AGENT)) is None
    assert world.order(number).status is status


def test_nobody_cancels_another_agents_order(world: World) -> None:
    number = world.keep(OrderStatus.REQUESTED, agent_id=AGENT + 1)
    assert world.do(requests.cancel_latest, world.actor(Capability.CANCEL_ORDERS, AGENT)) is None
    assert world.order(number).status is OrderStatus.REQUESTED


def test_an_agent_who_is_not_there_is_not_in_the_database(world: World) -> None:
    assert world.do(people.get, 404) is None
