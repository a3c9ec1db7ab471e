"""Keeps the program alive: one life after another, each with its traps."""

import asyncio
import contextlib
import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from tests.crash.bench import Bench
from tests.crash.reachable import ON_SERVER
from tests.crash.scenes import NEEDS, Scene
from tests.crash.schedule import Schedule


class TooLate(AssertionError):  # noqa: N818 - a situation
    """Something came too late. That may depend on the machine's speed."""


class Keeper:
    """Starts the lives of one schedule. It calls `trouble` when something has just gone wrong."""

    def __init__(self, bench: Bench, schedule: Schedule, trouble: Callable[[], None]) -> None:
        self._bench = bench
        self._schedule = schedule
        self._trouble = trouble
        self._left = list(schedule.lives)
        self.lives = 0
        """Lives begun so far."""
        self.born_at = 0.0
        """When the newest life began."""
        self._has_copy = False
        self.has_older_data = False
        """Whether an older copy of the database was put in place after the order was sent."""

    @asynccontextmanager
    async def kept_alive(self) -> AsyncIterator[None]:
        """Run one life after another into its traps, then perhaps ask the last to stop."""
        for slot in range(self._schedule.replicas):
            self._start(slot)
        striking = self._strike_at_any_time()
        keeper = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            striking.cancel()
            keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeper
        if self._schedule.stopped:
            await self._stop()

    async def _stop(self) -> None:
        bench = self._bench
        bench.conductor.pace(0.5, 5.0)
        for slot in bench.conductor.alive:
            bench.strike(slot, signal.SIGTERM)
        if not await bench.until(lambda: not bench.conductor.alive, 60):
            raise TooLate("it does not stop")
        self._ended_well()

    def _strike_at_any_time(self) -> threading.Timer:
        """Kill the first life after some real time, if the schedule wants that."""
        seconds = self._schedule.strike_after
        timer = threading.Timer(seconds or 0.0, self._bench.strike, (0, signal.SIGKILL))
        timer.daemon = True
        if seconds is not None:
            timer.start()
        return timer

    async def _keep(self) -> None:
        bench = self._bench
        while True:
            await bench.pass_time(0.2)
            down = [
                each for each in range(self._schedule.replicas) if each not in bench.conductor.alive
            ]
            if down:
                self._trouble()  # no life can report it
                self._ended_well()
                await bench.pass_time(self._schedule.away_seconds)
                self._put_older_data()
                bench.shared.jump(self._schedule.jump_seconds if self.lives == 1 else 0.0)
                for slot in down:
                    self._start(slot)
            elif bench.conductor.frozen:
                await bench.pass_time(self._schedule.away_seconds)
                bench.conductor.thaw()
                self._trouble()

    def _put_older_data(self) -> None:
        """If the scene wants it, restore the data of the first death at the second."""
        if self._schedule.scene is not Scene.OLD_COPY or self._schedule.replicas > 1:
            return
        place = self._bench.image.place
        if self.lives == 1 and place.glimpse() is not None:
            place.copy()
            self._has_copy = True
        elif self.lives == len(NEEDS[Scene.OLD_COPY].lives) and self._has_copy:
            place.put_copy()
            self.has_older_data = True

    def _ended_well(self) -> None:
        """Check that a life that ended by itself was asked to, and exited well."""
        for path in self._bench.image.folder.glob("exit-*"):
            assert path.read_text() == "0", f"the program ended with {path.read_text()}"

    def _start(self, slot: int) -> None:
        traps = self._left.pop(0) if self._left and slot == 0 else ()
        if slot == 0:
            self._bench.wire_traps = {
                (trap.point, trap.hit): trap.blow for trap in traps if trap.point in ON_SERVER
            }
        self._bench.start(slot, [trap for trap in traps if trap.point not in ON_SERVER])
        self.lives += 1
        self.born_at = self._bench.shared.monotonic()
        self._trouble()
