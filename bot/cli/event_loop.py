"""Runs what a command does in an event loop, until SIGTERM or SIGINT."""

import asyncio
import gc
import os
import signal
from collections.abc import Callable, Coroutine
from typing import Any

import uvloop

from bot.runtime.start import CannotStart
from bot.sandbox.server import PortUnusable
from bot.web import open_files

_LOOK_UPS, _LOOK_UP_THREADS = "UV_THREADPOOL_SIZE", "64"
"""uvloop looks names up in four threads, of which look-ups may hold two (docs.libuv.org, "Thread
pool work scheduling"): two that hang would hold up the connections of everybody else."""

Main = Callable[[asyncio.Event], Coroutine[Any, Any, int]]
"""What runs until the event is set, and returns the exit status."""


def run_until_stopped(main: Main) -> int:
    """Run it; a signal sets its event."""

    async def supervised() -> int:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, stop.set)
        return await main(stop)

    open_files.raise_limit()
    os.environ.setdefault(_LOOK_UPS, _LOOK_UP_THREADS)
    # What was imported lives as long as we do. The garbage collector need not walk through it each
    # time, which takes ten times as long as all that a day's work leaves behind.
    gc.collect()
    gc.freeze()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(supervised())


def run_on_port(main: Main) -> int:
    """Run what serves the port of --port. Raise CannotStart where that cannot be used."""
    try:
        return run_until_stopped(main)
    except PortUnusable as error:
        raise CannotStart(
            f"Port {error.port} cannot be used ({error.why}). Choose another one, from 1024 to "
            "65535, with --port, for example: --port 8091"
        ) from error
