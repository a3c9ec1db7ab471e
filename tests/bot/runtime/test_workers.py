"""Workers: they look, work, sleep, wake by wake-up or timer, and never leave a step half done."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from bot.runtime import workers


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
        wake_up, stop = asyncio.Event(), asyncio.Event()
        task = asyncio.create_task(workers.keep("test", step, wake_up, stop, every))
        async with asyncio.timeout(5):
            await play(wake_up, stop)
            stop.set()
            await task

    asyncio.run(run())


def test_all_work_is_done_in_one_go_and_a_wake_up_brings_more() -> None:
    step = Counted(3)

    async def play(wake_up: asyncio.Event, _stop: asyncio.Event) -> None:
        await step.looked.wait()
        await asyncio.sleep(0)
        assert step.done == 3
        step.work = 2
        wake_up.set()
        await until(lambda: step.done == 5)

    keep(step, play)


def test_lost_wake_up_is_only_slow() -> None:
    step = Counted()

    async def play(_wake_up: asyncio.Event, _stop: asyncio.Event) -> None:
        await step.looked.wait()
        step.work = 1
        await until(lambda: step.done == 1)

    keep(step, play, every=0.01)


def test_wake_up_during_a_step_is_not_lost() -> None:
    rings: list[int] = []

    async def play(wake_up: asyncio.Event, _stop: asyncio.Event) -> None:
        ring.append(wake_up)
        wake_up.set()
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

    async def play(_wake_up: asyncio.Event, _stop: asyncio.Event) -> None:
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

    async def play(_wake_up: asyncio.Event, _stop: asyncio.Event) -> None:
        await asyncio.sleep(0.01)

    keep(step, play)
    assert ended == ["transfer"]


class Jobs:
    """A step that takes on so many jobs, each of which lasts until it is let go."""

    def __init__(self, jobs: int) -> None:
        self.waiting = jobs
        self.looked = 0
        self.under_way = 0
        self.most = 0
        self.done = 0
        self.let_go = asyncio.Event()

    async def __call__(self, begun: workers.Begun) -> bool:
        self.looked += 1
        if self.waiting == 0:
            return False
        self.waiting -= 1
        begun()
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await self.let_go.wait()
        self.under_way -= 1
        self.done += 1
        return True


def keep_many(
    step: Callable[[workers.Begun], Awaitable[bool]],
    play: Play,
    most: int = 64,
    patience: float = 0.0,
) -> None:
    """Keep a worker of many while `play` goes on; then stop it."""

    async def run() -> None:
        wake_up, stop = asyncio.Event(), asyncio.Event()
        many = workers.keep_many("test", step, wake_up, stop, most, patience=patience, every=60.0)
        task = asyncio.create_task(many)
        async with asyncio.timeout(5):
            await play(wake_up, stop)
            stop.set()
            await task

    asyncio.run(run())


def test_what_hangs_holds_up_nobody() -> None:
    jobs = Jobs(30)

    async def play(wake_up: asyncio.Event, _stop: asyncio.Event) -> None:
        await until(lambda: jobs.under_way == 30)
        jobs.waiting = 1
        wake_up.set()
        await until(lambda: jobs.under_way == 31)
        jobs.let_go.set()

    keep_many(jobs, play)
    assert jobs.done == 31


def test_no_more_are_under_way_than_may_be_and_the_next_begins_when_one_ends() -> None:
    jobs = Jobs(7)

    async def play(_wake_up: asyncio.Event, _stop: asyncio.Event) -> None:
        await until(lambda: jobs.under_way == 3)
        await asyncio.sleep(0.02)
        assert jobs.under_way == 3
        jobs.let_go.set()
        await until(lambda: jobs.done == 7)

    keep_many(jobs, play, most=3)
    assert jobs.most == 3


def test_nobody_looks_again_before_something_rings() -> None:
    jobs = Jobs(2)

    async def play(_wake_up: asyncio.Event, _stop: asyncio.Event) -> None:
        await until(lambda: jobs.looked == 3)
        await asyncio.sleep(0.05)
        assert jobs.looked == 3
        jobs.let_go.set()
        await until(lambda: jobs.done == 2)
        await asyncio.sleep(0.05)

    keep_many(jobs, play)
    assert jobs.looked <= 5


def test_quick_work_is_done_one_after_the_other_and_only_what_hangs_is_left_behind() -> None:
    under_way: list[int] = []
    waiting = [0.001] * 20 + [0.3] + [0.001] * 20
    most = [0]

    async def step(begun: workers.Begun) -> bool:
        if not waiting:
            return False
        seconds = waiting.pop()
        begun()
        under_way.append(1)
        most[0] = max(most[0], len(under_way))
        await asyncio.sleep(seconds)
        under_way.pop()
        return True

    async def play(_wake_up: asyncio.Event, _stop: asyncio.Event) -> None:
        await until(lambda: not waiting and len(under_way) == 1)
        assert most[0] == 2

    keep_many(step, play, patience=0.05)


def test_a_stop_waits_for_all_that_is_under_way_and_takes_on_nothing_more() -> None:
    jobs = Jobs(5)

    async def play(_wake_up: asyncio.Event, stop: asyncio.Event) -> None:
        await until(lambda: jobs.under_way == 5)
        stop.set()
        jobs.waiting = 1
        asyncio.get_running_loop().call_later(0.05, jobs.let_go.set)

    keep_many(jobs, play)
    assert (jobs.done, jobs.waiting) == (5, 1)


@pytest.mark.parametrize("late", [False, True])
def test_one_job_that_fails_ends_no_other(*, late: bool, caplog: pytest.LogCaptureFixture) -> None:
    jobs = Jobs(2)
    failed: list[int] = []

    async def step(begun: workers.Begun) -> bool:
        if jobs.under_way == 1 and not failed:
            failed.append(1)
            if late:
                begun()
                await asyncio.sleep(0.01)
            raise RuntimeError
        return await jobs(begun)

    async def play(_wake_up: asyncio.Event, _stop: asyncio.Event) -> None:
        await until(lambda: jobs.under_way == 2)
        jobs.let_go.set()

    with caplog.at_level(logging.ERROR):
        keep_many(step, play)
    assert jobs.done == 2
    assert [record.getMessage() for record in caplog.records] == ["worker_failed"]


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
