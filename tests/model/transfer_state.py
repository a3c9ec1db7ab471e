"""The transfer model's state: the row, two replicas, the wire, Faspay, inquiries."""

from enum import StrEnum
from typing import NamedTuple

from storage.models.order_states import ENDED, OrderStatus
from tests.model.mistakes import Mistake
from tests.model.row import Look, Outcome, Row
from tests.model.rules import Rules


class Doing(StrEnum):
    """What a replica is doing with the order."""

    IDLE = "idle"
    READ = "has read the request"
    CLAIMED = "holds the ticket, no byte left"
    ON_WIRE = "request under way"
    WAITS = "answer under way"
    HELD = "holds the answer in memory"
    KEPT = "has the answer in its journal"
    STORED = "has it in the database, and still in its journal"
    LEFT = "down, with an answer in its journal"


class Hand(NamedTuple):
    """One replica. Down with an empty journal equals idle, because it starts again."""

    doing: Doing = Doing.IDLE
    outcome: Outcome = Outcome.NONE
    claim: int = 0
    slept: bool = False
    """Whether it slept past half of its lease."""


IDLE, READ = Hand(), Hand(Doing.READ)


class Faspay(StrEnum):
    """The transaction's real status at Faspay."""

    NONE = "none"
    ON_PROCESS = "on process"
    PAID = "paid"
    FAILED = "failed"
    REVERSED = "reversed"


class Heard(StrEnum):
    """What became of the code on our side."""

    NOTHING = "no code was read"
    IN_MEMORY = "a process has read it"
    DURABLE = "it was written somewhere durable"


class System(NamedTuple):
    """One state. Replicas and inquiries are sorted, because they are interchangeable."""

    row: Row = Row()
    hands: tuple[Hand, ...] = (IDLE, IDLE)
    late: int = 0
    """Requests under way for which nobody waits any more."""
    faspay: Faspay = Faspay.NONE
    transfers: int = 0
    heard: Heard = Heard.NOTHING
    twisted: bool = False
    """Whether Faspay understood something else than we asked for."""
    took_back: bool = False
    """Whether Faspay has taken back its own "failed"."""
    looks: tuple[Look, ...] = ()
    crashes: int = 0
    """How many more crashes there may be."""


def with_row(system: System, row: Row, rules: Rules) -> System:
    """Commit a row, and update earlier reads and the worth of inquiries."""
    before = system.row
    if row == before:
        return system
    if row.status in ENDED:
        row = row._replace(refused=False, failed_seen=False)  # no decision needs them now
    if before.status is OrderStatus.REQUESTED and not rules.break_(Mistake.NO_COMPARE_AND_SET):
        system = system._replace(
            hands=tuple(IDLE if hand == READ else hand for hand in system.hands)
        )
    if row.echo:
        system = system._replace(twisted=False)  # people know, so it no longer matters
    looks = system.looks
    if row.claim != before.claim:
        looks, row = (), row._replace(refused=False)  # earlier questions say nothing about it
    if looks and row.status is not before.status:
        looks = tuple(sorted({look._replace(fresh=False) for look in looks}))
    if looks and row.failed_seen is not before.failed_seen:
        looks = tuple(sorted({_again_first(look) for look in looks}))
    return system._replace(row=row, looks=looks)


def _again_first(look: Look) -> Look:
    return look._replace(firm=False) if look.finding == "failed" else look


def with_hand(system: System, old: Hand, new: Hand) -> System:
    """Change what a replica does."""
    rest = list(system.hands)
    rest[rest.index(old)] = new
    rest.sort()
    return system._replace(hands=tuple(rest))


def each_hand(system: System) -> tuple[Hand, ...]:
    """Give the replicas, equal ones once."""
    hands = system.hands
    return hands[:1] if len(hands) > 1 and hands[0] == hands[1] else hands


def may_still_leave(system: System) -> bool:
    """Say whether a request is under way, or may yet get there."""
    return system.late > 0 or any(
        hand.doing is Doing.ON_WIRE or (hand.doing is Doing.CLAIMED and not hand.slept)
        for hand in system.hands
    )


def shown(system: System) -> str:
    """Describe a state in a line."""
    row = system.row
    pages = [name for name in ("echo", "late", "contradiction") if getattr(row, name)]
    hands = ", ".join(str(hand.doing) for hand in system.hands if hand != IDLE)
    parts = [
        f"order {row.status}, code {row.code}",
        f"Faspay {system.faspay} ({system.transfers} transfers)",
        f"replicas: {hands}" if hands else "",
        f"requests under way: {system.late}" if system.late else "",
        f"people paged: {', '.join(pages)}" if pages else "",
    ]
    return "; ".join(part for part in parts if part)


BEFORE_THE_WIRE = frozenset(
    {OrderStatus.AWAITING_APPROVAL, OrderStatus.REQUESTED, OrderStatus.CANCELLED}
)
