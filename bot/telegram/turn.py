"""One update, one transaction: python-telegram-bot run over exactly the rows of one chat.

A request-scoped Application is the public way to have ConversationHandler on any replica:
`initialize()` asks the persistence for the loaded state, `update_persistence()` hands back the
changes (measurements.md, 2.3). Its bot has no wire: a handler that tries the network fails.
"""

import asyncio
import json
import logging
from datetime import datetime, timedelta
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, ExtBot

import handlers
from bot.telegram.one_chat import OneChat
from handlers.chat.context import Context, Turn, TurnApplication
from handlers.messages import drafts
from handlers.services.policy import Policy
from storage.engine.database import Database, NotUnique, StaleRead
from storage.engine.unit_of_work import Work
from storage.repositories import conversations, inbox

logger = logging.getLogger(__name__)

_ATTEMPTS = 4
_TRY_AGAIN = timedelta(seconds=2)


class HandlerFailed(Exception):  # noqa: N818 - names the situation
    """A handler raised; the transaction was rolled back. The cause is chained."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"update {seq}")
        self.seq = seq


class HandlerOvertaken(HandlerFailed, StaleRead):
    """Somebody else was faster: the database runs it again, and who always loses is put off."""


def take_turn(
    work: Work,
    policy: Policy,
    bot: ExtBot[None],
    raw: str,
    chat_id: int,
    received_at: datetime | None = None,
) -> None:
    """Load the chat, run the handlers, keep what changed. Raise what they raise.

    `received_at` is when the update reached us; None is now.
    """
    update = Update.de_json(_sayable(json.loads(raw)), bot)
    drafts.end_if_overdue(work, policy, chat_id)
    turn = Turn.begin(work, policy, update, chat_id, received_at or work.now)
    before, _ends_at = conversations.open_in(work, chat_id)
    chat = OneChat(chat_id, before)
    asyncio.run(_run(turn, bot, chat))
    if turn.error is not None:
        raise turn.error
    turn.toast()
    if (kept := chat.conversations()) or before:
        conversations.keep(work, chat_id, kept, work.now + policy.draft_lasts if kept else None)


def _sayable(update: dict[str, Any]) -> dict[str, Any]:
    """Put "?" for each half of a surrogate pair: JSON can hold it, no hash, seal or column can.

    One for one, so that every offset into the text stays right.
    """
    written = json.dumps(update, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:
        update = json.loads(written.encode("utf-8", "replace"))
    return update


async def _run(turn: Turn, bot: ExtBot[None], chat: OneChat) -> None:
    application = (
        ApplicationBuilder()
        .bot(bot)
        .updater(None)
        .job_queue(None)
        .persistence(chat)
        .context_types(ContextTypes(context=Context))
        .application_class(TurnApplication, {"turn": turn})
        .build()
    )
    handlers.register(application)
    await application.initialize()
    await application.process_update(turn.update)
    await application.update_persistence()


def handle_next(work: Work, policy: Policy, bot: ExtBot[None]) -> bool:
    """Handle the update whose turn it is. False when none waits. Raise HandlerFailed.

    Whatever goes wrong names the update: one that is not put off would hold up everybody's.
    """
    stored = inbox.next_update(work)
    if stored is None or stored.seq is None:
        return False
    seq = stored.seq  # a failed flush makes the row unreadable
    try:
        raw = inbox.raw_of(work, stored)
        take_turn(work, policy, bot, raw, stored.chat_id, stored.received_at)
        inbox.finish_update(work, stored)
        work.session.flush()  # here: in the commit nobody knows which it was
    except (StaleRead, NotUnique) as error:
        raise HandlerOvertaken(seq) from error
    except Exception as error:
        raise HandlerFailed(seq) from error
    return True


def put_off(work: Work, policy: Policy, seq: int) -> None:
    """Try a failed update again in a moment; after some attempts give it up and say so."""
    stored = inbox.update_by_seq(work, seq)
    if stored is None or stored.done_at is not None:
        return
    stored.attempts += 1
    if stored.attempts < _ATTEMPTS:
        inbox.put_off_update(work, stored, work.now + _TRY_AGAIN * stored.attempts)
        return
    stored.failed = True
    inbox.finish_update(work, stored)
    drafts.apologise(work, policy, stored.chat_id)


async def handle_one(database: Database, policy: Policy, bot: ExtBot[None]) -> bool:
    """Handle one update in one transaction. False when none waits."""
    try:
        return await database.run(handle_next, policy, bot)
    except HandlerFailed as failed:
        logger.exception("update_failed", extra={"update_seq": failed.seq})
        await database.run(put_off, policy, failed.seq)
        return True
