"""A code that opens to what its channel cannot take: kept sealed, shown to nobody, and told."""

import asyncio

import pytest

from handlers.jobs import transfers
from handlers.messages.acts import Edit, Send, Wipe
from handlers.services.orders import codes
from handlers.services.orders.codes import NoCode
from handlers.services.orders.journal_entry import Recorded
from handlers.services.provider_answers import Accepted, Doubt, Unknown
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.order_states import Code, OrderStatus, Review
from storage.models.outbox import Card, Notice
from storage.repositories import orders
from storage.values import OrderNumber
from tests.factories import ADMIN, AGENT, SECOND_ADMIN, SUPERVISOR, World, a_request, edges_of
from tests.fakes import CODE, SEALED, FakeTelegram, accept, answer_to, shown


async def _always() -> bool:
    return True


def _send(world: World) -> str:
    """Send one order as the program does."""
    number = world.request()
    assert asyncio.run(transfers.submit(edges_of(world, _always)))
    return number


def _sealed_code(work: Work, number: str) -> str | None:
    order = orders.get(work, number)
    assert order is not None
    return orders.code_of(work, order)


def _nobody_saw(telegram: FakeTelegram) -> bool:
    said = [act for act in telegram.done if isinstance(act, Send | Edit | Wipe)]
    return all(CODE not in shown(act) for act in said)


def test_it_is_kept_sealed_shown_to_nobody_and_all_who_must_know_are_told_why(
    both_worlds: World,
) -> None:
    world = both_worlds
    world.gateway.malformed = True
    telegram = world.telegram()
    number = _send(world)
    telegram.drain()
    order = world.order(number)
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.SEALED)
    assert order.reviews() == {Review.CODE_MALFORMED}
    assert world.do(_sealed_code, number) == SEALED
    for reader in (AGENT, SUPERVISOR, ADMIN, SECOND_ADMIN):
        assert (reader, Notice.CODE_MALFORMED) in world.told(number)
    assert "ten digits" in telegram.seen_by(ADMIN)
    assert "Do not make a new order" in telegram.seen_by(AGENT)
    assert Notice.CODE_LATE not in {notice for _, notice in world.told(number)}
    assert _nobody_saw(telegram)
    assert not any(card.shows_code for card in world.rows(Card))


def test_it_is_not_shown_when_it_is_asked_for_either(world: World) -> None:
    world.gateway.malformed = True
    number = _send(world)
    shown = world.do(
        codes.show_again, world.policy, world.actor(Capability.SEE_CODES, AGENT), number
    )
    assert shown is NoCode.HELD


def test_it_is_told_once_also_while_it_is_not_certain_that_the_order_exists(world: World) -> None:
    ticket = world.claimed()
    outcome = Unknown(Doubt.UNKNOWN_TEXT, answer_to(ticket.request))
    for _ in range(2):
        world.record(ticket, outcome, code_fits=False)
    order = world.order(ticket.request.order_no)
    assert (order.status, order.reviews()) == (OrderStatus.UNKNOWN, {Review.CODE_MALFORMED})
    telegram = world.telegram()
    telegram.drain()
    assert telegram.seen_by(ADMIN).count("ten digits") == 1
    world.gateway.execute(ticket.request)
    world.find(order.order_no, world.gateway.finding(ticket.request.order_no))
    world.gateway.malformed = True
    telegram.drain()
    assert world.order(order.order_no).status is OrderStatus.ISSUED
    assert _nobody_saw(telegram)


def test_a_later_look_finds_it_where_an_earlier_program_did_not(world: World) -> None:
    """An entry of an older journal says nothing of the form; the card is what looks last."""
    ticket = world.claimed()
    world.record(ticket, accept(world.gateway, ticket.request))
    world.gateway.malformed = True
    telegram = world.telegram()
    telegram.drain()
    order = world.order(ticket.request.order_no)
    assert order.reviews() == {Review.CODE_MALFORMED}
    assert _nobody_saw(telegram)
    assert (ADMIN, Notice.CODE_MALFORMED) in world.told(order.order_no)


def test_a_code_that_a_mended_key_opens_to_nothing_usable_is_held_back(world: World) -> None:
    world.gateway.locked = world.gateway.malformed = True
    number = _send(world)
    assert world.order(number).code is Code.MISSING
    world.gateway.locked = False
    telegram = world.telegram()
    telegram.drain()
    order = world.order(number)
    assert order.code is Code.SEALED
    assert Review.CODE_MALFORMED in order.reviews()
    assert _nobody_saw(telegram)


@pytest.mark.parametrize("fits", [True, False])
def test_the_journal_keeps_what_was_found(*, fits: bool) -> None:
    number = OrderNumber("202601020001")
    answer = answer_to(a_request(number))
    kept = Recorded(number, "worker", Accepted(answer), code_opens=True, code_fits=fits)
    assert Recorded.from_entry(kept.as_entry()) == kept
    older = {name: value for name, value in kept.as_entry().items() if name != "code_fits"}
    assert Recorded.from_entry(older).code_fits
