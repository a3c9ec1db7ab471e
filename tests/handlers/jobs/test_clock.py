"""Watching the clocks: asked at the start, seldom after, at once in doubt; what waits for it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from handlers.jobs import clock, transfers
from handlers.jobs.clock import ClockWatch
from handlers.jobs.edges import Edges
from handlers.services.controls import sending
from handlers.services.ports import ProviderUnavailable, TransferRequest
from handlers.services.provider_answers import Balance, Doubt, NotSent, Outcome
from handlers.services.rights.capabilities import Capability
from storage.models.order_states import Cause, OrderStatus
from storage.models.outbox import Notice
from storage.repositories import audit_trail
from tests.factories import ADMIN, AGENT, World
from tests.fakes import FakeGateway, FakeJournal

FAR = timedelta(minutes=3)


@dataclass
class Faspay(FakeGateway):
    """Faspay with a clock of its own, heard only with its answers."""

    truth: timedelta = timedelta()
    asked_for_balance: int = 0
    away: bool = False
    odd: timedelta | None = None
    """What the next token's answer makes known."""

    async def balance(self) -> Balance:
        self.asked_for_balance += 1
        if self.away:
            raise ProviderUnavailable(Doubt.UNREACHABLE)
        self.clock_skew = self.truth
        return await super().balance()

    async def transfer(self, request: TransferRequest, may_send: Callable[[], bool]) -> Outcome:
        if self.odd is not None:
            self.clock_skew = self.odd
        return await super().transfer(request, may_send)


@dataclass
class Scene:
    """A world, its Faspay and its watch, with a stopwatch in hand."""

    world: World
    faspay: Faspay
    watch: ClockWatch
    seconds: float = 0.0

    def look(self, seconds: float = 5) -> None:
        self.seconds += seconds
        assert not asyncio.run(self.watch.step())

    def submit(self) -> bool:
        world = self.world
        now = lambda: self.seconds  # noqa: E731 - an edge
        edges = Edges(world.database, self.faspay, world.policy, "me", now, FakeJournal())
        return asyncio.run(transfers.submit(edges))


@pytest.fixture
def scene(world: World) -> Scene:
    faspay = Faspay(clock_skew=None)
    world.gateway = faspay
    made: list[Scene] = []
    watch = ClockWatch(world.database, faspay, lambda: made[0].seconds, world.policy)
    made.append(Scene(world, faspay, watch))
    return made[0]


def test_faspays_clock_is_looked_at_when_we_start_and_every_five_minutes(scene: Scene) -> None:
    for _ in range(60):
        scene.look()
    assert scene.faspay.asked_for_balance == 1
    scene.look()
    assert scene.faspay.asked_for_balance == 2


def test_a_faspay_that_is_away_is_asked_once_a_minute(scene: Scene) -> None:
    scene.faspay.away = True
    for _ in range(25):
        scene.look()
    assert scene.faspay.asked_for_balance == 3
    assert scene.world.do(sending.is_open)


def test_what_any_answer_says_is_looked_at_again_before_sending_stops(scene: Scene) -> None:
    scene.look()
    scene.faspay.clock_skew = FAR
    scene.look()
    assert scene.faspay.asked_for_balance == 2
    assert scene.world.do(sending.is_open)
    scene.faspay.truth = scene.faspay.clock_skew = FAR
    scene.look()
    assert not scene.world.do(sending.is_open)
    assert (ADMIN, Notice.SENDING_STOPPED) in scene.world.told()


def test_a_wrong_clock_at_the_start_keeps_orders_requested_and_sends_nothing(scene: Scene) -> None:
    scene.faspay.truth = FAR
    number = scene.world.request()
    scene.look()
    assert not scene.submit()
    assert scene.world.order(number).status is OrderStatus.REQUESTED
    assert scene.faspay.executed == []


def test_an_order_is_not_taken_while_the_clocks_are_apart_and_sending_stops_at_once(
    scene: Scene,
) -> None:
    scene.faspay.truth = scene.faspay.clock_skew = FAR
    number = scene.world.request()
    assert not scene.submit()
    assert scene.world.order(number).status is OrderStatus.REQUESTED
    assert not scene.world.do(sending.is_open)
    asked = scene.faspay.asked_for_balance
    assert not scene.submit()
    assert scene.faspay.asked_for_balance == asked


def test_once_the_clock_is_set_and_sending_opened_the_order_is_sent(scene: Scene) -> None:
    scene.look()
    scene.faspay.truth = scene.faspay.clock_skew = FAR
    number = scene.world.request()
    scene.submit()
    scene.faspay.truth = timedelta()
    scene.world.do(sending.resume, scene.world.agreement(Capability.RESUME_SENDING))
    scene.look()
    assert scene.submit()
    assert scene.world.order(number).status is OrderStatus.ISSUED


def test_a_clock_that_is_seen_to_be_wrong_right_before_the_first_byte_sends_nothing(
    scene: Scene,
) -> None:
    scene.faspay.odd = -FAR
    number = scene.world.request()
    assert scene.submit()
    assert scene.faspay.executed == []
    assert scene.world.order(number).status is OrderStatus.NOT_SENT
    assert (AGENT, Notice.NOT_SENT) in scene.world.told(number)


def test_the_expiry_of_a_code_is_told_by_a_clock_that_faspay_confirms(scene: Scene) -> None:
    scene.look()
    number = scene.world.issued()
    scene.world.clock.move(hours=24)
    scene.look()
    assert scene.faspay.asked_for_balance == 2
    assert (AGENT, Notice.EXPIRED) in scene.world.told(number)


@pytest.mark.parametrize("away", [True, False])
def test_a_clock_that_jumped_ahead_ends_no_code(scene: Scene, *, away: bool) -> None:
    scene.look()
    number = scene.world.issued()
    scene.world.clock.move(days=1)
    scene.faspay.truth, scene.faspay.away = timedelta(days=-1), away
    for _ in range(30):
        scene.look()
        scene.world.tidy()
    assert (AGENT, Notice.EXPIRED) not in scene.world.told(number)
    assert not scene.world.order(number).expiry_told


def test_where_nothing_is_known_orders_are_sent(scene: Scene) -> None:
    assert asyncio.run(clock.allows(scene.world.database, scene.faspay))
    scene.world.request()
    scene.faspay.plan = lambda _gateway, _request: NotSent(Doubt.UNREACHABLE)
    assert scene.submit()


HOUR = timedelta(hours=1)
OFF = [HOUR, -HOUR]
"""How far our clock was ahead while the order was confirmed."""


def time_goes_by(scene: Scene, seconds: int) -> None:
    for _ in range(seconds // 5):
        scene.world.clock.move(5)
        scene.look()


def set_clock(scene: Scene, by: timedelta) -> None:
    """Set our clock, which is wrong from now on or right again."""
    scene.world.clock.now += by
    scene.faspay.truth -= by


def _known_to_be_wrong(scene: Scene, by: timedelta) -> None:
    """Set our clock wrong, have that noticed, and sending opened by somebody all the same."""
    time_goes_by(scene, 60)
    set_clock(scene, by)
    scene.faspay.clock_skew = scene.faspay.truth
    time_goes_by(scene, 60)
    assert not scene.world.do(sending.is_open)
    scene.world.do(sending.resume, scene.world.agreement(Capability.RESUME_SENDING))


@pytest.mark.parametrize("off", OFF)
def test_an_order_confirmed_by_a_clock_that_is_known_to_be_wrong_goes_on_once_it_is_mended(
    scene: Scene, off: timedelta
) -> None:
    _known_to_be_wrong(scene, off)
    number = scene.world.request()
    assert not scene.submit()
    time_goes_by(scene, 15)
    set_clock(scene, -off)
    time_goes_by(scene, 65)
    order = scene.world.order(number)
    assert order.status is OrderStatus.REQUESTED
    waited = scene.world.clock.now - order.created_at
    assert timedelta(seconds=75) <= waited <= timedelta(seconds=85)
    scene.world.do(sending.resume, scene.world.agreement(Capability.RESUME_SENDING))
    assert scene.submit()
    assert scene.world.order(number).status is OrderStatus.ISSUED
    assert (AGENT, Notice.CANCELLED) not in scene.world.told(number)


@pytest.mark.parametrize("off", OFF)
@pytest.mark.parametrize("mended", [True, False])
def test_what_waits_ten_minutes_is_cancelled_for_that_whatever_the_clock_says(
    scene: Scene, off: timedelta, *, mended: bool
) -> None:
    _known_to_be_wrong(scene, off)
    number = scene.world.request()
    scene.submit()
    time_goes_by(scene, 300)
    if mended:
        set_clock(scene, -off)
    time_goes_by(scene, 290)
    assert scene.world.order(number).status is OrderStatus.REQUESTED
    time_goes_by(scene, 20)
    assert scene.world.order(number).status is OrderStatus.CANCELLED
    assert why_cancelled(scene.world, number) == Cause.AGE


@pytest.mark.parametrize("away", [True, False])
@pytest.mark.parametrize("off", OFF)
def test_a_clock_that_was_set_while_a_request_waits_cancels_nothing_and_sends_nothing(
    scene: Scene, off: timedelta, *, away: bool
) -> None:
    """Whether Faspay says that it is wrong, or nobody does."""
    time_goes_by(scene, 60)
    scene.world.do(sending.stop, scene.world.actor(Capability.STOP_SENDING), "test")
    number = scene.world.keep(OrderStatus.REQUESTED)
    time_goes_by(scene, 15)
    set_clock(scene, off)
    scene.faspay.away = away
    time_goes_by(scene, 120)
    scene.world.do(sending.resume, scene.world.agreement(Capability.RESUME_SENDING))
    assert scene.world.order(number).status is OrderStatus.REQUESTED
    assert scene.world.claim() is None
    set_clock(scene, -off)
    scene.faspay.away = False
    time_goes_by(scene, 65)
    assert scene.world.order(number).status is OrderStatus.REQUESTED
    scene.world.do(sending.resume, scene.world.agreement(Capability.RESUME_SENDING))
    assert scene.world.claim() is not None


def test_a_step_that_nobody_saw_is_no_long_wait(scene: Scene) -> None:
    """Our clock was behind when the order was confirmed, and was set before Faspay was asked."""
    time_goes_by(scene, 60)
    set_clock(scene, -HOUR)
    time_goes_by(scene, 15)
    scene.world.do(sending.stop, scene.world.actor(Capability.STOP_SENDING), "test")
    number = scene.world.keep(OrderStatus.REQUESTED)
    time_goes_by(scene, 15)
    set_clock(scene, HOUR)
    time_goes_by(scene, 65)
    assert scene.world.order(number).status is OrderStatus.CANCELLED
    assert why_cancelled(scene.world, number) == Cause.CLOCK
    telegram = scene.world.telegram()
    telegram.drain()
    assert "our clock was wrong" in telegram.seen_by(AGENT)


@pytest.mark.parametrize("off", OFF)
def test_an_order_made_right_after_the_step_goes_on_by_what_was_read_before_it(
    scene: Scene, off: timedelta
) -> None:
    time_goes_by(scene, 60)
    scene.world.do(sending.stop, scene.world.actor(Capability.STOP_SENDING), "test")
    set_clock(scene, off)
    number = scene.world.keep(OrderStatus.REQUESTED)
    time_goes_by(scene, 15)
    set_clock(scene, -off)
    time_goes_by(scene, 65)
    order = scene.world.order(number)
    assert order.status is OrderStatus.REQUESTED
    waited = scene.world.clock.now - order.created_at
    assert timedelta(seconds=80) <= waited <= timedelta(seconds=90)


@pytest.mark.parametrize(("age", "why"), [(HOUR, Cause.AGE), (-HOUR, Cause.CLOCK)])
def test_what_an_earlier_process_left_is_judged_by_its_date_once_faspay_confirms_our_clock(
    scene: Scene, age: timedelta, why: Cause
) -> None:
    number = scene.world.keep(OrderStatus.REQUESTED, created_at=scene.world.clock.now - age)
    scene.faspay.away = True
    time_goes_by(scene, 120)
    assert scene.world.order(number).status is OrderStatus.REQUESTED
    assert scene.world.claim() is None
    scene.faspay.away = False
    time_goes_by(scene, 65)
    assert scene.world.order(number).status is OrderStatus.CANCELLED
    assert why_cancelled(scene.world, number) == why


def why_cancelled(world: World, number: str) -> str | None:
    acts = world.do(audit_trail.of_order, number)
    return next((act.why for act in acts if act.after == OrderStatus.CANCELLED), None)
