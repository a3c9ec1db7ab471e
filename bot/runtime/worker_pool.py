"""The workers of one process: how many of each kind, what each does, and when."""

import asyncio
from collections.abc import Coroutine, Iterator
from functools import partial
from typing import Any

from bot.runtime import workers
from bot.runtime.pool_size import PoolSize
from handlers.jobs import inquiries, maintenance, reconciliation, transfers
from handlers.jobs.clock import ClockWatch
from handlers.jobs.edges import Edges
from storage.engine.unit_of_work import WakeUp

_MAINTENANCE_EVERY = 5.0
_TASKS = 8
"""Admins who wait for an answer of Faspay at the same time."""
_SIDE_BY_SIDE = 2
"""Inquiries that are made side by side while Faspay answers them soon: with thousands of orders to
ask about after a start, agents must find room beside them."""
_SOON = 0.25
"""Seconds. An inquiry that takes longer goes on alone, and another one begins beside it."""


def job_workers(
    size: PoolSize, edges: Edges, clock: ClockWatch, stop: asyncio.Event
) -> list[Coroutine[Any, Any, None]]:
    """Return everything that works without a person, each until `stop`."""
    wake_up, never = edges.database.wake_up, asyncio.Event()

    async def maintain() -> bool:
        await edges.is_current()
        await maintenance.run_all(edges)
        return False

    submit, task = partial(transfers.submit, edges), partial(reconciliation.run_task, edges)
    reconcile = partial(reconciliation.reconcile, edges)
    return [
        workers.keep_many("transfers", submit, wake_up(WakeUp.SUBMIT), stop, size.transfers),
        *_inquirers(size, edges, stop),
        workers.keep_many("tasks", task, wake_up(WakeUp.TASKS), stop, _TASKS),
        workers.keep("reconciliation", reconcile, wake_up(WakeUp.TASKS), stop),
        workers.keep("maintenance", maintain, never, stop, every=_MAINTENANCE_EVERY),
        workers.keep("clock", clock.step, never, stop, every=_MAINTENANCE_EVERY),
    ]


def _inquirers(
    size: PoolSize, edges: Edges, stop: asyncio.Event
) -> Iterator[Coroutine[Any, Any, None]]:
    workers_side_by_side = min(_SIDE_BY_SIDE, size.inquiries)
    recheck, wake_up = partial(inquiries.recheck, edges), edges.database.wake_up(WakeUp.CHECK)
    for _ in range(workers_side_by_side):
        most = size.inquiries // workers_side_by_side
        yield workers.keep_many("inquiries", recheck, wake_up, stop, most, patience=_SOON)
