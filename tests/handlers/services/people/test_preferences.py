"""What people choose for themselves, also where two choose at the same time."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from handlers.services.people import preferences
from handlers.services.people.preferences import ChoiceRefused
from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.preference import Loudness, News
from storage.repositories import system_state
from tests.factories import OTHER_SUPERVISOR, SUPERVISOR, TEAM, World


def _turn_off(work: Work, actor: Actor) -> ChoiceRefused | None:
    return preferences.choose_loudness(work, actor, News.PROBLEMS, Loudness.OFF)


def test_only_who_may_be_the_last_to_hear_it_takes_turns(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Work] = []
    monkeypatch.setattr(system_state, "take_turns", taken.append)
    actor = world.actor(Capability.CHOOSE_NOTIFICATIONS, SUPERVISOR)
    world.do(preferences.choose_loudness, actor, News.PROBLEMS, Loudness.SILENT)
    assert not taken
    world.do(_turn_off, actor)
    assert len(taken) == 1


@pytest.mark.postgres
def test_of_the_last_two_who_turn_it_off_at_once_one_goes_on_hearing(
    postgres_world: World,
) -> None:
    world = postgres_world
    world.change(OTHER_SUPERVISOR, team=TEAM)
    one, other = (
        world.actor(Capability.CHOOSE_NOTIFICATIONS, who) for who in (SUPERVISOR, OTHER_SUPERVISOR)
    )
    choosing, may_commit = threading.Event(), threading.Event()

    def choose_slowly(work: Work) -> object:
        refused = _turn_off(work, one)
        choosing.set()
        assert may_commit.wait(10)
        return refused

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(world.do, choose_slowly)
        assert choosing.wait(10)
        second = threads.submit(world.do, _turn_off, other)
        with pytest.raises(TimeoutError):
            second.result(0.3)
        may_commit.set()
        assert first.result(10) is None
        assert second.result(10) is ChoiceRefused.LAST_TO_HEAR
