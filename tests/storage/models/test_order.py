"""Every conceivable change of an order, against the table of transitions."""

from datetime import timedelta
from itertools import product

import pytest

from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.order_states import CLOSED, ENDED, RANK, Cause, Code, OrderStatus, Review
from storage.models.order_transitions import (
    CODE_STEPS,
    TRANSITIONS,
    ImpossibleChange,
    advance,
    move_code,
)
from tests.fakes import START

LATER = START + timedelta(seconds=30)
EVERY_MOVE = list(product(OrderStatus, OrderStatus, Cause))


def an_order(status: OrderStatus, code: Code = Code.NONE) -> Order:
    return Order(
        order_no="202601020001",
        agent_id=1,
        team="",
        channel=Channel.PERMATA,
        amount=100_000,
        name_sealed=b"",
        phone_sealed=b"",
        phone_mac="",
        confirm_token="t",
        created_at=START,
        status=status,
        code=code,
    )


def test_exactly_the_moves_of_the_table_are_possible() -> None:
    for before, to, cause in EVERY_MOVE:
        order = an_order(before)
        allowed = cause in TRANSITIONS.get((before, to), frozenset())
        if before is to:
            assert advance(order, to, cause, LATER) is None
        elif allowed:
            change = advance(order, to, cause, LATER)
            assert change is not None
            assert (change.before, change.after, change.cause) == (before, to, cause)
        else:
            with pytest.raises(ImpossibleChange):
                advance(order, to, cause, LATER)
        assert order.status is (to if allowed else before)


def test_the_rank_never_falls_but_into_a_closed_state() -> None:
    for before, to in TRANSITIONS:
        if to in CLOSED:
            assert before in {
                OrderStatus.AWAITING_APPROVAL,
                OrderStatus.REQUESTED,
                OrderStatus.SENDING,
                OrderStatus.UNKNOWN,
            }
        elif before not in CLOSED:
            assert RANK[to] > RANK[before] or (RANK[before], RANK[to]) in {(0, 0), (4, 4)}


def test_nothing_leads_back_to_before_the_wire() -> None:
    before_the_wire = {OrderStatus.AWAITING_APPROVAL, OrderStatus.REQUESTED}
    for before, to in TRANSITIONS:
        if before not in before_the_wire:
            assert to not in before_the_wire
            assert to is not OrderStatus.SENDING


def test_money_that_was_paid_or_reversed_is_never_called_failed_or_closed() -> None:
    for before, to in TRANSITIONS:
        if before in {
            OrderStatus.PAID,
            OrderStatus.REVERSED,
            OrderStatus.ISSUED,
            OrderStatus.FAILED,
        }:
            assert to not in CLOSED
        if before in {OrderStatus.PAID, OrderStatus.REVERSED}:
            assert to is not OrderStatus.FAILED


def test_only_an_inquiry_seen_twice_makes_an_order_failed() -> None:
    causes = {
        cause
        for (_, to), allowed in TRANSITIONS.items()
        if to is OrderStatus.FAILED
        for cause in allowed
    }
    assert causes == {Cause.INQUIRY_TWICE}


def test_only_inquiries_say_paid_or_reversed() -> None:
    for (_, to), causes in TRANSITIONS.items():
        if to in {OrderStatus.PAID, OrderStatus.REVERSED}:
            assert causes == {Cause.INQUIRY}


def test_every_closed_state_can_be_reopened_by_late_evidence() -> None:
    for closed, found in product(CLOSED, [OrderStatus.ISSUED, OrderStatus.PAID]):
        assert Cause.INQUIRY in TRANSITIONS[closed, found]


@pytest.mark.parametrize("end", sorted(ENDED))
def test_a_repeat_keeps_the_first_times(end: OrderStatus) -> None:
    order = an_order(end)
    order.ended_at = START
    assert advance(order, end, Cause.INQUIRY, LATER) is None
    assert order.ended_at == START


def test_times_are_kept_with_the_moves() -> None:
    order = an_order(OrderStatus.REQUESTED)
    advance(order, OrderStatus.SENDING, Cause.CLAIM, START)
    advance(order, OrderStatus.ISSUED, Cause.ANSWER, LATER)
    assert (order.sending_at, order.issued_at, order.ended_at) == (START, LATER, None)
    advance(order, OrderStatus.PAID, Cause.INQUIRY, LATER)
    assert (order.paid_at, order.ended_at) == (LATER, LATER)


def test_late_evidence_reopens_an_ended_order() -> None:
    order = an_order(OrderStatus.NOT_SENT)
    order.ended_at = START
    advance(order, OrderStatus.ISSUED, Cause.INQUIRY, LATER)
    assert order.ended_at is None


def test_the_code_takes_exactly_its_own_steps() -> None:
    for before, to in product(Code, Code):
        order = an_order(OrderStatus.ISSUED, before)
        if before is to:
            assert move_code(order, to) is None
        elif to in CODE_STEPS[before]:
            change = move_code(order, to)
            assert change is not None
            assert order.code is to
        else:
            with pytest.raises(ImpossibleChange):
                move_code(order, to)
            assert order.code is before


def test_a_wiped_code_is_gone_with_all_that_came_with_it() -> None:
    order = an_order(OrderStatus.PAID, Code.DELIVERED)
    order.code_sealed = order.answer_sealed = b"box"
    move_code(order, Code.WIPED)
    assert order.code_sealed is None
    assert order.answer_sealed is None


def test_nothing_brings_a_wiped_code_back() -> None:
    assert CODE_STEPS[Code.WIPED] == frozenset()


def test_reasons_for_review_add_up_and_repeat_quietly() -> None:
    order = an_order(OrderStatus.UNKNOWN)
    assert order.reviews() == set()
    order.needs(Review.ECHO)
    order.needs(Review.CONTRADICTION)
    order.needs(Review.ECHO)
    assert order.reviews() == {Review.ECHO, Review.CONTRADICTION}


def test_all_reasons_for_review_fit_their_column() -> None:
    order = an_order(OrderStatus.UNKNOWN)
    for reason in Review:
        order.needs(reason)
    assert len(order.review) <= 200


def test_a_code_ends_when_faspay_says_or_after_a_day() -> None:
    order = an_order(OrderStatus.ISSUED)
    assert not order.code_ended(START)
    order.issued_at = START
    assert not order.code_ended(START + timedelta(hours=24, seconds=-1))
    assert order.code_ended(START + timedelta(hours=24))
    order.expires_at = START + timedelta(hours=1)
    assert order.code_ended(START + timedelta(hours=1))


def test_an_impossible_change_says_what_was_asked_and_shows_no_secret() -> None:
    with pytest.raises(ImpossibleChange) as caught:
        advance(an_order(OrderStatus.PAID), OrderStatus.REQUESTED, Cause.AGENT, LATER)
    assert (caught.value.before, caught.value.after) == (OrderStatus.PAID, OrderStatus.REQUESTED)
