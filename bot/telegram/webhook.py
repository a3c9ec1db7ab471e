"""Tells Telegram to post updates to us, and where."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from bot.telegram.envelope import KINDS
from bot.telegram.patience import PAUSES, TOKEN_AGAIN, Patience, token_refused_again, unless

PATH = "/telegram/webhook"

logger = logging.getLogger(__name__)


def address(public_url: str) -> str:
    """Return where Telegram is to post to: what getWebhookInfo must give back."""
    return f"{public_url}{PATH}"


async def register(
    bot: Bot,
    public_url: str,
    secret: str,
    stop: asyncio.Event,
    pauses: Sequence[float] = PAUSES,
    token_again: float = TOKEN_AGAIN,
    announce: Callable[[], Awaitable[bool]] | None = None,
) -> bool:
    """Tell Telegram where to post, until it works, `stop` is set or another process does it.

    `announce` runs before each try, and says whether it is still ours to do. True: it worked.
    """
    url, patience = address(public_url), Patience(pauses)
    trying = _register(bot, url, secret, patience, token_again, announce)
    return bool(await unless(stop, trying))


async def _register(
    bot: Bot,
    url: str,
    secret: str,
    patience: Patience,
    token_again: float,
    announce: Callable[[], Awaitable[bool]] | None,
) -> bool:
    while announce is None or await announce():
        try:
            await bot.set_webhook(
                url, secret_token=secret, allowed_updates=KINDS, drop_pending_updates=False
            )
        except InvalidToken:
            await token_refused_again(token_again)
        except BadRequest:
            # Telegram is there and does not take this address: people must mend that, too.
            seconds = patience.next_pause()
            logger.error("webhook_refused", extra={"delay_seconds": seconds})  # noqa: TRY400 - its words may quote the address
            await asyncio.sleep(seconds)
        except Exception as error:  # noqa: BLE001 - whatever it was, we try again; it is logged
            await patience.after(error)
        else:
            return True
    return False
