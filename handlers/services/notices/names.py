"""What people are called, and what they wrote, as others may read it: never anything to tap."""

from collections.abc import Callable
from typing import TypeVar

from storage.engine.unit_of_work import Work
from storage.engine.vault import WrongKeys
from storage.models.audit import OPERATOR
from storage.models.person import Person
from storage.repositories import people
from storage.values import Inert

T = TypeVar("T")

_UNREADABLE = Inert("?")
"""Stands for words that no key opens, and for a name that nobody can see."""


def name_of(work: Work, person_id: int | None) -> Inert:
    """Name a person as Telegram shows them; "?" where they are not known, "" for nobody."""
    if person_id in {None, OPERATOR}:
        return Inert("")
    person = people.get(work, person_id or 0)
    return shown(work, person) if person is not None else _UNREADABLE


def shown(work: Work, person: Person) -> Inert:
    """Name a person whose row we have."""
    return opened(people.name_of, work, person) or _UNREADABLE


def everyone(work: Work) -> list[tuple[Person, Inert]]:
    """Name everybody, admins first, then by team."""
    return [(person, shown(work, person)) for person in people.everyone(work)]


def opened(open_: Callable[[Work, T], str], work: Work, row: T) -> Inert:
    """Open somebody's words for others; a damaged seal holds up no message."""
    try:
        return Inert(open_(work, row))
    except WrongKeys:
        return _UNREADABLE
