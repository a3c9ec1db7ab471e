"""Workers: they look, work, sleep, wake by bell or timer, and never leave a step half done."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from bot import workers


class Counted:
    """A step that finds as much work as it was given."""

    def __init__(self, work: int = 0) -> None:
        self.work = work
        self.done = 0
        self.looked = asyncio.Event()

    async def __call__(self) -> bool:
        self.looked.set()
        if self.work == 0:
            return False
        self.work -= 1
        self.done += 1
        return True


async def until(happened: Callable[[], bool]) -> None:
    """Wait until something is so, three seconds at most."""
    for _ in range(3000):
        if happened():
            return
        await asyncio.sleep(0.001)
    pytest.fail("it did not happen")


Play = Callable[[asyncio.Event, asyncio.Event], Awaitable[None]]


def keep(step: Callable[[], Awaitable[bool]], play: Play, every: float = 60.0) -> None:
    """Keep a worker while `play` goes on; then stop it, which must be quick."""

    async def run() -> None:
        bell, stop = asyncio.Event(), asyncio.Event()
        task = asyncio.create_task(workers.keep("test", step, bell, stop, every))
        async with asyncio.timeout(5):
            await play(bell, stop)
            stop.set()
            await task

    asyncio.run(run())


def test_all_work_is_done_in_one_go_and_a_bell_brings_more() -> None:
    step = Counted(3)

    async def play(bell: asyncio.Event, _stop: asyncio.Event) -> None:
        await step.looked.wait()
        await asyncio.sleep(0)
        assert step.done == 3
        step.work = 2
        bell.set()
        await until(lambda: step.done == 5)

    keep(step, play)


def test_lost_bell_is_only_slow() -> None:
    step = Counted()

    async def play(_bell: asyncio.Event, _stop: asyncio.Event) -> None:
        await step.looked.wait()
        step.work = 1
        await until(lambda: step.done == 1)

    keep(step, play, every=0.01)


def test_bell_that_rings_during_a_step_is_not_lost() -> None:
    rings: list[int] = []

    async def play(bell: asyncio.Event, _stop: asyncio.Event) -> None:
        ring.append(bell)
        bell.set()
        await until(lambda: len(rings) >= 3)

    ring: list[asyncio.Event] = []

    async def step() -> bool:
        rings.append(1)
        if ring and len(rings) < 3:
            ring[0].set()
        return False

    keep(step, play)


def test_failed_step_is_logged_and_the_worker_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    calls: list[int] = []

    async def step() -> bool:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError
        return False

    async def play(_bell: asyncio.Event, _stop: asyncio.Event) -> None:
        await until(lambda: len(calls) >= 2)

    with caplog.at_level(logging.ERROR):
        keep(step, play)
    assert [record.getMessage() for record in caplog.records] == ["worker_failed"]


def test_step_under_way_is_finished_when_the_stop_comes() -> None:
    ended: list[str] = []

    async def step() -> bool:
        await asyncio.sleep(0.05)
        ended.append("transfer")
        return True

    async def play(_bell: asyncio.Event, _stop: asyncio.Event) -> None:
        await asyncio.sleep(0.01)

    keep(step, play)
    assert ended == ["transfer"]


def test_cancellation_is_never_swallowed() -> None:
    async def run() -> None:
        for moment in range(40):
            event = asyncio.Event()
            waiting = asyncio.create_task(
                workers.first_of(event.wait(), asyncio.Event().wait(), seconds=60)
            )
            for _ in range(moment % 8 + 1):
                await asyncio.sleep(0)
            event.set()
            for _ in range(moment // 8):
                await asyncio.sleep(0)
            cancelled = waiting.cancel()
            await asyncio.wait({waiting})
            assert waiting.cancelled() or not cancelled

    asyncio.run(run())
