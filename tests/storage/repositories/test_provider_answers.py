"""What Faspay said of an order: the newest answer of each kind, and what names the transaction."""

from dataclasses import replace
from datetime import timedelta

from storage.models.order_states import Code, OrderStatus
from storage.models.provider_answer import (
    NOTHING_SAID,
    AnswerDetails,
    AnswerSource,
    ProviderAnswer,
    StatedStatus,
)
from storage.repositories import provider_answers
from tests.factories import World

INQUIRY = AnswerSource.INQUIRY
FOUND = AnswerDetails(
    "395855", "ref", "2026-01-02", "2026-01-03", None, "1", StatedStatus.PROCESS, "00", None
)
AWAY = AnswerDetails(http_status=503)


def keep(world: World, details: AnswerDetails, source: AnswerSource = INQUIRY) -> None:
    world.do(provider_answers.keep, "202601020001", source, details)
    world.clock.move(60)


def kept(world: World) -> list[ProviderAnswer]:
    return list(world.do(provider_answers.of_order, "202601020001"))


def test_each_source_has_its_newest_answer_in_the_order_in_which_they_come(
    both_worlds: World,
) -> None:
    for source in reversed(AnswerSource):
        keep(both_worlds, AWAY, source)
        keep(both_worlds, replace(FOUND, status="2"), source)
    assert [answer.source for answer in kept(both_worlds)] == list(AnswerSource)
    assert {answer.details for answer in kept(both_worlds)} == {replace(FOUND, status="2")}


def test_what_names_the_transaction_stays_where_it_is_not_named_again(world: World) -> None:
    keep(world, FOUND)
    keep(world, AnswerDetails(status="9", means=StatedStatus.ERROR, response_code="99"))
    (answer,) = kept(world)
    error = replace(FOUND, status="9", means=StatedStatus.ERROR, response_code="99")
    assert answer.details == error
    keep(world, replace(FOUND, reference="other"))
    assert kept(world)[0].details == replace(FOUND, reference="other")


def test_an_outage_hides_nothing_that_was_said_and_is_shown_where_nothing_was(
    world: World,
) -> None:
    keep(world, AWAY)
    assert kept(world)[0].details == AWAY
    keep(world, FOUND)
    keep(world, AWAY)
    keep(world, NOTHING_SAID)
    assert kept(world)[0].details == FOUND


def test_the_time_is_that_at_which_it_was_said_first(world: World) -> None:
    began = world.clock.now
    keep(world, FOUND)
    keep(world, FOUND)
    assert kept(world)[0].said_at == began
    keep(world, replace(FOUND, status="2"))
    assert kept(world)[0].said_at == began + timedelta(seconds=120)


def test_nothing_is_kept_of_nothing(world: World) -> None:
    keep(world, NOTHING_SAID)
    assert kept(world) == []


def test_it_stays_when_the_code_is_wiped(both_worlds: World) -> None:
    number = both_worlds.issued()
    before = both_worlds.do(provider_answers.of_order, number)
    both_worlds.change_order(
        number, status=OrderStatus.PAID, ended_at=both_worlds.clock.now - timedelta(days=30)
    )
    both_worlds.tidy()
    assert both_worlds.order(number).code is Code.WIPED
    assert both_worlds.do(provider_answers.of_order, number) == before
    assert before
