"""The composition root: every edge is an argument, every part is built here and stopped here."""

import asyncio
import contextlib
import logging
import os
import socket
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from telegram import Bot
from telegram.error import InvalidToken

from bot.providers.faspay.client import FaspayClient
from bot.providers.faspay_gateway import FaspayGateway
from bot.runtime import compose, workers
from bot.runtime.drain import last_words
from bot.runtime.readiness import checks
from bot.runtime.recovery import catch_up
from bot.runtime.start import CannotStart, usable_journal
from bot.runtime.worker_pool import Crew, at_work
from bot.settings.settings import Settings, TelegramMode
from bot.telegram import webhook
from bot.telegram.claim import WebhookClaim
from bot.telegram.client import build_bot
from bot.telegram.patience import Patience, TokenRefused, token_refused_again, unless
from bot.telegram.polling import poll
from bot.telegram.reception import Reception
from bot.telegram.registration import LOOK_EVERY, Registration
from bot.telegram.sender import Sender
from bot.telegram.turn import handle_one, silent_bot
from bot.web.application import build
from bot.web.health import Readiness
from bot.web.metrics import metrics_app
from bot.web.server import serve
from handlers.cash_out import reoffer
from handlers.jobs import data_age
from handlers.jobs.clock import ClockWatch
from handlers.jobs.transfers import House
from handlers.services.controls.registration import Terms
from handlers.services.policy import Policy
from storage.engine.database import Database, DatabaseUnusable
from storage.engine.high_water import HighWater
from storage.engine.journal import Journal
from storage.engine.unit_of_work import Bell
from storage.engine.vault import Vault

logger = logging.getLogger(__name__)

_MOST_SCRAPERS = 50
"""Connections to the port of metrics that may be silent."""
_SPARE_SLOTS = 3
"""Of the journal, beside one for each transfer in flight: for answers that wait to be replayed."""


class App:
    """The whole house, for as long as `run` runs. `web_port` tells the port that was taken."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        now: Callable[[], datetime],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        faspay_transport: httpx.AsyncBaseTransport | None = None,
        open_journal: Callable[[Path, Vault, int], Journal] = Journal,
        crew: Crew | None = None,
        look_every: float = LOOK_EVERY,
    ) -> None:
        self._settings = settings
        self._database = database
        self._now = now
        self._monotonic = monotonic
        self._open_journal = open_journal
        self._crew = crew or Crew.bearable(settings.faspay_transfers_at_once)
        self._client: FaspayClient = compose.faspay_client(settings, now, faspay_transport)
        self._gateway: FaspayGateway = compose.gateway(settings, self._client, now)
        self._policy: Policy = compose.policy(settings, "")
        token = settings.telegram_bot_token.get_secret_value()
        self._bot: Bot = build_bot(token, settings.telegram_api_url)
        self._look_every = look_every
        """Seconds between two looks whether Telegram still posts to us."""
        self._desk: webhook.WebhookDesk | None = None
        self._reception = Reception(database, monotonic)
        self._failure: Exception | None = None
        self.web_port = 0
        self.ready = asyncio.Event()
        """Set once Telegram knows us and everything runs."""

    async def run(self, stop: asyncio.Event) -> int:
        """Run until `stop`; then finish what is in flight. Raise CannotStart."""
        vault = Vault.from_setting(self._settings.data_keys.get_secret_value())
        slots = self._crew.senders + _SPARE_SLOTS
        folder = self._settings.journal_folder
        with usable_journal(folder):
            journal = self._open_journal(folder, vault, slots)
        self._marks = HighWater(folder, vault)
        try:
            return await self._run(stop, journal)
        finally:
            journal.close()

    async def _run(self, stop: asyncio.Event, journal: Journal) -> int:
        admins = self._settings.admin_ids
        ours = (self._database, self._marks, journal, self._policy)
        if not await catch_up(*ours, admins, stop):
            return 0
        quiet = asyncio.Event()
        async with self._open(), asyncio.TaskGroup() as lasting:
            lasting.create_task(self._or_stop(self._say(stop, quiet), stop))
            async with asyncio.TaskGroup() as working:
                for work in self._workers(stop, journal):
                    working.create_task(self._or_stop(work, stop))
                logger.info("started", extra={"port": self.web_port})
                await stop.wait()
                logger.info("stopping")
            try:
                await self._end()
            finally:
                quiet.set()
        logger.info("stopped")
        if self._failure is not None:
            raise self._failure
        return 0

    async def _end(self) -> None:
        """Move the mark on, and let the last words be said; without a database neither can be."""
        with contextlib.suppress(DatabaseUnusable):
            await self._is_current()
            await last_words(self._database, self._monotonic)

    async def _is_current(self) -> bool:
        return await data_age.is_current(self._database, self._marks)

    @contextlib.asynccontextmanager
    async def _open(self) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as stack:
            stack.push_async_callback(self._client.aclose)
            stack.push_async_callback(self._bot.shutdown)
            self._desk = desk = self._webhook_desk()
            web = build(
                self._database,
                readiness=self._readiness(),
                signature=compose.callback_check(self._settings),
                webhook=desk.receive if desk else None,
                metrics=self._settings.metrics_port is None,
            )
            host = self._settings.web_host
            try:
                self.web_port = await stack.enter_async_context(
                    serve(web, host, self._settings.web_port)
                )
                if self._settings.metrics_port is not None:
                    metrics = metrics_app(self._database)
                    await stack.enter_async_context(
                        serve(
                            metrics, host, self._settings.metrics_port, most_waiting=_MOST_SCRAPERS
                        )
                    )
            except OSError as error:
                raise CannotStart(
                    f"WEB_HOST and WEB_PORT (or METRICS_PORT) cannot be used: {error.strerror}. "
                    "Is another program there already?"
                ) from error
            yield

    def _webhook_desk(self) -> webhook.WebhookDesk | None:
        secret = self._settings.telegram_webhook_secret
        if self._settings.telegram_mode is not TelegramMode.WEBHOOK or secret is None:
            return None
        return webhook.WebhookDesk(self._database, secret.get_secret_value())

    def _workers(self, stop: asyncio.Event, journal: Journal) -> list[Coroutine[Any, Any, None]]:
        house = House(
            self._database,
            self._gateway,
            self._policy,
            _our_name(),
            monotonic=self._monotonic,
            journal=journal,
            stopping=stop.is_set,
            is_current=self._is_current,
        )
        clock = ClockWatch(self._database, self._gateway, self._monotonic, self._policy)
        working = at_work(self._crew, house, clock, self._is_current, stop)
        return [*working, self._listen(stop)]

    async def _listen(self, stop: asyncio.Event) -> None:
        """Take what people say, once Telegram has told us who we are."""
        me = await unless(stop, self._who_am_i())
        if me is None:
            return
        token = self._settings.telegram_bot_token.get_secret_value()
        silent = await silent_bot(token, me)
        policy = replace(self._policy, bot_username=str(me["username"]))
        if self._desk is not None:
            self._desk.known_as(policy.bot_username)

        def handle() -> Coroutine[Any, Any, bool]:
            return handle_one(self._database, policy, silent)

        bell = self._database.bell(Bell.UPDATES)
        async with asyncio.TaskGroup() as listening:
            listening.create_task(self._take_updates(stop))
            for _ in range(self._crew.readers):
                listening.create_task(workers.keep("updates", handle, bell, stop))
            self.ready.set()

    async def _who_am_i(self) -> dict[str, Any]:
        patience = Patience()
        while True:
            try:
                await self._bot.initialize()
            except InvalidToken:
                raise TokenRefused from None
            except Exception as error:  # noqa: BLE001 - Telegram is away: Faspay's side goes on
                await patience.after(error)
            else:
                return self._bot.bot.to_dict()

    async def _take_updates(self, stop: asyncio.Event) -> None:
        if self._desk is not None:
            await self._registration(self._desk).keep(stop)
            return
        back, reception = self._telegram_is_back, self._reception
        while not stop.is_set():
            try:
                await poll(self._bot, self._database, stop, returned=back, reception=reception)
            except TokenRefused:
                await unless(stop, token_refused_again())

    def _registration(self, desk: webhook.WebhookDesk) -> Registration:
        url = self._policy.public_url
        claim = WebhookClaim(self._database, Terms(url, desk.secret))
        return Registration(
            self._bot, desk, self._reception, claim, url, look_every=self._look_every
        )

    async def _telegram_is_back(self, away_seconds: float) -> None:
        if away_seconds >= reoffer.LOST_AFTER.total_seconds():
            await self._database.run(reoffer.ask_again, self._policy)

    async def _say(self, stop: asyncio.Event, quiet: asyncio.Event) -> None:
        if await unless(stop, self._who_am_i()) is None:
            return
        sender = Sender(
            self._bot,
            self._database,
            self._policy,
            self._gateway.open_code,
            self._now,
            self._monotonic,
        )
        await sender.run(quiet)

    async def _or_stop(self, work: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
        """Stop everything in good order when one part cannot go on: no transfer is cut off."""
        try:
            await work
        except TokenRefused as error:
            self._failure = CannotStart(str(error))
            stop.set()
        except Exception as error:
            logger.exception("part_failed")
            self._failure = error
            stop.set()

    def _readiness(self) -> Readiness:
        is_posted = self._settings.telegram_mode is TelegramMode.WEBHOOK
        url = webhook.address(self._settings.public_url) if is_posted else None
        looks = checks(self._database, self._bot, self._gateway, url)
        now = {"telegram": self._reception.is_ours}
        return Readiness(looks, self._monotonic, kept_seconds=30, now=now)


def _our_name() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}"
