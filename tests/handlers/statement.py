"""Faspay with books: every transfer is a debit, every end of one a credit; and how to look in."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from handlers.jobs import reconciliation
from handlers.jobs.edges import Edges
from handlers.services.ports import ProviderUnavailable
from handlers.services.provider_answers import (
    Balance,
    Doubt,
    Echo,
    Found,
    ProviderStatus,
    StatementLine,
)
from handlers.services.reconciliation import run as reconciling
from handlers.services.reconciliation.order_lines import WIB
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.order_states import OrderStatus
from storage.models.outbox import Notice, Outgoing
from storage.models.reconciliation import Discrepancy, Mismatch, Reconciliation
from storage.models.task import Task, TaskKind
from storage.repositories import audit_trail, people, system_state, tasks
from storage.values import OrderNumber, Rupiah
from tests.factories import ADMIN, World
from tests.fakes import FakeGateway, FakeJournal

STATUSES = {
    OrderStatus.ISSUED: ProviderStatus.ON_PROCESS,
    OrderStatus.PAID: ProviderStatus.SUCCESS,
    OrderStatus.FAILED: ProviderStatus.FAILED,
    OrderStatus.REVERSED: ProviderStatus.REVERSED,
}


@dataclass
class Books(FakeGateway):
    """A Faspay whose statement and balance are kept by hand."""

    lines: list[StatementLine] = field(default_factory=list)
    unseen: int = 0
    """Rupiah that left without a line."""
    silent: set[str] = field(default_factory=set)
    """What is not answered: "statement", "balance", or an order number."""
    days: list[date] = field(default_factory=list)
    """Every day whose statement was asked for."""

    def write(self, amount: int, at: datetime, text: str, *, debit: bool = True) -> None:
        kind = "transfer" if debit else "reversal"
        self.lines.append(StatementLine(at, debit, Rupiah(amount), kind, text))

    async def statement(self, first: date, last: date) -> list[StatementLine]:
        if "statement" in self.silent:
            raise ProviderUnavailable(Doubt.TIMEOUT)
        assert first == last
        self.days.append(first)
        return [each for each in self.lines if each.at.astimezone(WIB).date() == first]

    async def balance(self) -> Balance:
        if "balance" in self.silent:
            raise ProviderUnavailable(Doubt.TIMEOUT)
        moved = sum(-each.amount if each.debit else int(each.amount) for each in self.lines)
        total = Rupiah(100_000_000 + moved - self.unseen)
        return Balance(total, total)

    async def inquire(self, order_no: OrderNumber) -> Any:  # noqa: ANN401 - as the parent's
        if order_no in self.silent:
            self.asked.append(order_no)
            return await FakeGateway(unreachable=True).inquire(order_no)
        found = await super().inquire(order_no)
        known = order_no in self.statuses
        return Found(self.statuses[order_no], Echo(order_no)) if known else found


def opened(world: World, *, days_ago: int = 10) -> Books:
    """Let the company be some days old, and give it a Faspay with books."""

    def begin(work: Work) -> None:
        at = work.now - timedelta(days=days_ago)
        audit_trail.record(work, AuditEntry(at=at, act=Act.FIRST_ADMIN))

    world.do(begin)
    books = Books()
    world.gateway = books
    return books


def an_order(world: World, status: OrderStatus, hours_ago: float = 3, **fields: Any) -> OrderNumber:  # noqa: ANN401 - columns of Order
    """Keep an order that Faspay knows as we do, with its lines."""
    books, at = world.gateway, world.clock.now - timedelta(hours=hours_ago)
    assert isinstance(books, Books)
    ended = {OrderStatus.PAID, OrderStatus.FAILED, OrderStatus.REVERSED}
    times = {"created_at": at, "sending_at": at, "ended_at": at if status in ended else None}
    number = world.keep(status, **times | fields)
    amount = world.order(number).amount
    if status in STATUSES:
        books.statuses[number] = STATUSES[status]
        books.write(amount, at, f"{number} BANTUAN ref_1")
    if status in {OrderStatus.FAILED, OrderStatus.REVERSED}:
        books.write(amount, at, f"{number} reversal", debit=False)
    return number


def edges_of(world: World, **changes: Any) -> Edges:  # noqa: ANN401 - fields of Edges
    edges: dict[str, Any] = {
        "database": world.database,
        "gateway": world.gateway,
        "policy": world.policy,
        "owner": "worker",
        "monotonic": time.monotonic,
        "journal": FakeJournal(),
    }
    return Edges(**edges | changes)


def ask(world: World, person_id: int = ADMIN) -> bool:
    def ask(work: Work) -> bool:
        admin = people.get(work, person_id)
        assert admin is not None
        return reconciling.ask(work, authorise(admin, Capability.RECONCILE))

    return world.do(ask)


def ask_by_night(world: World) -> bool:
    return world.do(tasks.add, TaskKind.RECONCILE, None)


def run(world: World, **changes: Any) -> bool:  # noqa: ANN401 - fields of Edges
    return asyncio.run(reconciliation.reconcile(edges_of(world, **changes)))


def reconciled(world: World) -> Reconciliation:
    """Compare at the night's wish, and return what came of it."""
    ask_by_night(world)
    assert run(world)
    return world.rows(Reconciliation)[-1]


def left_open(world: World) -> list[Mismatch]:
    """Compare at the night's wish, and return what is open then."""
    reconciled(world)
    return found(world)


def found(world: World) -> list[Mismatch]:
    """Return what is open."""
    return [each.mismatch for each in world.rows(Discrepancy) if each.settled_at is None]


def notices(world: World, notice: Notice) -> list[int]:
    """Return who was told this, once for each time."""
    return sorted(row.chat_id for row in world.rows(Outgoing) if row.notice is notice)


def is_stopped(world: World) -> bool:
    return world.do(system_state.sending_switch).stopped


def waiting(world: World) -> list[Task]:
    return [each for each in world.rows(Task) if each.done_at is None]
