"""Skips time while neither the stand-ins nor any living process has anything to do."""

import os
import signal
import time

from tests.crash.loops import Events, SharedClockLoop
from tests.crash.shared import Shared

_GLANCE = 0.001
"""Real seconds between two looks at processes that are at work."""
_STUCK_SECONDS = 30.0
"""A process that does not come to rest within so many real seconds is stuck."""
_ASLEEP, _STOPPED = b"S", b"T"
"""The kernel's letters. An ending process is at rest only once it is gone."""
_STAT_BYTES = 128
"""The letter stands at the beginning, after the process id and its name."""
_GROWTH = 2.5


class Stuck(Exception):  # noqa: N818 - a situation
    """A process neither waits nor ends, or something expected does not come."""


class Conductor:
    """Blocks for the stand-ins' loop, and knows the living processes by slot."""

    def __init__(self, shared: Shared) -> None:
        self.loop = SharedClockLoop(shared)
        self.loop.selector.block = self._block
        self._shared = shared
        self._alive: dict[int, int] = {}
        self._stats: dict[int, int] = {}
        self._first = self._longest = self._step = 1.0
        self._owed: dict[int, int] = {}
        self._at_work_since: float | None = None

    @property
    def alive(self) -> dict[int, int]:
        """Process ids by slot."""
        return dict(self._alive)

    def pace(self, first: float, longest: float) -> None:
        """Set how many seconds may be skipped at once, at first and once nothing happens."""
        self._first, self._longest, self._step = first, longest, first

    def born(self, slot: int, pid: int) -> None:
        """Watch a process from now on."""
        self._alive[slot] = pid
        # Kept open, because it is read every millisecond, which was a third of this side's work.
        stat = self._stats[slot] = os.open(f"/proc/{pid}/stat", os.O_RDONLY)
        watched = os.pidfd_open(pid)
        self._owed[slot] = self._shared.pulses[slot].wakes

        def gone() -> None:
            self.loop.remove_reader(watched)
            os.close(watched)
            os.close(stat)
            if self._alive.get(slot) == pid:
                del self._alive[slot]

        self.loop.add_reader(watched, gone)

    @property
    def frozen(self) -> list[int]:
        """The slots of frozen processes."""
        return [slot for slot in self._alive if self._state(slot) == _STOPPED]

    def thaw(self) -> None:
        """Continue every frozen process."""
        for slot in self.frozen:
            os.kill(self._alive[slot], signal.SIGCONT)

    def stirred(self) -> None:
        """Continue in small steps, because something has happened."""
        self._step = self._first

    def _block(self, timeout: float | None) -> Events:
        if self._at_rest():
            self._at_work_since = None
            if events := self.loop.selector.wait(0):
                return events  # from a process that came to rest since we looked
            self._skip(timeout)
            return []
        began = self._at_work_since = self._at_work_since or time.monotonic()
        if time.monotonic() - began > _STUCK_SECONDS:
            self._at_work_since = None
            for pid in self._alive.values():
                os.kill(pid, signal.SIGKILL)
            raise Stuck(f"no rest for {_STUCK_SECONDS} s")
        return self.loop.selector.wait(_GLANCE)

    def _at_rest(self) -> bool:
        return all(self._rests(slot) for slot in self._alive)

    def _rests(self, slot: int) -> bool:
        """Say whether a process waits and has nothing unread."""
        pulse = self._shared.pulses[slot]
        if pulse.at_rest and pulse.wakes > self._owed[slot]:
            return self._state(slot) in {_ASLEEP, _STOPPED}
        return self._state(slot) == _STOPPED

    def _state(self, slot: int) -> bytes:
        """Return the kernel's letter for a process's state; none when it is gone."""
        try:
            return os.pread(self._stats[slot], _STAT_BYTES, 0).split()[2]
        except OSError:
            return b""

    def _skip(self, timeout: float | None) -> None:
        now, pulses = self._shared.monotonic(), self._shared.pulses
        timers = [pulses[slot].until for slot in self._alive if pulses[slot].at_rest]
        timers.append(None if timeout is None else now + timeout)
        due = [timer for timer in timers if timer is not None]
        target = max(min(due, default=now), now + self._step)
        self._shared.skip(target - now)
        self._step = min(self._step * _GROWTH, self._longest)
        for slot in self._alive:
            if pulses[slot].at_rest:
                self._owed[slot] = pulses[slot].wakes
                pulses[slot].rouse()
