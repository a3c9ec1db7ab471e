"""The webhook: a stranger learns nothing, and 200 is said only of what is durable."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.telegram.intake import store
from bot.telegram.webhook import PATH, register
from bot.web.application import build
from bot.web.health import Readiness
from bot.web.server import serve
from bot.web.telegram_webhook import WebhookDesk
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.repositories import inbox
from tests.bot.telegram.helpers import (
    bot_at,
    drop_tables,
    incoming,
    mend_tables,
    now,
    staffed_in,
    stored_ids,
    telegram,
    until,
    vault,
    written,
)
from tests.loopback import plain_client

SECRET = "made-up_secret"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
AUTHENTIC = {HEADER: SECRET}
OURS = "https://cashout.example"


@asynccontextmanager
async def webhook(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    readiness = Readiness({}, lambda: 0.0)
    app = build(database, readiness=readiness, webhook=WebhookDesk(database, SECRET).receive)
    async with serve(app, "127.0.0.1", 0) as port:
        url = f"http://127.0.0.1:{port}"
        async with plain_client(url) as client:
            yield client


class CountingDatabase(Database):
    """Knows how many commits of updates there were."""

    commits = 0

    async def run(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any use case
        self.commits += use_case is store
        return await super().run(use_case, *args, **kwargs)


def first_raw(work: Work) -> tuple[int, str]:
    update = inbox.next_update(work)
    assert update is not None
    return update.chat_id, inbox.raw_of(work, update)


def post(database: Database, body: bytes, headers: dict[str, str]) -> httpx.Response:
    async def story() -> httpx.Response:
        async with webhook(database) as client:
            return await client.post(PATH, content=body, headers=headers)

    return asyncio.run(story())


def test_an_authentic_update_is_stored_as_it_came_before_the_200(tmp_path: Path) -> None:
    body = json.dumps(written(5, text="\xe9"), ensure_ascii=False, indent=1).encode()
    with staffed_in(tmp_path) as database:
        assert post(database, body, AUTHENTIC).status_code == 200
        assert database.run_sync(first_raw) == (7, body.decode())


@pytest.mark.parametrize("headers", [{}, {HEADER: "wrong"}, {HEADER: SECRET + "x"}, {HEADER: ""}])
def test_a_stranger_gets_the_404_of_a_path_that_is_not_there(
    headers: dict[str, str], tmp_path: Path
) -> None:
    with staffed_in(tmp_path) as database:
        answer = post(database, b'{"update_id":5}', headers)
        assert answer.status_code == 404
        assert database.run_sync(stored_ids) == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_not_from_telegram(body: bytes, tmp_path: Path) -> None:
    with staffed_in(tmp_path) as database:
        assert post(database, body, AUTHENTIC).status_code == 404


@pytest.mark.parametrize("body", [b"{}", b"[]", b"5", b'{"update_id":"5"}', b'{"update_id":1e3}'])
def test_authentic_json_that_is_no_update_is_taken_and_told(
    body: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with staffed_in(tmp_path) as database:
        assert post(database, body, AUTHENTIC).status_code == 200
        assert database.run_sync(stored_ids) == []
    assert "not_an_update" in caplog.messages


def test_a_body_beyond_all_reason_is_not_read(tmp_path: Path) -> None:
    with staffed_in(tmp_path) as database:
        assert post(database, b" " * 1_100_000, AUTHENTIC).status_code == 404


def test_fifty_posts_at_once_are_durable_in_few_commits(tmp_path: Path) -> None:
    async def story(database: CountingDatabase) -> list[int]:
        async with webhook(database) as client:
            posts = [
                client.post(PATH, json=written(number), headers=AUTHENTIC)
                for number in (*range(50), *range(10))
            ]
            answers = await asyncio.gather(*posts)
            assert {answer.status_code for answer in answers} == {200}
            found: list[int] = await database.run(stored_ids)
            return found

    with staffed_in(tmp_path):
        pass  # makes the tables
    database = CountingDatabase(f"sqlite:///{tmp_path}/test.db", vault(), now)
    assert sorted(asyncio.run(story(database))) == list(range(50))
    assert database.commits < 30
    database.close()


def test_updates_of_one_moment_share_a_commit_and_keep_their_order(tmp_path: Path) -> None:
    async def story(database: CountingDatabase) -> None:
        commits = WebhookDesk(database, SECRET)._commits
        updates = [incoming(written(number)) for number in range(300)]
        await asyncio.gather(*(commits.add(update) for update in updates))
        assert database.commits <= 3
        assert await database.run(stored_ids) == list(range(300))

    with staffed_in(tmp_path):
        pass  # makes the tables
    database = CountingDatabase(f"sqlite:///{tmp_path}/test.db", vault(), now)
    asyncio.run(story(database))
    database.close()


def test_a_caller_who_hangs_up_does_not_spoil_the_commit_of_others(tmp_path: Path) -> None:
    async def story(database: Database) -> None:
        commits = WebhookDesk(database, SECRET)._commits
        impatient = asyncio.create_task(commits.add(incoming(written(1))))
        other = asyncio.create_task(commits.add(incoming(written(2))))
        await asyncio.sleep(0)
        impatient.cancel()
        await other
        await commits.add(incoming(written(3)))
        assert await database.run(stored_ids) == [1, 2, 3]

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))


def test_a_database_that_is_away_is_503_and_the_update_comes_again(tmp_path: Path) -> None:
    async def story(database: Database) -> None:
        async with webhook(database) as client:
            await database.run(drop_tables)
            answer = await client.post(PATH, json=written(5), headers=AUTHENTIC)
            assert answer.status_code == 503
            assert answer.headers["retry-after"] == "1"
            await database.run(mend_tables)
            answer = await client.post(PATH, json=written(5), headers=AUTHENTIC)
            assert answer.status_code == 200
            assert await database.run(stored_ids) == [5]

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))


def test_telegram_is_told_where_to_post_and_posts_there(tmp_path: Path) -> None:
    async def story(database: Database) -> None:
        async with (
            telegram() as (sandbox, url),
            bot_at(url) as bot,
            webhook(database) as client,
        ):
            ours = str(client.base_url).rstrip("/")
            sandbox.faults.down = True
            telling = asyncio.create_task(register(bot, ours, SECRET, asyncio.Event(), (0.05,)))
            await asyncio.sleep(0.1)
            sandbox.faults.down = False
            await telling
            told = next(call for call in sandbox.calls if call.method == "setWebhook")
            assert "callback_query" in json.loads(told.params["allowed_updates"])
            sandbox.user(7, "Ani").send("hello")

            async def stored() -> bool:
                return len(await database.run(stored_ids)) == 1

            await until(stored)

    with staffed_in(tmp_path) as database:
        asyncio.run(story(database))


def test_an_address_that_telegram_refuses_is_told_as_an_error_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            stop = asyncio.Event()
            refused = register(bot, "https://cashout.example:9443", SECRET, stop, (0.01,))
            asking = asyncio.create_task(refused)

            async def tried_twice() -> bool:
                return [call.method for call in sandbox.calls].count("setWebhook") > 1

            await until(tried_twice)
            stop.set()
            await asking

    asyncio.run(story())
    told = [each for each in caplog.records if each.getMessage() == "webhook_refused"]
    assert {each.levelname for each in told} == {"ERROR"}
    assert "telegram_cannot_be_had" not in caplog.messages
    assert "9443" not in caplog.text


def test_a_token_that_is_refused_while_we_run_is_told_and_does_not_end_the_program(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def story() -> None:
        async with telegram() as (_, url), bot_at(url, "1000001:revoked") as bot:
            stop = asyncio.Event()
            asking = asyncio.create_task(register(bot, OURS, SECRET, stop, (0.01,), 0.01))

            async def told_twice() -> bool:
                return caplog.messages.count("telegram_refuses_the_token") > 1

            await until(told_twice)
            assert not asking.done()
            stop.set()
            await asking

    asyncio.run(story())
