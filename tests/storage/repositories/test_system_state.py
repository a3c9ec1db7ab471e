"""The one row of facts about the whole system."""

from storage.models.system_state import SystemState
from storage.repositories import system_state
from tests.factories import World


def test_the_line_is_open_until_somebody_stops_it(both_worlds: World) -> None:
    assert both_worlds.do(system_state.sending_switch).stopped is False
    both_worlds.do(system_state.sending_switch)
    assert len(both_worlds.rows(SystemState)) == 1
