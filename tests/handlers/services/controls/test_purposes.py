"""Budgets: never overshot by a rupiah, freed only by money that is back, checked again at the end.

And the purpose itself: what may be confirmed, what an order keeps of it, what admins change.
"""

import asyncio
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from handlers.services.controls import purpose_changes, purposes
from handlers.services.controls.refusals import Refusal, Refused
from handlers.services.orders import requests, transfers
from handlers.services.orders.requests import Requested
from handlers.services.proposals.asking import Asked
from handlers.services.provider_answers import Echo, Found, ProviderStatus
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.order import Order
from storage.models.order_states import Cause, OrderStatus
from storage.models.proposal import AttemptVerdict, Denial
from storage.models.purpose import Purpose
from storage.repositories import audit_trail, people
from storage.repositories import purposes as repository
from storage.values import Rupiah
from tests.factories import ADMIN, AGENT, TEAM, World, a_draft, state_row

BUDGET = 1_700_000
ONE = 500_000
FIT = BUDGET // ONE


def with_purposes(world: World, budget: int | None = BUDGET) -> World:
    """Let the company have two purposes, one with a budget."""

    def add(work: Work) -> None:
        food = repository.add(work, "FOOD", "Food aid")
        food.budget = budget
        repository.add(work, "WATER", "Clean water")
        state_row(work)  # else whoever makes it would keep all others out

    world.do(add)
    return world


def ask(work: Work, world: World, purpose: str | None, amount: int = ONE) -> Requested | Refused:
    agent = people.get(work, AGENT)
    assert agent is not None
    actor = authorise(agent, Capability.REQUEST_ORDERS)
    draft = a_draft(amount, purpose=purpose)
    return requests.request_order(work, world.policy, actor, draft, secrets.token_hex(8))


def asked(world: World, purpose: str | None = "FOOD", amount: int = ONE) -> Requested | Refused:
    return world.do(ask, world, purpose, amount)


def change(world: World, code: str = "FOOD", **fields: Any) -> None:  # noqa: ANN401 - columns of Purpose
    def do(work: Work) -> None:
        found = repository.get(work, code, held=True)
        assert found is not None
        for name, value in fields.items():
            setattr(found, name, value)

    world.do(do)


def left(world: World) -> int | None:
    return world.do(purposes.left_of, "FOOD")


def test_twenty_confirmations_at_once_never_overshoot_a_budget(both_worlds: World) -> None:
    world = with_purposes(both_worlds)

    async def all_at_once() -> list[Requested | Refused]:
        tries = (world.database.run(ask, world, "FOOD") for _ in range(20))
        return list(await asyncio.gather(*tries))

    answers = asyncio.run(all_at_once())
    assert sum(isinstance(each, Requested) for each in answers) == FIT
    assert left(world) == BUDGET - FIT * ONE
    refusals = {each for each in answers if isinstance(each, Refused)}
    assert {each.refusal for each in refusals} == {Refusal.BUDGET}
    assert {each.purpose for each in refusals} == {"Food aid"}


@pytest.mark.postgres
def test_replicas_that_look_at_the_same_moment_see_each_others_orders(
    postgres_world: World,
) -> None:
    """Eight transactions are open before the first one looks at the budget."""
    world = with_purposes(postgres_world)
    together = threading.Barrier(8, timeout=30)

    def confirm(work: Work) -> Requested | Refused:
        people.get(work, AGENT)
        together.wait()
        return ask(work, world, "FOOD")

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _number: world.do(confirm), range(8)))
    assert sum(isinstance(each, Requested) for each in answers) == FIT
    assert left(world) == BUDGET - FIT * ONE


def test_the_last_rupiah_may_be_taken_and_not_one_more(world: World) -> None:
    with_purposes(world, budget=2 * ONE)
    assert isinstance(asked(world), Requested)
    assert asked(world, amount=2 * ONE) == Refused(Refusal.BUDGET, Rupiah(ONE), "Food aid")
    assert isinstance(asked(world), Requested)
    assert asked(world, amount=100_000) == Refused(Refusal.BUDGET, Rupiah(0), "Food aid")
    assert isinstance(asked(world, "WATER"), Requested)


BACK = {
    *(OrderStatus.CANCELLED, OrderStatus.NOT_SENT, OrderStatus.REJECTED, OrderStatus.NOT_CREATED),
    *(OrderStatus.FAILED, OrderStatus.REVERSED),
}


@pytest.mark.parametrize("status", list(OrderStatus))
def test_a_budget_is_freed_only_by_money_that_is_provably_not_out(
    world: World, status: OrderStatus
) -> None:
    with_purposes(world, budget=ONE)
    world.keep(status, purpose="FOOD", amount=ONE)
    answer = asked(world)
    assert isinstance(answer, Requested) is (status in BACK)


def test_an_order_that_comes_back_upward_counts_again_although_that_overshoots(
    world: World,
) -> None:
    with_purposes(world, budget=ONE)
    number = world.request(ONE, purpose="FOOD")
    world.change_order(number, status=OrderStatus.NOT_SENT, ended_at=world.clock.now)
    assert isinstance(asked(world), Requested)
    order = world.order(number)
    echo = Echo(order_no=number, amount=ONE, phone=str(a_draft().phone), channel=order.channel)
    world.find(number, Found(ProviderStatus.SUCCESS, echo))
    assert world.order(number).status is OrderStatus.PAID
    assert left(world) == -ONE
    assert asked(world, amount=100_000) == Refused(Refusal.BUDGET, Rupiah(0), "Food aid")


@pytest.mark.parametrize(
    ("fields", "sends"),
    [
        ({}, True),
        ({"budget": ONE}, True),
        ({"budget": ONE - 1}, False),
        ({"budget": None}, True),
        ({"is_on": False}, False),
    ],
)
def test_the_worker_looks_again_before_it_sends(
    both_worlds: World, fields: dict[str, Any], *, sends: bool
) -> None:
    world = with_purposes(both_worlds)
    number = world.request(ONE, purpose="FOOD")
    change(world, **fields)
    ticket = world.claim()
    assert (ticket is not None) is sends
    if ticket is not None:
        assert ticket.request.purpose == "FOOD"
        return
    assert world.order(number).status is OrderStatus.CANCELLED
    acts = world.do(audit_trail.of_order, number)
    assert acts[-1].why == Cause.PURPOSE.value


def test_an_order_keeps_what_its_purpose_was_called_and_a_new_one_has_the_new_name(
    world: World,
) -> None:
    with_purposes(world)
    number = world.request(ONE, purpose="FOOD")
    food = world.do(purposes.find, "FOOD")
    assert food is not None
    _do(world, purpose_changes.rename, food, "Emergency food")
    draft = replace(a_draft(ONE, purpose="FOOD"), purpose_name="Emergency food")
    actor = world.actor(Capability.REQUEST_ORDERS, AGENT)
    made = world.do(requests.request_order, world.policy, actor, draft, "later")
    assert isinstance(made, Requested)
    later = made.order.order_no
    named = [
        (world.order(each).purpose, world.order(each).purpose_name) for each in (number, later)
    ]
    assert named == [("FOOD", "Food aid"), ("FOOD", "Emergency food")]


def test_an_order_gets_no_purpose_that_was_not_read_back(world: World) -> None:
    assert isinstance(asked(world, None), Requested)
    with_purposes(world)
    assert asked(world, None) == Refused(Refusal.PURPOSE_NEEDED)
    assert asked(world, "NONE") == Refused(Refusal.PURPOSE_OFF)
    change(world, is_on=False)
    assert asked(world, "FOOD") == Refused(Refusal.PURPOSE_OFF)
    change(world, "WATER", is_on=False)
    assert isinstance(asked(world, None), Requested)
    assert {order.purpose for order in world.rows(Order)} == {None}


def _do(world: World, use_case: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - any use case
    return world.do(use_case, world.actor(Capability.CHANGE_POLICY), *given, **named)


def _recorded(world: World) -> list[tuple[str | None, str | None, str | None]]:
    acts = [each for each in world.rows(AuditEntry) if each.act is Act.PURPOSE]
    assert {each.actor_id for each in acts} <= {ADMIN}
    return [(each.why, each.before, each.after) for each in acts]


def test_each_change_is_on_record_and_what_stands_already_is_none(world: World) -> None:
    assert _do(world, purpose_changes.add, "FOOD", "Food aid") is True
    assert _do(world, purpose_changes.add, "FOOD", "Other meaning") is False
    food = world.do(purposes.find, "FOOD")
    assert food is not None
    assert food.name == "Food aid"
    for _twice in range(2):
        _do(world, purpose_changes.rename, food, "Food")
        assert _do(world, purpose_changes.set_budget, food, Rupiah(BUDGET)) is None
        _do(world, purpose_changes.set_default, TEAM, "FOOD")
    for _twice in range(2):
        asked_for = _do(world, purpose_changes.set_budget, food, None)
        _do(world, purpose_changes.set_default, TEAM, None)
        world.decided()
    assert isinstance(asked_for, Asked | None)
    for on in (False, True, True):
        _do(world, purpose_changes.switch, food, on=on)
    assert _recorded(world) == [
        ("added FOOD", None, None),
        ("renamed FOOD", None, None),
        ("budget FOOD", "off", str(BUDGET)),
        ("default FOOD", "off", "FOOD"),
        ("default FOOD", "FOOD", "off"),
        ("budget FOOD", str(BUDGET), "off"),
        ("switched FOOD", "on", "off"),
        ("switched FOOD", "off", "on"),
    ]


def test_what_lets_more_through_takes_two_people(both_worlds: World) -> None:
    world = both_worlds
    _do(world, purpose_changes.add, "FOOD", "Food aid")
    food = world.do(purposes.find, "FOOD")
    assert food is not None
    assert _do(world, purpose_changes.set_budget, food, Rupiah(BUDGET)) is None
    for looser in (BUDGET + 1, None):
        budget = None if looser is None else Rupiah(looser)
        assert isinstance(_do(world, purpose_changes.set_budget, food, budget), Asked)
    assert isinstance(_do(world, purpose_changes.switch, food, on=False), Asked), "the last one"
    _do(world, purpose_changes.add, "WATER", "Clean water")
    water = world.do(purposes.find, "WATER")
    assert water is not None
    assert not water.is_on, "it has no budget, and the only other one has"
    assert _do(world, purpose_changes.set_budget, water, Rupiah(ONE)) is None
    assert isinstance(_do(world, purpose_changes.switch, water, on=True), Asked)
    assert (left(world), world.do(purposes.left_of, "WATER")) == (BUDGET, ONE)
    (lifted, off, on) = (each.verdict for each in world.decided())
    assert (lifted, on) == (AttemptVerdict.APPROVED, AttemptVerdict.APPROVED)
    assert off is AttemptVerdict.DENIED, "it has no budget any more: that is another question"
    now = {each.code: (each.is_on, each.budget) for each in world.rows(Purpose)}
    assert now == {"FOOD": (True, None), "WATER": (True, ONE)}
    assert _do(world, purpose_changes.switch, water, on=True) is None


@pytest.mark.parametrize("budget", [3 * ONE, 2 * ONE, ONE])
def test_a_lowered_budget_reaches_for_those_that_were_confirmed_first(
    both_worlds: World, budget: int
) -> None:
    world = with_purposes(both_worlds, budget=3 * ONE)
    numbers = []
    for _ in range(3):
        numbers.append(world.request(ONE, purpose="FOOD"))
        world.clock.move(1)
    change(world, budget=budget)
    claimed = [ticket.request.order_no for _ in range(3) if (ticket := world.claim()) is not None]
    assert claimed == numbers[: budget // ONE]


@pytest.mark.postgres
def test_a_purpose_is_not_switched_off_between_a_workers_look_and_its_commit(
    postgres_world: World,
) -> None:
    world = with_purposes(postgres_world)
    world.request(ONE, purpose="FOOD")
    looked, tried = threading.Event(), threading.Event()

    def claim(work: Work) -> bool:
        ticket = transfers.claim(work, world.policy, "worker")
        looked.set()
        assert tried.wait(30)
        return ticket is not None

    def switch_off() -> None:
        with world.database.engine.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
            connection.execute(text("UPDATE purposes SET is_on = false"))

    with ThreadPoolExecutor(1) as threads:
        claimed = threads.submit(world.do, claim)
        assert looked.wait(30)
        with pytest.raises(OperationalError):
            switch_off()
        tried.set()
        assert claimed.result()
    switch_off()


def test_a_purpose_with_another_budget_by_now_is_not_switched_on(world: World) -> None:
    with_purposes(world)
    change(world, "WATER", is_on=False)
    water = world.do(purposes.find, "WATER")
    assert water is not None
    change(world, "WATER", budget=ONE)
    assert isinstance(_do(world, purpose_changes.switch, water, on=True), Asked)
    change(world, "WATER", budget=None)
    (decided,) = world.decided()
    assert decided.denial is Denial.CHANGED
    now = world.do(purposes.find, "WATER")
    assert now is not None
    assert not now.is_on
