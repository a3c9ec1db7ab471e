"""A claim lives as long as its owner: renewed, lost, and too old to send by."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from handlers.jobs.lease import Holding, holding
from storage.engine.database import DatabaseDown

LEASE = timedelta(seconds=0.08)
"""Renewed every 20 ms."""

Renew = Callable[[], Awaitable[bool]]


class Watch:
    """A monotonic clock that moves only when it is told to, and a count of renewals."""

    def __init__(self, *, answers: tuple[bool | Exception, ...] = (True,)) -> None:
        self.seconds = 100.0
        self.answers = answers
        self.renewed = 0
        self.slow = 0.0
        self.enough = (0, asyncio.Event())

    def __call__(self) -> float:
        return self.seconds

    async def renew(self) -> bool:
        answer = self.answers[min(self.renewed, len(self.answers) - 1)]
        self.renewed += 1
        self.seconds += self.slow
        wanted, reached = self.enough
        if self.renewed >= wanted:
            reached.set()
        if isinstance(answer, Exception):
            raise answer
        return answer


def held_after(watch: Watch, renewals: int, before: Callable[[], None] = lambda: None) -> bool:
    """Hold until so many renewals were made; say whether a transfer may begin then."""

    async def run() -> bool:
        async with holding(watch.renew, LEASE, 100.0, watch) as held:
            before()
            watch.enough = (renewals, asyncio.Event())
            await watch.enough[1].wait()
            return held.is_held()

    return asyncio.run(asyncio.wait_for(run(), 5))


def test_a_claim_is_good_for_half_its_lease() -> None:
    watch = Watch()
    held = Holding(watch.renew, timedelta(seconds=20), 100.0, watch)
    watch.seconds = 109.9
    assert held.is_held()
    watch.seconds = 110.0
    assert not held.is_held()


def test_a_renewal_makes_it_good_for_half_a_lease_more() -> None:
    watch = Watch()

    def pass_time() -> None:
        watch.seconds += 0.05

    assert held_after(watch, 1, pass_time)


def test_a_slow_renewal_counts_from_its_start() -> None:
    watch = Watch()
    watch.slow = 0.05
    assert not held_after(watch, 1)


def test_who_finds_another_owner_sends_no_more_and_renews_no_more() -> None:
    watch = Watch(answers=(False,))
    assert not held_after(watch, 1)
    assert watch.renewed == 1


def test_one_renewal_that_fails_ends_the_right_to_send_but_not_the_renewing() -> None:
    watch = Watch(answers=(DatabaseDown("renew", {}, OSError("locked")), True))
    assert not held_after(watch, 3)


def test_renewing_ends_with_the_block() -> None:
    watch = Watch()
    held_after(watch, 1)
    renewed = watch.renewed
    asyncio.run(asyncio.sleep(0.05))
    assert watch.renewed == renewed


def test_what_breaks_in_the_block_is_not_hidden() -> None:
    async def run() -> None:
        async with holding(Watch().renew, LEASE, 100.0, Watch()):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(run())
