"""Workers: each looks for work, does it, and sleeps until a wake-up or a timer wakes it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

logger = logging.getLogger(__name__)

_PAUSE_AFTER_ERROR = 1.0
_EVERY = 1.0

Begun = Callable[[], object]


async def keep(
    name: str,
    step: Callable[[], Awaitable[bool]],
    wake_up: asyncio.Event,
    stop: asyncio.Event,
    every: float = _EVERY,
) -> None:
    """Repeat a step while it finds work; then wait for the wake-up, `every` seconds, or the stop.

    A step under way is always finished: a transfer that has begun is not cut off by a deploy.
    """
    while not stop.is_set():
        wake_up.clear()
        while not stop.is_set() and await _attempt(name, step, stop):
            pass
        await first_of(wake_up.wait(), stop.wait(), seconds=every)


async def keep_many(
    name: str,
    step: Callable[[Begun], Awaitable[bool]],
    wake_up: asyncio.Event,
    stop: asyncio.Event,
    most: int,
    *,
    patience: float = 0.0,
    every: float = _EVERY,
) -> None:
    """Do the same, but a step that has begun something holds up no other: the next looks for more.

    A step calls its argument once it has claimed something; `most` steps may be under way. The next
    one waits for the last for `patience` seconds. So quick work is done one after the other, and
    only slow work is left behind.
    """
    under_way: set[asyncio.Task[bool]] = set()

    async def look() -> bool:
        if len(under_way) >= most:
            return False  # a step that ends sets it
        begun = asyncio.Event()
        working = group.create_task(_attempt(name, partial(step, begun.set), stop))
        under_way.add(working)
        working.add_done_callback(partial(ended, begun))
        await first_of(asyncio.wait({working}), begun.wait())
        await asyncio.wait({working}, timeout=patience)
        return begun.is_set() or working.result()

    def ended(begun: asyncio.Event, working: asyncio.Task[bool]) -> None:
        under_way.discard(working)
        if begun.is_set():
            wake_up.set()

    async with asyncio.TaskGroup() as group:
        await keep(name, look, wake_up, stop, every)


async def _attempt(name: str, step: Callable[[], Awaitable[bool]], stop: asyncio.Event) -> bool:
    """Take a step. A failed one must not end the worker: its work is still in the tables."""
    try:
        return await step()
    except Exception:
        logger.exception("worker_failed", extra={"worker": name})
        await first_of(stop.wait(), seconds=_PAUSE_AFTER_ERROR)
        return True


async def first_of(*waits: Awaitable[object], seconds: float | None = None) -> None:
    """Wait until one of these is done, or the time is over."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        # Not each in a suppress: a cancellation of our own must not be swallowed.
        await asyncio.gather(*tasks, return_exceptions=True)
