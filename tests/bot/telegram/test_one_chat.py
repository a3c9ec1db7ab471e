"""A chat's conversations live apart: each with its step and what it keeps, on any replica."""

import asyncio
import json
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackContext,
    CommandHandler,
    ConversationHandler,
    ExtBot,
    MessageHandler,
    filters,
)

from bot.telegram.no_wire import silent_bot
from bot.telegram.one_chat import OneChat
from storage.repositories.conversations import OpenConversation, OpenConversations
from tests.bot.telegram.helpers import TOKEN
from tests.bot.telegram.test_turn import ME, raw_update
from tests.factories import AGENT, an_open_draft

Context = CallbackContext[ExtBot[None], dict[str, Any], dict[str, Any], dict[str, Any]]
DRAFT = an_open_draft(nonce="aa", name="Siti")


async def ask(_update: Update, context: Context) -> str:
    """Ask for a PIN."""
    kept(context)["tries"] = 3
    return "typing"


async def typed(update: Update, context: Context) -> str | int:
    """Take a digit; end at the last."""
    text = (update.message.text if update.message else None) or ""
    kept(context)["digits"] = text
    return ConversationHandler.END if text == "4711" else "typing"


def kept(context: Context) -> dict[str, Any]:
    data = context.user_data
    assert data is not None
    found: dict[str, Any] = data.setdefault("pin", {})
    return found


def pin() -> ConversationHandler[Context]:
    """Build a second conversation, of which the first knows nothing."""
    return ConversationHandler(
        entry_points=[CommandHandler("pin", ask)],
        states={"typing": [MessageHandler(filters.TEXT, typed)]},
        fallbacks=[],
        name="pin",
        persistent=True,
    )


def after(before: OpenConversations, text: str) -> OpenConversations:
    """Handle one update as a replica does that has never seen this chat."""

    async def turn() -> OpenConversations:
        bot = await silent_bot(TOKEN, ME)
        chat = OneChat(AGENT, before)
        application: Application[Any, Any, Any, Any, Any, Any] = (
            ApplicationBuilder().bot(bot).updater(None).job_queue(None).persistence(chat).build()
        )
        application.add_handler(pin())
        await application.initialize()
        await application.process_update(Update.de_json(json.loads(raw_update(1, text)), bot))
        await application.update_persistence()
        return chat.conversations()

    return asyncio.run(turn())


def test_a_conversation_without_an_order_goes_on_from_update_to_update() -> None:
    asked = after({}, "/pin")
    assert asked == {"pin": OpenConversation("typing", {"tries": 3})}
    assert after(asked, "47") == {"pin": OpenConversation("typing", {"tries": 3, "digits": "47"})}


def test_a_conversation_leaves_another_as_it_is() -> None:
    asked = after(DRAFT, "/pin")
    assert asked == {**DRAFT, "pin": OpenConversation("typing", {"tries": 3})}
    assert after(asked, "4711") == DRAFT


def test_nothing_is_kept_of_a_conversation_that_has_ended() -> None:
    assert after(after({}, "/pin"), "4711") == {}
