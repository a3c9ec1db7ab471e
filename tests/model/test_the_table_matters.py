"""The model uses the real table of transitions: a line too many or too few is noticed."""

import pytest

from storage.models.order_states import Cause, OrderStatus
from storage.models.order_transitions import TRANSITIONS
from tests.model.checker import NEVER_RESTS, explore
from tests.model.promises import Promise
from tests.model.rules import Rules, Table
from tests.model.transfer import Transfer

Edge = tuple[OrderStatus, OrderStatus]


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
        ((OrderStatus.UNKNOWN, OrderStatus.REQUESTED), Cause.OWNER_DIED, Promise.NEVER_BACK),
        ((OrderStatus.UNKNOWN, OrderStatus.REQUESTED), Cause.TWO_PEOPLE, Promise.NEVER_BACK),
        ((OrderStatus.UNKNOWN, OrderStatus.SENDING), Cause.OWNER_DIED, Promise.NEVER_BACK),
        ((OrderStatus.SENDING, OrderStatus.CANCELLED), Cause.AGENT, Promise.TRUE_END),
        ((OrderStatus.UNKNOWN, OrderStatus.CANCELLED), Cause.AGENT, Promise.COMMITTED_FIRST),
        ((OrderStatus.ISSUED, OrderStatus.CANCELLED), Cause.AGENT, Promise.NEVER_BACK),
    ],
)
def test_a_line_too_many_is_noticed(edge: Edge, cause: Cause, promise: Promise) -> None:
    assert edge not in TRANSITIONS
    assert _story(TRANSITIONS | {edge: frozenset({cause})})[0] == promise


@pytest.mark.parametrize(
    ("edge", "promise"),
    [
        ((OrderStatus.PAID, OrderStatus.REVERSED), Promise.NO_FALSE_PAGE),
        ((OrderStatus.FAILED, OrderStatus.PAID), Promise.NO_FALSE_PAGE),
        ((OrderStatus.UNKNOWN, OrderStatus.ISSUED), Promise.NO_FALSE_PAGE),
        ((OrderStatus.ISSUED, OrderStatus.FAILED), Promise.NO_FALSE_PAGE),
        ((OrderStatus.SENDING, OrderStatus.UNKNOWN), NEVER_RESTS),
        ((OrderStatus.UNKNOWN, OrderStatus.NOT_CREATED), NEVER_RESTS),
    ],
)
def test_a_line_too_few_is_noticed(edge: Edge, promise: str) -> None:
    assert _story(_without(edge))[0] == promise


def test_without_late_evidence_an_order_that_exists_stays_closed() -> None:
    edge = (OrderStatus.NOT_CREATED, OrderStatus.ISSUED)
    promise, story = _story(_without(edge), people_can_be_wrong=True)
    assert promise == NEVER_RESTS
    assert "two people decide: NOT_CREATED" in story
