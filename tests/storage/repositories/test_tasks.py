"""Tasks on both engines: each question has its own queue, and each asker waits once."""

from datetime import timedelta

from storage.models.task import TaskKind
from storage.repositories import tasks
from tests.factories import ADMIN, SECOND_ADMIN, World
from tests.fakes import START

LEASE = timedelta(minutes=5)


def _claim(world: World, question: TaskKind) -> int | None:
    found = world.do(tasks.claim, question, LEASE)
    return found.person_id if found else None


def test_one_who_waits_is_not_kept_twice_and_the_night_is_one_of_them(both_worlds: World) -> None:
    world = both_worlds
    for asker in (ADMIN, SECOND_ADMIN, None):
        assert world.do(tasks.add, TaskKind.RECONCILE, asker)
        assert not world.do(tasks.add, TaskKind.RECONCILE, asker)
        assert world.do(tasks.add, TaskKind.BALANCE, asker)
    waiting = world.do(tasks.being_done, TaskKind.RECONCILE)
    assert [each.person_id for each in waiting] == [ADMIN, SECOND_ADMIN, None]


def test_a_question_is_claimed_by_those_who_can_answer_it_and_once(both_worlds: World) -> None:
    world = both_worlds
    world.do(tasks.add, TaskKind.RECONCILE, ADMIN)
    assert _claim(world, TaskKind.BALANCE) is None
    assert _claim(world, TaskKind.RECONCILE) == ADMIN
    assert _claim(world, TaskKind.RECONCILE) is None
    world.clock.move(minutes=5)
    assert _claim(world, TaskKind.RECONCILE) == ADMIN


def test_the_night_has_asked_only_if_it_was_since_then_and_not_yet_to_come(
    both_worlds: World,
) -> None:
    world = both_worlds
    world.do(tasks.add, TaskKind.RECONCILE, ADMIN)
    assert not world.do(tasks.asked_by_night, TaskKind.RECONCILE, START)
    world.do(tasks.add, TaskKind.RECONCILE, None)
    assert world.do(tasks.asked_by_night, TaskKind.RECONCILE, START)
    assert not world.do(tasks.asked_by_night, TaskKind.BALANCE, START)
    later = START + timedelta(seconds=1)
    assert not world.do(tasks.asked_by_night, TaskKind.RECONCILE, later)
    world.clock.move(-1)
    assert not world.do(tasks.asked_by_night, TaskKind.RECONCILE, START - LEASE)


def test_a_task_may_be_for_later(both_worlds: World) -> None:
    world = both_worlds
    assert world.do(tasks.add, TaskKind.RECONCILE, None, START + LEASE)
    assert not world.do(tasks.add, TaskKind.RECONCILE, None)
    assert world.do(tasks.claim, TaskKind.RECONCILE, LEASE) is None
    world.clock.move(minutes=5)
    assert world.do(tasks.claim, TaskKind.RECONCILE, LEASE) is not None
