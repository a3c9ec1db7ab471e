"""Builds the parts of one process. Nothing runs here: bot.runtime.app runs them and ends them."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

import httpx
from telegram import Bot

from bot.providers.faspay.client import FaspayClient
from bot.providers.faspay_gateway import FaspayGateway
from bot.runtime import compose
from bot.runtime.pool_size import PoolSize
from bot.settings.settings import Settings, TelegramMode
from bot.telegram.client import build_bot
from bot.telegram.reception import Reception
from bot.telegram.registration import LOOK_EVERY
from bot.web.telegram_webhook import WebhookDesk
from handlers.services.policy import Policy
from storage.engine.database import Database
from storage.engine.high_water import HighWater
from storage.engine.journal import Journal
from storage.engine.vault import Vault

_SPARE_SLOTS = 3
"""Of the journal, beside one for each transfer in flight: for answers that wait to be replayed."""


@dataclass(frozen=True)
class Parts:
    """Everything that one process consists of."""

    settings: Settings
    database: Database
    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    pool_size: PoolSize
    client: FaspayClient = field(repr=False)
    gateway: FaspayGateway
    policy: Policy
    bot: Bot = field(repr=False)
    marks: HighWater
    open_journal: Callable[[], Journal]
    """Opens the journal, which reserves its space: only the run does that. Raise OSError or
    NoSpace."""
    reception: Reception
    webhook: WebhookDesk | None
    """None in polling mode."""
    look_every: float
    """Seconds between two looks whether Telegram still posts to us."""


def build_parts(
    settings: Settings,
    database: Database,
    now: Callable[[], datetime],
    *,
    monotonic: Callable[[], float] = time.monotonic,
    faspay_transport: httpx.AsyncBaseTransport | None = None,
    open_journal: Callable[[Path, Vault, int], Journal] = Journal,
    pool_size: PoolSize | None = None,
    look_every: float = LOOK_EVERY,
) -> Parts:
    """Build them from the settings; every edge may be given by a test."""
    size = pool_size or PoolSize.bearable(settings.faspay_transfers_at_once)
    client = compose.faspay_client(settings, now, faspay_transport)
    vault = Vault.from_setting(settings.data_keys.get_secret_value())
    folder = settings.journal_folder
    return Parts(
        settings=settings,
        database=database,
        now=now,
        monotonic=monotonic,
        pool_size=size,
        client=client,
        gateway=compose.gateway(settings, client, now),
        policy=compose.policy(settings, ""),
        bot=build_bot(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url),
        marks=HighWater(folder, vault),
        open_journal=partial(open_journal, folder, vault, size.transfers + _SPARE_SLOTS),
        reception=Reception(database, monotonic),
        webhook=_webhook(settings, database),
        look_every=look_every,
    )


def _webhook(settings: Settings, database: Database) -> WebhookDesk | None:
    secret = settings.telegram_webhook_secret
    if settings.telegram_mode is not TelegramMode.WEBHOOK or secret is None:
        return None
    return WebhookDesk(database, secret.get_secret_value())
