"""What time brings: each job alone, each draft alone; a broken one holds up no other."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from handlers.cash_out import reoffer
from handlers.jobs import maintenance
from handlers.jobs.edges import Edges
from handlers.messages import drafts
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.conversation import Conversation
from storage.models.order_states import OrderStatus
from storage.models.outbox import Kind, Outgoing
from storage.repositories import conversations, outbox
from storage.repositories.conversations import OpenConversation
from tests.factories import AGENT, OTHER_AGENT, World, an_open_draft
from tests.fakes import BrokenWireError, FakeJournal

DRAFT = {"nonce": "aa", "channel": "C013", "name": "Siti Aminah"}


class BreakingDatabase(Database):
    """A database in which one job breaks."""

    breaks: object = None

    def run_sync(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the parent's
        if use_case is self.breaks:
            raise BrokenWireError
        return super().run_sync(use_case, *args, **kwargs)


def _tidy(world: World) -> None:
    now = time.monotonic
    asyncio.run(
        maintenance.run_all(
            Edges(world.database, world.gateway, world.policy, "me", now, FakeJournal())
        )
    )


def _left_by_the_dead(world: World) -> str:
    """Keep an order whose sender has died: time alone makes it unknown."""
    since = world.clock.now - timedelta(hours=1)
    return world.keep(OrderStatus.SENDING, sending_at=since, owner="dead", owner_until=since)


def _open_draft(world: World, chat_id: int, lasts: timedelta) -> None:
    world.do(conversations.keep, chat_id, an_open_draft(**DRAFT), world.clock.now + lasts)


def _break_draft(world: World, chat_id: int) -> None:
    def spoil(work: Work) -> None:
        found = work.session.get(Conversation, chat_id)
        assert found is not None
        found.state_sealed = b"k1:spoilt"

    world.do(spoil)


def _said(world: World, chat_id: int) -> list[str]:
    rows = [
        row for row in world.rows(Outgoing) if row.kind is Kind.REPLY and row.chat_id == chat_id
    ]
    return [str(world.do(outbox.body_of, row)["text"]) for row in rows]


@pytest.mark.parametrize("number", range(len(maintenance.JOBS)))
def test_a_job_that_breaks_is_logged_and_all_others_are_done(
    sqlite_url: str, world: World, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    breaking = BreakingDatabase(sqlite_url, world.database._vault, world.clock)
    frail = World(breaking, world.clock, world.policy).with_people()
    left = _left_by_the_dead(frail)
    _open_draft(frail, AGENT, timedelta())
    breaking.breaks = maintenance.JOBS[number]
    with caplog.at_level(logging.ERROR):
        _tidy(frail)
    done = [
        frail.order(left).status is OrderStatus.UNKNOWN,
        frail.rows(Conversation) == [],
    ]
    assert done.count(False) <= 1
    assert [record.message for record in caplog.records] == ["maintenance_job_failed"]
    breaking.breaks = None
    _tidy(frail)
    assert frail.order(left).status is OrderStatus.UNKNOWN
    assert frail.rows(Conversation) == []
    breaking.close()


def test_each_job_has_a_transaction_of_its_own(both_worlds: World) -> None:
    left = _left_by_the_dead(both_worlds)
    _tidy(both_worlds)
    assert both_worlds.order(left).status is OrderStatus.UNKNOWN


def test_a_draft_that_cannot_be_read_is_forgotten_and_the_others_end(
    both_worlds: World, caplog: pytest.LogCaptureFixture
) -> None:
    for chat_id in (AGENT, OTHER_AGENT):
        _open_draft(both_worlds, chat_id, timedelta())
    _break_draft(both_worlds, AGENT)
    assert both_worlds.do(drafts.end_overdue, both_worlds.policy) == 1
    assert both_worlds.rows(Conversation) == []
    assert _said(both_worlds, AGENT) == []
    assert len(_said(both_worlds, OTHER_AGENT)) == 1
    assert [record.message for record in caplog.records] == ["draft_unreadable"]
    assert both_worlds.do(drafts.end_overdue, both_worlds.policy) == 0


def test_after_an_outage_a_draft_that_cannot_be_read_keeps_no_other_from_being_asked(
    both_worlds: World, caplog: pytest.LogCaptureFixture
) -> None:
    for chat_id in (AGENT, OTHER_AGENT):
        _open_draft(both_worlds, chat_id, timedelta(minutes=30))
    _break_draft(both_worlds, AGENT)
    assert both_worlds.do(reoffer.ask_again, both_worlds.policy) == 1
    assert _said(both_worlds, AGENT) == []
    assert len(_said(both_worlds, OTHER_AGENT)) == 1
    assert [record.message for record in caplog.records] == ["draft_unreadable"]


def test_no_draft_is_said_to_have_ended_where_another_conversation_was_open(world: World) -> None:
    pin = {"pin": OpenConversation("typing", {"tries": 3})}
    world.do(conversations.keep, AGENT, pin, world.clock.now)
    assert world.do(drafts.end_overdue, world.policy) == 1
    assert world.rows(Conversation) == []
    assert _said(world, AGENT) == []
