"""Faults of the whole stand-in. They are switched while it runs."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

_SLOWEST_SECONDS = 3600


class Outage(StrEnum):
    """How the stand-in is unavailable, if it is."""

    NONE = "none"
    BUSY = "busy"
    """Every service answers 503."""
    DROPS = "drops"
    """Every connection is dropped without an answer."""


class CallbackPolicy(StrEnum):
    """How callbacks are sent when a status changes."""

    NORMAL = "normal"
    TWICE = "twice"
    NONE = "none"
    LATE = "late"
    EARLY = "early"
    """An extra one with status 1, before the transfer's answer."""
    OUT_OF_ORDER = "out_of_order"
    """An extra one with the old status 1, after each."""


class Posting(StrEnum):
    """How lines enter the statement from now on (faspay-sendme.md, 3.8)."""

    NORMAL = "normal"
    NO_DEBITS = "no_debits"
    """Transfers happen, but the statement does not show them."""
    NO_REFUNDS = "no_refunds"
    """Failed and reversed transfers are not refunded."""
    DOUBLE = "double"
    """Every transfer is debited twice."""
    TENFOLD = "tenfold"
    """Every transfer is debited tenfold."""
    DAY_LATE = "day_late"
    """Transfers are dated a day later."""
    FEE_INSIDE = "fee_inside"
    """The fee is part of the transfer's line."""
    FEE_NAMELESS = "fee_nameless"
    """The fee is a line of its own that names no transfer."""


class Mishap(StrEnum):
    """What can happen to a single transfer that would have been accepted."""

    LOST_REQUEST = "lost_request"
    """Connection dropped, nothing made."""
    ERROR_BEFORE = "http_500_before"
    """HTTP 500, nothing made."""
    LOST_ANSWER = "lost_answer"
    """Transaction made, connection dropped without a status line."""
    ERROR_AFTER = "http_500_after"
    """Transaction made, HTTP 500."""
    TRUNCATED = "truncated"
    """Transaction made, answer broken off in the middle of its body."""
    GARBAGE = "garbage"
    """Transaction made, a web page for an answer."""


class UnknownFaultError(ValueError):
    """No such fault, or no such value for it. The error carries the fault's name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass
class FaspayFaults:
    """Delays, switches, and how many of the next transfers each mishap strikes."""

    slow_seconds: float = 0.0
    """Added to every service call."""
    outage: Outage = Outage.NONE
    inquiry_down: bool = False
    """Inquiry status alone answers 503."""
    callbacks: CallbackPolicy = CallbackPolicy.NORMAL
    postings: Posting = Posting.NORMAL
    next_transfers: Counter[Mishap] = field(default_factory=Counter)

    def take_mishap(self) -> Mishap | None:
        """Return the mishap for the current transfer, if one is due, and count it down."""
        for mishap in Mishap:
            if self.next_transfers[mishap] > 0:
                self.next_transfers[mishap] -= 1
                return mishap
        return None

    def change(self, changes: Mapping[str, object]) -> None:
        """Apply what the control page sends, all or nothing; raises UnknownFaultError."""
        changed = replace(self, next_transfers=Counter(self.next_transfers))
        for name, value in changes.items():
            changed._change_one(name, value)  # noqa: SLF001  # a copy of ourselves
        vars(self).update(vars(changed))

    def _change_one(self, name: str, value: object) -> None:
        """Set one fault by the name it has in `as_json`; raises UnknownFaultError."""
        match name, value:
            case "slow_seconds", bool():
                raise UnknownFaultError(name)
            case "slow_seconds", int() | float() if 0 <= value <= _SLOWEST_SECONDS:
                self.slow_seconds = float(value)
            case "outage", str() if value in set(Outage):
                self.outage = Outage(value)
            case "inquiry_down", bool():
                self.inquiry_down = value
            case "callbacks", str() if value in set(CallbackPolicy):
                self.callbacks = CallbackPolicy(value)
            case "postings", str() if value in set(Posting):
                self.postings = Posting(value)
            case _, int() if name in set(Mishap) and not isinstance(value, bool) and value >= 0:
                self.next_transfers[Mishap(name)] = value
            case _:
                raise UnknownFaultError(name)

    def as_json(self) -> dict[str, object]:
        """Show everything, each mishap by its own name."""
        return {
            "slow_seconds": self.slow_seconds,
            "outage": self.outage,
            "inquiry_down": self.inquiry_down,
            "callbacks": self.callbacks,
            "postings": self.postings,
            **{mishap.value: self.next_transfers[mishap] for mishap in Mishap},
        }
