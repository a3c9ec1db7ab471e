"""When Faspay is asked: soon, then often, then rarely, then never; by one worker at a time."""

from datetime import datetime, timedelta

import pytest

from handlers.services.orders import callbacks, codes, inquiries, transfers
from handlers.services.orders.schedule import next_check
from handlers.services.provider_answers import Doubt, Echo, Found, NotFound, ProviderStatus, Unclear
from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus, Review
from storage.models.outbox import Notice
from tests.factories import ADMIN, AGENT, SECOND_ADMIN, SUPERVISOR, World

SOON = [5, 15, 45, 120]
OFTEN, HOUR, DAY = 300, 3600, 86_400


def _waits(order: Order) -> list[float]:
    """Return the waits after each inquiry that teaches nothing, until nobody asks."""
    waits: list[float] = []
    at: datetime | None = order.check_at
    while at is not None and len(waits) < 2000:
        order.checks += 1
        later = next_check(order, at)
        waits.append((later - at).total_seconds() if later else 0)
        at = later
    return waits


def _ask(world: World) -> inquiries.Question | None:
    return world.do(inquiries.next_question)


def test_the_first_look_is_five_seconds_after_the_answer(world: World) -> None:
    number = world.issued()
    assert _ask(world) is None
    world.clock.move(5)
    question = _ask(world)
    assert question is not None
    assert question.order_no == number


def test_one_worker_asks_at_a_time_and_a_crashed_ask_is_repeated(both_worlds: World) -> None:
    both_worlds.issued()
    both_worlds.clock.move(5)
    assert _ask(both_worlds) is not None
    assert _ask(both_worlds) is None
    both_worlds.clock.move(30)
    assert _ask(both_worlds) is not None


def test_a_live_order_is_asked_about_often_until_a_day_after_expiry_then_rarely_then_never(
    world: World,
) -> None:
    order = world.order(world.issued())
    assert order.expires_at is not None
    assert order.check_at is not None
    waits = _waits(order)
    assert waits[:3] == SOON[1:]
    counted = [waits.count(each) for each in (OFTEN, HOUR, DAY, 0)]
    assert 48 * 12 - 2 <= counted[0] <= 48 * 12
    assert counted[1:] == [48, 7, 1]
    assert sum(counted) + 3 == len(waits)
    ends = order.check_at + timedelta(seconds=sum(waits))
    assert ends > order.expires_at + timedelta(days=10) - timedelta(hours=1)


def test_every_inquiry_sets_the_time_of_the_next(world: World) -> None:
    number = world.issued()
    waits = []
    for _ in range(6):
        at = world.order(number).check_at
        assert at is not None
        world.clock.now = at
        world.find(number, world.gateway.finding(number))
        order = world.order(number)
        assert order.check_at == next_check(order, at)
        waits.append(order.check_at - at if order.check_at else None)
    assert waits == [timedelta(seconds=each) for each in (*SOON[1:], OFTEN, OFTEN, OFTEN)]


def test_what_was_paid_is_looked_at_within_nine_minutes_for_a_day(world: World) -> None:
    now = world.clock.now
    number = world.keep(OrderStatus.PAID, sending_at=now, ended_at=now, check_at=now)
    waits = _waits(world.order(number))
    assert [waits.count(each) for each in (OFTEN, 540, DAY, 0)] == [12, 154, 7, 1]


def test_what_failed_is_looked_at_for_an_hour_then_daily(world: World) -> None:
    now = world.clock.now
    number = world.keep(OrderStatus.FAILED, sending_at=now, ended_at=now, check_at=now)
    waits = _waits(world.order(number))
    assert [waits.count(each) for each in (OFTEN, DAY, 0)] == [12, 7, 1]


@pytest.mark.parametrize(
    "closed", [OrderStatus.NOT_SENT, OrderStatus.REJECTED, OrderStatus.NOT_CREATED]
)
def test_what_was_closed_is_looked_at_daily(world: World, closed: OrderStatus) -> None:
    now = world.clock.now
    number = world.keep(closed, sending_at=now, ended_at=now, check_at=now)
    waits = _waits(world.order(number))
    assert [waits.count(each) for each in (DAY, 0)] == [7, 1]


@pytest.mark.parametrize(
    ("end", "after"),
    [
        (OrderStatus.PAID, 4_000),
        (OrderStatus.FAILED, 40),
        (OrderStatus.FAILED, 4_000),
        (OrderStatus.REVERSED, 700),
    ],
)
def test_a_lost_callback_is_made_up_for_within_ten_minutes(
    world: World, end: OrderStatus, after: float
) -> None:
    number = world.issued()
    statuses = {
        OrderStatus.PAID: ProviderStatus.SUCCESS,
        OrderStatus.FAILED: ProviderStatus.FAILED,
        OrderStatus.REVERSED: ProviderStatus.REVERSED,
    }
    _run(world, after)
    world.gateway.statuses[number] = statuses[end]
    _run(world, 600)
    assert world.order(number).status is end
    assert any(notice == end.value.lower() for _reader, notice in world.told(number))


@pytest.mark.parametrize("after", [4_000, 80_000])
def test_a_reversal_of_what_was_collected_is_seen_within_ten_minutes_for_a_day(
    world: World, after: float
) -> None:
    number = world.issued()
    world.gateway.statuses[number] = ProviderStatus.SUCCESS
    _run(world, 600)
    assert world.order(number).status is OrderStatus.PAID
    _run(world, after)
    world.gateway.statuses[number] = ProviderStatus.REVERSED
    _run(world, 600)
    assert world.order(number).status is OrderStatus.REVERSED


def test_an_outage_is_sat_out_and_the_end_is_known_within_ten_minutes_of_it(world: World) -> None:
    number = world.issued()
    world.gateway.unreachable = True
    _run(world, 7_200)
    world.gateway.statuses[number] = ProviderStatus.SUCCESS
    world.gateway.unreachable = False
    _run(world, 600)
    assert world.order(number).status is OrderStatus.PAID


def test_a_callback_about_an_old_end_is_not_forgotten_in_an_outage(world: World) -> None:
    number = world.issued()
    world.gateway.statuses[number] = ProviderStatus.SUCCESS
    _run(world, 600)
    world.clock.move(days=20)
    world.change_order(number, check_at=None)
    world.gateway.statuses[number] = ProviderStatus.REVERSED
    world.gateway.unreachable = True
    token = callbacks.callback_token(world.database._vault, number)
    assert world.do(callbacks.receive, number, token, "5", ProviderStatus.REVERSED)
    _run(world, 7_200)
    world.gateway.unreachable = False
    _run(world, 600)
    assert world.order(number).status is OrderStatus.REVERSED


def _run(world: World, seconds: float) -> None:
    """Let time pass, with one worker that asks whenever somebody is due."""
    ends = world.clock.now + timedelta(seconds=seconds)
    while world.clock.now < ends:
        while (question := _ask(world)) is not None:
            world.do(inquiries.apply_finding, question, world.gateway.finding(question.order_no))
        dates = [order.check_at for order in world.rows(Order) if order.check_at]
        world.clock.now = min([ends, *(max(at, world.clock.now) for at in dates)])


def test_the_oldest_question_comes_first(world: World) -> None:
    now = world.clock.now
    for minutes in (3, 9, 1, 7):
        at = now - timedelta(minutes=minutes)
        world.keep(OrderStatus.UNKNOWN, sending_at=now, check_at=at, order_no=f"{minutes:012}")
    asked = [question.order_no for _ in range(4) if (question := _ask(world))]
    assert asked == [f"{minutes:012}" for minutes in (9, 7, 3, 1)]


def test_a_process_that_is_alone_asks_about_all_that_is_live_when_it_starts(world: World) -> None:
    later = world.clock.now + timedelta(days=1)
    live = [
        world.keep(status, check_at=later) for status in (OrderStatus.UNKNOWN, OrderStatus.ISSUED)
    ]
    over = world.keep(OrderStatus.ISSUED, check_at=None)
    paid = world.keep(OrderStatus.PAID, check_at=later, ended_at=world.clock.now)
    assert world.do(inquiries.ask_all) == 2
    assert [world.order(number).check_at for number in live] == [world.clock.now] * 2
    assert world.order(over).check_at is None
    assert world.order(paid).check_at == later


def test_what_was_never_sent_is_never_asked_about(world: World) -> None:
    number = world.keep(OrderStatus.CANCELLED, ended_at=world.clock.now)
    world.find(number, NotFound())
    assert world.order(number).check_at is None


def test_what_was_not_sent_is_looked_at_all_the_same(world: World) -> None:
    number = world.keep(OrderStatus.NOT_SENT, sending_at=world.clock.now, ended_at=world.clock.now)
    world.find(number, NotFound())
    assert world.order(number).check_at == world.clock.now + timedelta(days=1)


def test_an_unreachable_faspay_is_asked_again_soon_and_then_every_five_minutes(
    world: World,
) -> None:
    number = world.keep(OrderStatus.UNKNOWN, sending_at=world.clock.now)
    waits = []
    for _ in range(7):
        world.find(number, Unclear(Doubt.UNREACHABLE))
        at = world.order(number).check_at
        assert at is not None
        waits.append((at - world.clock.now).total_seconds())
    assert waits == [10, 30, 60, 120, 300, 300, 300]
    world.find(number, NotFound())
    assert world.order(number).unanswered == 0


def test_a_code_that_has_run_out_is_told_once_and_asked_about(world: World) -> None:
    number = world.issued()
    world.clock.move(hours=24)
    assert world.do(inquiries.tell_expiry) == 1
    assert world.do(inquiries.tell_expiry) == 0
    told = world.told(number)
    assert (AGENT, Notice.EXPIRED) in told
    assert world.followed(number) == {SUPERVISOR}
    assert world.order(number).check_at == world.clock.now
    assert world.order(number).status is OrderStatus.ISSUED


def test_codes_are_wiped_a_day_after_the_end_and_not_before(both_worlds: World) -> None:
    number = both_worlds.issued()
    both_worlds.gateway.statuses[number] = ProviderStatus.SUCCESS
    both_worlds.find(number, both_worlds.gateway.finding(number))
    both_worlds.clock.move(hours=24)
    assert both_worlds.do(codes.wipe_old, both_worlds.policy) == 0
    assert both_worlds.order(number).code_sealed is not None
    both_worlds.clock.move(1)
    assert both_worlds.do(codes.wipe_old, both_worlds.policy) == 1
    order = both_worlds.order(number)
    assert (order.code, order.code_sealed, order.answer_sealed) == (Code.WIPED, None, None)
    assert both_worlds.do(codes.wipe_old, both_worlds.policy) == 0


def test_a_code_that_may_still_be_needed_is_not_wiped_however_old(world: World) -> None:
    number = world.issued()
    world.clock.move(days=3)
    assert world.do(codes.wipe_old, world.policy) == 0
    assert world.order(number).code_sealed is not None


@pytest.mark.parametrize("status", [OrderStatus.ISSUED, OrderStatus.UNKNOWN])
def test_a_code_of_an_unsettled_order_is_wiped_when_nobody_asks_any_more(
    world: World, status: OrderStatus
) -> None:
    number = world.issued()
    world.change_order(number, status=status, expiry_told=True)
    world.clock.now += world.policy.code_kept + timedelta(seconds=1)
    assert world.do(codes.wipe_old, world.policy) == 0
    world.change_order(number, check_at=None)
    assert world.do(codes.wipe_old, world.policy) == 1
    assert world.order(number).code is Code.WIPED


def test_a_code_that_has_just_come_is_not_wiped_though_nobody_asks(world: World) -> None:
    number = world.issued()
    world.change_order(number, check_at=None)
    world.clock.now += world.policy.code_kept
    assert world.do(codes.wipe_old, world.policy) == 0
    assert world.order(number).code_sealed is not None


@pytest.mark.parametrize("status", [OrderStatus.ISSUED, OrderStatus.UNKNOWN])
def test_people_are_asked_to_look_when_faspay_is_asked_no_more(
    world: World, status: OrderStatus
) -> None:
    number = world.keep(status, sending_at=world.clock.now, expires_at=world.clock.now)
    honest = (
        NotFound()
        if status is OrderStatus.UNKNOWN
        else Found(ProviderStatus.ON_PROCESS, Echo(number))
    )
    readers = {SUPERVISOR, ADMIN, SECOND_ADMIN}
    world.clock.move(days=9, hours=23)
    world.change_order(number, checks=50)
    world.find(number, honest)
    assert world.order(number).check_at is not None
    assert Review.UNRESOLVED not in world.order(number).reviews()
    world.clock.move(days=1, hours=2)
    world.find(number, honest)
    assert world.order(number).check_at is None
    assert Review.UNRESOLVED in world.order(number).reviews()
    told = world.told(number)
    assert {(reader, Notice.UNRESOLVED) for reader in readers} <= told
    assert (AGENT, Notice.UNRESOLVED) not in told
    telegram = world.telegram()
    telegram.drain()
    assert number in telegram.seen_by(ADMIN)


def test_a_wiped_code_is_not_brought_back_by_a_late_answer(world: World) -> None:
    ticket = world.claimed()
    outcome = world.gateway.plan(world.gateway, ticket.request)
    number = ticket.request.order_no
    world.change_order(number, status=OrderStatus.PAID, code=Code.WIPED, ended_at=world.clock.now)
    world.record(ticket, outcome)
    assert world.order(number).code_sealed is None


def test_a_question_about_nothing_changes_nothing(world: World) -> None:
    world.find("999999999999", NotFound())
    assert world.do(transfers.recover) == 0
