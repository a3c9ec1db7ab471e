"""The server inside our loop: it takes its address, and lets requests finish."""

import asyncio
import json
import logging
import time
from pathlib import Path

import httpx
import pytest

from bot.web.application import build
from bot.web.health import Readiness
from bot.web.server import serve
from storage.engine.database import Database
from tests.bot.telegram.helpers import (
    database_in,
)
from tests.bot.web.helpers import tell
from tests.loopback import plain_client


def test_the_server_says_which_address_it_cannot_have(tmp_path: Path) -> None:
    async def story(client: httpx.AsyncClient, database: Database) -> None:
        readiness = Readiness({}, time.monotonic)
        with pytest.raises(OSError, match="in use"):
            async with serve(
                build(database, readiness=readiness), "127.0.0.1", client.base_url.port or 0
            ):
                pass

    tell(tmp_path, story)


def test_a_server_that_ends_before_it_begins_is_not_waited_for(tmp_path: Path) -> None:
    class Breaks(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise RuntimeError(record.name)

    async def begin(database: Database) -> None:
        readiness = Readiness({}, time.monotonic)
        async with serve(build(database, readiness=readiness), "127.0.0.1", 0):
            raise AssertionError("it is not there")

    logger, handler = logging.getLogger("uvicorn.error"), Breaks()
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        with database_in(tmp_path) as database, pytest.raises(RuntimeError, match="uvicorn"):
            asyncio.run(asyncio.wait_for(begin(database), 5))
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


def test_an_open_request_may_finish_when_the_server_stops(tmp_path: Path) -> None:
    async def whole(database: Database) -> None:
        async def slow() -> bool:
            await asyncio.sleep(0.2)
            return True

        readiness = Readiness({"line": slow}, time.monotonic)
        async with plain_client() as client:
            async with serve(build(database, readiness=readiness), "127.0.0.1", 0) as port:
                asking = asyncio.create_task(client.get(f"http://127.0.0.1:{port}/readyz"))
                await asyncio.sleep(0.1)
            assert json.loads((await asking).content) == {"line": True}

    with database_in(tmp_path) as database:
        asyncio.run(whole(database))
