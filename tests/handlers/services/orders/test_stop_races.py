"""A stop and a sender at once: nothing of its scope is confirmed or claimed after its commit."""

import asyncio
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import text

from handlers.services.controls import sending
from handlers.services.controls.refusals import Refused
from handlers.services.controls.sending import Guard
from handlers.services.controls.sending_scopes import COMPANY, SendingScope, of_channel, of_team
from handlers.services.orders import requests, transfers
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.order_states import OrderStatus
from storage.models.system_state import SystemState
from storage.repositories import people
from tests.factories import ADMIN, AGENT, OTHER_TEAM, TEAM, World, a_draft, state_row

SCOPES = [COMPANY, of_team(TEAM), of_channel(Channel.PERMATA)]
_SOMEBODY_WAITS = text(
    "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_locks AS ours"
    " JOIN pg_database ON oid = ours.database WHERE datname = current_database())"
)


def _stop(work: Work, scope: SendingScope) -> None:
    admin = people.get(work, ADMIN)
    assert admin is not None
    sending.stop(work, authorise(admin, Capability.STOP_SENDING), "odd", scope)


def _confirms(work: Work, world: World) -> bool:
    agent = people.get(work, AGENT)
    assert agent is not None
    actor = authorise(agent, Capability.REQUEST_ORDERS)
    token = secrets.token_hex(8)
    found = requests.request_order(work, world.policy, actor, a_draft(), token)
    return not isinstance(found, Refused)


def _claims(work: Work, world: World) -> bool:
    return transfers.claim(work, world.policy, "worker") is not None


SENDERS = [_confirms, _claims]


def _holding(
    act: Callable[[Work], Any], begun: threading.Event, other_is_done: threading.Event
) -> Callable[[Work], Any]:
    """Return an act whose transaction stays open until the other waits for it, or is done."""

    def hold(work: Work) -> Any:  # noqa: ANN401 - whatever the act returns
        done = act(work)
        work.session.flush()
        begun.set()
        while not other_is_done.is_set() and not work.session.execute(_SOMEBODY_WAITS).scalar():
            pass
        return done

    return hold


def _one_after_the_other(
    world: World, first: Callable[[Work], Any], second: Callable[[Work], Any]
) -> tuple[Any, Any, bool]:
    """Run both at once; return what they did, and whether the second had to wait."""
    world.do(state_row)
    begun, done = threading.Event(), threading.Event()
    had_to_wait: list[bool] = []

    def held(work: Work) -> Any:  # noqa: ANN401 - whatever it returns
        found = _holding(first, begun, done)(work)
        had_to_wait.append(not done.is_set())
        return found

    def other() -> Any:  # noqa: ANN401 - the same
        assert begun.wait(10)
        try:
            return world.do(second)
        finally:
            done.set()

    with ThreadPoolExecutor(2) as threads:
        one, two = threads.submit(world.do, held), threads.submit(other)
        return one.result(), two.result(), had_to_wait[-1]


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("sends", SENDERS)
def test_who_sends_while_a_stop_commits_waits_for_it_and_sends_nothing(
    postgres_world: World, scope: SendingScope, sends: Callable[[Work, World], bool]
) -> None:
    world = postgres_world
    world.request()

    def send(work: Work) -> bool:
        before = work.session.get(SystemState, 1)  # read before its turn, and kept
        done = sends(work, world)
        assert before is work.session.get(SystemState, 1)
        return done

    _, sent, waited = _one_after_the_other(world, lambda work: _stop(work, scope), send)
    assert waited
    assert not sent


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("sends", SENDERS)
def test_a_stop_that_finds_somebody_sending_commits_after_them(
    postgres_world: World, scope: SendingScope, sends: Callable[[Work, World], bool]
) -> None:
    world = postgres_world
    world.request()
    sent, _, waited = _one_after_the_other(
        world, lambda work: sends(work, world), lambda work: _stop(work, scope)
    )
    assert sent
    assert waited
    assert world.do(sending.is_stopped, scope)


def test_a_stop_of_a_team_holds_up_no_other_team(postgres_world: World) -> None:
    world = postgres_world
    world.request()
    _, sent, waited = _one_after_the_other(
        world,
        lambda work: _stop(work, of_team(OTHER_TEAM)),
        lambda work: _claims(work, world),
    )
    assert sent
    assert not waited


@pytest.mark.parametrize("scope", SCOPES)
def test_no_schedule_of_a_stop_and_its_senders_claims_after_it(
    both_worlds: World, scope: SendingScope
) -> None:
    """Each sender notes whether the stop had been answered before it began."""
    world = both_worlds
    for _ in range(12):
        world.request()
    stopped = threading.Event()
    late: list[bool] = []

    async def stop() -> None:
        await world.database.run(_stop, scope)
        stopped.set()

    async def send(sends: Callable[[Work, World], bool]) -> None:
        for _ in range(8):
            was_stopped = stopped.is_set()
            done = await world.database.run(sends, world)
            late.append(was_stopped and done)

    async def all_at_once() -> None:
        await asyncio.gather(*(send(each) for each in (_confirms, _claims, _claims)), stop())

    asyncio.run(all_at_once())
    assert stopped.is_set()
    assert not any(late)
    assert world.claim() is None


def test_a_guard_that_stops_is_waited_for_as_well(postgres_world: World) -> None:
    world = postgres_world
    number = world.request()
    _, sent, waited = _one_after_the_other(
        world,
        lambda work: sending.stop_by(work, Guard.ECHO, number),
        lambda work: _claims(work, world),
    )
    assert (sent, waited) == (False, True)
    assert world.order(number).status is OrderStatus.REQUESTED
