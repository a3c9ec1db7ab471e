"""Requests that a wrong clock may have dated: after a restart, a pause, beside a replica."""

import asyncio
from datetime import timedelta

import pytest

from handlers.jobs.clock import ClockWatch
from handlers.jobs.request_waits import RequestWaits
from handlers.services.controls import sending
from handlers.services.orders.overdue import Wait
from handlers.services.rights.capabilities import Capability
from storage.models.order_states import Cause, OrderStatus
from storage.repositories import order_queues
from tests.factories import World
from tests.handlers.jobs.test_clock import (
    Faspay,
    Scene,
    set_clock,
    time_goes_by,
    why_cancelled,
)

HOUR, EIGHT_MINUTES = timedelta(hours=1), timedelta(minutes=8)
OFF = [HOUR, -HOUR, EIGHT_MINUTES, -EIGHT_MINUTES]
"""How far our clock was ahead."""


@pytest.fixture
def scene(world: World) -> Scene:
    return _process(world)


def _process(world: World, ahead: timedelta = timedelta()) -> Scene:
    """Start a process whose clock is so far ahead of Faspay's."""
    faspay = Faspay(clock_skew=None, truth=-ahead)
    made: list[Scene] = []
    watch = ClockWatch(world.database, faspay, lambda: made[0].seconds, world.policy)
    made.append(Scene(world, faspay, watch))
    return made[0]


def _open(scene: Scene) -> None:
    scene.world.do(sending.resume, scene.world.agreement(Capability.RESUME_SENDING))


def _made_by_a_wrong_clock(scene: Scene, off: timedelta) -> str:
    """Have an order made while our clock is known to be wrong, for half a minute."""
    time_goes_by(scene, 60)
    set_clock(scene, off)
    scene.faspay.clock_skew = scene.faspay.truth
    time_goes_by(scene, 10)
    _open(scene)
    number = scene.world.request()
    assert not scene.submit()
    time_goes_by(scene, 30)
    assert not scene.world.do(sending.is_open)
    return number


@pytest.mark.parametrize("down", [5, 60, 7 * 60, 20 * 60])
@pytest.mark.parametrize("off", OFF)
def test_a_restart_with_a_mended_clock_sends_nothing_late_and_tells_no_long_wait(
    scene: Scene, off: timedelta, down: int
) -> None:
    world = scene.world
    number = _made_by_a_wrong_clock(scene, off)
    world.clock.now -= off
    world.clock.move(down)
    _open(scene)
    restarted = _process(world)
    assert world.claim() is None, "nobody has said yet that it is young"
    time_goes_by(restarted, 10)
    assert world.claim() is None, "nor has another process, which may have seen it made"
    time_goes_by(restarted, 65)
    assert world.order(number).status is OrderStatus.CANCELLED
    assert why_cancelled(world, number) == Cause.CLOCK


def test_who_has_just_started_leaves_a_doubted_request_to_who_has_seen_it_made(
    scene: Scene,
) -> None:
    world = scene.world
    time_goes_by(scene, 60)
    number = world.request()
    time_goes_by(scene, 10)
    world.do(order_queues.doubt_dates)  # by a replica whose clock is wrong
    time_goes_by(_process(world), 10)
    assert world.order(number).status is OrderStatus.REQUESTED
    time_goes_by(scene, 10)
    assert world.claim() is not None


@pytest.mark.parametrize("ahead", [timedelta(seconds=100), timedelta(seconds=-100)])
def test_replicas_that_are_apart_by_what_is_borne_leave_each_others_dates(
    scene: Scene, ahead: timedelta
) -> None:
    world = scene.world
    other = _process(world, ahead)

    def both_look() -> None:
        time_goes_by(scene, 5)
        world.clock.now += ahead
        other.look()
        world.clock.now -= ahead

    both_look()
    both_look()
    number = world.request()
    world.do(sending.stop, world.actor(Capability.STOP_SENDING), "test")
    made = world.order(number).created_at
    for _ in range(100):
        both_look()
    assert world.order(number).created_at == made


def test_an_order_that_was_made_by_a_right_clock_outlives_a_restart(scene: Scene) -> None:
    world = scene.world
    time_goes_by(scene, 60)
    number = world.request()
    world.clock.move(300)
    time_goes_by(_process(world), 10)
    assert world.order(number).status is OrderStatus.REQUESTED
    assert world.claim() is not None


def test_a_clock_a_little_behind_makes_no_long_wait(scene: Scene) -> None:
    """By less than stops sending; the process that made the order is gone."""
    world, little = scene.world, timedelta(seconds=110)
    number = world.keep(OrderStatus.REQUESTED, created_at=world.clock.now - little)
    world.clock.move(world.policy.request_lasts.total_seconds() - 5)
    restarted = _process(world)
    restarted.look()
    assert world.order(number).status is OrderStatus.REQUESTED
    assert world.claim() is None
    time_goes_by(restarted, 30)
    assert why_cancelled(world, number) == Cause.AGE


@pytest.mark.parametrize("off", OFF)
@pytest.mark.parametrize("guest_lags", [True, False])
def test_a_pause_of_the_machine_lets_nothing_go_out_late(
    scene: Scene, off: timedelta, *, guest_lags: bool
) -> None:
    """A clock that nobody sets stands still meanwhile, and ours may, until it is set."""
    number = _made_by_a_wrong_clock(scene, off)
    scene.faspay.truth += HOUR
    if not guest_lags:
        set_clock(scene, HOUR)
    time_goes_by(scene, 10)
    set_clock(scene, scene.faspay.truth)
    time_goes_by(scene, 65)
    assert scene.world.order(number).status is OrderStatus.CANCELLED
    assert why_cancelled(scene.world, number) == Cause.CLOCK


def test_a_pause_of_a_well_machine_lets_nothing_go_out_late(scene: Scene) -> None:
    """Its clock stood still, Faspay tells that it is wrong, and then it is set."""
    world = scene.world
    time_goes_by(scene, 60)
    world.do(sending.stop, world.actor(Capability.STOP_SENDING), "test")
    number = world.keep(OrderStatus.REQUESTED)
    time_goes_by(scene, 15)
    scene.faspay.truth += HOUR
    scene.faspay.clock_skew = scene.faspay.truth
    time_goes_by(scene, 10)
    _open(scene)
    assert world.claim() is None
    set_clock(scene, HOUR)
    time_goes_by(scene, 65)
    assert why_cancelled(world, number) == Cause.CLOCK


def test_what_came_while_the_machine_was_paused_is_not_taken_for_new(scene: Scene) -> None:
    """Another replica made it by a right clock, an hour ago; here it is seen for the first time."""
    world = scene.world
    time_goes_by(scene, 60)
    world.do(sending.stop, world.actor(Capability.STOP_SENDING), "test")
    number = world.keep(OrderStatus.REQUESTED)
    world.clock.now += HOUR
    time_goes_by(scene, 10)
    assert world.order(number).status is OrderStatus.CANCELLED
    assert world.claim() is None


@pytest.mark.parametrize("off", OFF)
def test_a_replica_whose_clock_is_right_vouches_for_what_a_wrong_one_made(
    scene: Scene, off: timedelta
) -> None:
    world = scene.world
    time_goes_by(scene, 60)
    wrong = _process(world, ahead=off)
    world.clock.now += off
    number = world.request()
    asyncio.run(wrong.watch.step())
    world.clock.now -= off
    assert world.order(number).date_doubted
    time_goes_by(scene, 10)
    order = world.order(number)
    assert order.status is OrderStatus.REQUESTED
    assert not order.date_doubted
    assert timedelta(seconds=5) <= world.clock.now - order.created_at <= timedelta(seconds=15)
    _open(scene)
    assert world.claim() is not None


def test_a_wrong_clock_doubts_only_what_waits(both_worlds: World) -> None:
    sent, waiting = both_worlds.issued(), both_worlds.request()
    wrong = _process(both_worlds, ahead=HOUR)
    wrong.look()
    assert both_worlds.order(waiting).date_doubted
    assert not both_worlds.order(sent).date_doubted


def test_a_date_is_mended_to_the_earliest_that_is_possible(world: World) -> None:
    most = timedelta(minutes=9)
    number = world.keep(OrderStatus.REQUESTED, created_at=world.clock.now - HOUR)
    world.judge_requests(Wait(timedelta(minutes=1), since_made=True, at_most=most))
    assert world.clock.now - world.order(number).created_at == most


def test_a_wait_is_known_only_where_both_clocks_agree(world: World) -> None:
    counted, now = 0.0, world.clock.now
    waits = RequestWaits(lambda: counted)
    waits.look((), now, None)
    counted = 5.0
    waits.look({"1"}, now + timedelta(seconds=5), timedelta())
    counted = 65.0
    wait = waits.look({"1"}, now + timedelta(seconds=70), timedelta())["1"]
    assert (wait.lasted, wait.at_most) == (timedelta(seconds=60), timedelta(seconds=70))
    behind = waits.look({"1"}, now, timedelta(seconds=63))["1"]
    assert behind.at_most == timedelta(seconds=65)
    for told in (timedelta(), timedelta(minutes=2), HOUR, -HOUR):
        assert waits.look({"1"}, now + told, timedelta())["1"].at_most is None
