"""The first model: one order's money and its code, from the request to the last word of Faspay.

It has two replicas, a wire that loses and delays, and a Faspay that recognises no duplicate. Up to
two inquiries are under way and may be applied in any order. There are callbacks, people, and
crashes between any two durable acts. The row and the evidence that moves it are in `row.py`.

Some things are merged to keep the states few. Asking and being answered are one: an answer's worth
depends on when it was asked. So are a pause and a slow wire, and an idle replica and one that is
down with an empty journal. Stopped sending or a suspended agent appears as a request that is not
claimed, or is cancelled.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from storage.models.order_states import CLOSED, RANK, Cause, Code, OrderStatus
from tests.model.checker import Step
from tests.model.outside_steps import (
    callback_steps,
    faspay_steps,
    inquiry_steps,
    people_steps,
    wire_steps,
)
from tests.model.promises import Promise, Watch
from tests.model.row import CARRIES_CODE
from tests.model.rules import Rules
from tests.model.transfer_state import (
    BEFORE_THE_WIRE,
    IDLE,
    Doing,
    Faspay,
    Heard,
    System,
    may_still_leave,
    shown,
)
from tests.model.worker_steps import given_up, worker_steps

_KEEPERS = frozenset({Doing.HELD, Doing.KEPT, Doing.STORED, Doing.LEFT})
_AGREES: dict[Faspay, frozenset[OrderStatus]] = {
    Faspay.NONE: CLOSED,
    Faspay.ON_PROCESS: frozenset({OrderStatus.ISSUED}),
    Faspay.PAID: frozenset({OrderStatus.PAID}),
    Faspay.FAILED: CLOSED | {OrderStatus.FAILED},
    Faspay.REVERSED: CLOSED | {OrderStatus.REVERSED},
}
"""A closed status agrees with Faspay wherever the money is not out."""
_MAY_CLOSE = frozenset(
    {
        OrderStatus.AWAITING_APPROVAL,
        OrderStatus.REQUESTED,
        OrderStatus.SENDING,
        OrderStatus.UNKNOWN,
    },
)
_KEPT = Promise.CODE_KEPT


@dataclass(frozen=True)
class Transfer:
    """The model. The numbers say how much may go wrong."""

    rules: Rules = field(default_factory=Rules)
    replicas: int = 2
    crashes: int = 3
    inquiries: int = 2
    watch: Watch = field(default_factory=Watch)
    shown = staticmethod(shown)

    def start(self) -> System:
        """Begin with a confirmed request."""
        return System(hands=(IDLE,) * self.replicas, crashes=self.crashes)

    def steps(self, system: System) -> Iterator[Step[System]]:
        """Give everything that may happen next."""
        yield from worker_steps(system, self.rules)
        yield from given_up(system, self.rules)
        yield from wire_steps(system)
        yield from faspay_steps(system)
        yield from inquiry_steps(system, self.rules, self.inquiries)
        yield from callback_steps(system, self.rules)
        yield from people_steps(system, self.rules)

    def broken(self, system: System) -> Promise | None:
        """Name the promise that a state breaks."""
        row, wrong = system.row, self.rules.people_can_be_wrong
        late = row.late and not (system.took_back or wrong)
        stored = row.code is Code.SEALED
        issued = row.status is OrderStatus.ISSUED
        return self.watch.first(
            (system.transfers > 1, Promise.ONE_TRANSFER),
            (row.status in BEFORE_THE_WIRE and _has_left(system), Promise.COMMITTED_FIRST),
            (_untrue(system, self.rules), Promise.TRUE_END),
            (late or (row.contradiction and not wrong), Promise.NO_FALSE_PAGE),
            (system.heard is not Heard.NOTHING and not stored and not _held(system), _KEPT),
            (issued and row.code is Code.NONE, Promise.MISSING_TOLD),
            (issued and stored and system.twisted, Promise.ECHO_HELD),
        )

    def broken_between(self, before: System, step: Step[System]) -> Promise | None:
        """Name the promise that a step breaks."""
        old, new = before.row.status, step.after.row.status
        if old is new:
            return None
        late = old in CLOSED | {OrderStatus.FAILED} and new in {
            OrderStatus.ISSUED,
            OrderStatus.PAID,
        }
        return self.watch.first(
            (late and not step.after.row.late, Promise.LATE_PAGES),
            (not late and self._goes_back(old, new), Promise.NEVER_BACK),
        )

    def _goes_back(self, old: OrderStatus, new: OrderStatus) -> bool:
        if (old, new) == (OrderStatus.UNKNOWN, OrderStatus.SENDING):
            return self.rules.table.get((old, new)) != frozenset({Cause.TWO_PEOPLE})
        if old in RANK and new in RANK:
            return RANK[new] < RANK[old]
        return old in CLOSED or old not in _MAY_CLOSE

    def at_rest(self, system: System) -> bool:
        """Say whether nothing is under way and we agree with Faspay, or people were paged."""
        if system.late or system.looks or any(hand != IDLE for hand in system.hands):
            return False
        return system.row.status in _AGREES[system.faspay] or system.row.echo


def _has_left(system: System) -> bool:
    on_wire = any(hand.doing in {Doing.ON_WIRE, Doing.WAITS} for hand in system.hands)
    return on_wire or system.late > 0 or system.transfers > 0


def _untrue(system: System, rules: Rules) -> bool:
    status, faspay = system.row.status, system.faspay
    if status is OrderStatus.PAID:
        return faspay not in {Faspay.PAID, Faspay.REVERSED}
    if status is OrderStatus.REVERSED:
        return faspay is not Faspay.REVERSED
    if status not in CLOSED and status is not OrderStatus.FAILED:
        return False
    if status is OrderStatus.NOT_CREATED and rules.people_can_be_wrong:
        return False
    out = faspay in {Faspay.ON_PROCESS, Faspay.PAID} and not system.took_back
    return out or may_still_leave(system)


def _held(system: System) -> bool:
    return any(hand.outcome in CARRIES_CODE and hand.doing in _KEEPERS for hand in system.hands)
