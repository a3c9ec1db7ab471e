"""Which index a list of orders is read along, and what of the search that index does not tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import col, false, or_

from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import GROUPS, OrderGroup
from storage.repositories import phone_tails

Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Whose:
    """Whose orders may be found: an agent's and a team's. Of neither means none."""

    agent_id: int | None = None
    team: str | None = None
    everything: bool = False
    """Everybody's."""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; None where it does not matter."""

    group: OrderGroup | None = None
    since: datetime | None = None
    before: datetime | None = None
    agent_id: int | None = None
    tail: str | None = None
    """The last four digits of the phone."""
    amount: int | None = None
    """Whole rupiah."""
    purpose: str | None = None
    """The code of what it is for."""


@dataclass(frozen=True)
class Stream:
    """Orders that one index gives in the order of a list."""

    told: Condition
    """What the index tells."""
    left: tuple[str, ...]
    """What must be looked at in each order: the names of conditions (see `condition`)."""


def streams(work: Work, whose: Whose, wanted: Wanted) -> Iterator[Stream]:
    """Give the indexes that together hold all that is wanted: those of what is rarest.

    More than one of them may give the same order.
    """
    left = _asked(whose, wanted)
    if wanted.tail is not None:
        for mac in phone_tails.macs(work, wanted.tail):
            yield _stream(left, "tail", col(Order.phone_tail_mac) == mac)
    elif wanted.group is OrderGroup.WAITING:
        yield _stream(left, "group", col(Order.ended_at).is_(None))
    elif wanted.group is OrderGroup.NEEDS_PEOPLE:
        yield _stream(left, "group", _needs_people(Order))
    elif wanted.agent_id is not None:
        yield _stream(left, "agent", col(Order.agent_id) == wanted.agent_id)
    elif "whose" in left:
        if whose.agent_id is not None:
            yield _stream(left, "whose", col(Order.agent_id) == whose.agent_id)
        if whose.team is not None:
            yield _stream(left, "whose", col(Order.team) == whose.team)
    else:
        yield _of_everybody(left, wanted)


def _of_everybody(left: tuple[str, ...], wanted: Wanted) -> Stream:
    if wanted.purpose is not None:
        return _stream(left, "purpose", col(Order.purpose) == wanted.purpose)
    if wanted.amount is not None:
        return _stream(left, "amount", col(Order.amount) == wanted.amount)
    return _stream(left, "", _is_an_order())


def condition(name: str, rows: Any, whose: Whose, wanted: Wanted) -> Condition:  # noqa: ANN401 - Order, or an alias of it
    """Return one condition of a search, on orders or on some of them."""
    match name:
        case "whose":
            return _is_theirs(rows, whose)
        case "agent":
            return col(rows.agent_id) == wanted.agent_id
        case "amount":
            return col(rows.amount) == wanted.amount
        case "purpose":
            return col(rows.purpose) == wanted.purpose
        case "group" if wanted.group is OrderGroup.NEEDS_PEOPLE:
            return _needs_people(rows)
        case "group" if wanted.group is not None:
            return col(rows.status).in_(GROUPS[wanted.group])
        case _:
            raise ValueError(name)


def _asked(whose: Whose, wanted: Wanted) -> tuple[str, ...]:
    asked = {
        "whose": not whose.everything,
        "agent": wanted.agent_id is not None,
        "group": wanted.group is not None,
        "tail": wanted.tail is not None,
        "amount": wanted.amount is not None,
        "purpose": wanted.purpose is not None,
    }
    return tuple(name for name, is_asked in asked.items() if is_asked)


def _stream(asked: tuple[str, ...], name: str, told: Condition) -> Stream:
    return Stream(told, tuple(each for each in asked if each != name))


def _is_theirs(rows: Any, whose: Whose) -> Condition:  # noqa: ANN401 - the same
    own, teams = col(rows.agent_id) == whose.agent_id, col(rows.team) == whose.team
    return or_(
        own if whose.agent_id is not None else false(),
        teams if whose.team is not None else false(),
    )


def _is_an_order() -> Condition:
    """State what holds of every order, so that the index of all is read, and for nothing else."""
    return col(Order.amount) > literal_column("0")


def _needs_people(rows: Any) -> Condition:  # noqa: ANN401 - the same
    # Word for word the index's own condition: with a parameter in it, no database finds it.
    return col(rows.review) != literal_column("''")
