"""A code that comes after the money was called unclear is announced: nobody looks any more."""

import pytest

from handlers.services.provider_answers import Doubt, ProviderStatus, Unknown
from storage.engine.unit_of_work import Work
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Notice
from tests.factories import AGENT, SUPERVISOR, World, open_rows
from tests.fakes import CODE, accept, accept_with, answer_to


def _heard(work: Work) -> set[Notice | None]:
    return {row.notice for row in open_rows(work, AGENT)}


@pytest.mark.parametrize("seconds", [0, 1, 19, 21, 3600])
def test_a_code_is_announced_when_the_order_was_unknown_however_shortly(
    both_worlds: World, seconds: int
) -> None:
    ticket = both_worlds.claimed()
    number = ticket.request.order_no
    accept(both_worlds.gateway, ticket.request)
    both_worlds.record(ticket, Unknown(Doubt.UNKNOWN_TEXT, answer_to(ticket.request)))
    assert both_worlds.order(number).status is OrderStatus.UNKNOWN
    assert Notice.CODE_LATE not in both_worlds.do(_heard)
    both_worlds.clock.move(seconds)
    both_worlds.find(number, both_worlds.gateway.finding(number))
    assert (both_worlds.order(number).status, both_worlds.order(number).code) == (
        OrderStatus.ISSUED,
        Code.SEALED,
    )
    assert (AGENT, Notice.CODE_LATE) in both_worlds.told(number)
    assert (SUPERVISOR, Notice.CODE_LATE) not in both_worlds.told(number)
    telegram = both_worlds.telegram()
    telegram.drain()
    assert CODE in telegram.seen_by(AGENT)


def test_an_incomplete_echo_that_an_inquiry_clears_is_announced_too(world: World) -> None:
    world.gateway.plan = accept_with(phone=None)
    number = world.issued()
    assert (AGENT, Notice.CODE_LATE) not in world.told(number)
    world.find(number, world.gateway.finding(number))
    assert (AGENT, Notice.CODE_LATE) in world.told(number)


def test_a_code_that_comes_at_once_and_without_doubt_is_not_announced(world: World) -> None:
    number = world.issued()
    world.find(number, world.gateway.finding(number))
    assert (AGENT, Notice.CODE_LATE) not in world.told(number)


@pytest.mark.parametrize("status", [ProviderStatus.SUCCESS, ProviderStatus.REVERSED])
def test_no_late_code_is_announced_for_an_order_that_has_ended(
    world: World, status: ProviderStatus
) -> None:
    ticket = world.claimed()
    number = ticket.request.order_no
    accept(world.gateway, ticket.request)
    world.record(ticket, Unknown(Doubt.UNKNOWN_TEXT, answer_to(ticket.request)))
    world.gateway.statuses[number] = status
    world.find(number, world.gateway.finding(number))
    assert (AGENT, Notice.CODE_LATE) not in world.told(number)
