"""A digest as its reader may see it: figures of one moment, of the orders that they may know of."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from handlers.messages.order_views import OrderState
from handlers.messages.reconciliation_views import Report, last_report
from handlers.services.controls.purposes import find
from handlers.services.notices.names import name_of
from handlers.services.orders.codes import judge
from handlers.services.orders.search import whose
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.digest import Digest
from storage.models.person import Person, Role, Standing
from storage.repositories import digest_figures
from storage.repositories.digest_figures import DigestFigures, OrderSum, UnsettledOrder
from storage.values import Inert, OrderNumber, Rupiah

Key = TypeVar("Key", bound=Hashable)
_NAMED = 10
"""So many agents, and so many purposes, have a line of their own; the others have one together."""


@dataclass(frozen=True)
class Total:
    """Some orders together."""

    count: int
    amount: Rupiah


@dataclass(frozen=True)
class NamedTotals:
    """Sums under names: whoever, or whatever, took most comes first, and not all where many."""

    named: tuple[tuple[Inert, Total], ...]
    more: int
    """How many have no line of their own."""
    others: Total
    """What is theirs."""


@dataclass(frozen=True)
class UnsettledView:
    """An order that is not settled."""

    order_no: OrderNumber
    amount: Rupiah
    agent: Inert
    state: OrderState
    age: timedelta


@dataclass(frozen=True)
class DigestView:
    """What the words of a digest are made from."""

    begins_at: datetime
    ends_at: datetime
    as_of: datetime
    total: Total
    by_state: tuple[tuple[OrderState, Total], ...]
    """One state may stand here more than once: by what is said of it they fall together."""
    by_agent: NamedTotals
    by_purpose: NamedTotals
    """Empty where no order has a purpose."""
    no_purpose: Total
    """The orders without one."""
    unsettled: tuple[UnsettledView, ...]
    """Oldest first, and not all where there are many."""
    unsettled_count: int
    books: Report | None
    """The newest comparison; None where there was none."""
    sees_books: bool
    """The reader may have the books compared, and read what differs."""


def view(work: Work, digest: Digest, reader: Person) -> DigestView:
    """Show a digest to a person: what the database holds now of the orders of its time."""
    begins_at, ends_at = digest.begins_at, digest.ends_at
    figures = digest_figures.read(work, whose(reader), begins_at, ends_at)
    agents = _grouped(figures, lambda each: each.agent_id)
    of_purposes = _grouped(figures, lambda each: each.purpose or "")
    no_purpose = of_purposes.pop("", together(()))
    return DigestView(
        begins_at=begins_at,
        ends_at=ends_at,
        as_of=work.now,
        total=together(figures.sums),
        by_state=tuple(_grouped(figures, _state).items()),
        by_agent=_named(agents, lambda agent: name_of(work, agent)),
        by_purpose=_named(of_purposes, lambda code: _purpose_name(work, code)),
        no_purpose=no_purpose,
        unsettled=tuple(_unsettled(work, each) for each in figures.unsettled),
        unsettled_count=figures.unsettled_count,
        books=last_report(work),
        sees_books=may(reader, Capability.RECONCILE),
    )


def _named(totals: Mapping[Key, Total], name: Callable[[Key], Inert]) -> NamedTotals:
    most_first = sorted(totals.items(), key=lambda each: (-each[1].amount, str(each[0])))
    # One more than fits is named as well: "1 more" would take as much room.
    named = most_first if len(most_first) <= _NAMED + 1 else most_first[:_NAMED]
    others = most_first[len(named) :]
    return NamedTotals(
        named=tuple((name(key), total) for key, total in named),
        more=len(others),
        others=together(total for _key, total in others),
    )


def _purpose_name(work: Work, code: str) -> Inert:
    """Return what a purpose is called now, and its code."""
    found = find(work, code)
    return Inert(f"{found.name} ({code})" if found is not None else code)


def _grouped(figures: DigestFigures, key: Callable[[OrderSum], Key]) -> dict[Key, Total]:
    groups: dict[Key, list[OrderSum]] = {}
    for each in figures.sums:
        groups.setdefault(key(each), []).append(each)
    return {name: together(sums) for name, sums in groups.items()}


def together(sums: Iterable[OrderSum | Total]) -> Total:
    """Add up counts and amounts."""
    known = list(sums)
    amount = Rupiah(sum(each.amount for each in known))
    return Total(sum(each.count for each in known), amount)


def _unsettled(work: Work, order: UnsettledOrder) -> UnsettledView:
    return UnsettledView(
        order_no=OrderNumber(order.order_no),
        amount=Rupiah(order.amount),
        agent=name_of(work, order.agent_id),
        state=_state(order),
        age=work.now - order.created_at,
    )


def _state(of: OrderSum | UnsettledOrder) -> OrderState:
    """Say how orders stand, by the same rule as every other message of them."""
    visibility = judge(
        of.status,
        of.code,
        of.reviews,
        expired=of.expired,
        standing=Standing.ACTIVE,
        role=Role.AGENT,
        own=True,
    )
    return OrderState(of.status, of.reviews, visibility)
