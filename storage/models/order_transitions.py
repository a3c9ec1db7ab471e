"""The only changes that an order may go through, and the evidence that each one needs."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.models.order import Order
from storage.models.order_states import CLOSED, ENDED, GIVEN_UP, Cause, Code, OrderStatus

_LIVE = (OrderStatus.SENDING, OrderStatus.UNKNOWN, OrderStatus.ISSUED)

TRANSITIONS: dict[tuple[OrderStatus, OrderStatus], frozenset[Cause]] = {
    (OrderStatus.AWAITING_APPROVAL, OrderStatus.REQUESTED): frozenset({Cause.SUPERVISOR}),
    (OrderStatus.AWAITING_APPROVAL, OrderStatus.CANCELLED): GIVEN_UP,
    (OrderStatus.REQUESTED, OrderStatus.CANCELLED): GIVEN_UP,
    (OrderStatus.REQUESTED, OrderStatus.SENDING): frozenset({Cause.CLAIM}),
    # What a restored backup holds as a request may have been sent after the backup was made.
    (OrderStatus.AWAITING_APPROVAL, OrderStatus.UNKNOWN): frozenset({Cause.OLD_DATA}),
    (OrderStatus.REQUESTED, OrderStatus.UNKNOWN): frozenset({Cause.OLD_DATA}),
    (OrderStatus.SENDING, OrderStatus.NOT_SENT): frozenset({Cause.NO_BYTE_LEFT}),
    (OrderStatus.SENDING, OrderStatus.REJECTED): frozenset({Cause.REFUSED_AND_NOT_FOUND}),
    (OrderStatus.UNKNOWN, OrderStatus.REJECTED): frozenset({Cause.REFUSED_AND_NOT_FOUND}),
    (OrderStatus.SENDING, OrderStatus.UNKNOWN): frozenset(
        {Cause.AMBIGUOUS, Cause.OWNER_DIED, Cause.OLD_DATA}
    ),
    (OrderStatus.SENDING, OrderStatus.ISSUED): frozenset({Cause.ANSWER, Cause.INQUIRY}),
    (OrderStatus.UNKNOWN, OrderStatus.ISSUED): frozenset({Cause.ANSWER, Cause.INQUIRY}),
    **{(low, OrderStatus.PAID): frozenset({Cause.INQUIRY}) for low in (*_LIVE, OrderStatus.FAILED)},
    **{(low, OrderStatus.FAILED): frozenset({Cause.INQUIRY_TWICE}) for low in _LIVE},
    **{
        (low, OrderStatus.REVERSED): frozenset({Cause.INQUIRY})
        for low in (*_LIVE, OrderStatus.PAID, OrderStatus.FAILED)
    },
    (OrderStatus.UNKNOWN, OrderStatus.NOT_CREATED): frozenset({Cause.TWO_PEOPLE}),
    **{
        (closed, found): frozenset({Cause.INQUIRY})
        for closed in CLOSED
        for found in (OrderStatus.ISSUED, OrderStatus.PAID)
    },
}
"""(from, to) -> the causes that may do it. Everything else is impossible."""

CODE_STEPS: dict[Code, frozenset[Code]] = {
    Code.NONE: frozenset({Code.SEALED, Code.MISSING, Code.WIPED}),
    Code.MISSING: frozenset({Code.SEALED, Code.WIPED}),
    Code.SEALED: frozenset({Code.DELIVERED, Code.MISSING, Code.WIPED}),
    Code.DELIVERED: frozenset({Code.WIPED}),
    Code.WIPED: frozenset(),
}


class ImpossibleChange(Exception):  # noqa: N818 - a situation, told to people
    """Evidence asks for a change that the table of transitions does not know."""

    def __init__(self, order_no: str, before: StrEnum, after: StrEnum, cause: Cause | None) -> None:
        super().__init__(f"order {order_no}: {before} -> {after} by {cause}")
        self.order_no, self.before, self.after, self.cause = order_no, before, after, cause


@dataclass(frozen=True)
class Change:
    """One step that an order took."""

    before: StrEnum
    after: StrEnum
    cause: Cause | None


def advance(order: Order, to: OrderStatus, cause: Cause, now: datetime) -> Change | None:
    """Change an order's status; nothing else does.

    Repeating is a no-op (None). Raise ImpossibleChange for what TRANSITIONS does not allow.
    """
    before = order.status
    if before is to:
        return None
    if cause not in TRANSITIONS.get((before, to), frozenset()):
        raise ImpossibleChange(order.order_no, before, to, cause)
    order.status = to
    order.ended_at = now if to in ENDED else None
    if to is OrderStatus.SENDING:
        order.sending_at = now
    if to is OrderStatus.ISSUED:
        order.issued_at = order.issued_at or now
    if to is OrderStatus.PAID:
        order.paid_at = now
    return Change(before, to, cause)


def move_code(order: Order, to: Code) -> Change | None:
    """Move the code along its own axis; repeating is a no-op. Raise ImpossibleChange."""
    before = order.code
    if before is to:
        return None
    if to not in CODE_STEPS[before]:
        raise ImpossibleChange(order.order_no, before, to, None)
    order.code = to
    if to is Code.WIPED:
        order.code_sealed = order.answer_sealed = None
    return Change(before, to, None)
