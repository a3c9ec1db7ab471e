"""Waits while Telegram cannot be reached, a little longer each time, and logs it."""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Coroutine, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

T = TypeVar("T")

TOKEN_AGAIN = 60.0
"""Seconds between two tries with a token that is refused."""
PAUSES = (1.0, 2.0, 5.0)
"""Seconds after the first, second, ... failure in a row; the last one for ever: somebody may be
waiting for an answer when Telegram is back."""
_JITTER = 0.3
"""The share by which a pause may be shorter, so that not all processes come back at once."""

logger = logging.getLogger(__name__)


class TokenRefused(Exception):  # noqa: N818 - a situation the operator must mend
    """Telegram does not know the bot's token."""

    def __init__(self) -> None:
        super().__init__("Telegram does not know this bot: check TELEGRAM_BOT_TOKEN")


class Patience:
    """Counts failures in a row and waits after each."""

    def __init__(
        self,
        pauses: Sequence[float] = PAUSES,
        chance: Callable[[], float] = random.random,  # noqa: S311 - it spreads tries, and guards nothing
    ) -> None:
        self._pauses = pauses
        self._chance = chance
        self._failures = 0
        self._failing_since = 0.0

    def reset(self) -> float:
        """Reset after a success; return for how many seconds there was none."""
        away = time.monotonic() - self._failing_since if self._failures else 0.0
        self._failures = 0
        return away

    async def after(self, error: Exception) -> None:
        """Log a failure and wait. Raise TokenRefused where waiting does not help."""
        if isinstance(error, InvalidToken):
            raise TokenRefused from None
        seconds = self.next_pause()
        if isinstance(error, RetryAfter):
            seconds = seconds_of(error)
        _log(error, seconds)
        await asyncio.sleep(seconds)

    def next_pause(self) -> float:
        """Count one more failure; return for how many seconds to wait after it."""
        seconds = self._pauses[min(self._failures, len(self._pauses) - 1)]
        if not self._failures:
            self._failing_since = time.monotonic()
        self._failures += 1
        return seconds * (1 - _JITTER * self._chance())


def seconds_of(error: RetryAfter) -> float:
    """Return how long Telegram asks us to wait; the library is changing the type of it."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


def is_of_webhook(error: Conflict) -> bool:
    """Say whether updates are withheld because a webhook was set, and not for another poll.

    Telegram's words: "can't use getUpdates method while webhook is active; use deleteWebhook to
    delete the webhook first", or, of the poll that was waiting, "terminated by setWebhook request".
    """
    return "webhook" in error.message.lower()


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """Run `work` until it ends or `stop` is set; then it is cancelled and None comes back."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        stopping.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)


async def token_refused_again(seconds: float = TOKEN_AGAIN) -> None:
    """Tell that a token which was right when we started is refused now, and wait a while.

    Faspay's side goes on meanwhile; people must mend this.
    """
    logger.critical("telegram_refuses_the_token")
    await asyncio.sleep(seconds)


def _log(error: Exception, seconds: float) -> None:
    if isinstance(error, Conflict):
        other = "another_process_polls_with_this_token"
        event = "webhook_set_by_another" if is_of_webhook(error) else other
        logger.error(event, extra={"delay_seconds": seconds})
    elif isinstance(error, TelegramError):
        # The words of these errors may quote the address, which has the token in it.
        fields = {"error_type": type(error).__name__, "delay_seconds": seconds}
        logger.warning("telegram_cannot_be_had", extra=fields)
    else:
        logger.error("updates_not_stored", exc_info=error, extra={"delay_seconds": seconds})
