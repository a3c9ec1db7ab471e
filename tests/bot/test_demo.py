"""The demo's story: it ends with 0 only if all of it was true."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot import demo
from bot.demo_house import DemoHouse, house
from bot.sandbox.faspay import SandboxSettings
from storage.unit_of_work import Bell
from tests.journeys.parts import Clock

Break = Callable[[DemoHouse], Awaitable[None]]


def played(break_it: Break | None = None, faspay: SandboxSettings | None = None) -> int:
    """Play the story in hurried time on a house that may be broken first."""
    clock = Clock()

    async def hurry(stage: DemoHouse) -> None:
        while True:
            await asyncio.sleep(0.05)
            clock.forward(timedelta(seconds=0.5))
            for bell in Bell:
                stage.database.bell(bell).set()

    async def run() -> int:
        async with house(language="en", now=clock, faspay_settings=faspay) as stage:
            if break_it is not None:
                await break_it(stage)
            hurrying = asyncio.create_task(hurry(stage))
            try:
                return await demo._play(stage)
            finally:
                hurrying.cancel()

    return asyncio.run(run())


def test_story_that_is_true_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert played(faspay=SandboxSettings(reverse_after_seconds=0.3)) == 0
    said = capsys.readouterr().out
    assert "Everything said was true" in said
    assert "NOT TRUE" not in said


def test_story_in_which_a_card_can_be_forwarded_ends_with_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def unprotect(stage: DemoHouse) -> None:
        world = stage.stand_ins.telegram._world
        post = world.post

        def careless(*args: object, protected: bool = False, **kwargs: object) -> object:
            del protected
            return post(*args, **kwargs)  # type: ignore[arg-type]  # whatever it was called with

        world.post = careless  # type: ignore[method-assign,assignment]  # the break

    assert played(unprotect) == 1
    assert "NOT TRUE: Untrue: the message with the code cannot be forwarded" in (
        capsys.readouterr().out
    )


def test_story_whose_books_do_not_agree_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    dear = SandboxSettings(fee_rupiah=2_500, reverse_after_seconds=0.3)
    assert played(faspay=dear) == 1
    assert "NOT TRUE: Untrue: only what Budi collected is gone" in capsys.readouterr().out
