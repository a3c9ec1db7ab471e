"""Background tasks are waited for, on every Python."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.sandbox.faspay.background import Background


async def _at_once() -> None:
    pass


async def _broken() -> None:
    raise LookupError


async def _not_yet_begun(background: Background) -> None:
    background.spawn(_at_once())


async def _done_but_still_listed(background: Background) -> None:
    background.spawn(_at_once())
    await asyncio.sleep(0)


async def _long_over(background: Background) -> None:
    background.spawn(_at_once())
    await asyncio.sleep(0.01)


async def _beginning_another(background: Background) -> None:
    async def more() -> None:
        background.spawn(_at_once())

    background.spawn(more())
    await asyncio.sleep(0)


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "given", [_not_yet_begun, _done_but_still_listed, _long_over, _beginning_another]
)
def test_nothing_is_left_once_it_has_settled(
    given: Callable[[Background], Awaitable[None]],
) -> None:
    async def scene() -> None:
        background = Background(asyncio.sleep)
        await given(background)
        await background.settled()
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(scene())


@pytest.mark.timeout(5)
def test_a_fault_in_a_task_is_raised_also_when_it_is_over_already() -> None:
    async def scene() -> None:
        background = Background(asyncio.sleep)
        background.spawn(_broken())
        await asyncio.sleep(0)
        with pytest.raises(LookupError):
            await background.settled()
        await background.settled()

    asyncio.run(scene())
