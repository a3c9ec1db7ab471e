"""Which orders and people somebody may know of. Notices, lists and /order all ask here.

An order's own agent keeps knowing of it in whatever role they are now: they have stood in front of
the beneficiary, who goes on asking them. They are told of it, find it in their list, and may open
it. The code is another matter: only an active agent sees codes (services/orders/codes.py). What was
done to an order is for those who watch over it, so not for its own agent.
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
    team = person.team if reach is Reach.TEAM else ""
    return OrderScope(person.person_id, team or None, everything=reach is Reach.ALL)


def may_know_order(person: Person, order: Order) -> bool:
    """Say whether a person may know of an order."""
    scope = order_scope(person)
    return scope is not None and scope.covers(order)


def may_see_history(person: Person, order: Order) -> bool:
    """Say whether a person may see what was done to an order."""
    return reaches_team(person, Capability.SEE_HISTORIES, order.team)


def may_ask_support(person: Person, order: Order) -> bool:
    """Say whether a person may see what Faspay said of an order, and write to its support."""
    return reaches_team(person, Capability.ASK_SUPPORT, order.team)


def may_know_person(person: Person, other: Person) -> bool:
    """Say whether a person may know who another is."""
    return reaches_team(person, Capability.SEE_TEAM, other.team)


def lacks_team(person: Person) -> bool:
    """Say whether a person is to follow a team and has none."""
    return RIGHTS[Capability.KNOW_ORDERS].get(person.role) is Reach.TEAM and not person.team


def reaches_team(person: Person, capability: Capability, team: str) -> bool:
    """Say whether a person may do this for a team; "" is no team, or more than one."""
    if not may(person, capability):
        return False
    reach = RIGHTS[capability][person.role]
    is_theirs = reach is Reach.TEAM and bool(team) and person.team == team
    return is_theirs or reach is Reach.ALL
