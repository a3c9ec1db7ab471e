"""The doctor believes that the bot is reached only where the bot itself has answered."""

import asyncio
from pathlib import Path

import httpx
import pytest
from telegram import WebhookInfo

from bot.cli.doctor_reach import wrong_at, wrong_with
from bot.settings.settings import Settings
from bot.web.application import build
from bot.web.health import Readiness
from bot.web.telegram_webhook import WebhookDesk
from storage.engine.database import Database
from tests.bot.cli.helpers import Folder
from tests.bot.telegram.helpers import database_in

OURS = "https://cashout.example"
HOOKED = {"TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": "made-up"}


def settings(folder: Path, **more: str) -> Settings:
    return Folder(folder, PUBLIC_URL=OURS, **more).load()


def seen(given: Settings, transport: httpx.AsyncBaseTransport) -> str:
    async def look() -> str:
        async with httpx.AsyncClient(transport=transport) as client:
            return await wrong_at(given, client)

    return asyncio.run(look())


def this_bot(database: Database) -> httpx.ASGITransport:
    desk = WebhookDesk(database, "made-up")
    readiness = Readiness({}, lambda: 0.0)
    return httpx.ASGITransport(build(database, readiness=readiness, webhook=desk.receive))


def proxy(forwarded: httpx.ASGITransport, *folders: str) -> httpx.AsyncBaseTransport:
    """Forward what begins with one of these; all else is the proxy's own 404."""

    class Proxy(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.path.startswith(folders):
                return await forwarded.handle_async_request(request)
            return httpx.Response(404, html="<h1>404 Not Found</h1>")

    return Proxy()


def test_this_bot_is_recognised_in_both_modes(tmp_path: Path) -> None:
    with database_in(tmp_path) as database:
        assert seen(settings(tmp_path), this_bot(database)) == ""
        assert seen(settings(tmp_path, **HOOKED), this_bot(database)) == ""


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, html="<h1>Welcome</h1>"),
        httpx.Response(200, json={"status": "ok"}),
        httpx.Response(200, json=[]),
        httpx.Response(200),
    ],
    ids=["a page", "another program", "odd JSON", "nothing"],
)
def test_something_else_that_answers_200_is_not_this_bot(
    tmp_path: Path, answer: httpx.Response
) -> None:
    wrong = seen(settings(tmp_path), httpx.MockTransport(lambda _: answer))
    assert "something else than this bot" in wrong


def test_a_proxy_that_forwards_the_health_only_is_found_out(tmp_path: Path) -> None:
    with database_in(tmp_path) as database:
        wrong = seen(settings(tmp_path), proxy(this_bot(database), "/healthz"))
    assert "PUBLIC_URL/faspay/ is answered with 404" in wrong


def test_in_webhook_mode_the_webhook_must_be_forwarded_too(tmp_path: Path) -> None:
    with database_in(tmp_path) as database:
        forwarding = proxy(this_bot(database), "/healthz", "/faspay/")
        assert seen(settings(tmp_path), forwarding) == ""
        wrong = seen(settings(tmp_path, **HOOKED), forwarding)
    assert "PUBLIC_URL/telegram/ is answered with 404" in wrong


def hook(url: str, error: str | None = None) -> WebhookInfo:
    return WebhookInfo(url, False, 0, last_error_message=error)  # noqa: FBT003 - the library's own order


@pytest.mark.parametrize(
    ("registered", "says"),
    [
        (hook(f"{OURS}/telegram/webhook"), ""),
        (hook(""), "posts nowhere"),
        (hook("https://other.example/bot/1000001:secret"), "another address (other.example)"),
        (hook(f"{OURS}:8443/telegram/webhook"), "another address (cashout.example:8443)"),
        (hook(f"{OURS}/telegram/webhook", "502 Bad Gateway"), "reaches us badly"),
    ],
    ids=["ours", "none", "another", "another port", "badly"],
)
def test_webhook_that_is_not_ours_is_named(
    tmp_path: Path, registered: WebhookInfo, says: str
) -> None:
    wrong = wrong_with(registered, settings(tmp_path, **HOOKED))
    assert says in wrong
    assert bool(wrong) is bool(says)
    assert "secret" not in wrong


def test_in_polling_mode_no_webhook_may_be_left(tmp_path: Path) -> None:
    assert wrong_with(hook(""), settings(tmp_path)) == ""
    wrong = wrong_with(hook("https://other.example/x"), settings(tmp_path))
    assert "posts to other.example" in wrong
