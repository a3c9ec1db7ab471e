"""Event loops on a shared clock, which skips time while nobody has anything to do."""

import asyncio
import contextlib
import os
import selectors
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar

from tests.crash.shared import Pulse, Shared

T = TypeVar("T")
Events = list[tuple[selectors.SelectorKey, int]]


class _Selector(selectors.EpollSelector):
    """Asks before it blocks. `block(timeout)` waits in its own way and returns the events."""

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


class SharedClockLoop(asyncio.SelectorEventLoop):
    """asyncio's loop, with the shared clock for its timers."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.selector = _Selector()
        super().__init__(self.selector)

    def time(self) -> float:
        return self._shared.monotonic()


class _ProgramLoop(SharedClockLoop):
    """The loop of one process. It tells others whether it has anything to do."""

    def __init__(self, shared: Shared, pulse: Pulse) -> None:
        self._pulse = pulse
        super().__init__(shared)
        self.selector.block, self.selector.stirred = self._block, pulse.works
        self.add_reader(pulse.wake_reader, self._drain)

    def run_in_executor(
        self, executor: Executor | None, func: Callable[..., T], *args: object
    ) -> asyncio.Future[T]:
        """Run in a thread and count it. A process that waits for its own thread is not at rest."""
        self._pulse.thread(+1)
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(lambda _: self._pulse.thread(-1))
        return future

    def _block(self, timeout: float | None) -> Events:
        self._pulse.waits(None if timeout is None else self.time() + timeout)
        try:
            return self.selector.wait(timeout)
        finally:
            self._pulse.works()

    def _drain(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._pulse.wake_reader, 4096)


def program_loop(shared: Shared, pulse: Pulse) -> SharedClockLoop:
    """Return the loop of one process of the program."""
    return _ProgramLoop(shared, pulse)


def _nothing() -> None:
    pass
