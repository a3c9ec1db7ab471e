"""What Telegram answers to a message of ours, and never answers differently."""

import asyncio
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.server import serving
from storage.models.outbox import Fate
from tests.bot.telegram.helpers import add_reply, bot_at, database_in, drained, row_of, sending
from tests.field_cases.cases import FieldCase, of_areas

AREAS = ("telegram/sender",)
GROUP = -5_000
ME = {"id": 1_000_001, "is_bot": True, "first_name": "Bot", "username": "cash_bot"}


def _moved() -> Starlette:
    """Answer as Telegram does once a group has become a supergroup."""

    async def methods(request: Request) -> Response:
        if request.url.path.endswith("/getMe"):
            return JSONResponse({"ok": True, "result": ME})
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        body = {"ok": False, "error_code": 400, "description": words}
        return JSONResponse(body | {"parameters": {"migrate_to_chat_id": -1_000_005_000}}, 400)

    return Starlette(routes=[Route("/{path:path}", methods, methods=["GET", "POST"])])


def _a_group_that_moved(folder: Path) -> None:
    async def story() -> None:
        async with serving(_moved()) as url, bot_at(url) as bot:
            with database_in(folder) as database:
                seq = await database.run(add_reply, GROUP, "I work only in private chat")
                async with sending(bot, database):
                    await drained(database)
                row = await database.run(row_of, seq)
                assert (row.fate, row.attempts) == (Fate.FAILED, 1), "given up at once"

    asyncio.run(story())


PLAYS = {
    "sendMessage to a group answers 400 'group chat was upgraded to a supergroup chat' with "
    "migrate_to_chat_id": _a_group_that_moved,
}


@pytest.mark.parametrize("case", of_areas(*AREAS), ids=lambda case: case.input[:40])
def test_each_case_of_the_field_is_played(case: FieldCase, tmp_path: Path) -> None:
    PLAYS[case.input](tmp_path)


def test_no_play_is_of_a_case_that_is_not_told() -> None:
    assert set(PLAYS) == {case.input for case in of_areas(*AREAS)}
