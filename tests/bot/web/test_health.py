"""Health: alive or not, and whether all that it depends on is there."""

import asyncio
import time
from pathlib import Path

import httpx

from bot.web.health import Readiness
from storage.engine.database import Database
from tests.bot.telegram.helpers import (
    drop_tables,
)
from tests.bot.web.helpers import tell


def test_alive_looks_at_nothing_else(tmp_path: Path) -> None:
    async def story(client: httpx.AsyncClient, database: Database) -> None:
        await database.run(drop_tables)
        answer = await client.get("/healthz")
        assert (answer.status_code, answer.json()) == (200, {"alive": True})

    tell(tmp_path, story)


def test_ready_tells_each_check_and_floods_nobody(tmp_path: Path) -> None:
    clock = 100.0
    asked: list[str] = []
    well = True

    async def faspay() -> bool:
        asked.append("faspay")
        await asyncio.sleep(0.02)
        return well

    async def hangs() -> bool:
        await asyncio.sleep(60)
        return True

    async def breaks() -> bool:
        raise OSError

    async def story(client: httpx.AsyncClient, database: Database) -> None:
        nonlocal clock, well
        del database
        answers = await asyncio.gather(*(client.get("/readyz") for _ in range(20)))
        assert {answer.status_code for answer in answers} == {503}
        assert answers[0].json() == {"faspay": True, "telegram": False, "database": False}
        assert asked == ["faspay"]
        well, clock = False, clock + 9
        assert (await client.get("/readyz")).json()["faspay"] is True
        clock += 1
        assert (await client.get("/readyz")).json()["faspay"] is False
        assert len(asked) == 2

    checks = {"faspay": faspay, "telegram": hangs, "database": breaks}
    tell(tmp_path, story, readiness=Readiness(checks, lambda: clock, check_seconds=0.1))


def test_ready_is_200_when_all_is_well(tmp_path: Path) -> None:
    async def yes() -> bool:
        return True

    async def story(client: httpx.AsyncClient, database: Database) -> None:
        del database
        answer = await client.get("/readyz")
        assert (answer.status_code, answer.json()) == (200, {"line": True})

    tell(tmp_path, story, readiness=Readiness({"line": yes}, time.monotonic))


def test_readiness_has_room_for_so_many_and_tells_all_others_at_once(tmp_path: Path) -> None:
    async def hangs() -> bool:
        await asyncio.sleep(60)
        return True

    async def story(client: httpx.AsyncClient, database: Database) -> None:
        del database
        asking = [asyncio.create_task(client.get("/readyz")) for _ in range(80)]
        assert (await client.get("/healthz")).status_code == 200
        answers = await asyncio.gather(*asking)
        busy = [answer for answer in answers if answer.headers.get("retry-after") == "1"]
        assert 0 < len(busy) < len(answers)
        assert {answer.status_code for answer in answers} == {503}

    readiness = Readiness({"faspay": hangs}, time.monotonic, check_seconds=1.0)
    tell(tmp_path, story, readiness=readiness)
