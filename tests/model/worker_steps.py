"""The replicas' steps in the model: claim, send once, record, keep, crash, replay."""

from collections.abc import Callable, Iterator

from storage.models.order_states import Cause, OrderStatus
from tests.model.checker import Step
from tests.model.mistakes import Mistake
from tests.model.row import CARRIES_CODE, Outcome, record, recover
from tests.model.rules import Rules
from tests.model.transfer_state import (
    IDLE,
    READ,
    Doing,
    Hand,
    Heard,
    System,
    each_hand,
    with_hand,
    with_row,
)

Steps = Iterator[Step[System]]
_CLAIMS = 2
"""A second claim happens only by mistake, or where people send again."""


def worker_steps(system: System, rules: Rules) -> Steps:
    """Give every step of every replica."""
    for hand in each_hand(system):
        yield from _DOES.get(hand.doing, _nothing)(system, hand, rules)
        if system.crashes:
            yield from _crash(system, hand)
    if _lease_may_be_over(system):
        for row in recover(system.row, rules):
            yield Step("recovery takes the owner for dead", with_row(system, row, rules))


def _nothing(_edges: System, _hand: Hand, _rules: Rules) -> Steps:
    yield from ()


def _idle(system: System, hand: Hand, _rules: Rules) -> Steps:
    if system.row.status is OrderStatus.REQUESTED and system.row.claim < _CLAIMS:
        yield Step("a replica reads the request", with_hand(system, hand, READ))


def _claim(system: System, hand: Hand, rules: Rules) -> Steps:
    row = system.row
    if rules.break_(Mistake.SENT_UNCOMMITTED):
        sending = Hand(Doing.ON_WIRE, claim=row.claim + 1)
        yield Step("the first byte leaves, nothing is committed", with_hand(system, hand, sending))
    if row.status is not OrderStatus.REQUESTED and not rules.break_(Mistake.NO_COMPARE_AND_SET):
        yield Step("it has read an older order: nothing is claimed", with_hand(system, hand, IDLE))
        return
    claimed = row._replace(status=OrderStatus.SENDING, claim=row.claim + 1)
    if row.status is OrderStatus.REQUESTED and not rules.allows(
        row.status, claimed.status, Cause.CLAIM
    ):
        return
    ticket = Hand(Doing.CLAIMED, claim=claimed.claim)
    yield Step("SENDING is committed", with_row(with_hand(system, hand, ticket), claimed, rules))


def _claimed(system: System, hand: Hand, rules: Rules) -> Steps:
    nothing_left = hand._replace(doing=Doing.HELD, outcome=Outcome.NOT_SENT, slept=False)
    if hand.slept:
        held_back = with_hand(system, hand, nothing_left)
        yield Step("it sees that it slept too long: nothing is sent", held_back)
        ours = system.row.status is OrderStatus.SENDING and system.row.claim == hand.claim
        if ours or rules.break_(Mistake.BLIND_RENEWAL):
            renewed = with_hand(system, hand, hand._replace(slept=False))
            yield Step("it wakes and renews its claim", renewed)
    else:
        asleep = with_hand(system, hand, hand._replace(slept=True))
        yield Step("it sleeps past half of its lease", asleep, mishap=True)
        refused = with_hand(system, hand, nothing_left)
        yield Step("no connection: no byte left", refused, mishap=True)
    if not hand.slept or rules.break_(Mistake.NO_DEADLINE):
        wire = with_hand(system, hand, hand._replace(doing=Doing.ON_WIRE, slept=False))
        yield Step("the first byte leaves", wire)


def _hear(system: System, hand: Hand, _rules: Rules) -> Steps:
    heard = with_hand(system, hand, hand._replace(doing=Doing.HELD))
    if hand.outcome in CARRIES_CODE and system.heard is Heard.NOTHING:
        heard = heard._replace(heard=Heard.IN_MEMORY)
    yield Step(f"the answer is read: {hand.outcome}", heard)


def _record(system: System, hand: Hand, rules: Rules) -> Steps:
    row = record(system.row, hand.outcome, hand.claim, rules)
    kept = hand.doing is Doing.KEPT
    after = hand._replace(doing=Doing.STORED) if kept else IDLE
    stored = with_row(with_hand(system, hand, after), row, rules)
    yield Step(f"it is recorded: {hand.outcome}", _durable(stored, hand))
    if not kept:
        slot = with_hand(system, hand, hand._replace(doing=Doing.KEPT))
        words = "the database does not take it: it goes into the journal"
        yield Step(words, _durable(slot, hand), mishap=True)
        if hand.outcome is Outcome.AMBIGUOUS and rules.break_(Mistake.NEW_NUMBER):
            again = with_hand(
                system, hand, hand._replace(doing=Doing.ON_WIRE, outcome=Outcome.NONE)
            )
            yield Step("it sends once more, under a new number", again)
    elif rules.break_(Mistake.JOURNAL_EMPTIED):
        emptied = with_hand(system, hand, hand._replace(doing=Doing.HELD))
        yield Step("the journal is emptied, the database comes later", emptied)


def _empty(system: System, hand: Hand, _rules: Rules) -> Steps:
    yield Step("its journal is emptied", with_hand(system, hand, IDLE))


def _durable(system: System, hand: Hand) -> System:
    return system._replace(heard=Heard.DURABLE) if hand.outcome in CARRIES_CODE else system


def _crash(system: System, hand: Hand) -> Steps:
    down = with_hand(system._replace(crashes=system.crashes - 1), hand, IDLE)
    match hand.doing:
        case Doing.CLAIMED:
            yield Step("crash before the first byte", down, mishap=True)
        case Doing.ON_WIRE:
            yield Step("crash, its request is lost", down, mishap=True)
            late = down._replace(late=down.late + 1)
            yield Step("crash, its request is under way", late, mishap=True)
        case Doing.WAITS:
            yield Step("crash before the answer is read", down, mishap=True)
        case Doing.HELD:
            gone = hand.outcome in CARRIES_CODE and system.heard is Heard.IN_MEMORY
            down = down._replace(heard=Heard.NOTHING) if gone else down
            yield Step("crash with the answer in memory only", down, mishap=True)
        case Doing.KEPT | Doing.STORED:
            left = with_hand(down, IDLE, hand._replace(doing=Doing.LEFT))
            yield Step("crash with the answer in the journal", left, mishap=True)
        case _:
            pass


def _replay(system: System, hand: Hand, rules: Rules) -> Steps:
    if rules.break_(Mistake.JOURNAL_UNREAD):
        yield Step("it starts again and reads no journal", with_hand(system, hand, IDLE))
        return
    if rules.break_(Mistake.JOURNAL_EMPTIED):
        emptied = with_hand(system, hand, hand._replace(doing=Doing.HELD))
        yield Step("it starts again and empties its journal first", emptied)
        return
    row = record(system.row, hand.outcome, hand.claim, rules)
    stored = with_hand(system, hand, hand._replace(doing=Doing.STORED))
    yield Step(f"it starts again and replays: {hand.outcome}", with_row(stored, row, rules))


_DOES: dict[Doing, Callable[[System, Hand, Rules], Steps]] = {
    Doing.IDLE: _idle,
    Doing.READ: _claim,
    Doing.CLAIMED: _claimed,
    Doing.WAITS: _hear,
    Doing.HELD: _record,
    Doing.KEPT: _record,
    Doing.STORED: _empty,
    Doing.LEFT: _replay,
}


def _lease_may_be_over(system: System) -> bool:
    # A replica that has sent may pause for any time. One that has not would have slept too long.
    return not any(
        hand.doing is Doing.CLAIMED and not hand.slept and hand.claim == system.row.claim
        for hand in system.hands
    )


def given_up(system: System, rules: Rules) -> Steps:
    """Let the agent, a supervisor, age, a suspension or a limit end a request."""
    for to in rules.leads(system.row.status, Cause.AGENT):
        row = system.row._replace(status=to)
        yield Step(f"it is given up: {to}", with_row(system, row, rules))
