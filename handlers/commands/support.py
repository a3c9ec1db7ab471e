"""The button under an order that makes a message for Faspay's support."""

from telegram import Update

from handlers.chat.access import somebody
from handlers.chat.context import Context
from handlers.messages.support_views import support_view
from handlers.services.rights.scope import may_ask_support
from storage.repositories import orders


async def asked(update: Update, context: Context) -> None:
    """Say the message, by itself and unprotected, so that it can be forwarded as it is."""
    turn = context.turn
    data = (update.callback_query.data if update.callback_query else None) or ""
    order = orders.get(turn.work, data.partition(":")[2])
    if order is None or not may_ask_support(somebody(context), order):
        turn.toast(turn.texts.no_such_order(), alert=True)
        return
    turn.toast()
    turn.say(turn.texts.support_message(support_view(turn.work, order)))
