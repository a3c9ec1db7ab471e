"""On shutdown, waits up to 3 s for queued messages."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.repositories import chat_queues

_SECONDS = 3.0
_LOOK_EVERY = 0.05


async def wait_for_messages(database: Database, monotonic: Callable[[], float]) -> None:
    """Wait until no message is due, for three seconds at most. The sender sends them meanwhile."""
    deadline = monotonic() + _SECONDS
    while monotonic() < deadline:
        if not await database.run(_is_any_due):
            return
        await asyncio.sleep(_LOOK_EVERY)


def _is_any_due(work: Work) -> bool:
    due = chat_queues.next_run_at(work)
    return due is not None and due < work.now + timedelta(seconds=1)
