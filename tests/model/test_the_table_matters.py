"""The model uses the real table of transitions: a line too many or too few is noticed."""

import pytest

from storage.models.order_states import Cause, Money
from storage.models.order_transitions import TRANSITIONS
from tests.model.checker import NEVER_RESTS, explore
from tests.model.promises import Promise
from tests.model.rules import Rules, Table
from tests.model.transfer import Transfer

Edge = tuple[Money, Money]


def _story(table: Table, *, people_can_be_wrong: bool = False) -> tuple[str, str]:
    rules = Rules(table, people_can_be_wrong=people_can_be_wrong)
    violation = explore(Transfer(rules, crashes=1, inquiries=1)).violation
    assert violation is not None
    return violation.promise, "\n".join(violation.story)


def _without(edge: Edge) -> Table:
    assert edge in TRANSITIONS
    return {each: causes for each, causes in TRANSITIONS.items() if each != edge}


def test_the_model_plays_by_the_table_of_the_program() -> None:
    assert Rules().table is TRANSITIONS


@pytest.mark.parametrize(
    ("edge", "cause", "promise"),
    [
        ((Money.UNKNOWN, Money.REQUESTED), Cause.OWNER_DIED, Promise.NEVER_BACK),
        ((Money.UNKNOWN, Money.REQUESTED), Cause.TWO_PEOPLE, Promise.NEVER_BACK),
        ((Money.UNKNOWN, Money.SENDING), Cause.OWNER_DIED, Promise.NEVER_BACK),
        ((Money.SENDING, Money.CANCELLED), Cause.AGENT, Promise.TRUE_END),
        ((Money.UNKNOWN, Money.CANCELLED), Cause.AGENT, Promise.COMMITTED_FIRST),
        ((Money.ISSUED, Money.CANCELLED), Cause.AGENT, Promise.NEVER_BACK),
    ],
)
def test_a_line_too_many_is_noticed(edge: Edge, cause: Cause, promise: Promise) -> None:
    assert edge not in TRANSITIONS
    assert _story(TRANSITIONS | {edge: frozenset({cause})})[0] == promise


@pytest.mark.parametrize(
    ("edge", "promise"),
    [
        ((Money.PAID, Money.REVERSED), Promise.NO_FALSE_PAGE),
        ((Money.FAILED, Money.PAID), Promise.NO_FALSE_PAGE),
        ((Money.UNKNOWN, Money.ISSUED), Promise.NO_FALSE_PAGE),
        ((Money.ISSUED, Money.FAILED), Promise.NO_FALSE_PAGE),
        ((Money.SENDING, Money.UNKNOWN), NEVER_RESTS),
        ((Money.UNKNOWN, Money.NOT_CREATED), NEVER_RESTS),
    ],
)
def test_a_line_too_few_is_noticed(edge: Edge, promise: str) -> None:
    assert _story(_without(edge))[0] == promise


def test_without_late_evidence_an_order_that_exists_stays_closed() -> None:
    edge = (Money.NOT_CREATED, Money.ISSUED)
    promise, story = _story(_without(edge), people_can_be_wrong=True)
    assert promise == NEVER_RESTS
    assert "two people decide: NOT_CREATED" in story
