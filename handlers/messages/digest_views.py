"""A digest as its reader may see it: figures of one moment, of the orders that they may know of."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.messages.order_views import OrderState
from handlers.messages.reconciliation_views import Report, last_report
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


@dataclass(frozen=True)
class Total:
    """Some orders together."""

    count: int
    amount: Rupiah


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
    by_agent: tuple[tuple[Inert, Total], ...]
    """Whoever asked for most comes first."""
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
    return DigestView(
        begins_at=begins_at,
        ends_at=ends_at,
        as_of=work.now,
        total=_together(figures.sums),
        by_state=tuple((_state(each), _together((each,))) for each in figures.sums),
        by_agent=_by_agent(work, figures),
        unsettled=tuple(_unsettled(work, each) for each in figures.unsettled),
        unsettled_count=figures.unsettled_count,
        books=last_report(work),
        sees_books=may(reader, Capability.RECONCILE),
    )


def _by_agent(work: Work, figures: DigestFigures) -> tuple[tuple[Inert, Total], ...]:
    agents = dict.fromkeys(each.agent_id for each in figures.sums)
    totals = [
        (agent, _together(tuple(each for each in figures.sums if each.agent_id == agent)))
        for agent in agents
    ]
    totals.sort(key=lambda each: (-each[1].amount, each[0]))
    return tuple((name_of(work, agent), total) for agent, total in totals)


def _together(sums: tuple[OrderSum, ...]) -> Total:
    return Total(sum(each.count for each in sums), Rupiah(sum(each.amount for each in sums)))


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
