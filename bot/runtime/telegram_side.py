"""Runs what speaks with Telegram: takes updates, answers them, and sends messages."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

from telegram.error import InvalidToken

from bot.runtime import workers
from bot.runtime.parts import Parts
from bot.telegram.claim import WebhookClaim
from bot.telegram.no_wire import silent_bot
from bot.telegram.patience import Patience, TokenRefused, token_refused_again, unless
from bot.telegram.polling import poll
from bot.telegram.registration import Posts, Registration
from bot.telegram.sender import MessageSender
from bot.telegram.turn import handle_one
from handlers.cash_out import reoffer
from handlers.services.controls.registration import Terms
from storage.engine.unit_of_work import WakeUp


class TelegramSide:
    """What speaks with Telegram in one process, each until it is to stop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.ready = asyncio.Event()
        """Set once Telegram knows us and everything runs."""

    async def listen(self, stop: asyncio.Event) -> None:
        """Take what people say, once Telegram has told us who we are. Raise TokenRefused."""
        parts = self._parts
        me = await unless(stop, self._who_am_i())
        if me is None:
            return
        token = parts.settings.telegram_bot_token.get_secret_value()
        silent = await silent_bot(token, me)
        policy = replace(parts.policy, bot_username=str(me["username"]))
        if parts.webhook is not None:
            parts.webhook.known_as(policy.bot_username)

        def handle() -> Coroutine[Any, Any, bool]:
            return handle_one(parts.database, policy, silent)

        wake_up = parts.database.wake_up(WakeUp.UPDATES)
        async with asyncio.TaskGroup() as listening:
            listening.create_task(self._take_updates(stop))
            for _ in range(parts.pool_size.updates):
                listening.create_task(workers.keep("updates", handle, wake_up, stop))
            self.ready.set()

    async def send(self, stop: asyncio.Event, quiet: asyncio.Event) -> None:
        """Send messages until `quiet`, which comes after the workers have ended."""
        parts = self._parts
        if await unless(stop, self._who_am_i()) is None:
            return
        sender = MessageSender(
            parts.bot,
            parts.database,
            parts.policy,
            parts.gateway.open_code,
            parts.now,
            parts.monotonic,
        )
        await sender.run(quiet)

    async def _who_am_i(self) -> dict[str, Any]:
        bot, patience = self._parts.bot, Patience()
        while True:
            try:
                await bot.initialize()
            except InvalidToken:
                raise TokenRefused from None
            except Exception as error:  # noqa: BLE001 - Telegram is away: Faspay's side goes on
                await patience.after(error)
            else:
                return bot.bot.to_dict()

    async def _take_updates(self, stop: asyncio.Event) -> None:
        parts = self._parts
        if parts.webhook is not None:
            await self._registration(parts.webhook).keep(stop)
            return
        back, reception = self._telegram_is_back, parts.reception
        while not stop.is_set():
            try:
                await poll(parts.bot, parts.database, stop, returned=back, reception=reception)
            except TokenRefused:
                await unless(stop, token_refused_again())

    def _registration(self, posts: Posts) -> Registration:
        parts = self._parts
        url = parts.policy.public_url
        claim = WebhookClaim(parts.database, Terms(url, posts.secret))
        return Registration(
            parts.bot, posts, parts.reception, claim, url, look_every=parts.look_every
        )

    async def _telegram_is_back(self, away_seconds: float) -> None:
        if away_seconds >= reoffer.LOST_AFTER.total_seconds():
            await self._parts.database.run(reoffer.ask_again, self._parts.policy)
