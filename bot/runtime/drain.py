"""What was just decided is still said before we stop."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.repositories import chat_queues

_SECONDS = 3.0
_LOOK_EVERY = 0.05


async def last_words(database: Database, monotonic: Callable[[], float]) -> None:
    """Wait until nothing is due to be said, for three seconds at most; others do the saying."""
    deadline = monotonic() + _SECONDS
    while monotonic() < deadline:
        if not await database.run(_something_to_say):
            return
        await asyncio.sleep(_LOOK_EVERY)


def _something_to_say(work: Work) -> bool:
    due = chat_queues.next_run_at(work)
    return due is not None and due < work.now + timedelta(seconds=1)
