"""Workers: each looks for something to do, does it, and sleeps until a bell or a timer wakes it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)

_PAUSE_AFTER_ERROR = 1.0


async def keep(
    name: str,
    step: Callable[[], Awaitable[bool]],
    bell: asyncio.Event,
    stop: asyncio.Event,
    every: float = 1.0,
) -> None:
    """Repeat a step while it finds work; then wait for the bell, `every` seconds, or the stop.

    A step under way is always finished: a transfer that has begun is not cut off by a deploy.
    """
    while not stop.is_set():
        bell.clear()
        try:
            while not stop.is_set() and await step():
                pass
        except Exception:
            # One failed step must not end the worker: what it did is still in the tables.
            logger.exception("worker_failed", extra={"worker": name})
            await first_of(stop.wait(), seconds=_PAUSE_AFTER_ERROR)
            continue
        await first_of(bell.wait(), stop.wait(), seconds=every)


async def first_of(*waits: Awaitable[object], seconds: float) -> None:
    """Wait until one of these is through, or the time is over."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        # Not each in a suppress: a cancellation of our own must not be swallowed.
        await asyncio.gather(*tasks, return_exceptions=True)
