"""A truthful statement, however it is written, gives no difference; a defect gives exactly its."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum, auto

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.services.controls.amount_unit import PLAUSIBLE_FEE
from handlers.services.provider_answers import StatementLine
from handlers.services.reconciliation.matching import SETTLE, compare
from handlers.services.reconciliation.order_lines import LATE_POSTING, REFUND_GRACE, Booked
from storage.models.order_states import OrderStatus
from storage.models.reconciliation import Mismatch, Said
from storage.values import Rupiah
from tests.handlers.services.reconciliation.statements import SPAN, START, booked, credit, debit

_NOW = SPAN.until + SETTLE
"""When the statement was read: what is to come has not been written."""
_MINUTES = int((SPAN.until - START).total_seconds() // 60)


class Fee(Enum):
    """How Faspay may take its fee."""

    NONE = auto()
    INSIDE = auto()
    OWN_LINE = auto()
    NAMELESS = auto()


@dataclass(frozen=True)
class Story:
    """What truly became of one order, and how Faspay writes it down; times in minutes."""

    notes: int
    status: OrderStatus
    sent: int
    posted: int
    style: Fee
    fee: int
    ended: int
    fee_back: bool
    created: bool


STORIES = st.builds(
    Story,
    notes=st.integers(1, 30),
    status=st.sampled_from(list(OrderStatus)),
    sent=st.integers(0, _MINUTES + 60) | st.integers(_MINUTES - 400, _MINUTES),
    posted=st.integers(0, int(LATE_POSTING.total_seconds() // 60)),
    style=st.sampled_from(list(Fee)),
    fee=st.integers(1, PLAUSIBLE_FEE),
    ended=st.integers(0, 3_000),
    fee_back=st.booleans(),
    created=st.booleans(),
)


def _topup(minute: int) -> StatementLine:
    return credit(5_000_000, START + timedelta(minutes=minute), "topup")


TOPUPS = st.lists(st.integers(0, _MINUTES).map(_topup), max_size=3)


def _order(number: int, story: Story) -> Booked:
    at = START + timedelta(minutes=story.sent)
    ended = at + timedelta(minutes=story.ended)
    is_back = story.status in {OrderStatus.FAILED, OrderStatus.REVERSED}
    amount = story.notes * 50_000
    return booked(
        story.status,
        str(500_000_000_000 + number),
        amount=amount,
        at=at,
        ended_at=ended if is_back else None,
        in_doubt=story.status is OrderStatus.UNKNOWN and story.created,
    )


def _lines(order: Booked, story: Story) -> list[StatementLine]:
    """Write what a truthful Faspay has written by now."""
    out = {OrderStatus.ISSUED, OrderStatus.PAID, OrderStatus.FAILED, OrderStatus.REVERSED}
    if order.status not in out and not (order.status is OrderStatus.UNKNOWN and story.created):
        return []
    at = order.at + timedelta(minutes=story.posted)
    fee = 0 if story.style is Fee.NONE else story.fee
    inside = fee if story.style is Fee.INSIDE else 0
    lines = [debit(order.amount + inside, at, f"{order.order_no} BANTUAN ref_1")]
    if story.style is Fee.OWN_LINE:
        lines.append(debit(fee, at, f"{order.order_no} fee"))
    if story.style is Fee.NAMELESS:
        lines.append(debit(fee, at + timedelta(minutes=story.ended % 1_440), "fee"))
    if order.ended_at is not None:
        back = inside if story.fee_back else 0
        came = max(order.ended_at + REFUND_GRACE - timedelta(minutes=story.posted), at)
        lines.append(credit(order.amount + back, came, f"{order.order_no} reversal"))
        if story.fee_back and story.style is Fee.OWN_LINE:
            lines.append(credit(fee, came, f"{order.order_no} fee reversal"))
    return [line for line in lines if line.at <= _NOW]


def _books(stories: list[Story]) -> tuple[list[Booked], list[StatementLine]]:
    orders = [_order(number, story) for number, story in enumerate(stories)]
    pages = zip(orders, stories, strict=True)
    return orders, [line for order, story in pages for line in _lines(order, story)]


@settings(max_examples=300, deadline=None)
@given(st.lists(STORIES, max_size=12), TOPUPS, st.randoms(use_true_random=False))
def test_a_truthful_statement_gives_no_difference(
    stories: list[Story], topups: list[StatementLine], random: object
) -> None:
    orders, lines = _books(stories)
    lines += topups
    random.shuffle(lines)  # type: ignore[attr-defined]  # a random.Random
    assert compare(orders, lines, SPAN).found == ()


VICTIM = Story(
    notes=10,
    status=OrderStatus.PAID,
    sent=3 * 1_440 + 600,
    posted=1,
    style=Fee.INSIDE,
    fee=2_500,
    ended=60,
    fee_back=True,
    created=True,
)
Spoil = Callable[[Booked, list[StatementLine]], list[StatementLine]]


DEFECTS: list[tuple[Mismatch, OrderStatus, Spoil]] = [
    (Mismatch.MISSING_DEBIT, OrderStatus.PAID, lambda _order, _lines: []),
    (Mismatch.MISSING_DEBIT, OrderStatus.ISSUED, lambda _order, _lines: []),
    (
        Mismatch.AMOUNT,
        OrderStatus.PAID,
        lambda _order, lines: [replace(lines[0], amount=Rupiah(lines[0].amount * 100)), *lines[1:]],
    ),
    (
        Mismatch.DAY,
        OrderStatus.PAID,
        lambda _order, lines: [replace(line, at=line.at + timedelta(days=1)) for line in lines],
    ),
    (Mismatch.SECOND_DEBIT, OrderStatus.PAID, lambda _order, lines: [lines[0], *lines]),
    (Mismatch.SECOND_DEBIT, OrderStatus.UNKNOWN, lambda _order, lines: [lines[0], *lines]),
    (Mismatch.MISSING_REFUND, OrderStatus.REVERSED, lambda _order, lines: lines[:1]),
    (Mismatch.MISSING_REFUND, OrderStatus.FAILED, lambda _order, lines: lines[:1]),
    (
        Mismatch.UNEXPECTED_REFUND,
        OrderStatus.PAID,
        lambda order, lines: [*lines, credit(order.amount, lines[0].at, lines[0].description)],
    ),
    (
        Mismatch.UNKNOWN_DEBIT,
        OrderStatus.PAID,
        lambda _order, lines: [*lines, debit(PLAUSIBLE_FEE + 1, lines[0].at, "somebody else")],
    ),
    (
        Mismatch.UNEXPECTED_DEBIT,
        OrderStatus.NOT_SENT,
        lambda order, _lines: [debit(order.amount, order.at, f"{order.order_no} ref")],
    ),
]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(STORIES, max_size=8),
    st.sampled_from(DEFECTS),
    st.sampled_from([Fee.NONE, Fee.INSIDE, Fee.OWN_LINE]),
    st.integers(1, PLAUSIBLE_FEE),
)
def test_one_defect_gives_exactly_its_difference(
    stories: list[Story], defect: tuple[Mismatch, OrderStatus, Spoil], style: Fee, fee: int
) -> None:
    mismatch, status, spoil = defect
    orders, lines = _books(stories)
    story = replace(VICTIM, status=status, style=style, fee=fee)
    victim = replace(_order(999, story), ended_at=None)
    if status in {OrderStatus.FAILED, OrderStatus.REVERSED}:
        victim = replace(victim, ended_at=victim.at + timedelta(minutes=story.ended))
    own = [line for line in _lines(victim, story) if line.at <= SPAN.until]
    found = compare([*orders, victim], [*lines, *spoil(victim, own)], SPAN).found
    assert [each.mismatch for each in found] == [mismatch]
    assert found[0].order_no in {victim.order_no, None}


_AT = st.integers(-3 * 1_440, _MINUTES + 60).map(lambda minute: START + timedelta(minutes=minute))
_NUMBERS = st.sampled_from(["500000000000", "500000000001", "500000000002"])
_ANY_LINES = st.builds(
    StatementLine,
    at=_AT,
    debit=st.booleans(),
    amount=st.integers(1, 2_000_000).map(Rupiah) | st.integers(1, 30_000).map(Rupiah),
    name=st.just("x"),
    description=_NUMBERS.map(lambda number: f"{number} ref") | st.just("fee"),
)
_ANY_ORDERS = st.builds(
    Booked,
    order_no=_NUMBERS,
    amount=st.integers(1, 30).map(lambda notes: notes * 50_000),
    status=st.sampled_from(list(OrderStatus)),
    at=_AT,
    ended_at=st.none() | _AT,
    in_doubt=st.booleans(),
    contradicted=st.none() | st.sampled_from(list(Said)),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_ANY_ORDERS, max_size=4), st.lists(_ANY_LINES, max_size=10))
def test_whatever_a_statement_holds_no_order_ends_the_comparison_of_all_others(
    orders: list[Booked], lines: list[StatementLine]
) -> None:
    comparison = compare(orders, lines, SPAN)
    subjects = [each.subject for each in comparison.found]
    assert len(subjects) == len(set(subjects)), "each is kept under a name of its own"
    assert all(each.happened_at for each in comparison.found)
