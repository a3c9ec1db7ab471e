"""When Faspay is asked: soon, then hourly, then daily, then never; by one worker at a time."""

from datetime import timedelta

import pytest

from handlers.services import codes, rechecking, submitting
from handlers.services.ports import Doubt, Echo, Found, NotFound, ProviderStatus, Unclear
from storage.order import Code, Money, Review
from storage.outbox import Notice
from storage.repositories import orders
from storage.unit_of_work import Work
from tests.factories import ADMIN, AGENT, SECOND_ADMIN, SUPERVISOR, World

SOON = [5, 15, 45, 120, 300, 600, 1200, 1800]


def _ask(world: World) -> rechecking.Question | None:
    return world.do(rechecking.next_question)


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
    both_worlds.clock.move(90)
    assert _ask(both_worlds) is not None


def test_inquiries_thin_out_and_end_a_week_after_expiry(world: World) -> None:
    number = world.issued()
    expires = world.order(number).expires_at
    assert expires is not None
    waits: list[float] = []
    while (at := world.order(number).check_at) is not None and len(waits) < 200:
        world.clock.now = max(at, world.clock.now)
        world.find(number, world.gateway.finding(number))
        later = world.order(number).check_at
        waits.append((later - world.clock.now).total_seconds() if later else 0)
    assert waits[:7] == SOON[1:]
    hourly = [wait for wait in waits if wait == 3600]
    daily = [wait for wait in waits if wait == 86_400]
    assert 45 <= len(hourly) <= 49
    assert 7 <= len(daily) <= 8
    assert waits[-1] == 0
    assert world.clock.now > expires + timedelta(days=8) - timedelta(hours=2)


@pytest.mark.parametrize("status", [ProviderStatus.SUCCESS, None])
def test_an_end_is_looked_at_daily_for_a_week(world: World, status: ProviderStatus | None) -> None:
    number = world.keep(Money.PAID, sending_at=world.clock.now, ended_at=world.clock.now)
    looks = 0
    at = world.clock.now
    while at is not None:
        world.clock.now = at
        world.find(number, NotFound() if status is None else world.gateway.finding(number))
        following = world.order(number).check_at
        looks += 1
        if following is None:
            break
        assert following - at == timedelta(days=1)
        at = following
    assert looks == 8


def test_what_was_never_sent_is_never_asked_about(world: World) -> None:
    number = world.keep(Money.CANCELLED, ended_at=world.clock.now)
    world.find(number, NotFound())
    assert world.order(number).check_at is None


def test_what_was_not_sent_is_looked_at_all_the_same(world: World) -> None:
    number = world.keep(Money.NOT_SENT, sending_at=world.clock.now, ended_at=world.clock.now)
    world.find(number, NotFound())
    assert world.order(number).check_at == world.clock.now + timedelta(days=1)


def test_an_unreachable_faspay_is_asked_again_soon_and_then_every_five_minutes(
    world: World,
) -> None:
    number = world.keep(Money.UNKNOWN, sending_at=world.clock.now)
    waits = []
    for _ in range(7):
        world.find(number, Unclear(Doubt.UNREACHABLE))
        at = world.order(number).check_at
        assert at is not None
        waits.append((at - world.clock.now).total_seconds())
    assert waits == [10, 30, 60, 120, 300, 300, 300]
    world.find(number, NotFound())
    assert world.order(number).unanswered == 0


def test_a_code_that_has_run_out_is_told_once_and_asked_about(both_worlds: World) -> None:
    number = both_worlds.issued()
    both_worlds.clock.move(hours=24)
    assert both_worlds.do(rechecking.tell_expiry) == 1
    assert both_worlds.do(rechecking.tell_expiry) == 0
    told = both_worlds.told(number)
    assert {(AGENT, Notice.EXPIRED), (SUPERVISOR, Notice.EXPIRED)} <= told
    assert both_worlds.order(number).check_at == both_worlds.clock.now
    assert both_worlds.order(number).money is Money.ISSUED


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


@pytest.mark.parametrize("money", [Money.ISSUED, Money.UNKNOWN])
def test_a_code_of_an_unsettled_order_is_wiped_when_nobody_asks_any_more(
    world: World, money: Money
) -> None:
    number = world.issued()
    world.change_order(number, money=money, expiry_told=True)
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


@pytest.mark.parametrize("money", [Money.ISSUED, Money.UNKNOWN])
def test_people_are_asked_to_look_when_faspay_is_asked_no_more(world: World, money: Money) -> None:
    number = world.keep(money, sending_at=world.clock.now, expires_at=world.clock.now)
    honest = (
        NotFound() if money is Money.UNKNOWN else Found(ProviderStatus.ON_PROCESS, Echo(number))
    )
    readers = {SUPERVISOR, ADMIN, SECOND_ADMIN}
    world.clock.move(days=7, hours=23)
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
    world.change_order(number, money=Money.PAID, code=Code.WIPED, ended_at=world.clock.now)
    world.record(ticket, outcome)
    assert world.order(number).code_sealed is None


def test_only_an_order_whose_money_may_be_out_may_be_out(world: World) -> None:
    def out(work: Work, number: str) -> bool:
        order = orders.get(work, number)
        assert order is not None
        return rechecking.may_be_out(order)

    found = {money for money in Money if world.do(out, world.keep(money))}
    assert found == {Money.SENDING, Money.UNKNOWN, Money.ISSUED, Money.PAID}


def test_a_question_about_nothing_changes_nothing(world: World) -> None:
    world.find("999999999999", NotFound())
    assert world.do(submitting.recover) == 0
