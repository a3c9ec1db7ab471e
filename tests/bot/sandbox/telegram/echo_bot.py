"""A tiny scripted bot in place of the product: it greets, echoes, edits, deletes and protects."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx

from tests.bot.sandbox.telegram.api import TOKEN

Json = dict[str, Any]
NOVEMBER = 1_795_331_100
"""22 Nov 2026 14.05 WIB."""
CHOICES: Json = {
    "inline_keyboard": [
        [
            {"text": "Yes", "callback_data": "yes", "style": "primary"},
            {"text": "No", "callback_data": "no", "style": "danger"},
        ],
        [{"text": "Explain", "callback_data": "explain"}],
    ]
}


class EchoBot:
    """Long-polls the stand-in and answers by a fixed script."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def call(self, method: str, **params: object) -> Any:  # noqa: ANN401 (JSON)
        answer = await self._client.post(f"/bot{TOKEN}/{method}", json=params)
        body = answer.json()
        assert body["ok"], body["description"]
        return body["result"]

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                await self._handle(update)

    async def _handle(self, update: Json) -> None:
        if "callback_query" in update:
            await self._pressed(update["callback_query"])
        elif "message" in update:
            await self._told(update["message"], update["message"]["chat"]["id"])
        elif "edited_message" in update:
            message = update["edited_message"]
            await self._say(message["chat"]["id"], f"You meant: {message['text']}")

    async def _say(self, chat_id: int, text: str, **more: object) -> Json:
        message: Json = await self.call("sendMessage", chat_id=chat_id, text=text, **more)
        return message

    async def _told(self, message: Json, chat_id: int) -> None:
        match message:
            case {"contact": contact}:
                await self._say(chat_id, f"Thanks for {contact['phone_number']}")
            case {"sticker": _}:
                await self._say(chat_id, "Nice sticker")
            case {"text": "/start"}:
                text = "Welcome! Shall we begin? Invite: https://t.me/cashout_demo_bot?start=INV1"
                await self._say(chat_id, text, reply_markup=CHOICES)
            case {"text": "secret"}:
                await self._secret(chat_id)
            case {"text": "when"}:
                await self._tell_times(chat_id)
            case {"text": "vanish"}:
                gone = await self._say(chat_id, "Now you see me")
                await self.call("deleteMessage", chat_id=chat_id, message_id=gone["message_id"])
            case {"text": text}:
                await self._say(chat_id, f"You said: {text}")

    async def _secret(self, chat_id: int) -> None:
        sent = await self._say(chat_id, "The code appears here", protect_content=True)
        message_id, code = sent["message_id"], "Code: 0123 456 789"
        where = {"chat_id": chat_id, "message_id": message_id}
        copy = {"inline_keyboard": [[{"text": "Copy code", "copy_text": {"text": "0123456789"}}]]}
        await self.call("editMessageText", **where, text=code, reply_markup=copy)

    async def _tell_times(self, chat_id: int) -> None:
        text, shown = "Until 22 Nov 2026 14.05 WIB (no later), noted 14.05 WIB", ("Dt", "r", "")
        spans = [(6, 21), (29, 8), (46, 9)]
        entities = [
            {"type": "date_time", "offset": offset, "length": length}
            | {"unix_time": NOVEMBER, "date_time_format": form}
            for (offset, length), form in zip(spans, shown, strict=True)
        ]
        await self._say(chat_id, text, entities=entities)

    async def _pressed(self, query: Json) -> None:
        if query["data"] == "explain":
            text = "This is a window."
            await self.call(
                "answerCallbackQuery", callback_query_id=query["id"], text=text, show_alert=True
            )
            return
        await self.call("answerCallbackQuery", callback_query_id=query["id"], text="Noted")
        where = {"chat_id": query["message"]["chat"]["id"]}
        where |= {"message_id": query["message"]["message_id"]}
        await self.call("editMessageText", **where, text=f"Chosen: {query['data']}")


@asynccontextmanager
async def echoing(base_url: str) -> AsyncIterator[EchoBot]:
    """Run the bot against a stand-in until the block is left."""
    async with httpx.AsyncClient(base_url=base_url, timeout=30, trust_env=False) as client:
        bot = EchoBot(client)
        running = asyncio.create_task(bot.run())
        try:
            yield bot
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
