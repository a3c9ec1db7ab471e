"""Memory that all processes of a schedule share: the clock, and each process's pulse."""

import ctypes
import mmap
import os
import time
from datetime import UTC, datetime

SLOTS = 2
"""The most processes of the program at once: two replicas."""
_NEVER = 2**62
_MICRO = 1_000_000


class _Pulse(ctypes.Structure):
    idle: int
    wakes: int
    until: int
    busy: int
    _fields_ = (
        ("idle", ctypes.c_int64),
        ("wakes", ctypes.c_int64),
        ("until", ctypes.c_int64),
        ("busy", ctypes.c_int64),
    )


class _Layout(ctypes.Structure):
    ahead: int
    wall: int
    pulses: ctypes.Array[_Pulse]
    _fields_ = (
        ("ahead", ctypes.c_int64),
        ("wall", ctypes.c_int64),
        ("pulses", _Pulse * SLOTS),
    )


class Pulse:
    """Tells the others whether a process waits, and until when."""

    def __init__(self, raw: _Pulse, wake_reader: int, wake_writer: int) -> None:
        self._raw = raw
        self.wake_reader = wake_reader
        self._wake_writer = wake_writer

    def begins(self) -> None:
        """Begin a new life, at work."""
        raw = self._raw
        raw.idle, raw.until, raw.busy = 0, _NEVER, 0

    def waits(self, until: float | None) -> None:
        """Say that there is nothing to do before a monotonic time, unless something comes."""
        self._raw.until = _NEVER if until is None else int(until * _MICRO)
        self._raw.idle = 1

    def works(self) -> None:
        """Say that something came."""
        self._raw.idle = 0
        self._raw.wakes += 1

    def thread(self, step: int) -> None:
        """Count a thread's job that begins (+1) or ends (-1)."""
        self._raw.busy += step

    @property
    def wakes(self) -> int:
        """How often it was woken."""
        return int(self._raw.wakes)

    @property
    def at_rest(self) -> bool:
        """Whether it waits and none of its threads has a job."""
        return bool(self._raw.idle) and not self._raw.busy

    @property
    def until(self) -> float | None:
        """The monotonic time of its next timer."""
        return None if self._raw.until >= _NEVER else self._raw.until / _MICRO

    def rouse(self) -> None:
        """Make it look at the clock. It counts as at rest only afterwards."""
        self._raw.idle = 0
        os.write(self._wake_writer, b".")


class Shared:
    """The shared memory. Make it before any process is forked."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, ctypes.sizeof(_Layout))
        self._raw = _Layout.from_buffer(self._memory)
        self.pulses = [Pulse(raw, *os.pipe2(os.O_NONBLOCK)) for raw in self._raw.pulses]

    def now(self) -> datetime:
        """Return the time of day that every process sees."""
        return datetime.fromtimestamp(
            time.time() + (self._raw.ahead + self._raw.wall) / _MICRO, UTC
        )

    def monotonic(self) -> float:
        """Return the time that never jumps back."""
        return time.monotonic() + self._raw.ahead / _MICRO

    def begin_at(self, start: datetime) -> None:
        """Set the time of day at the start of a schedule, while nothing runs."""
        self._raw.wall = 0
        self._raw.wall = int((start - self.now()).total_seconds() * _MICRO)

    def skip(self, seconds: float) -> None:
        """Let time pass for everybody."""
        self._raw.ahead += int(seconds * _MICRO)

    def jump(self, seconds: float) -> None:
        """Set the clock forward or back, as NTP or a person does. No time passes."""
        self._raw.wall += int(seconds * _MICRO)
