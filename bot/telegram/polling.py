"""Fetches updates by long polling; Telegram forgets a batch only after it is committed here."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from telegram import Bot
from telegram.error import Conflict

from bot.telegram.client import RAW
from bot.telegram.intake import KINDS, read, store
from bot.telegram.patience import PAUSES, Patience, is_of_webhook, unless
from bot.telegram.reception import Reception
from storage.engine.database import Database

logger = logging.getLogger(__name__)

Returned = Callable[[float], Awaitable[None]]

LONG_POLL = timedelta(seconds=25)


async def poll(
    bot: Bot,
    database: Database,
    stop: asyncio.Event,
    pauses: Sequence[float] = PAUSES,
    returned: Returned | None = None,
    reception: Reception | None = None,
) -> None:
    """Store updates until `stop` is set; a poll in flight is then cut short.

    `returned` is told after each outage for how many seconds Telegram could not be had, and
    `reception` whenever somebody else takes our updates. A webhook that turns up is taken away.

    `bot` must come from client.build_bot. Raise TokenRefused.
    """
    heard = reception or Reception(database)
    await unless(stop, _poll(bot, database, Patience(pauses), returned, heard))


async def _poll(
    bot: Bot,
    database: Database,
    patience: Patience,
    returned: Returned | None,
    reception: Reception,
) -> None:
    webhook_gone = False
    offset: int | None = None
    while True:
        try:
            if not webhook_gone:
                webhook_gone = await bot.delete_webhook(drop_pending_updates=False)
                await reception.heard()
            offset = await _fetch(bot, database, offset)
        except Conflict as error:
            webhook_gone = webhook_gone and not is_of_webhook(error)
            await reception.conflict(bot, error)
            await patience.after(error)
        except Exception as error:  # noqa: BLE001 - whatever it was, intake goes on; it is logged
            await patience.after(error)
        else:
            await reception.heard()
            await _tell(returned, patience.reset())


async def _tell(returned: Returned | None, away: float) -> None:
    if not away or returned is None:
        return
    try:
        await returned(away)
    except Exception:
        # The message after an outage is a courtesy, so intake goes on without it.
        logger.exception("return_not_told")


async def _fetch(bot: Bot, database: Database, offset: int | None) -> int | None:
    """Store the next batch in one transaction, and return the offset that confirms it.

    The offset lives in memory only: after a restart Telegram gives the last batch again, and
    update ids that are already stored change nothing.
    """
    updates = await bot.get_updates(offset=offset, timeout=LONG_POLL, allowed_updates=KINDS)
    if not updates:
        return offset
    incoming = [read(update.api_kwargs[RAW]) for update in updates]
    await database.run(store, [each for each in incoming if each is not None], bot.username)
    return max(update.update_id for update in updates) + 1
