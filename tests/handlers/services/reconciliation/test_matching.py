"""Each rule of the comparison by itself: what is a difference, what is not, and which."""

from datetime import datetime, timedelta

import pytest

from handlers.services.provider_answers import StatementLine
from handlers.services.reconciliation.matching import compare, number_in, opening
from handlers.services.reconciliation.order_lines import Booked
from storage.models.order_states import CLOSED, OrderStatus
from storage.models.reconciliation import Mismatch, Said
from tests.handlers.services.reconciliation.statements import (
    AMOUNT,
    AT,
    NUMBER,
    SPAN,
    START,
    booked,
    compared,
    credit,
    debit,
    mismatches,
)

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
LONG_AGO = AT + HOUR
"""When an order ended, so that its money has had its time to come back."""
OTHER = "698765432109"
FEE = 5_000

RIGHT: list[tuple[Booked, list[StatementLine]]] = [
    (booked(), [debit()]),
    (booked(OrderStatus.ISSUED), [debit()]),
    (booked(), [debit(AMOUNT + 25_000)]),
    (booked(), [debit(), debit(FEE)]),
    (booked(), [debit(), debit(FEE, text="fee")]),
    (booked(), [debit(), debit(FEE, AT + 23 * HOUR, "")]),
    (booked(), [debit(), credit(7_000_000, text="topup by finance")]),
    (booked(), [debit(), credit(AMOUNT), debit()]),
    (booked(OrderStatus.UNKNOWN), []),
    (booked(OrderStatus.UNKNOWN, in_doubt=True), [debit()]),
    (
        booked(OrderStatus.UNKNOWN, at=SPAN.until - 59 * MINUTE),
        [debit(at=SPAN.until - 59 * MINUTE)],
    ),
    (booked(OrderStatus.UNKNOWN), [debit(FEE)]),
    (booked(OrderStatus.UNKNOWN), [debit(), credit()]),
    (booked(OrderStatus.REVERSED, ended_at=LONG_AGO), [debit(), credit()]),
    (booked(OrderStatus.FAILED, ended_at=LONG_AGO), [debit(AMOUNT + FEE), credit()]),
    (booked(OrderStatus.FAILED, ended_at=LONG_AGO), [debit(), debit(FEE), credit(), credit(FEE)]),
    (booked(OrderStatus.FAILED, ended_at=LONG_AGO), []),
    (booked(OrderStatus.REVERSED, ended_at=SPAN.until - HOUR), [debit()]),
    (booked(OrderStatus.ISSUED, in_doubt=True), [debit(), credit()]),
    (booked(OrderStatus.PAID, in_doubt=True), []),
    (booked(OrderStatus.REJECTED, ended_at=LONG_AGO), [debit(), credit()]),
    (booked(OrderStatus.REJECTED, ended_at=LONG_AGO), [debit(FEE)]),
    (booked(OrderStatus.REQUESTED), []),
    (booked(at=SPAN.until + MINUTE), []),
    (booked(at=START + 3 * DAY - MINUTE), [debit(at=START + 3 * DAY + 5 * HOUR)]),
    (booked(), [debit(at=AT + 13 * HOUR + 59 * MINUTE)]),
    (booked(at=START - DAY), [debit(at=START)]),
    (booked(at=SPAN.until - 6 * HOUR + MINUTE), []),
    (booked(OrderStatus.REVERSED, at=START - DAY), [credit()]),
    (booked(OrderStatus.UNKNOWN, at=START - DAY, in_doubt=True), [debit()]),
    (booked(OrderStatus.PAID, at=START - DAY), [debit(), credit()]),
    (booked(OrderStatus.PAID, at=START - DAY), [debit(), debit(at=SPAN.until + MINUTE)]),
    (booked(at=START - HOUR), [debit(at=START + 2 * DAY + HOUR), credit(at=START + 3 * DAY)]),
]


@pytest.mark.parametrize(("order", "lines"), RIGHT)
def test_what_is_right_is_no_difference(order: Booked, lines: list[StatementLine]) -> None:
    assert mismatches(*lines, order=order) == []


WRONG: list[tuple[Mismatch, Booked, list[StatementLine]]] = [
    (Mismatch.MISSING_DEBIT, booked(), []),
    (Mismatch.MISSING_DEBIT, booked(OrderStatus.ISSUED), [debit(FEE)]),
    (Mismatch.AMOUNT, booked(), [debit(AMOUNT * 10)]),
    (Mismatch.AMOUNT, booked(), [debit(AMOUNT + 25_001)]),
    (Mismatch.AMOUNT, booked(), [debit(), debit(20_000), debit(20_000)]),
    (Mismatch.AMOUNT, booked(OrderStatus.UNKNOWN, in_doubt=True), [debit(100_000)]),
    (Mismatch.MISSING_DEBIT, booked(at=SPAN.until - 6 * HOUR), []),
    (Mismatch.UNCONFIRMED_DEBIT, booked(OrderStatus.UNKNOWN), [debit()]),
    (Mismatch.UNCONFIRMED_DEBIT, booked(OrderStatus.UNKNOWN), [debit(100_000)]),
    (
        Mismatch.UNCONFIRMED_DEBIT,
        booked(OrderStatus.UNKNOWN, at=SPAN.until - HOUR),
        [debit(at=SPAN.until)],
    ),
    (Mismatch.SECOND_DEBIT, booked(), [debit(), debit(at=AT + HOUR)]),
    (Mismatch.SECOND_DEBIT, booked(OrderStatus.UNKNOWN), [debit(), debit()]),
    (Mismatch.SECOND_DEBIT, booked(OrderStatus.REVERSED, ended_at=LONG_AGO), [debit(), debit()]),
    (Mismatch.SECOND_DEBIT, booked(OrderStatus.REJECTED), [debit(), debit()]),
    (Mismatch.MISSING_REFUND, booked(OrderStatus.REVERSED, ended_at=LONG_AGO), [debit()]),
    (
        Mismatch.MISSING_REFUND,
        booked(OrderStatus.FAILED, ended_at=LONG_AGO),
        [debit(), credit(100_000)],
    ),
    (Mismatch.UNEXPECTED_REFUND, booked(), [debit(), credit()]),
    (Mismatch.UNEXPECTED_REFUND, booked(OrderStatus.ISSUED), [debit(), credit()]),
    (Mismatch.UNEXPECTED_REFUND, booked(OrderStatus.REVERSED, ended_at=LONG_AGO), [credit()]),
    *(
        (Mismatch.UNEXPECTED_DEBIT, booked(closed, ended_at=LONG_AGO), [debit()])
        for closed in CLOSED
    ),
    (Mismatch.UNEXPECTED_DEBIT, booked(OrderStatus.REJECTED, in_doubt=True), [debit()]),
    (Mismatch.UNEXPECTED_DEBIT, booked(OrderStatus.REQUESTED), [debit()]),
    (Mismatch.UNEXPECTED_DEBIT, booked(OrderStatus.REJECTED), [debit(15_000), debit(15_000)]),
    (Mismatch.DAY, booked(), [debit(at=AT + DAY)]),
    (Mismatch.DAY, booked(), [debit(at=AT - DAY)]),
    (Mismatch.SECOND_DEBIT, booked(at=START - DAY), [debit()]),
    (Mismatch.SECOND_DEBIT, booked(at=START - DAY), [debit(), debit()]),
    (Mismatch.SECOND_DEBIT, booked(at=START - DAY), [credit(at=AT - HOUR), debit()]),
    (Mismatch.UNEXPECTED_DEBIT, booked(OrderStatus.REVERSED, at=START - DAY), [debit()]),
    (Mismatch.UNEXPECTED_DEBIT, booked(OrderStatus.REJECTED, at=START - DAY), [debit()]),
    (Mismatch.UNCONFIRMED_DEBIT, booked(OrderStatus.UNKNOWN, at=START - DAY), [debit()]),
    (Mismatch.UNEXPECTED_REFUND, booked(at=START - DAY), [credit()]),
    (Mismatch.STATUS, booked(contradicted=Said.NOT_FOUND), [debit()]),
    (Mismatch.STATUS, booked(OrderStatus.UNKNOWN, contradicted=Said.OTHER), [debit()]),
]


@pytest.mark.parametrize(("mismatch", "order", "lines"), WRONG)
def test_what_is_wrong_is_found_as_what_it_is(
    mismatch: Mismatch, order: Booked, lines: list[StatementLine]
) -> None:
    assert mismatches(*lines, order=order) == [mismatch]


def test_a_refund_has_its_grace_and_no_more() -> None:
    until = SPAN.until - timedelta(hours=24)
    assert mismatches(debit(), order=booked(OrderStatus.FAILED, ended_at=until + MINUTE)) == []
    late = mismatches(debit(), order=booked(OrderStatus.FAILED, ended_at=until))
    assert late == [Mismatch.MISSING_REFUND]


UNKNOWN_DEBITS = [
    debit(AMOUNT, text="salary of January"),
    debit(AMOUNT, text=""),
    debit(25_001, text="fee"),
    debit(FEE, AT - 2 * MINUTE, "fee"),
    debit(FEE, AT + 25 * HOUR, "fee"),
    debit(FEE, text=f"{OTHER} fee"),
    debit(AMOUNT, text=f"{OTHER} ref_17"),
    debit(AMOUNT, text=f"for {NUMBER}"),
    debit(AMOUNT, text=f"{NUMBER}9 ref"),
]


@pytest.mark.parametrize("line", UNKNOWN_DEBITS)
def test_a_debit_that_no_order_explains_is_unknown(line: StatementLine) -> None:
    assert mismatches(debit(), line) == [Mismatch.UNKNOWN_DEBIT]


def test_an_order_explains_one_nameless_fee_and_none_where_it_shows_its_own() -> None:
    fee = debit(FEE, text="fee")
    assert mismatches(debit(), fee, fee) == [Mismatch.UNKNOWN_DEBIT]
    assert mismatches(debit(AMOUNT + FEE), fee) == [Mismatch.UNKNOWN_DEBIT]
    assert mismatches(debit(), debit(FEE), fee) == [Mismatch.UNKNOWN_DEBIT]


def test_two_debits_alike_are_two_differences_with_names_that_stay() -> None:
    one, two = (debit(300_000, text=text) for text in ("a", "b"))
    found = [each.subject for each in compared(debit(), one, two).found]
    assert len(set(found)) == 2
    assert found == [each.subject for each in compared(debit(), two, one).found]
    assert not any("a" in each.rpartition(":")[2] for each in found)


@pytest.mark.parametrize("at", [SPAN.judged_from - MINUTE, SPAN.until + MINUTE])
def test_what_is_too_fresh_or_before_the_days_is_not_judged(at: datetime) -> None:
    assert mismatches(debit(), debit(AMOUNT, at, "somebody")) == []


def test_an_order_with_a_fresh_line_is_not_judged_yet() -> None:
    comparison = compared(debit(), debit(at=SPAN.until + MINUTE))
    assert comparison.found == ()
    assert comparison.judged == frozenset()


def test_an_order_that_is_judged_is_named_so_that_its_difference_can_be_settled() -> None:
    assert compared(debit()).judged == {NUMBER}
    assert compared(order=booked(at=START - DAY)).judged == frozenset()


def test_a_difference_names_its_order_and_its_amounts() -> None:
    (found,) = compared(debit(AMOUNT * 10)).found
    assert (found.order_no, found.expected, found.seen) == (NUMBER, AMOUNT, AMOUNT * 10)
    (refund,) = compared(
        debit(), credit(100_000), order=booked(OrderStatus.FAILED, ended_at=LONG_AGO)
    ).found
    assert (refund.expected, refund.seen, refund.happened_at) == (AMOUNT, 100_000, LONG_AGO)
    (twice,) = compared(debit(), credit(), credit(at=AT + HOUR)).found
    assert (twice.expected, twice.seen, twice.happened_at) == (AMOUNT, 2 * AMOUNT, AT + HOUR)
    (late,) = compared(debit(), order=booked(at=START - DAY)).found
    assert (late.expected, late.seen, late.happened_at) == (AMOUNT, 2 * AMOUNT, AT)
    (status,) = compared(debit(), order=booked(contradicted=Said.REVERSED)).found
    assert status.said is Said.REVERSED


def test_an_order_is_told_from_another_by_its_number_only() -> None:
    lines = [debit(), debit(text=f"{OTHER} ref_18")]
    assert compare([booked(), booked(order_no=OTHER)], lines, SPAN).found == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"{NUMBER} BANTUAN ref", NUMBER),
        (f"{NUMBER}", NUMBER),
        (f"  {NUMBER}-x", NUMBER),
        (f"{NUMBER}0", None),
        (f"x {NUMBER}", None),
        ("\u0665" * 12, None),
        ("", None),
    ],
)
def test_a_number_is_ours_at_the_very_beginning_only(text: str, number: str | None) -> None:
    assert number_in(text) == number


def test_the_opening_is_the_balance_less_every_line_since() -> None:
    lines = [debit(300, AT), credit(100, AT + HOUR), debit(7, AT - HOUR)]
    assert opening(1_000, lines, AT) == 1_200
