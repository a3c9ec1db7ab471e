"""Sending once more: from whose order, and while which others are open."""

from dataclasses import replace

import pytest

from handlers.services.orders import repeats
from handlers.services.policy import Policy
from storage.engine.database import Database
from storage.engine.vault import Vault, new_key
from storage.models.order_states import ENDED, OrderStatus
from storage.models.person import Role, Standing
from storage.models.refusal import RefusalKind
from tests.factories import AGENT, OTHER_AGENT, World
from tests.fakes import START, Clock


def _offered(world: World, agent_id: int = AGENT) -> list[str]:
    found = world.do(repeats.offered, world.policy, world.person(agent_id))
    return [each.order_no for each in found]


def _of_order(world: World, order_no: str) -> bool:
    agent = world.person(AGENT)
    return world.do(repeats.of_ended_order, world.policy, agent, order_no) is not None


@pytest.mark.parametrize("changed", [{"role": Role.SUPERVISOR}, {"standing": Standing.SUSPENDED}])
def test_only_who_may_request_orders_is_offered_anybody(
    world: World, changed: dict[str, str]
) -> None:
    number = world.keep(OrderStatus.PAID)
    assert _offered(world) == [number]
    assert _of_order(world, number)
    assert _offered(world, OTHER_AGENT) == []
    world.change(AGENT, **changed)
    assert _offered(world) == []
    assert not _of_order(world, number)


def test_nobody_is_offered_where_the_company_does_not_want_it(world: World) -> None:
    number = world.keep(OrderStatus.PAID)
    world.policy = replace(world.policy, offer_earlier=False)
    assert _offered(world) == []
    assert not _of_order(world, number)


@pytest.mark.parametrize("status", list(OrderStatus))
def test_an_order_is_repeated_only_once_it_has_ended(world: World, status: OrderStatus) -> None:
    assert _of_order(world, world.keep(status)) is (status in ENDED)
    assert not _of_order(world, world.keep(status, agent_id=OTHER_AGENT))


@pytest.mark.parametrize("kind", list(RefusalKind))
def test_what_only_the_company_can_mend_is_not_offered_again(
    world: World, kind: RefusalKind
) -> None:
    number = world.keep(OrderStatus.REJECTED, refusal_kind=kind)
    assert _of_order(world, number) is (kind is not RefusalKind.COMPANY)


_TOLD_NOT_TO = [
    (OrderStatus.FAILED, {"review": "late_evidence"}),
    (OrderStatus.NOT_CREATED, {"review": "late_evidence,unresolved"}),
    (OrderStatus.PAID, {"review": "contradiction"}),
    (OrderStatus.PAID, {"review": "late_evidence"}),
    (OrderStatus.REVERSED, {"review": "contradiction"}),
    (OrderStatus.FAILED, {"review": "echo"}),
    (OrderStatus.REVERSED, {"paid_at": START}),
]
_FREE_TO = [
    (OrderStatus.PAID, {"review": "code_missing,unresolved"}),
    (OrderStatus.FAILED, {"review": "unresolved"}),
    (OrderStatus.REVERSED, {}),
]


@pytest.mark.parametrize(("status", "facts"), _TOLD_NOT_TO)
def test_an_order_whose_money_may_be_out_is_not_sent_again_and_is_named_before_another(
    world: World, status: OrderStatus, facts: dict[str, object]
) -> None:
    number = world.keep(status, ended_at=START, **facts)
    assert not _of_order(world, number)
    (found,) = world.do(repeats.offered, world.policy, world.person(AGENT))
    order = world.do(repeats.still_open, world.person(AGENT), found.phone)
    assert order is not None
    assert order.order_no == number


@pytest.mark.parametrize(("status", "facts"), _FREE_TO)
def test_what_people_had_to_look_at_on_the_way_holds_nobody_up_after_a_plain_end(
    world: World, status: OrderStatus, facts: dict[str, object]
) -> None:
    number = world.keep(status, ended_at=START, **facts)
    assert _of_order(world, number)
    (found,) = world.do(repeats.offered, world.policy, world.person(AGENT))
    assert world.do(repeats.still_open, world.person(AGENT), found.phone) is None


def test_an_open_order_to_the_phone_is_found_also_under_an_older_key(
    sqlite: Database, sqlite_url: str, data_keys: str, clock: Clock, policy: Policy
) -> None:
    kept = World(sqlite, clock, policy).with_people()
    open_ = kept.keep(OrderStatus.ISSUED)
    kept.keep(OrderStatus.PAID, ended_at=clock.now)
    ring = Vault.from_setting(f"{new_key('k2')},{data_keys}")
    rotating = World(Database(sqlite_url, ring, clock), clock, policy)
    agent = rotating.person(AGENT)
    (found,) = rotating.do(repeats.offered, policy, agent)
    order = rotating.do(repeats.still_open, agent, found.phone)
    rotating.database.close()
    assert order is not None
    assert order.order_no == open_
