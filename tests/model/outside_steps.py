"""The transfer model's outside: wire, Faspay, inquiries, callbacks, people."""

from collections.abc import Iterator

from storage.models.order_states import ENDED, Cause, OrderStatus
from tests.model.checker import Step
from tests.model.mistakes import Mistake
from tests.model.row import MEANS, Finding, Look, Outcome, apply, move_or_page, unanswered
from tests.model.rules import Rules
from tests.model.transfer_state import (
    BEFORE_THE_WIRE,
    IDLE,
    Doing,
    Faspay,
    Hand,
    System,
    each_hand,
    may_still_leave,
    with_hand,
    with_row,
)

Steps = Iterator[Step[System]]

_ANSWERS = (
    Outcome.ACCEPTED,
    Outcome.LACKS,
    Outcome.DIFFERS,
    Outcome.AMBIGUOUS,
    Outcome.DUPLICATE,
    Outcome.REFUSED,
)
"""Possible answers although a transaction was made. A proxy may have repeated the request, and this
is the second copy's answer."""
_SEEN = {
    Faspay.NONE: Finding.NOT_FOUND,
    Faspay.ON_PROCESS: Finding.ON_PROCESS,
    Faspay.PAID: Finding.SUCCESS,
    Faspay.FAILED: Finding.FAILED,
    Faspay.REVERSED: Finding.REVERSED,
}
_NEXT = {
    Faspay.NONE: (),
    Faspay.ON_PROCESS: (Faspay.PAID, Faspay.FAILED, Faspay.REVERSED),
    Faspay.PAID: (Faspay.REVERSED,),
    Faspay.FAILED: (Faspay.PAID, Faspay.REVERSED),
    Faspay.REVERSED: (),
}


def wire_steps(system: System) -> Steps:
    """Let requests arrive, be refused, be lost, or come late."""
    for hand in each_hand(system):
        if hand.doing is Doing.ON_WIRE:
            yield from _with_a_waiter(system, hand)
    if system.late:
        rest = system._replace(late=system.late - 1)
        yield Step("a late request arrives: Faspay makes the transaction", _made(rest), mishap=True)
        yield Step("a late request turns out to be lost", rest)


def _with_a_waiter(system: System, hand: Hand) -> Steps:
    for answer in _ANSWERS:
        waits = with_hand(system, hand, hand._replace(doing=Doing.WAITS, outcome=answer))
        if answer is Outcome.DIFFERS:
            waits = waits._replace(twisted=True)
        words = f"it arrives: Faspay makes the transaction, answer: {answer}"
        yield Step(words, _made(waits), mishap=answer is not Outcome.ACCEPTED)
    refused = hand._replace(doing=Doing.WAITS, outcome=Outcome.REFUSED)
    yield Step("it arrives: Faspay refuses it", with_hand(system, hand, refused))
    gone = with_hand(system, hand, hand._replace(doing=Doing.HELD, outcome=Outcome.AMBIGUOUS))
    yield Step("the request is lost: time-out", gone, mishap=True)
    late = gone._replace(late=gone.late + 1)
    yield Step("time-out, the request is still under way", late, mishap=True)


def _made(system: System) -> System:
    # The model's Faspay never recognises a duplicate: two arrivals are two payments.
    faspay = Faspay.ON_PROCESS if system.faspay is Faspay.NONE else system.faspay
    return system._replace(faspay=faspay, transfers=system.transfers + 1)


def faspay_steps(system: System) -> Steps:
    """Let Faspay's transaction go its way."""
    for status in _NEXT[system.faspay]:
        back = system.took_back or (system.faspay is Faspay.FAILED and status is Faspay.PAID)
        after = system._replace(faspay=status, took_back=back)
        yield Step(f"at Faspay it is now {status}", after, mishap=True)


def inquiry_steps(system: System, rules: Rules, at_once: int) -> Steps:
    """Ask, and apply answers in any order. A crash of the asker drops an answer."""
    if _is_asked_about(system) and len(system.looks) < at_once:
        for look in _sights(system):
            if look not in system.looks:
                looks = tuple(sorted((*system.looks, look)))
                yield Step(_asked(look), system._replace(looks=looks))
    if _is_asked_about(system) and (row := unanswered(system.row, rules)) is not system.row:
        yield Step("an inquiry is not answered", with_row(system, row, rules))
    for look in system.looks:
        rest = system._replace(looks=tuple(each for each in system.looks if each is not look))
        row = apply(system.row, look, rules)
        yield Step(f"an inquiry is applied: {look.finding}", with_row(rest, row, rules))


def _is_asked_about(system: System) -> bool:
    row = system.row
    return row.status not in BEFORE_THE_WIRE and (
        row.status is not OrderStatus.SENDING or row.refused
    )


def _sights(system: System) -> Iterator[Look]:
    row, seen = system.row, _SEEN[system.faspay]
    fresh = row.status in ENDED
    if seen is Finding.NOT_FOUND:
        yield Look(seen, firm=row.refused)
        return
    yield Look(seen, fresh=fresh)
    if seen is Finding.FAILED and row.failed_seen:
        yield Look(seen, firm=True, fresh=fresh)
    if seen is Finding.ON_PROCESS:
        yield Look(Finding.FAILED, fresh=fresh)  # for less than ten seconds Faspay may say so
    if system.twisted and not row.echo:
        yield Look(Finding.DIFFERS)


def _asked(look: Look) -> str:
    when = ""
    if look.firm:
        when = ", ten seconds later" if look.finding is Finding.FAILED else ", after the refusal"
    return f"Faspay is asked{when}: {look.finding}"


def callback_steps(system: System, rules: Rules) -> Steps:
    """Take any callback: true, forged or replayed. It only causes an inquiry."""
    if not rules.break_(Mistake.CALLBACK_BELIEVED) or system.row.status in BEFORE_THE_WIRE:
        return
    for claim, to in MEANS.items():
        cause = Cause.INQUIRY_TWICE if to is OrderStatus.FAILED else Cause.INQUIRY
        row = move_or_page(system.row, to, cause, rules)
        yield Step(f"a callback says {claim} and is believed", with_row(system, row, rules))


def people_steps(system: System, rules: Rules) -> Steps:
    """Let two people decide what the table allows them."""
    if not _convinced(system, rules):
        return
    for to in rules.leads(system.row.status, Cause.TWO_PEOPLE):
        if to is not OrderStatus.SENDING:
            row = system.row._replace(status=to)
            yield Step(f"two people decide: {to}", with_row(system, row, rules))
        elif IDLE in system.hands and system.row.claim == 1:
            row = system.row._replace(status=to, claim=2)
            again = with_hand(system, IDLE, Hand(Doing.CLAIMED, claim=2))
            yield Step("two people decide: send it once more", with_row(again, row, rules))


def _convinced(system: System, rules: Rules) -> bool:
    """Say whether half an hour has passed with "not found" five times and without a debit.

    It assumes that no request is then under way any more, and that every holder of a claim has
    slept past the lease.
    """
    if system.faspay is not Faspay.NONE:
        return False
    waited_for = any(hand.doing is Doing.WAITS for hand in system.hands)
    return rules.people_can_be_wrong or not (waited_for or may_still_leave(system))
