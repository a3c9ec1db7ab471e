"""Chores are waited for, on every Python."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.sandbox.faspay.chores import Chores


async def _at_once() -> None:
    pass


async def _broken() -> None:
    raise LookupError


async def _not_yet_begun(chores: Chores) -> None:
    chores.spawn(_at_once())


async def _done_but_still_listed(chores: Chores) -> None:
    chores.spawn(_at_once())
    await asyncio.sleep(0)


async def _long_over(chores: Chores) -> None:
    chores.spawn(_at_once())
    await asyncio.sleep(0.01)


async def _beginning_another(chores: Chores) -> None:
    async def more() -> None:
        chores.spawn(_at_once())

    chores.spawn(more())
    await asyncio.sleep(0)


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "given", [_not_yet_begun, _done_but_still_listed, _long_over, _beginning_another]
)
def test_nothing_is_left_once_it_has_settled(given: Callable[[Chores], Awaitable[None]]) -> None:
    async def scene() -> None:
        chores = Chores(asyncio.sleep)
        await given(chores)
        await chores.settled()
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(scene())


@pytest.mark.timeout(5)
def test_a_fault_in_a_chore_is_raised_also_when_it_is_over_already() -> None:
    async def scene() -> None:
        chores = Chores(asyncio.sleep)
        chores.spawn(_broken())
        await asyncio.sleep(0)
        with pytest.raises(LookupError):
            await chores.settled()
        await chores.settled()

    asyncio.run(scene())
