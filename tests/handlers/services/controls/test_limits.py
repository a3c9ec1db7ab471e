"""With real money nothing is sent until an admin has set both limits."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from handlers.messages.rendering import notice
from handlers.services.controls import health, limits, policy_changes
from handlers.services.controls.policy_changes import Knob
from handlers.services.controls.refusals import Refusal, Refused
from handlers.services.orders import requests
from handlers.services.orders.requests import Requested
from handlers.services.rights.capabilities import Capability
from storage.models.order_states import OrderStatus
from storage.models.outbox import Notice, Outgoing
from storage.models.policy import Threshold
from storage.repositories import policy_versions
from storage.values import Rupiah
from tests.factories import ADMIN, AGENT, AMOUNT, SECOND_ADMIN, World, a_draft, state_row

SMALLEST = Rupiah(100_000)
BOTH = {Threshold.ORDER: Rupiah(1_000_000), Threshold.AGENT_DAY: Rupiah(5_000_000)}


@pytest.fixture
def real_money(world: World) -> World:
    return World(world.database, world.clock, replace(world.policy, needs_limits=True))


def _change(world: World, threshold: Threshold) -> None:
    actor = world.actor(Capability.CHANGE_LIMITS)
    world.do(policy_changes.change, actor, Knob(threshold), BOTH[threshold])


def _ask(world: World, amount: int = AMOUNT) -> Requested | Refused:
    return world.do(
        requests.request_order,
        world.policy,
        world.actor(Capability.REQUEST_ORDERS, AGENT),
        a_draft(amount),
        "t1",
    )


def _told(world: World) -> list[int]:
    rows = world.rows(Outgoing)
    return [row.chat_id for row in rows if row.notice is Notice.LIMITS_MISSING]


@pytest.mark.parametrize("is_set", [[], [Threshold.ORDER], [Threshold.AGENT_DAY]])
def test_nothing_is_requested_before_both_limits_are_set(
    real_money: World, is_set: list[Threshold]
) -> None:
    for kind in is_set:
        _change(real_money, kind)
    assert _ask(real_money) == Refused(Refusal.LIMITS_MISSING)
    for kind in BOTH:
        _change(real_money, kind)
    assert isinstance(_ask(real_money), Requested)


@pytest.mark.parametrize("missing", list(BOTH))
def test_an_order_whose_limit_was_lifted_meanwhile_is_cancelled_not_sent(
    real_money: World, missing: Threshold
) -> None:
    real_money.limit(BOTH)
    number = real_money.request()
    real_money.limit({missing: None})
    assert real_money.claim() is None
    assert real_money.order(number).status is OrderStatus.CANCELLED
    assert real_money.gateway.executed == []


def test_the_first_smallest_order_that_proves_the_unit_can_be_sent(real_money: World) -> None:
    guarded = replace(real_money.policy, prove_unit=True)
    first = World(real_money.database, real_money.clock, guarded)
    assert _ask(first, SMALLEST) == Refused(Refusal.LIMITS_MISSING)
    first.limit(BOTH)
    assert _ask(first, 200_000) == Refused(Refusal.UNIT_UNPROVEN, SMALLEST)
    number = first.request(SMALLEST)
    ticket = first.claim()
    assert ticket is not None
    assert ticket.request.order_no == number


def test_stopped_sending_is_said_before_the_limits(real_money: World) -> None:
    real_money.do(lambda work: setattr(state_row(work), "stopped", True))
    assert _ask(real_money) == Refused(Refusal.SENDING_STOPPED)


def test_play_money_needs_no_limits(world: World) -> None:
    assert isinstance(_ask(world), Requested)
    assert world.claim() is not None
    world.tidy()
    assert _told(world) == []
    assert not world.do(health.look, world.policy).limits_missing


def test_admins_are_told_once_and_again_the_next_day_while_it_stays_so(real_money: World) -> None:
    for _ in range(3):
        real_money.tidy()
    assert _told(real_money) == [ADMIN, SECOND_ADMIN]
    real_money.clock.move(days=1)
    real_money.tidy()
    assert _told(real_money) == [ADMIN, SECOND_ADMIN] * 2
    assert real_money.do(health.look, real_money.policy).limits_missing


def test_what_was_set_meanwhile_is_not_said_to_be_missing(real_money: World) -> None:
    real_money.tidy()
    row = next(each for each in real_money.rows(Outgoing) if each.notice is Notice.LIMITS_MISSING)
    assert real_money.do(notice, real_money.policy, row) is not None
    real_money.limit(BOTH)
    assert real_money.do(notice, real_money.policy, row) is None
    assert not real_money.do(health.look, real_money.policy).limits_missing


@pytest.mark.parametrize("low", list(BOTH))
def test_a_limit_below_the_smallest_order_is_known_to_let_nothing_through(
    real_money: World, low: Threshold
) -> None:
    real_money.limit(BOTH)
    assert not real_money.do(limits.look, real_money.policy).too_low
    real_money.limit({low: SMALLEST - 1})
    assert real_money.do(limits.look, real_money.policy).too_low
    assert isinstance(_ask(real_money, SMALLEST), Refused)


@pytest.mark.parametrize(
    ("scope", "amount", "low"),
    [
        ("permata", 99_999, ("permata", SMALLEST)),
        ("permata", SMALLEST, None),
        ("alfamart", 50_000, None),  # that place is not open
    ],
)
def test_a_places_limit_is_measured_by_its_own_smallest_order(
    world: World, scope: str, amount: int, low: tuple[str, Rupiah] | None
) -> None:
    world.do(policy_versions.decide, Threshold.CHANNEL, scope, amount)
    assert world.do(limits.look, world.policy).too_low == low


def test_whether_limits_are_missing_is_asked_without_any_order(real_money: World) -> None:
    """It is asked at every Confirm and every claim: a sum there would grow with the company."""
    real_money.limit(BOTH | {Threshold.COMPANY_DAY: Rupiah(9_000_000)})
    asked: list[str] = []
    event.listen(
        real_money.database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, sql, *_rest: asked.append(sql),
    )
    assert not real_money.do(limits.are_missing, real_money.policy)
    assert asked
    assert not [sql for sql in asked if "orders" in sql]
