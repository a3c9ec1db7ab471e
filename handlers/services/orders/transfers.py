"""Sends a requested order once: the claim before the wire, and the orders of dead senders."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.services.controls import amount_unit, clock, limits, purposes, sending
from handlers.services.controls.sending_scopes import COMPANY
from handlers.services.orders.callbacks import callback_url
from handlers.services.orders.transitions import move, page
from handlers.services.policy import Policy
from handlers.services.ports import TransferRequest
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import WakeUp, Work
from storage.engine.vault import WrongKeys
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.order_states import Cause, OrderStatus, Review
from storage.models.person import Person
from storage.models.sending_stop import StopScope
from storage.repositories import order_queues, order_sums, orders, people, system_state
from storage.values import OrderNumber, Rupiah

logger = logging.getLogger(__name__)

UNRESOLVED_AFTER = timedelta(minutes=30)
"""After so long without an end that can be believed, people are to look."""


@dataclass(frozen=True)
class Ticket:
    """The right to send one order, once, until the claim lapses."""

    request: TransferRequest
    owner: str


def claim(work: Work, policy: Policy, owner: str) -> Ticket | None:
    """Take the oldest request and commit that it is being sent, before any byte leaves.

    Person, limits, budget and the sending switch are checked again. A request that may no longer be
    sent is cancelled.
    """
    if amount_unit.is_guarded(work, policy):
        system_state.take_turns(work)  # one at a time, on every replica
        if amount_unit.somebody_is_ahead(work):
            return None
    # Our clock alone cancels nothing. A request that is too old by it, or from the future, stays
    # as it is until its age is certain (overdue.py).
    oldest, newest = work.now - policy.request_lasts, work.now + clock.STOP
    while (order := _next_open(work, oldest, newest)) is not None:
        cause = _why_not(work, policy, order)
        request = _wire_request(work, policy, order) if cause is None else None
        if request is not None:
            move(work, order, OrderStatus.SENDING, Cause.CLAIM)
            order.owner, order.owner_until = owner, work.now + policy.lease
            return Ticket(request, owner)
        move(work, order, OrderStatus.CANCELLED, cause or Cause.UNREADABLE)
        work.session.flush()
    return None


def _next_open(work: Work, oldest: datetime, newest: datetime) -> Order | None:
    """Return the longest-waiting request that no stop is about, in its scopes' turn."""
    while True:
        parts = sending.stopped_parts(work)
        teams = [each.name for each in parts if each.kind is StopScope.TEAM]
        channels = [Channel(each.name) for each in parts if each.kind is StopScope.CHANNEL]
        order = order_queues.next_requested(work, oldest, newest, teams, channels)
        if order is None:
            return None
        stopped = sending.what_stops_in_turn(work, order.team, order.channel)
        if stopped is None:
            return order
        if stopped == COMPANY:
            return None
        # It was stopped while we looked: it is left out from now on.


def renew(
    work: Work, policy: Policy, owner: str, numbers: Collection[str], *, patient: bool = True
) -> set[str]:
    """Renew claims; return the orders that their owner may still send.

    Only a patient caller waits for orders that another transaction holds.
    """
    return order_queues.renew(work, numbers, owner, work.now + policy.lease, patient=patient)


def somebody_waits(work: Work) -> bool:
    """Say whether an order waits to be sent."""
    return order_sums.count(work, OrderStatus.REQUESTED) > 0


def _why_not(work: Work, policy: Policy, order: Order) -> Cause | None:
    agent: Person | None = people.get(work, order.agent_id, held=True)
    if agent is None or not may(agent, Capability.REQUEST_ORDERS):
        return Cause.SUSPENSION
    if limits.are_missing(work, policy):
        return Cause.LIMIT
    guarded = amount_unit.is_guarded(work, policy)
    if guarded and order.amount != policy.rules[order.channel].minimum:
        return Cause.LIMIT
    if not limits.still_allow(work, order):
        return Cause.LIMIT
    return None if purposes.still_allow(work, order) else Cause.PURPOSE


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
        purpose=order.purpose,
        callback_url=callback_url(work, policy, order.order_no),
    )


def recover(work: Work, *, alone: bool = False) -> int:
    """Take the orders of dead senders for unknown; `alone`: no other process can be sending."""
    abandoned = order_queues.abandoned(work, everything=alone)
    for order in abandoned:
        order.doubt = Cause.OWNER_DIED.value
        move(work, order, OrderStatus.UNKNOWN, Cause.OWNER_DIED)
        order.check_at = work.now
        work.wake(WakeUp.CHECK)
    return len(abandoned)


def page_unresolved(work: Work) -> int:
    """Ask people to look at orders that inquiries have not settled for half an hour."""
    future = work.now + clock.STOP
    stuck = order_queues.unknown_since_before(work, work.now - UNRESOLVED_AFTER, future)
    for order in stuck:
        page(work, order, Review.UNRESOLVED, f"{order.not_found} inquiries said not found")
    return len(stuck)
