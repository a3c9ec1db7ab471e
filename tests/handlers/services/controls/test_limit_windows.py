"""The limits of a window: what is left, when more will be, and that nobody passes one."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from handlers.services.controls import limits
from handlers.services.controls.refusals import Refusal, Refused
from handlers.services.orders import requests
from handlers.services.orders.requests import Requested
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from storage.models.person import Role
from storage.models.policy import Threshold
from storage.repositories import order_sums, people, policy_versions, system_state
from storage.repositories.order_sums import Counted
from storage.values import Rupiah
from tests.factories import (
    AGENT,
    AMOUNT,
    OTHER_AGENT,
    OTHER_TEAM,
    World,
    a_draft,
    a_person,
    state_row,
)

DAY, WEEK = timedelta(hours=24), timedelta(days=7)
WINDOWS = {
    Threshold.AGENT_DAY: (Refusal.DAY_LIMIT, DAY),
    Threshold.TEAM_DAY: (Refusal.TEAM_LIMIT, DAY),
    Threshold.COMPANY_DAY: (Refusal.COMPANY_LIMIT, DAY),
    Threshold.PHONE_WEEK: (Refusal.PHONE_LIMIT, WEEK),
}
MANY = 20
FIRST_PERSON = 9_000_000_000
windows = pytest.mark.parametrize("threshold", list(WINDOWS))


def _ask(world: World, token: str, amount: int = AMOUNT, who: int = AGENT) -> Requested | Refused:
    actor = authorise(world.person(who), Capability.REQUEST_ORDERS)
    draft = a_draft(amount)
    return world.do(requests.request_order, world.policy, actor, draft, token)


@windows
def test_a_window_says_what_is_left_and_when_there_is_enough_again(
    both_worlds: World, threshold: Threshold
) -> None:
    world, (refusal, window) = both_worlds, WINDOWS[threshold]
    world.limit({threshold: 1_000_000})
    began = world.clock.now
    for token in ("a", "b"):
        assert isinstance(_ask(world, token, 400_000), Requested)
        world.clock.move(hours=1)
    assert _ask(world, "c", 300_000) == Refused(refusal, Rupiah(200_000), more_at=began + window)
    later = began + window + timedelta(hours=1)
    assert _ask(world, "c", 700_000) == Refused(refusal, Rupiah(200_000), more_at=later)
    assert isinstance(_ask(world, "c", 200_000), Requested)
    world.clock.now = began + window
    assert isinstance(_ask(world, "d", 400_000), Requested)


@windows
def test_what_is_more_than_a_limit_ever_allows_is_not_promised_for_later(
    world: World, threshold: Threshold
) -> None:
    world.limit({threshold: 400_000})
    assert _ask(world, "a") == Refused(WINDOWS[threshold][0], Rupiah(400_000))


def test_a_places_limit_is_of_that_place_only(world: World) -> None:
    world.do(policy_versions.decide, Threshold.CHANNEL, Channel.ALFAMART.value, 100_000)
    assert isinstance(_ask(world, "a"), Requested)
    world.do(policy_versions.decide, Threshold.CHANNEL, Channel.PERMATA.value, 400_000)
    assert _ask(world, "b") == Refused(Refusal.CHANNEL_LIMIT, Rupiah(400_000))


@pytest.mark.parametrize(
    ("threshold", "counts"),
    [
        (Threshold.AGENT_DAY, False),
        (Threshold.TEAM_DAY, False),
        (Threshold.COMPANY_DAY, True),
        (Threshold.PHONE_WEEK, True),
    ],
)
def test_somebody_elses_orders_count_where_the_limit_is_not_of_each(
    world: World, threshold: Threshold, *, counts: bool
) -> None:
    world.change(OTHER_AGENT, team=OTHER_TEAM)
    world.limit({threshold: int(AMOUNT)})
    assert isinstance(_ask(world, "a", who=OTHER_AGENT), Requested)
    assert isinstance(_ask(world, "b"), Refused) is counts


@windows
def test_of_many_that_are_confirmed_at_once_no_rupiah_passes_a_limit(
    both_worlds: World, threshold: Threshold
) -> None:
    world, limit = both_worlds, 5 * int(AMOUNT)
    world.limit({threshold: limit})

    def hire(work: Work) -> None:
        for number in range(MANY):
            a_person(work, FIRST_PERSON + number, Role.AGENT)
        state_row(work)  # else whoever makes it would keep all others out

    world.do(hire)
    same = threshold is Threshold.AGENT_DAY  # one agent's confirmations, as from two phones

    def ask(work: Work, number: int) -> Requested | Refused:
        who = people.get(work, AGENT if same else FIRST_PERSON + number)
        assert who is not None
        actor = authorise(who, Capability.REQUEST_ORDERS)
        return requests.request_order(work, world.policy, actor, a_draft(), f"token {number}")

    async def all_at_once() -> list[Requested | Refused]:
        tries = (world.database.run(ask, number) for number in range(MANY))
        return list(await asyncio.gather(*tries))

    answers = asyncio.run(all_at_once())
    assert sum(isinstance(each, Requested) for each in answers) == 5
    assert world.do(order_sums.taken, Counted(), world.clock.now - DAY) == limit


@windows
def test_a_lower_limit_stops_those_that_came_last_and_no_others(
    both_worlds: World, threshold: Threshold
) -> None:
    world = both_worlds
    numbers = []
    for _ in range(3):
        numbers.append(world.request())
        world.clock.move(1)
    world.limit({threshold: 2 * int(AMOUNT)})
    sent = [ticket.request.order_no for _ in range(3) if (ticket := world.claim()) is not None]
    assert sent == numbers[:2]
    assert world.order(numbers[2]).status is OrderStatus.CANCELLED


def test_a_looser_limit_lets_nothing_through_that_was_confirmed_before(world: World) -> None:
    world.limit({Threshold.AGENT_DAY: int(AMOUNT)})
    number = world.request()
    world.limit({Threshold.AGENT_DAY: 10 * int(AMOUNT)})
    version = world.order(number).policy_version
    assert version == world.do(policy_versions.newest) - 1

    def earlier(work: Work) -> None:
        order = work.session.get(Order, number)
        assert order is not None
        order.amount = order.amount + 1

    world.do(earlier)  # whoever writes the database gains nothing by a limit that was raised since
    assert world.claim() is None
    assert world.order(number).status is OrderStatus.CANCELLED


def test_what_is_near_is_told_and_what_is_far_is_not(world: World) -> None:
    world.limit({Threshold.AGENT_DAY: 1_500_000, Threshold.TEAM_DAY: 100_000_000})
    agent, draft = world.person(AGENT), a_draft(500_000)

    def near(work: Work) -> list[Any]:
        found = limits.near(work, requests.facts_of(work, agent, draft))
        return [(state.threshold, state.left, state.limit) for state in found]

    assert world.do(near) == []
    _ask(world, "a", 600_000)
    assert world.do(near) == [(Threshold.AGENT_DAY, 900_000, 1_500_000)]


def test_who_makes_an_order_takes_a_turn_before_any_limit_is_looked_at(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite nothing happens at once, so there the order of both is all that can be seen."""
    done: list[str] = []
    for module, name in ((system_state, "take_turns"), (policy_versions, "amounts")):
        real = getattr(module, name)

        def noted(*given: Any, _real: Any = real, _name: str = name) -> Any:  # noqa: ANN401 - both
            done.append(_name)
            return _real(*given)

        monkeypatch.setattr(module, name, noted)
    _ask(world, "a")
    assert done[:2] == ["take_turns", "amounts"]


def test_a_threshold_is_what_was_decided_last(both_worlds: World) -> None:
    for amount in (5, None, 7):
        both_worlds.limit({Threshold.ORDER: amount})
    both_worlds.limit({Threshold.AGENT_DAY: 9})
    amounts = both_worlds.do(policy_versions.amounts)
    assert amounts == {(Threshold.ORDER, ""): 7, (Threshold.AGENT_DAY, ""): 9}
    assert both_worlds.do(policy_versions.amounts, 2) == {}
    assert both_worlds.do(policy_versions.amounts, 1) == {(Threshold.ORDER, ""): 5}


def test_who_changes_teams_takes_along_what_they_requested(world: World) -> None:
    world.limit({Threshold.TEAM_DAY: int(AMOUNT)})
    assert isinstance(_ask(world, "a"), Requested)
    world.change(AGENT, team=OTHER_TEAM)
    refused = _ask(world, "b")
    assert isinstance(refused, Refused)
    assert refused.refusal is Refusal.TEAM_LIMIT
    world.change(OTHER_AGENT, team=OTHER_TEAM)
    assert isinstance(_ask(world, "c", who=OTHER_AGENT), Requested), "theirs is not taken away"


def test_the_time_that_is_told_has_room_to_the_second(world: World) -> None:
    world.limit({Threshold.AGENT_DAY: int(AMOUNT)})
    world.clock.now = world.clock.now.replace(second=45)
    assert isinstance(_ask(world, "a"), Requested)
    refused = _ask(world, "b")
    assert isinstance(refused, Refused)
    assert refused.more_at is not None
    assert (refused.more_at.second, refused.more_at.microsecond) == (0, 0)
    world.clock.now = refused.more_at
    assert isinstance(_ask(world, "b"), Requested)
