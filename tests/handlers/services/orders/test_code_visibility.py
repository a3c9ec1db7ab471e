"""May this code be seen? The one rule, held over all that an order and its reader can be."""

from collections.abc import Iterator
from itertools import combinations, product

import pytest

from handlers.services.orders.codes import CodeVisibility, judge
from storage.models.order_states import Code, OrderStatus, Review
from storage.models.person import Role, Standing

ENDS = "PAID FAILED REVERSED CANCELLED NOT_SENT REJECTED NOT_CREATED"
EARLY = "AWAITING_APPROVAL REQUESTED SENDING UNKNOWN"

# The first row that fits decides; "-" fits everything.
RULE = """
money  code     review          expired  standing   role        own  verdict
ends   -        -               -        -          -           -    ended
-      -        -               yes      -          -           -    ended
-      WIPED    -               -        -          -           -    ended
-      -        echo            -        -          -           -    held
-      -        code_malformed  -        -          -           -    malformed
early  -        -               -        -          -           -    not_yet
-      NONE     -               -        -          -           -    not_yet
-      MISSING  -               -        -          -           -    missing
-      -        -               -        suspended  -           -    suspended
-      -        -               -        -          supervisor  -    not_an_agent
-      -        -               -        -          admin       -    not_an_agent
-      -        -               -        -          -           no   not_yours
-      -        -               -        -          -           -    visible
"""
_ROWS = [line.split() for line in RULE.strip().splitlines()[1:]]
_READERS = list(product(Standing, Role, (True, False)))


def _reviews() -> Iterator[frozenset[Review]]:
    for size in range(len(Review) + 1):
        yield from map(frozenset, combinations(Review, size))


def _fits(wanted: str, facts: set[str]) -> bool:
    return wanted == "-" or wanted in facts


def _by_the_table(*columns: set[str]) -> CodeVisibility:
    for *wanted, verdict in _ROWS:
        if all(map(_fits, wanted, columns)):
            return CodeVisibility[verdict.upper()]
    raise AssertionError(columns)


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("status", OrderStatus)
def test_the_rule_is_the_table_for_every_order_and_every_reader(
    status: OrderStatus, code: Code
) -> None:
    kind = {name for name, states in (("ends", ENDS), ("early", EARLY)) if status in states.split()}
    for reviews, expired, (standing, role, own) in product(_reviews(), (True, False), _READERS):
        found = judge(status, code, reviews, expired=expired, standing=standing, role=role, own=own)
        late, mine = {"yes" if expired else "no"}, {"yes" if own else "no"}
        wanted = _by_the_table(kind, {code}, set(reviews), late, {standing}, {role}, mine)
        assert found is wanted, (reviews, expired, standing, role, own)


def test_a_code_is_seen_by_its_own_active_agent_while_it_can_be_collected_and_by_nobody_else() -> (
    None
):
    seen = {
        (status, code, standing, role, own, expired, reviews)
        for status, code, reviews in product(OrderStatus, Code, _reviews())
        for expired, (standing, role, own) in product((True, False), _READERS)
        if judge(status, code, reviews, expired=expired, standing=standing, role=role, own=own)
        is CodeVisibility.VISIBLE
    }
    harmless = [each for each in _reviews() if not each & {Review.ECHO, Review.CODE_MALFORMED}]
    known = (Code.SEALED, Code.DELIVERED)
    assert seen == {
        (OrderStatus.ISSUED, code, Standing.ACTIVE, Role.AGENT, True, False, reviews)
        for code, reviews in product(known, harmless)
    }


def test_every_state_of_the_money_is_in_the_table() -> None:
    assert {*ENDS.split(), *EARLY.split(), "ISSUED"} == {status.value for status in OrderStatus}
