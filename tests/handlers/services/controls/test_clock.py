"""Two clocks apart: a warning once an episode, a stop beyond two minutes, and what admins read."""

from datetime import timedelta

import pytest

from handlers.services.controls import clock, health, sending
from handlers.services.rights.capabilities import Capability
from storage.models.outbox import Notice, Outgoing
from tests.factories import ADMIN, AGENT, SECOND_ADMIN, SUPERVISOR, World


def _look(world: World, seconds: float) -> None:
    world.do(clock.look, timedelta(seconds=seconds))


def _warnings(world: World) -> list[tuple[int, int | None]]:
    rows = [row for row in world.rows(Outgoing) if row.notice is Notice.CLOCK_WARNING]
    return [(row.chat_id, row.subject_id) for row in rows]


@pytest.mark.parametrize("seconds", [0, 29.9, -29.9])
def test_clocks_that_agree_well_enough_are_not_spoken_of(world: World, seconds: float) -> None:
    _look(world, seconds)
    assert _warnings(world) == []
    assert world.do(sending.is_open)


@pytest.mark.parametrize("seconds", [30, -30, 119.9, -119.9])
def test_every_admin_is_warned_once_with_the_seconds_and_sending_stays_open(
    both_worlds: World, seconds: float
) -> None:
    for _ in range(3):
        _look(both_worlds, seconds)
        both_worlds.clock.move(hours=2)
    assert _warnings(both_worlds) == [(ADMIN, round(seconds)), (SECOND_ADMIN, round(seconds))]
    assert both_worlds.do(sending.is_open)


def test_a_warning_comes_again_only_after_all_had_been_well(world: World) -> None:
    _look(world, 40)
    world.clock.move(hours=1)
    for seconds in (20, 40):  # around the threshold is the same episode
        _look(world, seconds)
    assert len(_warnings(world)) == 2
    _look(world, 14)
    _look(world, 40)
    assert len(_warnings(world)) == 4


def test_a_well_replica_beside_a_bad_one_makes_no_flood(world: World) -> None:
    for _ in range(50):
        _look(world, 45)
        _look(world, 0)
        world.clock.move(5)
    assert len(_warnings(world)) == 2


@pytest.mark.parametrize("seconds", [120, -120, 86_400, -86_400])
def test_two_minutes_stop_sending_and_the_notice_has_the_seconds(
    both_worlds: World, seconds: int
) -> None:
    for _ in range(3):
        _look(both_worlds, seconds)
    assert not both_worlds.do(sending.is_open)
    told = both_worlds.told()
    assert {(ADMIN, Notice.SENDING_STOPPED), (SECOND_ADMIN, Notice.SENDING_STOPPED)} <= told
    assert not {(AGENT, Notice.SENDING_STOPPED), (SUPERVISOR, Notice.SENDING_STOPPED)} & told
    assert _warnings(both_worlds) == []
    telegram = both_worlds.telegram()
    telegram.drain()
    assert f"{seconds:+d} s" in telegram.seen_by(ADMIN)


def test_only_people_lift_the_stop_and_a_clock_that_is_still_wrong_stops_again(
    world: World,
) -> None:
    _look(world, 300)
    _look(world, 0)
    assert not world.do(sending.is_open)
    world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))
    _look(world, 0)
    assert world.do(sending.is_open)
    _look(world, 300)
    assert not world.do(sending.is_open)


def test_a_line_that_stood_already_does_not_hide_the_clock(world: World) -> None:
    world.do(sending.stop, world.actor(Capability.STOP_SENDING), "lunch")
    _look(world, 300)
    assert _warnings(world) == [(ADMIN, 300), (SECOND_ADMIN, 300)]


def test_admins_read_the_warning_and_find_it_in_the_health_until_it_is_over(world: World) -> None:
    _look(world, -45)
    assert world.do(health.look, world.policy).clock_seconds == -45
    telegram = world.telegram()
    telegram.drain()
    assert "about 45 seconds ahead of Faspay's" in telegram.seen_by(ADMIN)
    assert telegram.seen_by(SUPERVISOR) == ""
    world.clock.move(5)
    _look(world, 0)
    assert world.do(health.look, world.policy).clock_seconds is None


def test_a_warning_that_is_over_before_it_is_read_is_not_sent(world: World) -> None:
    _look(world, 45)
    _look(world, 0)
    telegram = world.telegram()
    telegram.drain()
    assert telegram.seen_by(ADMIN) == ""


@pytest.mark.parametrize(("seconds", "off"), [(119.9, False), (120, True), (-120, True)])
def test_from_two_minutes_on_nothing_may_leave(seconds: float, *, off: bool) -> None:
    assert clock.is_off(timedelta(seconds=seconds)) is off
    assert not clock.is_off(None)
