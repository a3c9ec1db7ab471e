"""Notices whether people's messages come to us, and to us alone."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from telegram import Bot, WebhookInfo
from telegram.error import Conflict, TelegramError

from bot.telegram.patience import is_of_webhook
from handlers.services.controls import takeover
from storage.engine.database import Database

logger = logging.getLogger(__name__)

_TWICE_WITHIN = 60.0
"""Seconds: one refused poll may be the last of a program that is just being replaced."""


class Reception:
    """What one process knows of it. Readiness asks, and admins are told."""

    def __init__(self, database: Database, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._monotonic = monotonic
        self._shared_at = float("-inf")
        self._is_ours = True
        self._is_untold = False

    def is_ours(self) -> bool:
        """Say whether people's messages come here, as far as is known."""
        return self._is_ours

    async def heard(self) -> None:
        """Note that updates come to us, and whatever could not be noted before."""
        self._is_ours = True
        if self._is_untold:
            await self._tell_taken()

    async def conflict(self, bot: Bot, error: Conflict) -> None:
        """Note that Telegram would not give us updates because somebody else has them."""
        self._is_ours = False
        if is_of_webhook(error):
            self.lost(await _info(bot))
            await self._tell_taken()
            return
        now = self._monotonic()
        again, self._shared_at = now - self._shared_at < _TWICE_WITHIN, now
        if again:
            with _all_the_same():
                await self._database.run(takeover.shared)

    def lost(self, info: WebhookInfo | None) -> None:
        """Note that somebody else has set, or taken away, where Telegram posts."""
        self._is_ours = False
        logger.critical("updates_taken_away", extra={"host": host_of(info.url if info else "")})

    async def _tell_taken(self) -> None:
        self._is_untold = True
        with _all_the_same():
            await self._database.run(takeover.taken)
            self._is_untold = False


@contextmanager
def _all_the_same() -> Iterator[None]:
    """Go on while the database is away: updates are fetched again first, and noted then."""
    try:
        yield
    except Exception:
        logger.exception("takeover_not_noted")


def host_of(url: str) -> str:
    """Return host and port of a foreign address: its path may be somebody's secret."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.hostname or ''}{port}"


async def _info(bot: Bot) -> WebhookInfo | None:
    try:
        return await bot.get_webhook_info()
    except TelegramError:
        return None
