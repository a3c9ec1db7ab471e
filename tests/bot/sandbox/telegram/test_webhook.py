"""Webhook delivery over real HTTP: queues, secret, retries, Retry-After."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.server import serving
from bot.sandbox.telegram import TelegramSandbox, User
from tests.bot.sandbox.telegram.api import TOKEN, Api, button, keyboard

Json = dict[str, Any]
Answer = Callable[[Json], Response]


class Receiver:
    """The bot's web server: keeps what came, and answers as it is told."""

    def __init__(self, answer: Answer = lambda _: Response()) -> None:
        self.answer = answer
        self.came: list[Json] = []
        self.headers: list[str | None] = []
        self._news = asyncio.Event()
        self.app = Starlette(routes=[Route("/hook", self._take, methods=["POST"])])

    async def _take(self, request: Request) -> Response:
        update: Json = await request.json()
        self.came.append(update)
        self.headers.append(request.headers.get("x-telegram-bot-api-secret-token"))
        self._news.set()
        return self.answer(update)

    async def after(self, count: int) -> list[Json]:
        async with asyncio.timeout(5):
            while len(self.came) < count:
                self._news.clear()
                await self._news.wait()
        return self.came


def text(update: Json) -> str:
    return str(update["message"]["text"]) if "message" in update else "press"


@asynccontextmanager
async def hooked(receiver: Receiver, pace: float = 0.01) -> AsyncIterator[tuple[Api, User]]:
    """Run a stand-in that delivers to the receiver with secret `s3cret`."""
    api = Api()
    api.sandbox = TelegramSandbox(TOKEN, webhook_pace=pace)
    ani = api.sandbox.user(11, "Ani")
    async with serving(receiver.app) as url:
        await api.call("setWebhook", url=f"{url}/hook", secret_token="s3cret")
        yield api, ani
        await api.sandbox.close()


def test_updates_are_posted_in_order_with_the_secret() -> None:
    async def scenario() -> None:
        receiver = Receiver()
        async with hooked(receiver) as (api, ani):
            for word in ("one", "two", "three"):
                ani.send(word)
            assert [text(update) for update in await receiver.after(3)] == ["one", "two", "three"]
            assert receiver.headers == ["s3cret"] * 3
            await asyncio.sleep(0.01)
            assert (await api.call("getWebhookInfo"))["pending_update_count"] == 0

    asyncio.run(scenario())


def test_who_asks_while_the_address_is_changed_sees_the_new_one() -> None:
    async def scenario() -> None:
        receiver, gone_on = Receiver(), asyncio.Event()

        async def hang(_: Request) -> Response:
            receiver._news.set()
            await gone_on.wait()
            return Response()

        slow = Starlette(routes=[Route("/hook", hang, methods=["POST"])])
        async with hooked(receiver) as (api, ani), serving(slow) as url:
            await api.call("setWebhook", url=f"{url}/hook")
            ani.send("held")
            await asyncio.wait_for(receiver._news.wait(), 5)
            change = asyncio.create_task(api.call("setWebhook", url=f"{url}/other"))
            while not change.done():
                await asyncio.sleep(0)
                assert (await api.call("getWebhookInfo"))["url"]
            assert (await api.call("getWebhookInfo"))["url"] == f"{url}/other"
            gone_on.set()

    asyncio.run(scenario())


def test_what_was_open_before_is_delivered_first() -> None:
    async def scenario() -> None:
        receiver = Receiver()
        api = Api()
        api.ani.send("early")
        async with serving(receiver.app) as url:
            await api.call("setWebhook", url=f"{url}/hook")
            assert text((await receiver.after(1))[0]) == "early"
            assert receiver.headers == [None]
            await api.sandbox.close()

    asyncio.run(scenario())


def test_failed_delivery_is_repeated_before_the_next_of_its_queue() -> None:
    async def scenario() -> None:
        failures = iter([500, 404, 500])
        receiver = Receiver(lambda _: Response(status_code=next(failures, 200)))
        async with hooked(receiver) as (api, ani):
            ani.send("one")
            ani.send("two")
            words = [text(update) for update in await receiver.after(5)]
            assert words == ["one", "one", "one", "one", "two"]
            info = await api.call("getWebhookInfo")
            assert info["last_error_message"].startswith("Wrong response from the webhook: 500")
            assert info["last_error_date"] > 0

    asyncio.run(scenario())


def test_a_press_overtakes_messages_that_cannot_be_delivered() -> None:
    async def scenario() -> None:
        receiver = Receiver(
            lambda update: Response(status_code=500 if "message" in update else 200)
        )
        async with hooked(receiver, pace=60) as (api, ani):
            ani.send("stuck")
            await receiver.after(1)
            markup = keyboard(button("Ya", "yes"))
            await api.call("sendMessage", chat_id=11, text="Halo", reply_markup=markup)
            ani.press("Ya")
            async with asyncio.timeout(5):
                while text(receiver.came[-1]) != "press":
                    await receiver.after(len(receiver.came) + 1)

    asyncio.run(scenario())


def test_chats_do_not_wait_for_each_other() -> None:
    async def scenario() -> None:
        receiver = Receiver(lambda one: Response(status_code=500 if text(one) == "stuck" else 200))
        async with hooked(receiver, pace=60) as (api, ani):
            other = api.sandbox.user(12, "Budi")
            ani.send("stuck")
            ani.send("behind")
            other.send("free")
            words = [text(update) for update in await receiver.after(3)]
            assert "free" in words
            assert "behind" not in words

    asyncio.run(scenario())


def test_retry_after_is_honoured() -> None:
    async def scenario() -> None:
        waits = iter([{"Retry-After": "20"}])
        receiver = Receiver(
            lambda _: (
                Response(status_code=503, headers=wait)
                if (wait := next(waits, None))
                else Response()
            )
        )
        async with hooked(receiver) as (_, ani):
            before = asyncio.get_running_loop().time()
            ani.send("one")
            await receiver.after(2)
            assert asyncio.get_running_loop().time() - before >= 0.2

    asyncio.run(scenario())


def test_nobody_listening_is_a_connection_error_and_the_update_stays() -> None:
    async def scenario() -> None:
        api = Api()
        async with serving(Receiver().app) as url:
            pass
        await api.call("setWebhook", url=f"{url}/hook")
        api.ani.send("one")
        await asyncio.sleep(0.1)
        info = await api.call("getWebhookInfo")
        assert info["last_error_message"] == "Connection failed: ConnectError"
        assert info["pending_update_count"] == 1
        await api.call("deleteWebhook")
        assert [text(update) for update in await api.updates()] == ["one"]

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("params", "description"),
    [
        (
            {"url": "http://example.org/hook"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        ({"url": "ftp://127.0.0.1/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://e.org:9443/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://e.org:x/"}, "invalid webhook URL specified"),
        (
            {"url": "https://e.org/", "secret_token": "a b"},
            "secret token contains unallowed characters",
        ),
        ({"url": "https://e.org/", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
def test_webhook_that_cannot_be_is_refused(params: dict[str, object], description: str) -> None:
    assert asyncio.run(Api().refusal("setWebhook", **params)) == (
        400,
        f"Bad Request: {description}",
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://e.org/hook",
        *(f"https://e.org:{port}/hook" for port in (80, 88, 443, 8443)),
        "http://127.0.0.1:8080/hook",
        "https://localhost:9443/hook",
    ],
)
def test_ports_of_telegram_are_taken_and_every_port_of_this_machine(url: str) -> None:
    async def scenario() -> None:
        api = Api()
        await api.call("setWebhook", url=url)
        assert (await api.call("getWebhookInfo"))["url"] == url
        await api.sandbox.close()

    asyncio.run(scenario())


def test_webhook_without_an_address_is_removed() -> None:
    async def scenario() -> None:
        api = Api()
        await api.call("setWebhook", url="http://localhost:1/hook", max_connections=3)
        assert (await api.call("getWebhookInfo"))["max_connections"] == 3
        await api.call("setWebhook")
        assert (await api.call("getWebhookInfo"))["url"] == ""

    asyncio.run(scenario())
