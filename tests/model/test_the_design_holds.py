"""The design keeps its promises in every state that it can reach."""

import pytest

from tests.model.checker import explore
from tests.model.rules import Rules
from tests.model.runs import QUICK, Run, look_at
from tests.model.transfer import Transfer


@pytest.mark.parametrize("run", QUICK, ids=lambda run: str(run.name))
def test_every_promise_holds_in_every_state(run: Run) -> None:
    explored = look_at(run.model)
    assert explored.violation is None, str(explored.violation)
    assert explored.states > 1000


def test_where_two_people_were_wrong_late_evidence_sets_it_right_and_pages() -> None:
    rules = Rules(people_can_be_wrong=True)
    explored = explore(Transfer(rules, crashes=0, inquiries=1))
    assert explored.violation is None, str(explored.violation)
