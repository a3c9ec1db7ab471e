"""Sending once more to somebody: whom an agent is offered, and from which order it is taken.

Nothing is sent by it. It only gives what the agent would type again, and all of it is checked as
typed words are.
"""

from collections.abc import Sequence
from datetime import timedelta

from handlers.services.policy import Policy
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import ENDED, OrderStatus
from storage.models.person import Person
from storage.models.refusal import RefusalKind
from storage.repositories import beneficiaries, orders
from storage.repositories.beneficiaries import Beneficiary
from storage.values import PhoneNumber

MOST_OFFERED = 6
_LOOKED_AT = 50
"""Of the newest orders to one phone."""
_REMEMBERED = timedelta(days=1)
"""For how long after its end an order is spoken of before another to the same phone."""


def offered(work: Work, policy: Policy, agent: Person) -> Sequence[Beneficiary]:
    """Return the agent's own last beneficiaries; none where the company does not want it."""
    if not _may_repeat(policy, agent):
        return ()
    return beneficiaries.newest_of(work, agent.person_id, MOST_OFFERED)


def of_own_order(work: Work, policy: Policy, agent: Person, order_no: str) -> Beneficiary | None:
    """Return the beneficiary of an agent's own order; None for every other order."""
    order = orders.get(work, order_no)
    if order is None or order.agent_id != agent.person_id or not _may_repeat(policy, agent):
        return None
    return beneficiaries.of_order(work, order)


def of_ended_order(work: Work, policy: Policy, agent: Person, order_no: str) -> Beneficiary | None:
    """Return the same of an order that has ended: until then its money may still go out.

    None where its agent is told not to try again: only the company can mend the refusal, or the
    money may be out all the same.
    """
    order = orders.get(work, order_no)
    if order is None or order.refusal_kind is RefusalKind.COMPANY or order.may_be_out():
        return None
    return of_own_order(work, policy, agent, order_no) if order.status in ENDED else None


def still_open(work: Work, agent: Person, phone: PhoneNumber) -> Order | None:
    """Return the agent's newest order to this phone whose money may be out, if there is one.

    It has not ended, or what Faspay says of its end cannot be relied on.
    """
    return _may_be_out(_newest_to(work, agent, phone))


def last_to(work: Work, agent: Person, phone: PhoneNumber) -> Order | None:
    """Return the agent's order to this phone that must be known before another is confirmed.

    That is one whose money may be out, however old; else of the last day one that was collected, or
    the newest one.
    """
    newest = _newest_to(work, agent, phone)
    if (open_ := _may_be_out(newest)) is not None:
        return open_
    since = work.now - _REMEMBERED
    recent = [order for order in newest if (order.ended_at or since) > since]
    paid = [order for order in recent if order.status is OrderStatus.PAID]
    return next(iter(paid or recent), None)


def _may_be_out(newest: Sequence[Order]) -> Order | None:
    return next((order for order in newest if order.ended_at is None or order.may_be_out()), None)


def _newest_to(work: Work, agent: Person, phone: PhoneNumber) -> Sequence[Order]:
    return orders.newest_to(work, agent.person_id, orders.phone_macs(work, phone), _LOOKED_AT)


def _may_repeat(policy: Policy, agent: Person) -> bool:
    return policy.offer_earlier and may(agent, Capability.REQUEST_ORDERS)
