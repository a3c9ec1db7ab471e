"""Old and new replica side by side on one PostgreSQL, with other settings of the webhook."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import cycle

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.runtime.app import App
from bot.runtime.parts import build_parts
from bot.runtime.start import open_database
from bot.sandbox.server import serving
from bot.settings.settings import Settings
from handlers.services.controls import sending
from storage.engine.unit_of_work import Work
from storage.models.audit import Act
from storage.repositories import audit_trail
from tests.journeys.ports import free_port
from tests.journeys.stage import LOOK_EVERY, Journey, journey, play
from tests.loopback import plain_client

OLD, NEW = "the-secret-of-yesterday", "the-secret-of-today"
WEBHOOK = {"TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": OLD}
PATH = "/telegram/webhook"
SEVERAL_LOOKS = LOOK_EVERY * 8


@asynccontextmanager
async def balancer(ports: list[int]) -> AsyncIterator[str]:
    """Serve one address for several replicas, of which each gets a request in turn."""
    turns = cycle(ports)

    async def pass_on(request: Request) -> Response:
        async with plain_client() as client:
            url, body = f"http://127.0.0.1:{next(turns)}{PATH}", await request.body()
            answer = await client.post(url, content=body, headers=dict(request.headers))
        return Response(answer.content, answer.status_code)

    async with serving(Starlette(routes=[Route(PATH, pass_on, methods=["POST"])])) as url:
        yield url


@asynccontextmanager
async def replica(stage: Journey, settings: Settings) -> AsyncIterator[App]:
    """Run one more replica of the bot."""
    database, stop = open_database(settings, stage.clock), asyncio.Event()
    app = App(build_parts(settings, database, stage.clock, look_every=LOOK_EVERY))
    running = asyncio.create_task(app.run(stop))
    try:
        await asyncio.wait_for(app.ready.wait(), 20)
        yield app
    finally:
        stop.set()
        assert await running == 0
        database.close()


def _newer(settings: Settings, port: int, public_url: str) -> Settings:
    changed = {"web_port": port, "public_url": public_url}
    return settings.model_copy(update={**changed, "telegram_webhook_secret": SecretStr(NEW)})


def _taken(work: Work) -> int:
    return len(audit_trail.times_of(work, Act.UPDATES_TAKEN, 10))


def _posted_to(stage: Journey) -> tuple[str, str]:
    target = stage.telegram._world.webhook.target
    assert target is not None
    return target.url.removesuffix(PATH), target.secret


async def _is_heard(stage: Journey) -> None:
    stage.second.send("/help")
    await stage.second.wait_for("/language", 10)


async def _several_looks(stage: Journey, newer: Settings) -> None:
    """Let both look several times: only the newer is in force, and nobody is alarmed."""
    for _ in range(3):
        await asyncio.sleep(SEVERAL_LOOKS)
        assert _posted_to(stage) == (newer.public_url, NEW)
        await _is_heard(stage)
    await _all_is_quiet(stage)


async def _all_is_quiet(stage: Journey) -> None:
    assert await stage.database.run(_taken) == 0
    assert await stage.database.run(sending.is_open)
    assert not any("@BotFather" in message.text for message in stage.admin.chat.messages)


@pytest.mark.postgres
def test_new_settings_beside_the_old_alarm_nobody_and_the_old_take_over_when_they_stop(
    postgres_url: str,
) -> None:
    async def script(stage: Journey) -> None:
        port = free_port()
        newer = _newer(stage.settings, port, f"http://127.0.0.1:{port}")
        async with replica(stage, newer):
            await _several_looks(stage, newer)
            await stage.order()

        async def back() -> bool:
            return _posted_to(stage) == (stage.settings.public_url, OLD)

        await stage.until(back)
        await _is_heard(stage)
        await _all_is_quiet(stage)

    play(script, postgres_url, extra=WEBHOOK)


@pytest.mark.postgres
def test_a_new_secret_behind_one_address_alarms_nobody_whatever_anybody_posts(
    postgres_url: str,
) -> None:
    """Each replica gets every second post, and refuses those with the secret of the other."""
    ports = [free_port(), free_port()]

    async def run() -> None:
        async with asyncio.timeout(60), balancer(ports) as ours:
            there = {"WEB_PORT": str(ports[0]), "PUBLIC_URL": ours}
            async with journey(postgres_url, WEBHOOK | there) as stage:
                stage.telegram._world.webhook.pace = 0.1
                newer = _newer(stage.settings, ports[1], ours)
                async with replica(stage, newer), plain_client() as anybody:
                    for port in ports:
                        await anybody.post(f"http://127.0.0.1:{port}{PATH}", json={})
                    await _several_looks(stage, newer)

    asyncio.run(run())
