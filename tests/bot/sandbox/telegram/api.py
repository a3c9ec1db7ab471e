"""Calls the stand-in's Bot API without a socket, and keeps a clock that tests turn by hand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from bot.sandbox.telegram import TelegramSandbox, User

TOKEN = "123456:token-for-tests"


class HandClock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Api:
    """A stand-in with one person, Ani, who has not started the bot yet."""

    clock: HandClock = field(default_factory=HandClock)

    def __post_init__(self) -> None:
        self.sandbox = TelegramSandbox(TOKEN, now=self.clock)
        self.sandbox.limits.enabled = False
        self.ani: User = self.sandbox.user(11, "Ani", language_code="id")

    async def raw(self, method: str, token: str = TOKEN, **request: Any) -> httpx.Response:  # noqa: ANN401 (passed on)
        transport = httpx.ASGITransport(self.sandbox.app)
        verb = request.pop("verb", "POST")
        async with httpx.AsyncClient(transport=transport, base_url="http://stand-in") as client:
            return await client.request(verb, f"/bot{token}/{method}", **request)

    async def ask(self, method: str, **params: object) -> dict[str, Any]:
        """Give the whole body of the answer."""
        body: dict[str, Any] = (await self.raw(method, json=params)).json()
        return body

    async def call(self, method: str, **params: object) -> Any:  # noqa: ANN401 (JSON)
        """Give the result; the call must be accepted."""
        body = await self.ask(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **params: object) -> tuple[int, str]:
        """Give the code and the words of a refusal; the call must be refused."""
        answer = await self.raw(method, json=params)
        body = answer.json()
        assert body["ok"] is False
        assert body["error_code"] == answer.status_code
        return body["error_code"], body["description"]

    async def updates(self, **params: object) -> list[dict[str, Any]]:
        updates: list[dict[str, Any]] = await self.call("getUpdates", **params)
        return updates


def keyboard(*buttons: Mapping[str, object]) -> str:
    """One row of inline buttons as JSON."""
    return json.dumps({"inline_keyboard": [list(buttons)]})


def button(label: str, data: str) -> dict[str, str]:
    return {"text": label, "callback_data": data}


def started() -> Api:
    """Give a stand-in whose person has started the bot, with no update left open."""
    api = Api()
    api.ani.send("/start")
    return api
