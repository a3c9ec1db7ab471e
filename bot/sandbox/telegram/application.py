"""The stand-in's addresses: the Bot API, the page, what the page calls, and Faspay's controls."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.telegram.page import PageApi
from bot.sandbox.telegram.server import BotApi

PAGE_FOLDER = Path(__file__).parent.parent / "page"
_HEADERS = [
    (b"content-security-policy", b"default-src 'self'; frame-ancestors 'none'; base-uri 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
]


class _SafeHeaders:
    """Adds headers by which the browser runs nothing but the page's own files."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        await self._app(scope, receive, with_headers)


async def _index(_: Request) -> Response:
    return FileResponse(PAGE_FOLDER / "index.html")


def build(bot_api: BotApi, page: PageApi, faspay_control: ASGIApp | None) -> ASGIApp:
    """Put the parts together as one ASGI application."""
    routes: list[Route | Mount] = [
        Route("/bot{token}/{method}", bot_api.answer, methods=["GET", "POST"]),
        Route("/", _index),
        Mount("/page", StaticFiles(directory=PAGE_FOLDER)),
        Mount("/sandbox", routes=page.routes()),
    ]
    if faspay_control is not None:
        routes.append(Mount("/faspay-control", faspay_control))
    return Starlette(routes=routes, middleware=[Middleware(_SafeHeaders)])
