"""An answer that was read is never lost: what the database cannot take waits in the journal."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.jobs import journal_replay, transfers
from handlers.jobs.edges import Edges
from handlers.services.orders.journal_entry import Recorded
from handlers.services.provider_answers import Accepted, Doubt, Unknown
from storage.engine.database import Database, StaleRead
from storage.engine.journal import Journal, NoSpace
from storage.engine.vault import Vault
from storage.models.order_states import Code, OrderStatus
from storage.repositories import system_state
from tests.factories import World, stopped_after_the_claim
from tests.fakes import FakeGateway, FakeJournal, Plan, accept, accept_with, lose_the_answer, refuse


@contextlib.contextmanager
def _locked(database: Database) -> Iterator[None]:
    """Hold the file as a backup tool would."""
    other = sqlite3.connect(database.engine.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def _edges(world: World, journal: Journal) -> Edges:
    edges = (world.database, world.gateway, world.policy, "worker", time.monotonic, journal)
    return Edges(*edges, stopping=stopped_after_the_claim())


@pytest.fixture
def on_disk(sqlite_url: str, vault: Vault, world: World) -> Iterator[World]:
    """Give the company on a file, where another process can lock it; we wait but shortly."""
    database = Database(sqlite_url, vault, world.clock, busy_seconds=0.2)
    yield World(database, world.clock, world.policy).with_people()
    database.close()


@pytest.mark.parametrize("plan", [accept, accept_with(order_no="9"), lose_the_answer, refuse])
def test_an_answer_that_meets_a_locked_database_survives_the_process(
    on_disk: World, tmp_path: Path, vault: Vault, plan: Plan
) -> None:
    """The transfer answers while the file is locked; we are told to stop; the next start has it."""
    world = on_disk
    number = world.request()
    journal = Journal(tmp_path / "journal", vault, slots=1)

    class Locking(FakeGateway):
        async def transfer(self, request, may_send):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - as its base
            outcome = await super().transfer(request, may_send)
            lock.enter_context(_locked(world.database))
            return outcome

    world.gateway = Locking(plan=plan)
    with contextlib.ExitStack() as lock:
        assert asyncio.run(transfers.submit(_edges(world, journal))) is False
    journal.close()
    assert world.order(number).status is OrderStatus.SENDING

    again = Journal(tmp_path / "journal", vault, slots=1)
    assert asyncio.run(journal_replay.replay(world.database, again)) == 1
    assert asyncio.run(journal_replay.replay(world.database, again)) == 0
    again.close()
    order = world.order(number)
    if plan is accept:
        assert (order.status, order.code) == (OrderStatus.ISSUED, Code.SEALED)
    elif plan is refuse:
        assert (order.status, bool(order.refusal)) == (OrderStatus.SENDING, True)
    else:
        assert order.status is OrderStatus.UNKNOWN
    assert len(world.gateway.executed) <= 1


def test_without_room_for_the_answer_nothing_is_sent_and_sending_stops(world: World) -> None:
    class Full(FakeJournal):
        def take(self) -> Path:
            raise NoSpace

    world.request()
    edges = (world.database, world.gateway, world.policy, "worker", time.monotonic, Full())
    assert asyncio.run(transfers.submit(Edges(*edges))) is False
    assert world.gateway.executed == []
    assert world.do(system_state.sending_switch).stopped


def test_a_slot_is_free_again_after_each_order_and_when_none_waits(
    world: World, tmp_path: Path, vault: Vault
) -> None:
    journal = Journal(tmp_path, vault, slots=1)
    for _ in range(3):
        world.request()
        assert asyncio.run(transfers.submit(_edges(world, journal)))
    assert not asyncio.run(transfers.submit(_edges(world, journal)))
    journal.take()
    journal.close()


def test_a_slot_is_free_again_when_the_last_look_before_sending_breaks(
    world: World, tmp_path: Path, vault: Vault
) -> None:
    number = world.request()
    journal = Journal(tmp_path / "journal", vault, slots=1)

    async def breaks() -> bool:
        raise StaleRead

    assert asyncio.run(transfers.submit(replace(_edges(world, journal), is_current=breaks)))
    assert world.gateway.executed == []
    assert world.order(number).status is OrderStatus.NOT_SENT
    journal.release(journal.take())  # there is room, or this raises NoSpace
    journal.close()


def test_who_was_asked_to_stop_takes_no_order_any_more(world: World) -> None:
    number = world.request()
    edges = (world.database, world.gateway, world.policy, "worker", time.monotonic)
    assert not asyncio.run(transfers.submit(Edges(*edges, FakeJournal(), stopping=lambda: True)))
    assert world.order(number).status is OrderStatus.REQUESTED


def test_an_entry_in_another_versions_words_keeps_its_answer(world: World) -> None:
    ticket = world.claimed()
    accepted = accept(world.gateway, ticket.request)
    assert isinstance(accepted, Accepted)
    known = Recorded(
        ticket.request.order_no, "worker", Unknown(Doubt.TIMEOUT, accepted.answer), code_opens=True
    )
    entry = known.as_entry() | {"word": "A_REASON_OF_TOMORROW"}
    assert Recorded.from_entry(entry).outcome == Unknown(Doubt.BROKEN, accepted.answer)
