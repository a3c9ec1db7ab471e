"""Who works in one process: how many of each kind, what each does, and what wakes them."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

from bot.runtime import workers
from handlers.jobs import reconciliation, transfers
from handlers.jobs.clock import ClockWatch
from handlers.jobs.transfers import House
from storage.engine.unit_of_work import Bell

_TIDY_EVERY = 5.0
_ERRANDS = 8
"""Admins who wait for an answer of Faspay at the same time."""
_BRISK = 2
"""Inquiries that are made side by side while Faspay answers them soon: with thousands of orders to
ask about after a start, agents must find room beside them."""
_SOON = 0.25
"""Seconds. An inquiry that takes longer is left to itself, and another one begins beside it."""


@dataclass(frozen=True)
class Crew:
    """How many may be at work in one process, of each kind."""

    senders: int = 64
    """Of transfers: FASPAY_TRANSFERS_AT_ONCE. One that hangs costs a connection, a slot of the
    journal and a renewal every five seconds; it holds up nobody."""
    askers: int = 32
    """Inquiries: as many may hang before the next order has to wait."""
    readers: int = 1
    """Of what people say: one update is one transaction, and SQLite has one at a time."""

    @classmethod
    def bearable(cls, transfers_at_once: int) -> Self:
        """Return what Faspay bears: half as many inquiries as transfers."""
        return cls(senders=transfers_at_once, askers=max(2, transfers_at_once // 2))


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
        await transfers.tidy(house)
        return False

    submit, errand = partial(transfers.submit, house), partial(reconciliation.run_errand, house)
    books = partial(reconciliation.reconcile, house)
    return [
        workers.keep_many("submit", submit, bell(Bell.SUBMIT), stop, crew.senders),
        *_askers(crew, house, stop),
        workers.keep_many("errand", errand, bell(Bell.ERRANDS), stop, _ERRANDS),
        workers.keep("books", books, bell(Bell.ERRANDS), stop),
        workers.keep("tidy", tidy, asyncio.Event(), stop, every=_TIDY_EVERY),
        workers.keep("clock", clock.step, asyncio.Event(), stop, every=_TIDY_EVERY),
    ]


def _askers(crew: Crew, house: House, stop: asyncio.Event) -> Iterator[Coroutine[Any, Any, None]]:
    brisk = min(_BRISK, crew.askers)
    recheck, bell = partial(transfers.recheck, house), house.database.bell(Bell.CHECK)
    for _ in range(brisk):
        most = crew.askers // brisk
        yield workers.keep_many("recheck", recheck, bell, stop, most, patience=_SOON)
