"""Who works in one process: how many of each kind, what each does, and what wakes them."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot import workers
from handlers import errand_jobs, jobs
from handlers.clock_watch import ClockWatch
from handlers.jobs import House
from storage.unit_of_work import Bell

_TIDY_EVERY = 5.0


@dataclass(frozen=True)
class Crew:
    """How many workers of each kind one process has."""

    senders: int = 5
    """Of transfers. With the askers not more than the eight requests at once that Faspay's client
    carries well (engine-facts.md, 0)."""
    askers: int = 2
    readers: int = 1
    """Of what people say: one update is one transaction, and SQLite has one at a time."""


def at_work(
    crew: Crew,
    house: House,
    clock: ClockWatch,
    is_current: Callable[[], Awaitable[bool]],
    stop: asyncio.Event,
) -> list[Coroutine[Any, Any, None]]:
    """Return everybody who works without a person, each until `stop`."""
    bell = house.database.bell

    async def tidy() -> bool:
        await is_current()
        await jobs.tidy(house)
        return False

    submit, recheck = partial(jobs.submit, house), partial(jobs.recheck, house)
    errand, books = partial(errand_jobs.run_errand, house), partial(errand_jobs.reconcile, house)
    return [
        *(workers.keep("submit", submit, bell(Bell.SUBMIT), stop) for _ in range(crew.senders)),
        *(workers.keep("recheck", recheck, bell(Bell.CHECK), stop) for _ in range(crew.askers)),
        workers.keep("errand", errand, bell(Bell.ERRANDS), stop),
        workers.keep("books", books, bell(Bell.ERRANDS), stop),
        workers.keep("tidy", tidy, asyncio.Event(), stop, every=_TIDY_EVERY),
        workers.keep("clock", clock.step, asyncio.Event(), stop, every=_TIDY_EVERY),
    ]
