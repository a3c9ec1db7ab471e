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
    House,
    each_hand,
    may_still_leave,
    with_hand,
    with_row,
)

Steps = Iterator[Step[House]]

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


def wire_steps(house: House) -> Steps:
    """Let requests arrive, be refused, be lost, or come late."""
    for hand in each_hand(house):
        if hand.doing is Doing.ON_WIRE:
            yield from _with_a_waiter(house, hand)
    if house.late:
        rest = house._replace(late=house.late - 1)
        yield Step("a late request arrives: Faspay makes the transaction", _made(rest), mishap=True)
        yield Step("a late request turns out to be lost", rest)


def _with_a_waiter(house: House, hand: Hand) -> Steps:
    for answer in _ANSWERS:
        waits = with_hand(house, hand, hand._replace(doing=Doing.WAITS, outcome=answer))
        if answer is Outcome.DIFFERS:
            waits = waits._replace(twisted=True)
        words = f"it arrives: Faspay makes the transaction, answer: {answer}"
        yield Step(words, _made(waits), mishap=answer is not Outcome.ACCEPTED)
    refused = hand._replace(doing=Doing.WAITS, outcome=Outcome.REFUSED)
    yield Step("it arrives: Faspay refuses it", with_hand(house, hand, refused))
    gone = with_hand(house, hand, hand._replace(doing=Doing.HELD, outcome=Outcome.AMBIGUOUS))
    yield Step("the request is lost: time-out", gone, mishap=True)
    late = gone._replace(late=gone.late + 1)
    yield Step("time-out, the request is still under way", late, mishap=True)


def _made(house: House) -> House:
    # The model's Faspay never recognises a duplicate: two arrivals are two payments.
    faspay = Faspay.ON_PROCESS if house.faspay is Faspay.NONE else house.faspay
    return house._replace(faspay=faspay, transfers=house.transfers + 1)


def faspay_steps(house: House) -> Steps:
    """Let Faspay's transaction go its way."""
    for status in _NEXT[house.faspay]:
        back = house.took_back or (house.faspay is Faspay.FAILED and status is Faspay.PAID)
        after = house._replace(faspay=status, took_back=back)
        yield Step(f"at Faspay it is now {status}", after, mishap=True)


def inquiry_steps(house: House, rules: Rules, at_once: int) -> Steps:
    """Ask, and apply answers in any order. A crash of the asker drops an answer."""
    if _is_asked_about(house) and len(house.looks) < at_once:
        for look in _sights(house):
            if look not in house.looks:
                looks = tuple(sorted((*house.looks, look)))
                yield Step(_asked(look), house._replace(looks=looks))
    if _is_asked_about(house) and (row := unanswered(house.row, rules)) is not house.row:
        yield Step("an inquiry is not answered", with_row(house, row, rules))
    for look in house.looks:
        rest = house._replace(looks=tuple(each for each in house.looks if each is not look))
        row = apply(house.row, look, rules)
        yield Step(f"an inquiry is applied: {look.finding}", with_row(rest, row, rules))


def _is_asked_about(house: House) -> bool:
    row = house.row
    return row.status not in BEFORE_THE_WIRE and (
        row.status is not OrderStatus.SENDING or row.refused
    )


def _sights(house: House) -> Iterator[Look]:
    row, seen = house.row, _SEEN[house.faspay]
    fresh = row.status in ENDED
    if seen is Finding.NOT_FOUND:
        yield Look(seen, firm=row.refused)
        return
    yield Look(seen, fresh=fresh)
    if seen is Finding.FAILED and row.failed_seen:
        yield Look(seen, firm=True, fresh=fresh)
    if seen is Finding.ON_PROCESS:
        yield Look(Finding.FAILED, fresh=fresh)  # for less than ten seconds Faspay may say so
    if house.twisted and not row.echo:
        yield Look(Finding.DIFFERS)


def _asked(look: Look) -> str:
    when = ""
    if look.firm:
        when = ", ten seconds later" if look.finding is Finding.FAILED else ", after the refusal"
    return f"Faspay is asked{when}: {look.finding}"


def callback_steps(house: House, rules: Rules) -> Steps:
    """Take any callback: true, forged or replayed. It only causes an inquiry."""
    if not rules.break_(Mistake.CALLBACK_BELIEVED) or house.row.status in BEFORE_THE_WIRE:
        return
    for claim, to in MEANS.items():
        cause = Cause.INQUIRY_TWICE if to is OrderStatus.FAILED else Cause.INQUIRY
        row = move_or_page(house.row, to, cause, rules)
        yield Step(f"a callback says {claim} and is believed", with_row(house, row, rules))


def people_steps(house: House, rules: Rules) -> Steps:
    """Let two people decide what the table allows them."""
    if not _convinced(house, rules):
        return
    for to in rules.leads(house.row.status, Cause.TWO_PEOPLE):
        if to is not OrderStatus.SENDING:
            row = house.row._replace(status=to)
            yield Step(f"two people decide: {to}", with_row(house, row, rules))
        elif IDLE in house.hands and house.row.claim == 1:
            row = house.row._replace(status=to, claim=2)
            again = with_hand(house, IDLE, Hand(Doing.CLAIMED, claim=2))
            yield Step("two people decide: send it once more", with_row(again, row, rules))


def _convinced(house: House, rules: Rules) -> bool:
    """Say whether half an hour has passed with "not found" five times and without a debit.

    It assumes that no request is then under way any more, and that every holder of a claim has
    slept past the lease.
    """
    if house.faspay is not Faspay.NONE:
        return False
    waited_for = any(hand.doing is Doing.WAITS for hand in house.hands)
    return rules.people_can_be_wrong or not (waited_for or may_still_leave(house))
