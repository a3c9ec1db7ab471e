"""What Faspay calls a reference is kept for support in the clear: a code must not be among it."""

import asyncio
from dataclasses import replace

import pytest

from handlers.jobs import provider
from handlers.services.orders import callbacks, inquiries
from handlers.services.provider_answers import Finding, Found, ProviderStatus
from storage.models.provider_answer import AnswerDetails, AnswerSource
from storage.repositories import provider_answers
from storage.values import OrderNumber
from tests.factories import World
from tests.fakes import CODE, DETAILS, FakeGateway

SPELLINGS = (CODE, f"x{CODE}", "0047-1122-33", "7_00 47 11 22 33_1")
WITH_CODE = [
    AnswerDetails(**vars(DETAILS) | {field: each})
    for each in SPELLINGS
    for field in ("transaction_id", "reference", "dated", "instructed")
]


class Leaking(FakeGateway):
    """Faspay, repeating a code in its references."""

    said = DETAILS

    def finding(self, order_no: OrderNumber) -> Finding:
        found = super().finding(order_no)
        return replace(found, details=self.said)


def call(world: World, number: str, details: AnswerDetails, gateway: FakeGateway | None) -> None:
    token = world.do(lambda work: callbacks.callback_token(work.vault, number))
    more = (gateway.open_code,) if gateway else ()
    said = ProviderStatus.SUCCESS
    assert world.do(callbacks.receive, number, token, str(details), said, details, *more)


def kept(world: World, number: str) -> dict[AnswerSource, AnswerDetails]:
    """Return what is kept; the code must be nowhere in it."""
    answers = world.do(provider_answers.of_order, number)
    digits = "".join(
        sign for sign in repr([answers, world.order(number).faspay_id]) if sign.isdigit()
    )
    assert CODE not in digits
    return {each.source: each.details for each in answers}


@pytest.mark.parametrize("details", WITH_CODE)
def test_a_callback_that_repeats_the_code_has_no_reference(
    world: World, details: AnswerDetails
) -> None:
    number = world.issued()
    call(world, number, details, world.gateway)
    said = kept(world, number)[AnswerSource.CALLBACK]
    assert said.status == "1"
    assert (said.transaction_id or said.reference) is not None  # the other one is kept


def test_where_nobody_can_open_the_code_a_callback_has_no_reference(world: World) -> None:
    number = world.issued()
    call(world, number, WITH_CODE[0], None)
    said = kept(world, number)[AnswerSource.CALLBACK]
    assert (said.transaction_id, said.reference, said.status) == (None, None, "1")


@pytest.mark.parametrize("details", WITH_CODE)
def test_an_inquiry_that_repeats_the_code_has_no_reference(
    world: World, details: AnswerDetails
) -> None:
    number = world.issued()
    world.change_order(number, faspay_id=None)
    question = world.do(inquiries.question_about, number)
    assert question is not None
    assert CODE not in repr(question)
    gateway = Leaking(executed=world.gateway.executed, statuses=world.gateway.statuses)
    gateway.said = details
    finding = asyncio.run(provider.inquire(gateway, question))
    assert isinstance(finding, Found)
    world.do(inquiries.apply_finding, question, finding)
    assert kept(world, number)[AnswerSource.INQUIRY].status == "1"


@pytest.mark.parametrize("details", WITH_CODE)
def test_what_repeated_the_code_before_it_came_is_forgotten_once_it_is_shown(
    world: World, details: AnswerDetails
) -> None:
    ticket = world.claimed()
    call(world, ticket.request.order_no, details, world.gateway)
    world.record(ticket, world.gateway.plan(world.gateway, ticket.request))
    telegram = world.telegram()
    telegram.drain()
    assert CODE in telegram.seen_by(world.order(ticket.request.order_no).agent_id)
    assert AnswerSource.CALLBACK in kept(world, ticket.request.order_no)


def test_a_number_of_the_transaction_that_names_the_person_is_none(world: World) -> None:
    number = world.issued()
    world.change_order(number, faspay_id=None)
    said = replace(DETAILS, transaction_id="6281234567890")
    gateway = world.gateway
    finding = replace(gateway.finding(number), details=said)
    world.find(number, finding)
    assert world.order(number).faspay_id is None


def test_an_inquiry_that_began_before_the_code_was_known_has_no_reference(world: World) -> None:
    ticket = world.claimed()
    number = ticket.request.order_no
    question = world.do(inquiries.question_about, number)
    assert question is not None
    world.record(ticket, world.gateway.plan(world.gateway, ticket.request))
    finding = replace(world.gateway.finding(number), details=WITH_CODE[0])
    world.do(inquiries.apply_finding, question, finding)
    said = kept(world, number)[AnswerSource.INQUIRY]
    assert (said.transaction_id, said.reference, said.status) == (None, None, "1")
