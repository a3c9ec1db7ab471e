"""What a limit's window holds: whose orders, since when, and less what provably came back."""

from datetime import timedelta
from typing import Any

import pytest

from storage.models.order_states import CLOSED, OrderStatus
from storage.repositories import order_sums, orders
from storage.repositories.order_sums import Counted
from storage.values import PhoneNumber
from tests.factories import AGENT, NAME, OTHER_AGENT, OTHER_TEAM, PHONE, TEAM, World, a_bare_order

BACK = CLOSED | {OrderStatus.FAILED, OrderStatus.REVERSED}
OUT = [status for status in OrderStatus if status not in BACK]
DAY = timedelta(days=1)


def _of(world: World, whose: str) -> Counted:
    macs = tuple(world.do(orders.phone_macs, PHONE))
    return {
        "agent": Counted(agent_id=AGENT),
        "team": Counted(team=TEAM),
        "phone": Counted(phone_macs=macs),
        "all": Counted(),
    }[whose]


def _keep_another(world: World) -> None:
    """Keep somebody else's order, in another team, to another phone."""
    fields: dict[str, Any] = {"order_no": "202601029999", "agent_id": OTHER_AGENT}
    order = a_bare_order(world.clock.now, amount=7, team=OTHER_TEAM, **fields)
    world.do(orders.add, order, NAME, PhoneNumber("089999999999"))


@pytest.mark.parametrize("whose", ["agent", "team", "phone", "all"])
def test_a_window_holds_what_may_be_out_and_nothing_of_others(
    both_worlds: World, whose: str
) -> None:
    world, since = both_worlds, both_worlds.clock.now - DAY
    for status in OrderStatus:
        world.keep(status, amount=100_000)
    world.keep(OrderStatus.PAID, amount=1_000, created_at=since)
    _keep_another(world)
    beside = 7 if whose == "all" else 0
    assert world.do(order_sums.taken, _of(world, whose), since) == len(OUT) * 100_000 + beside


def test_what_was_requested_before_an_order_is_by_time_and_then_by_number(
    both_worlds: World,
) -> None:
    world, now = both_worlds, both_worlds.clock.now
    for number, seconds in (("1", -1), ("3", 0), ("5", 0), ("0", 1)):
        at = now + timedelta(seconds=seconds)
        fields: dict[str, Any] = {"order_no": number * 12, "created_at": at}
        world.keep(OrderStatus.REQUESTED, amount=10 ** int(number), **fields)
    before = world.order("3" * 12)
    assert world.do(order_sums.taken, Counted(), now - DAY, before) == 10
    assert world.do(order_sums.taken, Counted(), now - DAY, world.order("5" * 12)) == 1_010


def test_the_oldest_leaves_a_window_first(both_worlds: World) -> None:
    world, now = both_worlds, both_worlds.clock.now
    for hours in (1, 3, 2):
        at = now - timedelta(hours=hours)
        world.keep(OrderStatus.UNKNOWN, amount=hours, created_at=at)
    world.keep(OrderStatus.FAILED, amount=9)
    found = world.do(order_sums.oldest_first, Counted(agent_id=AGENT), now - DAY)
    assert found == [(now - timedelta(hours=hours), hours) for hours in (3, 2, 1)]
