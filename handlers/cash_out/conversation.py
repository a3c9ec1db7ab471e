"""The conversation in which an agent writes an order and confirms it."""

import warnings
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.warnings import PTBUserWarning

from handlers.cash_out import beginnings, endings, steps
from handlers.cash_out.draft import NAME, Step
from handlers.chat.context import Context
from handlers.chat.guard import Guarded
from handlers.services.rights.capabilities import Capability
from storage.values import looks_like_paste

# The data of a press counts, not the message under which it stands (PTB's FAQ on per_*).
warnings.filterwarnings("ignore", "If 'per_message=False'", PTBUserWarning)

BEGIN = ("cashout", "tunai")
CANCEL = ("cancel", "batal")
OURS = (
    r"^co:[0-9a-f]+:"
    r"(ch\.\w+|nm\.[0-9]|ph\.[0-9]|pe\.[0-9]|am\.[0-9]{1,12}"
    r"|pu\.[A-Z][A-Z0-9]{0,7}|ed\.(name|phone|amount|purpose)|ok\.[0-9a-f]+|yes|no|x)$"
)
AGAIN = r"^again:[0-9]{12}$"
"""The button below an own order that has ended."""
CANCELLED = Guarded(Capability.CANCEL_ORDERS, endings.cancelled, endings.lost)
"""/cancel, in the conversation and outside."""

_Handler = BaseHandler[Update, Context, object]
_Part = Callable[[Update, Context], Coroutine[Any, Any, Step | int | None]]


class _Pasted(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        text = message.text or ""
        return not text.startswith("/") and looks_like_paste(text)


def conversation() -> ConversationHandler[Context]:
    """Build the conversation. Its state is the draft's open question."""
    begin: _Handler = CommandHandler(BEGIN, _begins(beginnings.by_command))
    begin_again: _Handler = CallbackQueryHandler(_begins(beginnings.by_order), AGAIN)
    # A button says by itself what it is for, and a contact is welcome at any step.
    anytime: list[_Handler] = [
        CallbackQueryHandler(_answers(steps.pressed), OURS),
        MessageHandler(filters.CONTACT, _answers(steps.shared)),
    ]
    return ConversationHandler(
        entry_points=[
            begin,
            begin_again,
            MessageHandler(_Pasted(), _begins(beginnings.by_paste)),
            MessageHandler(filters.CONTACT, _begins(beginnings.by_contact)),
        ],
        states={
            Step.CHANNEL: [*anytime, _words(steps.channel_answered)],
            Step.NAME: [*anytime, _words(steps.name_answered)],
            Step.PHONE: [*anytime, _words(steps.phone_answered)],
            Step.AMOUNT: [*anytime, _words(steps.amount_answered)],
            Step.PURPOSE: [*anytime, _words(steps.purpose_answered)],
            Step.CONFIRM: [*anytime, _words(steps.read_back_answered)],
        },
        fallbacks=[begin, begin_again, CommandHandler(CANCEL, CANCELLED)],
        name=NAME,
        persistent=True,
    )


def _begins(handler: _Part) -> Guarded[Step | int | None]:
    return Guarded(Capability.REQUEST_ORDERS, handler, beginnings.refused)


def _answers(handler: _Part) -> Guarded[Step | int | None]:
    return Guarded(Capability.REQUEST_ORDERS, handler, endings.lost)


def _words(handler: _Part) -> _Handler:
    return MessageHandler(filters.TEXT & ~filters.COMMAND, _answers(handler))
