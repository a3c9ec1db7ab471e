"""The demo's story: it ends with 0 only if all of it was true."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.__main__ import main
from bot.cli import demo, sandbox
from bot.runtime.start import connect
from bot.sandbox.demo.company import Demo, running, running_demo
from bot.sandbox.faspay import SandboxSettings
from bot.settings.settings import Settings
from storage.engine import schema
from storage.engine.unit_of_work import WakeUp
from tests.bot.cli.helpers import logs_put_back, now
from tests.journeys.parts import Clock
from tests.journeys.ports import free_port

Break = Callable[[Demo], Awaitable[None]]


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with logs_put_back():
        yield


def played(break_it: Break | None = None, faspay: SandboxSettings | None = None) -> int:
    """Play the story in hurried time on a demo that may be broken first."""
    clock = Clock()

    async def hurry(stage: Demo) -> None:
        while True:
            await asyncio.sleep(0.05)
            clock.forward(timedelta(seconds=0.5))
            for wake_up in WakeUp:
                stage.database.wake_up(wake_up).set()

    async def run() -> int:
        async with running_demo(language="en", now=clock, faspay_settings=faspay) as stage:
            if break_it is not None:
                await break_it(stage)
            hurrying = asyncio.create_task(hurry(stage))
            try:
                return await demo._play(stage)
            finally:
                hurrying.cancel()

    return asyncio.run(run())


def test_a_company_tries_its_own_words_before_a_real_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "en.ftl").write_text("card-steps-permata = Press the green key.\n")
    monkeypatch.setenv("STEPS_DIR", str(tmp_path))
    assert main(["demo", "--port", "0"]) == 1
    told = capsys.readouterr().err
    assert "card-steps-permata" in told
    assert "en.ftl" in told


def test_story_that_is_true_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert played(faspay=SandboxSettings(reverse_after_seconds=0.3)) == 0
    said = capsys.readouterr().out
    assert "Everything said was true" in said
    assert "NOT TRUE" not in said


def test_story_in_which_a_card_can_be_forwarded_ends_with_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def unprotect(stage: Demo) -> None:
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


async def shown(page: httpx.AsyncClient) -> list[dict[str, Any]]:
    """Read the panes of the page as a browser gets them at first."""
    async with page.stream("GET", "/sandbox/events") as events:
        async for line in events.aiter_lines():
            if line.startswith("data: "):
                return list(json.loads(line.removeprefix("data: "))["panes"])
    return []


async def governed(settings: Settings) -> list[str]:
    """Run a bot by what was printed; return what it says to its first admin, who invites."""
    database = connect(settings, now)
    schema.migrate(database.engine)
    try:
        async with (
            running(settings, database, now),
            httpx.AsyncClient(base_url=settings.telegram_api_url, trust_env=False) as page,
        ):
            act = {"user_id": settings.admin_ids[0], "text": "/invite agent Jakarta"}
            answer = await page.post("/sandbox/send", json=act)
            assert answer.status_code == 200, answer.text
            while True:
                (pane,) = await shown(page)
                said = [each["text"] for each in pane["messages"] if each["from_bot"]]
                if any("t.me" in text for text in said):
                    return said
                await asyncio.sleep(0.02)
    finally:
        database.close()


def test_env_that_the_sandbox_prints_makes_a_bot_that_somebody_on_the_page_governs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def story() -> list[str]:
        stop = asyncio.Event()
        serving = asyncio.create_task(sandbox.serve(free_port(), stop))
        printed = ""
        while "ADMIN_IDS=" not in printed:
            await asyncio.sleep(0.01)
            printed += capsys.readouterr().out
        env = dict(re.findall(r"^([A-Z_]+)=(.*)$", printed, re.MULTILINE))
        try:
            return await governed(Settings.load(env | {"WEB_PORT": str(free_port())}, None))
        finally:
            stop.set()
            assert await serving == 0

    async def in_time() -> list[str]:
        async with asyncio.timeout(20):
            return await story()

    assert "https://t.me/" in asyncio.run(in_time())[-1]
