"""What an order can be: where its money is, where its code is, and why people must look at it."""

from enum import StrEnum


class OrderStatus(StrEnum):
    """Where the money is (architecture.md, "An order"). Monotone by rank."""

    AWAITING_APPROVAL = "AWAITING_APPROVAL"
    REQUESTED = "REQUESTED"
    SENDING = "SENDING"
    UNKNOWN = "UNKNOWN"
    ISSUED = "ISSUED"
    FAILED = "FAILED"
    PAID = "PAID"
    REVERSED = "REVERSED"
    CANCELLED = "CANCELLED"
    NOT_SENT = "NOT_SENT"
    REJECTED = "REJECTED"
    NOT_CREATED = "NOT_CREATED"


class Code(StrEnum):
    """Where the cash-out code is."""

    NONE = "NONE"
    SEALED = "SEALED"
    DELIVERED = "DELIVERED"
    MISSING = "MISSING"
    WIPED = "WIPED"


class Cause(StrEnum):
    """The evidence for a status change. Every transition names the causes that it accepts."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    AGE = "waited too long"
    CLOCK = "waited nobody knows how long"
    SUSPENSION = "agent may no longer send"
    LIMIT = "over a limit"
    PURPOSE = "purpose off or over its budget"
    UNREADABLE = "cannot be read"
    CLAIM = "worker claimed"
    NO_BYTE_LEFT = "no byte left"
    REFUSED_AND_NOT_FOUND = "refused and not found"
    AMBIGUOUS = "ambiguous"
    OWNER_DIED = "owner died"
    ANSWER = "transfer answer"
    INQUIRY = "inquiry"
    INQUIRY_TWICE = "inquiry twice"
    TWO_PEOPLE = "two people"
    OLD_DATA = "older data"


class Review(StrEnum):
    """Why people must look at an order; only people clear it."""

    ECHO = "echo"
    CODE_MISSING = "code_missing"
    CODE_MALFORMED = "code_malformed"
    CONTRADICTION = "contradiction"
    UNRESOLVED = "unresolved"
    LATE_EVIDENCE = "late_evidence"


CONTRADICTED = frozenset({Review.ECHO, Review.CONTRADICTION, Review.LATE_EVIDENCE})
"""Faspay's answers differ from the order, or from each other. So nobody knows what they mean."""


RANK: dict[OrderStatus, int] = {
    OrderStatus.AWAITING_APPROVAL: 0,
    OrderStatus.REQUESTED: 0,
    OrderStatus.SENDING: 1,
    OrderStatus.UNKNOWN: 2,
    OrderStatus.ISSUED: 3,
    OrderStatus.FAILED: 4,
    OrderStatus.PAID: 4,
    OrderStatus.REVERSED: 5,
}
"""How far the money has gone. States that are not here are closed: provably not out."""

CLOSED = frozenset(
    {OrderStatus.CANCELLED, OrderStatus.NOT_SENT, OrderStatus.REJECTED, OrderStatus.NOT_CREATED}
)
ENDED = CLOSED | {OrderStatus.FAILED, OrderStatus.PAID, OrderStatus.REVERSED}
"""Nothing more is expected, though late evidence may still move it upward."""
BACK = ENDED - {OrderStatus.PAID}
"""The money is provably not out: it takes nothing of a limit, nor of a budget."""
SENT = frozenset(RANK) - {OrderStatus.AWAITING_APPROVAL, OrderStatus.REQUESTED}
"""A transfer may have left for these."""

_BY_RULE = frozenset({Cause.AGE, Cause.CLOCK, Cause.LIMIT, Cause.PURPOSE, Cause.UNREADABLE})
GIVEN_UP = _BY_RULE | {Cause.AGENT, Cause.SUPERVISOR, Cause.SUSPENSION}
"""Why a request that has not left may be dropped."""


class OrderGroup(StrEnum):
    """How people think of orders when they look for some."""

    WAITING = "waiting"
    """Something is still expected: to be sent, answered, or collected."""
    COLLECTED = "collected"
    BACK = "back"
    """It failed, was not sent, or the money has come back: provably not out."""
    NEEDS_PEOPLE = "needs people"
    """There is a reason for people to look, whatever its status."""


GROUPS: dict[OrderGroup, frozenset[OrderStatus]] = {
    OrderGroup.WAITING: frozenset(OrderStatus) - ENDED,
    OrderGroup.COLLECTED: frozenset({OrderStatus.PAID}),
    OrderGroup.BACK: BACK,
    OrderGroup.NEEDS_PEOPLE: frozenset(OrderStatus),
}
"""The statuses of each group."""
