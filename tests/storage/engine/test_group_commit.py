"""Many who wait share a commit: each has its own result, and none waits for one that went."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from storage.engine.group_commit import GroupCommit


class Ledger:
    """Commits that take as long as they are told, and what each held."""

    def __init__(self) -> None:
        self.commits: list[list[int]] = []
        self.go_on = asyncio.Event()

    async def __call__(self, numbers: list[int]) -> list[int]:
        self.commits.append(numbers)
        await self.go_on.wait()
        if -1 in numbers:
            raise ZeroDivisionError
        return [number * 2 for number in numbers]


def tell(story: Callable[[GroupCommit[int, int], Ledger], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        ledger = Ledger()
        async with asyncio.timeout(5):
            await story(GroupCommit(ledger), ledger)

    asyncio.run(whole())


def test_what_comes_while_one_is_under_way_shares_the_next() -> None:
    async def story(group: GroupCommit[int, int], ledger: Ledger) -> None:
        adding = [asyncio.create_task(group.add(number)) for number in range(300)]
        await asyncio.sleep(0.01)
        late = asyncio.create_task(group.add(300))
        ledger.go_on.set()
        assert await asyncio.gather(*adding, late) == [2 * number for number in range(301)]
        assert [len(commit) for commit in ledger.commits] == [200, 101]
        assert await group.add(7) == 14

    tell(story)


def test_a_commit_that_fails_fails_for_those_in_it_and_for_nobody_else() -> None:
    async def story(group: GroupCommit[int, int], ledger: Ledger) -> None:
        ledger.go_on.set()
        first = [asyncio.create_task(group.add(number)) for number in (-2, -1)]
        results = await asyncio.gather(*first, return_exceptions=True)
        assert all(isinstance(result, ZeroDivisionError) for result in results)
        assert await group.add(14) == 28

    tell(story)


def test_who_goes_away_spoils_nothing() -> None:
    async def story(group: GroupCommit[int, int], ledger: Ledger) -> None:
        gone, stays = (asyncio.create_task(group.add(number)) for number in (1, 2))
        await asyncio.sleep(0.01)
        gone.cancel()
        ledger.go_on.set()
        assert await stays == 4
        with pytest.raises(asyncio.CancelledError):
            await gone
        assert await group.add(3) == 6

    tell(story)
