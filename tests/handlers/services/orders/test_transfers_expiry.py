"""When a code ends is Faspay's to say, as far as it can be: an impossible time hides no code."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.services.provider_answers import Accepted
from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus
from tests.factories import AGENT, World
from tests.fakes import CODE, START, accept, answer_to


def _issued(world: World, expires_at: datetime | None) -> Order:
    ticket = world.claimed()
    accept(world.gateway, ticket.request)
    answer = replace(answer_to(ticket.request), expires_at=expires_at)
    world.record(ticket, Accepted(answer))
    return world.order(ticket.request.order_no)


@pytest.mark.parametrize(
    "expires_at",
    [
        START - timedelta(hours=7),
        START,
        START + timedelta(days=60),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
    ],
    ids=str,
)
def test_an_end_that_cannot_be_is_not_believed_and_the_code_is_shown(
    both_worlds: World, expires_at: datetime
) -> None:
    order = _issued(both_worlds, expires_at)
    assert order.expires_at is None
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.SEALED)
    assert not order.code_ended(both_worlds.clock.now)
    telegram = both_worlds.telegram()
    telegram.drain()
    assert CODE in telegram.seen_by(AGENT)


@pytest.mark.parametrize(
    "lasts", [timedelta(seconds=1), timedelta(hours=24), timedelta(days=31)], ids=str
)
def test_an_end_that_can_be_is_believed(world: World, lasts: timedelta) -> None:
    assert _issued(world, START + lasts).expires_at == START + lasts


def test_where_faspay_says_no_end_there_is_none(world: World) -> None:
    assert _issued(world, None).expires_at is None


def test_a_code_with_an_impossible_end_still_runs_out_in_time(world: World) -> None:
    order = _issued(world, datetime(9999, 12, 31, tzinfo=UTC))
    world.clock.move(hours=24, seconds=1)
    assert order.code_ended(world.clock.now)
