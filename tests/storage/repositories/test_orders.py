"""Finding orders: who is next, whose turn it is to be asked about."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus
from storage.repositories import order_queues, orders
from tests.factories import NAME, PHONE, World, an_order


def _number(order: Order | None) -> str | None:
    return order.order_no if order else None


def test_name_and_phone_open_for_us_and_are_nowhere_in_clear(both_worlds: World) -> None:
    number = both_worlds.request()

    def opened(work: Work) -> tuple[str, str]:
        order = orders.get(work, number)
        assert order is not None
        return orders.name_of(work, order), orders.phone_of(work, order)

    assert both_worlds.do(opened) == (NAME, PHONE)
    kept = both_worlds.order(number)
    for column in (kept.name_sealed, kept.phone_sealed, kept.phone_mac.encode()):
        assert NAME.encode() not in column
        assert PHONE.encode() not in column


def test_one_confirm_token_makes_one_order(both_worlds: World) -> None:
    both_worlds.do(lambda work: an_order(work, confirm_token="same"))
    with pytest.raises(IntegrityError):
        both_worlds.do(lambda work: an_order(work, confirm_token="same"))
    assert len(both_worlds.rows(Order)) == 1


def test_one_order_number_is_used_once(both_worlds: World) -> None:
    both_worlds.do(lambda work: an_order(work, order_no="202601020001"))
    with pytest.raises(IntegrityError):
        both_worlds.do(lambda work: an_order(work, order_no="202601020001"))


def _next(work: Work) -> str | None:
    oldest, newest = work.now - timedelta(minutes=10), work.now + timedelta(minutes=2)
    return _number(order_queues.next_requested(work, oldest, newest))


def test_the_longest_waiting_request_is_next(both_worlds: World) -> None:
    now = both_worlds.clock.now
    both_worlds.keep(OrderStatus.REQUESTED)
    older = both_worlds.keep(OrderStatus.REQUESTED, created_at=now - timedelta(minutes=1))
    both_worlds.keep(OrderStatus.SENDING, created_at=now - timedelta(minutes=2))
    assert both_worlds.do(_next) == older


def test_a_request_of_another_time_is_not_next(both_worlds: World) -> None:
    now = both_worlds.clock.now
    for apart in (timedelta(minutes=-10, seconds=-1), timedelta(minutes=2, seconds=1)):
        both_worlds.keep(OrderStatus.REQUESTED, created_at=now + apart)
    assert both_worlds.do(_next) is None
    young = both_worlds.keep(OrderStatus.REQUESTED, created_at=now + timedelta(minutes=2))
    assert both_worlds.do(_next) == young
    oldest = both_worlds.keep(OrderStatus.REQUESTED, created_at=now - timedelta(minutes=10))
    assert both_worlds.do(_next) == oldest


@pytest.mark.postgres
def test_two_workers_never_hold_the_same_request(postgres_world: World) -> None:
    first = postgres_world.keep(OrderStatus.REQUESTED)
    second = postgres_world.keep(
        OrderStatus.REQUESTED, created_at=postgres_world.clock.now + timedelta(minutes=1)
    )

    def hold_and_look(work: Work) -> tuple[str | None, str | None]:
        mine = _next(work)
        theirs = postgres_world.do(_next)
        return mine, theirs

    assert postgres_world.do(hold_and_look) == (first, second)


def test_an_order_being_sent_is_not_asked_about(both_worlds: World) -> None:
    now = both_worlds.clock.now
    both_worlds.keep(OrderStatus.SENDING, check_at=now)
    assert both_worlds.do(lambda work: _number(order_queues.due_for_check(work))) is None
    due = both_worlds.keep(OrderStatus.UNKNOWN, check_at=now)
    both_worlds.keep(OrderStatus.ISSUED, check_at=now + timedelta(seconds=1))
    assert both_worlds.do(lambda work: _number(order_queues.due_for_check(work))) == due


def test_a_sender_is_abandoned_when_its_lease_is_over(both_worlds: World) -> None:
    now = both_worlds.clock.now
    dead = both_worlds.keep(OrderStatus.SENDING, owner="a", owner_until=now - timedelta(seconds=1))
    alive = both_worlds.keep(OrderStatus.SENDING, owner="b", owner_until=now)

    def found(work: Work, *, everything: bool) -> set[str]:
        return {each.order_no for each in order_queues.abandoned(work, everything=everything)}

    assert both_worlds.do(found, everything=False) == {dead}
    assert both_worlds.do(found, everything=True) == {dead, alive}


def test_only_codes_that_are_kept_and_old_enough_are_wiped(both_worlds: World) -> None:
    now = both_worlds.clock.now
    long_ago = now - timedelta(days=2)
    wanted = both_worlds.keep(
        OrderStatus.PAID,
        code=Code.DELIVERED,
        code_sealed=b"x",
        answer_sealed=b"x",
        ended_at=long_ago,
    )
    only_answer = both_worlds.keep(
        OrderStatus.FAILED, code=Code.MISSING, answer_sealed=b"x", ended_at=long_ago
    )
    both_worlds.keep(OrderStatus.PAID, code=Code.DELIVERED, code_sealed=b"x", ended_at=now)
    both_worlds.keep(OrderStatus.ISSUED, code=Code.DELIVERED, code_sealed=b"x")
    both_worlds.keep(OrderStatus.PAID, code=Code.WIPED, ended_at=long_ago)
    both_worlds.keep(OrderStatus.CANCELLED, ended_at=long_ago)

    def found(work: Work) -> set[str]:
        return {each.order_no for each in order_queues.to_wipe(work, now - timedelta(days=1))}

    assert both_worlds.do(found) == {wanted, only_answer}


def test_expired_codes_are_found_once(both_worlds: World) -> None:
    now = both_worlds.clock.now
    over = both_worlds.keep(OrderStatus.ISSUED, expires_at=now)
    unstated = both_worlds.keep(OrderStatus.ISSUED, issued_at=now - timedelta(hours=24))
    both_worlds.keep(OrderStatus.ISSUED, expires_at=now + timedelta(seconds=1))
    both_worlds.keep(OrderStatus.ISSUED, expires_at=now, expiry_told=True)
    both_worlds.keep(OrderStatus.PAID, expires_at=now)

    def found(work: Work) -> set[str]:
        return {each.order_no for each in order_queues.expired_unended(work)}

    assert both_worlds.do(found) == {over, unstated}


def test_a_fresh_number_was_never_used(both_worlds: World) -> None:
    numbers = {both_worlds.do(orders.fresh_number) for _ in range(20)}
    assert len(numbers) == 20
