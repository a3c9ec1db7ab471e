"""What happens on each event."""

from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers.cash_out import conversation
from handlers.cash_out.questions import ask_again
from handlers.chat import access, errors
from handlers.chat.access import Handler
from handlers.chat.context import Context
from handlers.commands import control, orders, people, reconcile, start, team, teams

_GATE, _HOUSE = -1, 0

_COMMANDS: tuple[tuple[tuple[str, ...], Handler], ...] = (
    (("start",), start.start),
    (("help", "bantuan"), start.show_help),
    (("language", "bahasa"), start.language),
    (("orders", "riwayat"), orders.show_list),
    (("order",), orders.show_one),
    (("code", "kode"), orders.show_again),
    (("team",), team.show_team),
    (("invite",), people.invite),
    (("people",), people.show_people),
    (("suspend",), people.suspend),
    (("restore",), people.restore),
    (("stop",), control.stop),
    (("resume",), control.resume),
    (("limits",), control.show_limits),
    (("balance", "saldo"), control.balance),
    (("reconcile", "cocokkan"), reconcile.reconcile),
    (("audit",), control.audit),
    (("health",), control.show_health),
    (("watch",), control.watch),
)
_BUTTONS: tuple[tuple[str, Handler], ...] = (
    (r"^code:[0-9]{12}$", orders.code_pressed),
    (r"^inv:[0-9]{1,18}:(yes|no)$", people.decide),
    (teams.PRESSED, teams.chosen),
    (r"^lang:(id|en)$", start.language_pressed),
    (conversation.OURS, conversation.pressed_old),
    (r"", start.old_button),
)


def register(application: Application[Any, Context, Any, Any, Any, Any]) -> None:
    """Add every handler, in order: the first that fits takes the update."""
    # Before all else: other chats, strangers and suspended people reach no handler.
    application.add_handler(TypeHandler(Update, access.gate), _GATE)
    # The conversation first: while a draft is open, words and its buttons are its answers.
    application.add_handler(conversation.conversation(), _HOUSE)
    # Buttons by what is in them; those of ended drafts, and then unknown ones, come last.
    for pattern, handler in _BUTTONS:
        application.add_handler(CallbackQueryHandler(_then_ask(handler), pattern), _HOUSE)
    # Commands work while a draft is open; its question is asked again after each.
    application.add_handler(CommandHandler(conversation.CANCEL, conversation.cancelled), _HOUSE)
    for names, handler in _COMMANDS:
        application.add_handler(CommandHandler(names, _then_ask(handler)), _HOUSE)
    # Whatever is left has an answer too, but for Telegram's own service messages.
    unknown = MessageHandler(filters.COMMAND, _then_ask(start.unknown_command))
    application.add_handler(unknown, _HOUSE)
    application.add_handler(MessageHandler(filters.TEXT, start.words), _HOUSE)
    anything = MessageHandler(~filters.StatusUpdate.ALL, _then_ask(start.no_words))
    application.add_handler(anything, _HOUSE)
    application.add_error_handler(errors.keep)


def _then_ask(handler: Handler) -> Handler:
    async def answer_then_ask(update: Update, context: Context) -> None:
        await handler(update, context)
        ask_again(context)

    return answer_then_ask
