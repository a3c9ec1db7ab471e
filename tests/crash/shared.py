"""Memory that all processes of one house share: its clock, and the pulse of each process."""

import ctypes
import mmap
import os
import time
from datetime import UTC, datetime

SLOTS = 2
"""Processes of the program that may run at once: two replicas."""
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
    """What one process tells the others: whether it waits, and until when."""

    def __init__(self, raw: _Pulse, wake_reader: int, wake_writer: int) -> None:
        self._raw = raw
        self.wake_reader = wake_reader
        self._wake_writer = wake_writer

    def begins(self) -> None:
        """Begin a new life, at work."""
        raw = self._raw
        raw.idle, raw.until, raw.busy = 0, _NEVER, 0

    def waits(self, until: float | None) -> None:
        """Say that nothing is to be done before a monotonic time, unless something comes."""
        self._raw.until = _NEVER if until is None else int(until * _MICRO)
        self._raw.idle = 1

    def works(self) -> None:
        """Say that something came."""
        self._raw.idle = 0
        self._raw.wakes += 1

    def thread(self, step: int) -> None:
        """Count what a thread begins (+1) or ends (-1) to do."""
        self._raw.busy += step

    @property
    def wakes(self) -> int:
        """How often it was woken."""
        return int(self._raw.wakes)

    @property
    def at_rest(self) -> bool:
        """Whether it waits, and no thread of it has anything to do."""
        return bool(self._raw.idle) and not self._raw.busy

    @property
    def until(self) -> float | None:
        """The monotonic time of its next timer."""
        return None if self._raw.until >= _NEVER else self._raw.until / _MICRO

    def rouse(self) -> None:
        """Have it look at the clock; it does not count as at rest before it has."""
        self._raw.idle = 0
        os.write(self._wake_writer, b".")


class Shared:
    """Made before any process is forked, so that all of them see the same memory."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, ctypes.sizeof(_Layout))
        self._raw = _Layout.from_buffer(self._memory)
        self.pulses = [Pulse(raw, *os.pipe2(os.O_NONBLOCK)) for raw in self._raw.pulses]

    def now(self) -> datetime:
        """Tell the time of day, as every process of this house sees it."""
        return datetime.fromtimestamp(
            time.time() + (self._raw.ahead + self._raw.wall) / _MICRO, UTC
        )

    def monotonic(self) -> float:
        """Tell the time that never jumps back."""
        return time.monotonic() + self._raw.ahead / _MICRO

    def begin_at(self, start: datetime) -> None:
        """Set the time of day; for the start of a schedule, while nothing runs."""
        self._raw.wall = 0
        self._raw.wall = int((start - self.now()).total_seconds() * _MICRO)

    def skip(self, seconds: float) -> None:
        """Let time pass for everybody."""
        self._raw.ahead += int(seconds * _MICRO)

    def jump(self, seconds: float) -> None:
        """Set the time of day forward or back, as NTP or a person does; no time passes."""
        self._raw.wall += int(seconds * _MICRO)
