"""Looks for orders: what somebody asks for, within what they may know of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from handlers.services.notices.names import shown
from handlers.services.policy import Policy
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from handlers.services.rights.scope import may_know_person, order_scope
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderGroup
from storage.models.person import Person
from storage.repositories import order_lists, people, phone_tails
from storage.repositories.order_lists import OrderPage, PageStart
from storage.repositories.order_streams import Wanted, Whose

WEEK = 7


@dataclass(frozen=True)
class SearchDays:
    """Some days of the company's zone."""

    first: date
    count: int = 1


@dataclass(frozen=True)
class OrderQuery:
    """What somebody looks for; None where it does not matter."""

    group: OrderGroup | None = None
    days: SearchDays | None = None
    agent_id: int | None = None
    tail: str | None = None
    """The last four digits of the phone."""
    amount: int | None = None
    """Whole rupiah."""
    purpose: str | None = None
    """The code of what it is for."""


@dataclass(frozen=True)
class Begin:
    """Where a page begins: behind an order, towards older or newer ones."""

    order_no: str
    newer: bool = False


def today(work: Work, policy: Policy) -> date:
    """Return which day it is where the company is."""
    return work.now.astimezone(policy.zone).date()


def week_of(day: date) -> SearchDays:
    """Return the week of a day, from Monday on."""
    return SearchDays(day - timedelta(days=day.weekday()), WEEK)


def fitting(work: Work, person: Person, query: OrderQuery) -> OrderQuery:
    """Leave out of a search what a person may not ask for, so that its heading tells them nothing.

    Which orders may be found is another matter: whatever is asked for, `find` looks at that.
    """
    if query.group is OrderGroup.NEEDS_PEOPLE and not watches(person):
        query = replace(query, group=OrderGroup.WAITING)
    if query.agent_id in {None, person.person_id}:
        return query
    agent = people.get(work, query.agent_id or 0)
    knows = agent is not None and may_know_person(person, agent)
    return query if knows else replace(query, agent_id=None)


def find(
    work: Work, policy: Policy, person: Person, query: OrderQuery, begin: Begin | None = None
) -> OrderPage:
    """Return a page of what a person looks for, and of nothing that they may not know of."""
    theirs, place = whose(person), None
    if begin is not None:
        key = order_lists.key_of(work, theirs, begin.order_no)
        place = PageStart(key, begin.newer) if key is not None else None
    return order_lists.page(work, theirs, _wanted(policy, query), place)


def may_miss_older(work: Work, query: OrderQuery) -> bool:
    """Say whether orders of an older program cannot be found by their phone yet."""
    return query.tail is not None and not phone_tails.are_complete(work)


def people_called(work: Work, reader: Person, words: str) -> Sequence[Person]:
    """Return whom a reader may know, by a part of their name or by their id."""
    said = words.casefold()
    known = (person for person in people.everyone(work) if may_know_person(reader, person))
    return [
        person
        for person in known
        if said == str(person.person_id) or said in _plain(shown(work, person)).casefold()
    ]


def watches(person: Person) -> bool:
    """Say whether a person watches over orders of others."""
    return may(person, Capability.SEE_HISTORIES)


def whose(person: Person) -> Whose:
    """Return whose orders a person may know of (rights/scope.py)."""
    scope = order_scope(person)
    if scope is None:
        return Whose()
    if scope.everything:
        return Whose(everything=True)
    return Whose(agent_id=scope.agent_id, team=scope.team)


def _plain(name: str) -> str:
    return name.replace("\u2060", "")


def _wanted(policy: Policy, query: OrderQuery) -> Wanted:
    since, before = _moments(policy, query.days)
    fields = (query.agent_id, query.tail, query.amount, query.purpose)
    return Wanted(query.group, since, before, *fields)


def _moments(policy: Policy, days: SearchDays | None) -> tuple[datetime | None, datetime | None]:
    if days is None:
        return None, None
    midnights = (days.first, days.first + timedelta(days=days.count))
    first, last = (datetime.combine(day, time(), policy.zone) for day in midnights)
    return first, last
