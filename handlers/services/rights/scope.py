"""Which orders and people somebody may know of. Notices, lists and /order all ask here.

An order's own agent keeps knowing of it in whatever role they are now: they have stood in front of
the beneficiary, and people go on asking them. They are told of it, find it in their list, and may
open it. The code is another matter: only an active agent sees codes (services/orders/codes.py).
"""

from dataclasses import dataclass

from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import RIGHTS, Capability, Reach
from storage.models.order import Order
from storage.models.person import Person


@dataclass(frozen=True)
class OrderScope:
    """Which orders a person may know of: those of an agent, of a team, or all."""

    agent_id: int
    """Their own orders are always among them."""
    team: str | None
    """None where they follow no team. No team is no team, not one of its own."""
    everything: bool

    def covers(self, order: Order) -> bool:
        """Say whether an order is one of them."""
        is_own = order.agent_id == self.agent_id
        is_teams = self.team is not None and order.team == self.team
        return self.everything or is_own or is_teams


def order_scope(person: Person) -> OrderScope | None:
    """Return which orders a person may know of; None for who may know of none."""
    if not may(person, Capability.KNOW_ORDERS):
        return None
    reach = RIGHTS[Capability.KNOW_ORDERS][person.role]
    follows = reach is Reach.TEAM and bool(person.team)
    team = person.team if follows else None
    return OrderScope(person.person_id, team, everything=reach is Reach.ALL)


def may_know_order(person: Person, order: Order) -> bool:
    """Say whether a person may know of an order."""
    scope = order_scope(person)
    return scope is not None and scope.covers(order)


def may_know_person(person: Person, other: Person) -> bool:
    """Say whether a person may know who another is: of their team, or of the whole company."""
    if not may(person, Capability.SEE_TEAM):
        return False
    if RIGHTS[Capability.SEE_TEAM][person.role] is Reach.ALL:
        return True
    return bool(person.team) and other.team == person.team
