"""After an outage of Telegram: who is told of it may break, the intake goes on."""

import asyncio
import logging
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.server import serving
from bot.telegram.polling import poll
from tests.bot.telegram.helpers import bot_at, running, staffed_in, stored_ids, until, written

PAUSES = (0.01, 0.02)
ME = {"id": 1000001, "is_bot": True, "first_name": "Cash-out", "username": "cashout_demo_bot"}


class OhNoError(Exception):
    """What telling of a return may raise."""


class Flickering:
    """A Telegram whose getUpdates fails before each of its updates."""

    def __init__(self, updates: int) -> None:
        self._waiting = list(range(1, updates + 1))
        self._fail = True

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/{path:path}", self._answer, methods=["GET", "POST"])])

    async def _answer(self, request: Request) -> Response:
        if not request.url.path.lower().endswith("/getupdates"):
            return JSONResponse({"ok": True, "result": ME})
        if self._fail:
            self._fail = False
            return JSONResponse({"ok": False, "error_code": 502}, status_code=502)
        if not self._waiting:
            await asyncio.sleep(0.05)
            return JSONResponse({"ok": True, "result": []})
        self._fail = True
        update_id = self._waiting.pop(0)
        return JSONResponse({"ok": True, "result": [written(update_id)]})


def test_a_return_that_cannot_be_told_does_not_end_the_intake(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[float] = []

    async def breaks(away: float) -> None:
        told.append(away)
        raise OhNoError

    async def story() -> None:
        async with serving(Flickering(3).app()) as url, bot_at(url) as bot:
            with staffed_in(tmp_path) as database:

                async def all_there() -> bool:
                    return await database.run(stored_ids) == [1, 2, 3]

                async with running(lambda stop: poll(bot, database, stop, PAUSES, breaks)):
                    await until(all_there)

    with caplog.at_level(logging.ERROR):
        asyncio.run(story())
    assert len(told) >= 3
    assert all(away > 0 for away in told)
    assert caplog.messages.count("return_not_told") == len(told)
