"""Event loops on the house's shared clock: when nobody has anything to do, time is skipped."""

import asyncio
import contextlib
import os
import selectors
from collections.abc import Callable

from tests.crash.shared import Pulse, Shared

Events = list[tuple[selectors.SelectorKey, int]]


class _Selector(selectors.EpollSelector):
    """Asks before it blocks: `block(timeout)` may wait in its own way and gives the events."""

    def __init__(self) -> None:
        super().__init__()
        self.block: Callable[[float | None], Events] = self.wait
        self.stirred: Callable[[], None] = _nothing

    def select(self, timeout: float | None = None) -> Events:
        events = self.wait(0)
        if events:
            self.stirred()
        if events or (timeout is not None and timeout <= 0):
            return events
        return self.block(timeout)

    def wait(self, timeout: float | None) -> Events:
        return super().select(timeout)


class HouseLoop(asyncio.SelectorEventLoop):
    """asyncio's loop, with the shared clock for its timers."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.selector = _Selector()
        super().__init__(self.selector)

    def time(self) -> float:
        return self._shared.monotonic()


def program_loop(shared: Shared, pulse: Pulse) -> HouseLoop:
    """Return the loop of one process of the program: it tells when it waits."""
    loop = HouseLoop(shared)
    selector = loop.selector

    def block(timeout: float | None) -> Events:
        pulse.waits(None if timeout is None else shared.monotonic() + timeout)
        try:
            return selector.wait(timeout)
        finally:
            pulse.works()

    def drain() -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(pulse.wake_reader, 4096)

    selector.block, selector.stirred = block, pulse.works
    loop.add_reader(pulse.wake_reader, drain)
    return loop


def _nothing() -> None:
    pass
