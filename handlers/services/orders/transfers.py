"""Sending a requested order, once: the claim before the wire, and the record after it."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.services.controls import amount_unit, clock, limits, sending
from handlers.services.controls.sending import Guard
from handlers.services.orders.callbacks import callback_url
from handlers.services.orders.codes import set_code
from handlers.services.orders.echo import Agreement, compare
from handlers.services.orders.journal_entry import Recorded
from handlers.services.orders.requests import over_limit
from handlers.services.orders.transitions import MALFORMED, issue, move, page
from handlers.services.policy import Policy
from handlers.services.ports import (
    Accepted,
    Answer,
    Doubt,
    NotSent,
    Rejected,
    TransferRequest,
    Unknown,
)
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Bell, Work
from storage.engine.vault import WrongKeys
from storage.models.order import CLOSED, ENDED, Cause, Code, Money, Order, Review
from storage.models.person import Person
from storage.repositories import house, orders, people
from storage.values import OrderNumber, Rupiah

logger = logging.getLogger(__name__)

_FIRST_CHECK = timedelta(seconds=5)
UNRESOLVED_AFTER = timedelta(minutes=30)
"""After so long without an end that can be believed, people are to look."""
_LONGEST_VALIDITY = timedelta(days=60)
"""A month is the longest that a page shows (faspay-sendme.md, 3.4)."""
_LATER_LOOK = timedelta(minutes=2)
"""An order that was not sent is asked about all the same, once the dust has settled."""


@dataclass(frozen=True)
class Ticket:
    """The right to send one order, once, until the claim lapses."""

    request: TransferRequest
    owner: str


def claim(work: Work, policy: Policy, owner: str) -> Ticket | None:
    """Take the oldest request and commit that it is being sent, before any byte leaves.

    Person, limits and line are checked again; a request that may no longer be sent is cancelled.
    """
    if not sending.is_open(work):
        return None
    if amount_unit.is_guarded(work, policy):
        house.line(work, to_change=True)  # one at a time, on every replica
        if amount_unit.somebody_is_ahead(work):
            return None
    # By our clock alone nobody is cancelled: who is too old by it, or from a time to come, is left
    # where they are until it is certain (overdue.py).
    oldest, newest = work.now - policy.request_lasts, work.now + clock.STOP
    while (order := orders.next_requested(work, oldest, newest)) is not None:
        cause = _why_not(work, policy, order)
        request = _wire_request(work, policy, order) if cause is None else None
        if request is not None:
            move(work, order, Money.SENDING, Cause.CLAIM)
            order.owner, order.owner_until = owner, work.now + policy.lease
            return Ticket(request, owner)
        move(work, order, Money.CANCELLED, cause or Cause.UNREADABLE)
        work.session.flush()
    return None


def renew(
    work: Work, policy: Policy, owner: str, numbers: Collection[str], *, patient: bool = True
) -> set[str]:
    """Let claims last from now on; return the orders that are still their owner's to send.

    The impatient leave out those that another transaction is looking at.
    """
    return orders.renew(work, numbers, owner, work.now + policy.lease, patient=patient)


def somebody_waits(work: Work) -> bool:
    """Say whether an order waits to be sent."""
    return orders.count(work, Money.REQUESTED) > 0


def _why_not(work: Work, policy: Policy, order: Order) -> Cause | None:
    agent: Person | None = people.get(work, order.agent_id, held=True)
    if agent is None or not may(agent, Capability.REQUEST_ORDERS):
        return Cause.SUSPENSION
    if limits.are_missing(work, policy):
        return Cause.LIMIT
    guarded = amount_unit.is_guarded(work, policy)
    if guarded and order.amount != policy.rules[order.channel].minimum:
        return Cause.LIMIT
    if over_limit(work, policy, order.agent_id, Rupiah(order.amount), counted=True):
        return Cause.LIMIT
    return None


def _wire_request(work: Work, policy: Policy, order: Order) -> TransferRequest | None:
    try:
        name, phone = orders.name_of(work, order), orders.phone_of(work, order)
    except (WrongKeys, ValueError):
        # It cannot be sent, and it must not hold up those behind it.
        logger.exception("order_unreadable", extra={"order_no": order.order_no})
        return None
    return TransferRequest(
        order_no=OrderNumber(order.order_no),
        channel=order.channel,
        name=name,
        phone=phone,
        amount=Rupiah(order.amount),
        callback_url=callback_url(work, policy, order.order_no),
    )


def record(work: Work, recorded: Recorded) -> None:
    """Write down what the transfer answered. The answer is kept before it is judged.

    Safe to repeat, also from the journal after the process that sent it has died.
    """
    order = orders.get(work, recorded.order_no)
    if order is None:
        return
    work.ring(Bell.CHECK)
    order.check_at = work.now + _FIRST_CHECK
    match recorded.outcome:
        case NotSent(refused=refused):
            _not_sent(work, order, recorded.owner, refused)
        case Rejected() as refused:
            _refused(order, refused)
            order.check_at = work.now
        case Unknown(doubt=doubt, answer=answer):
            if answer is not None:
                _keep(work, order, answer, recorded)
            _unknown(work, order, doubt.value)
        case Accepted(answer=answer):
            _keep(work, order, answer, recorded)
            _accepted(work, order, answer)


def _refused(order: Order, refused: Rejected) -> None:
    order.refusal, order.refusal_kind = refused.refusal, refused.kind


def _not_sent(work: Work, order: Order, owner: str, refused: Rejected | None) -> None:
    # Only the process that held the order can know that nothing left; once another has taken
    # the order for abandoned, an inquiry decides.
    if order.money is Money.SENDING and order.owner == owner:
        if refused is not None:
            _refused(order, refused)
        move(work, order, Money.NOT_SENT, Cause.NO_BYTE_LEFT)
        order.check_at = work.now + _LATER_LOOK


def _keep(work: Work, order: Order, answer: Answer, recorded: Recorded) -> None:
    if order.code is Code.WIPED or order.code_sealed is not None:
        return
    orders.keep_answer(work, order, answer.raw, answer.sealed_code)
    order.faspay_id = answer.faspay_id or order.faspay_id
    order.expires_at = _believable(work, answer.expires_at) or order.expires_at
    if answer.sealed_code and order.code in {Code.NONE, Code.MISSING}:
        set_code(work, order, Code.SEALED if recorded.code_opens else Code.MISSING)
        if not recorded.code_fits:
            page(work, order, Review.CODE_MALFORMED, MALFORMED)


def _believable(work: Work, expires_at: datetime | None) -> datetime | None:
    # The zone of Faspay's times is inferred: an end that cannot be hides no code.
    if expires_at is None or not work.now < expires_at < work.now + _LONGEST_VALIDITY:
        return None
    return expires_at


def _accepted(work: Work, order: Order, answer: Answer) -> None:
    agreement = compare(work, order, answer.echo)
    if agreement is Agreement.EQUAL:
        if order.money not in ENDED - CLOSED:  # else an inquiry, which is newer, knows the end
            issue(work, order, Cause.ANSWER)
        return
    if agreement is Agreement.DIFFERENT:
        page(work, order, Review.ECHO, "the transfer answer differs from the order")
        sending.stop_by(work, Guard.ECHO, order.order_no)
    _unknown(work, order, "the answer does not match the order")


def _unknown(work: Work, order: Order, doubt: str) -> None:
    if order.money is Money.ISSUED:
        issue(work, order, Cause.ANSWER)  # an inquiry was quicker: this may have brought the code
    if order.money is not Money.SENDING:
        return
    order.doubt = doubt
    move(work, order, Money.UNKNOWN, Cause.AMBIGUOUS)
    if doubt == Doubt.DUPLICATE:
        order.check_at = work.now


def recover(work: Work, *, alone: bool = False) -> int:
    """Take the orders of dead senders for unknown; `alone`: no other process can be sending."""
    abandoned = orders.abandoned(work, everything=alone)
    for order in abandoned:
        order.doubt = Cause.OWNER_DIED.value
        move(work, order, Money.UNKNOWN, Cause.OWNER_DIED)
        order.check_at = work.now
        work.ring(Bell.CHECK)
    return len(abandoned)


def page_unresolved(work: Work) -> int:
    """Ask people to look at orders that inquiries have not settled for half an hour."""
    future = work.now + clock.STOP
    stuck = orders.unknown_since_before(work, work.now - UNRESOLVED_AFTER, future)
    for order in stuck:
        page(work, order, Review.UNRESOLVED, f"{order.not_found} inquiries said not found")
    return len(stuck)
