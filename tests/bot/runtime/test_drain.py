"""Before a stop: what is due is waited for, what is not due is not, and never for long."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest

from bot.runtime.drain import wait_for_messages
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.outbox import Fate, Kind
from storage.repositories import outbox
from tests.factories import open_rows


def _seconds(looks: Iterator[int]) -> float:
    return float(next(looks))


@pytest.mark.parametrize(("due_in", "looks"), [(None, 2), (60.0, 2), (0.5, 4)])
def test_only_what_is_due_is_waited_for_and_three_seconds_at_most(
    memory: Database, due_in: float | None, looks: int
) -> None:
    seconds = count()

    def add(work: Work) -> None:
        if due_in is not None:
            row = outbox.row(work, 7, Kind.MENU)
            row.run_at = work.now + timedelta(seconds=due_in)
            outbox.append(work, row)

    memory.run_sync(add)
    asyncio.run(wait_for_messages(memory, lambda: _seconds(seconds)))
    assert next(seconds) == looks


def test_it_ends_when_all_is_said(memory: Database) -> None:
    def add(work: Work) -> None:
        outbox.append(work, outbox.row(work, 7, Kind.MENU))

    def say(work: Work) -> None:
        [row] = open_rows(work, 7)
        outbox.finish(work, row, Fate.SENT)

    async def story() -> None:
        waiting = asyncio.create_task(wait_for_messages(memory, lambda: 0.0))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        await memory.run(say)
        async with asyncio.timeout(5):
            await waiting

    memory.run_sync(add)
    asyncio.run(story())
