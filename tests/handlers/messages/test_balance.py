"""The balance: asked once, answered to who still may know."""

import asyncio
import time

from handlers.jobs import reconciliation
from handlers.jobs.edges import Edges
from handlers.messages import balance as tasks
from handlers.services.ports import ProviderUnavailable
from handlers.services.provider_answers import Balance, Doubt
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.models.outbox import Kind, Outgoing
from storage.models.person import Standing
from storage.repositories import outbox, people
from tests.factories import ADMIN, World
from tests.fakes import FakeGateway, FakeJournal


class Silent(FakeGateway):
    """Faspay, but away."""

    async def balance(self) -> Balance:
        raise ProviderUnavailable(Doubt.UNREACHABLE)


def _ask(world: World) -> bool:
    def ask(work: Work) -> bool:
        admin = people.get(work, ADMIN)
        assert admin is not None
        return tasks.ask_balance(work, authorise(admin, Capability.ASK_BALANCE))

    return world.do(ask)


def _run(world: World) -> bool:
    edges = Edges(world.database, world.gateway, world.policy, "me", time.monotonic, FakeJournal())
    return asyncio.run(reconciliation.run_task(edges))


def _said(world: World) -> list[str]:
    rows = [row for row in world.rows(Outgoing) if row.kind is Kind.REPLY]
    return [str(world.do(outbox.body_of, row)["text"]) for row in rows]


def test_an_admin_is_told_the_balance_and_what_is_on_its_way(world: World) -> None:
    world.keep(OrderStatus.UNKNOWN, amount=300_000)
    assert _ask(world)
    assert _run(world)
    (said,) = _said(world)
    assert "Rp 300.000" in said
    assert not _run(world), "a task is run once"


def test_asking_twice_is_one_question(world: World) -> None:
    assert _ask(world)
    assert not _ask(world)


def test_faspay_silent_is_said_as_it_is(world: World) -> None:
    world.gateway = Silent()
    _ask(world)
    assert _run(world)
    assert _said(world) == ["Faspay did not tell the balance. Ask again later: /balance"]


def test_who_is_no_admin_any_more_is_told_nothing(world: World) -> None:
    _ask(world)
    world.change(ADMIN, standing=Standing.SUSPENDED)
    assert _run(world)
    assert _said(world) == []
