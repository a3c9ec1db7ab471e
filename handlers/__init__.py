"""What happens on each event."""

from collections.abc import Callable
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

from handlers.cash_out import conversation, endings
from handlers.cash_out.asides import say_once
from handlers.cash_out.questions import ask_again
from handlers.chat import access, errors
from handlers.chat.access import Handler
from handlers.chat.context import Context
from handlers.chat.guard import EVERYBODY, Guarded, Needed, say_not_for_role
from handlers.commands import (
    control,
    digests,
    groups,
    locks,
    notifications,
    order_lists,
    orders,
    people,
    policy,
    proposals,
    reconcile,
    start,
    stops,
    support,
    team,
    teams,
)
from handlers.messages import list_data
from handlers.services.rights.capabilities import Capability

_GATE, _DIALOG = -1, 0

_COMMANDS: tuple[tuple[tuple[str, ...], Needed, Handler], ...] = (
    (("start",), EVERYBODY, start.start),
    (("help", "bantuan"), EVERYBODY, start.show_help),
    (("language", "bahasa"), Capability.CHOOSE_LANGUAGE, start.language),
    (("notifications", "notifikasi"), Capability.CHOOSE_NOTIFICATIONS, notifications.notifications),
    (("digest", "ringkasan"), Capability.READ_DIGESTS, digests.digest),
    (("orders", "riwayat"), Capability.KNOW_ORDERS, order_lists.show_list),
    (("order",), Capability.KNOW_ORDERS, orders.show_one),
    (("code", "kode"), Capability.SEE_CODES, orders.show_again),
    (("team",), Capability.SEE_TEAM, team.show_team),
    (("invite",), Capability.INVITE_PEOPLE, people.invite),
    (("people",), Capability.SEE_PEOPLE, people.show_people),
    (("suspend",), Capability.SUSPEND_PEOPLE, people.suspend),
    (("restore",), Capability.RESTORE_PEOPLE, people.restore),
    (("lock", "kunci"), Capability.LOCK_PEOPLE, locks.lock),
    (("stop",), Capability.STOP_SENDING, stops.stop),
    (("resume",), Capability.RESUME_SENDING, stops.resume),
    (("limits", "batas"), Capability.SEE_LIMITS, control.show_limits),
    (("policy", "kebijakan"), Capability.CHANGE_POLICY, policy.policy),
    (("balance", "saldo"), Capability.ASK_BALANCE, control.balance),
    (("reconcile", "cocokkan"), Capability.RECONCILE, reconcile.reconcile),
    (("audit",), Capability.SEE_AUDIT, control.audit),
    (("health",), Capability.SEE_HEALTH, control.show_health),
    (("watch",), Capability.WATCH_ORDERS, control.watch),
)
_BUTTONS: tuple[tuple[str, Needed, Handler], ...] = (
    (r"^code:[0-9]{12}$", Capability.SEE_CODES, orders.code_pressed),
    (r"^support:[0-9]{12}$", Capability.ASK_SUPPORT, support.asked),
    (list_data.PRESSED, Capability.KNOW_ORDERS, order_lists.list_pressed),
    (r"^inv:[0-9]{1,18}:(yes|no)$", Capability.DECIDE_CLAIMS, people.decide),
    (policy.PRESSED, Capability.CHANGE_POLICY, policy.pressed),
    (proposals.PRESSED, Capability.DECIDE_PROPOSALS, proposals.pressed),
    (locks.PRESSED, Capability.LOCK_PEOPLE, locks.pressed),
    (teams.PRESSED, Capability.ASSIGN_TEAMS, teams.chosen),
    (r"^lang:(id|en)$", Capability.CHOOSE_LANGUAGE, start.language_pressed),
    (digests.PRESSED, Capability.READ_DIGESTS, digests.pressed),
    (notifications.PRESSED, Capability.CHOOSE_NOTIFICATIONS, notifications.pressed),
    (conversation.OURS, EVERYBODY, endings.pressed_old),
    (r"", EVERYBODY, start.old_button),
)


def register(application: Application[Any, Context, Any, Any, Any, Any]) -> None:
    """Add every handler, in order: the first that fits takes the update."""
    # Before all else: other chats, strangers and suspended people reach no handler.
    application.add_handler(TypeHandler(Update, access.gate(say_once, groups.in_group)), _GATE)
    # The conversation first: while a draft is open, words and its buttons are its answers.
    application.add_handler(conversation.conversation(), _DIALOG)
    # Buttons by what is in them; those of ended drafts, and then unknown ones, come last.
    for pattern, needed, handler in _BUTTONS:
        application.add_handler(CallbackQueryHandler(_guarded(needed, handler), pattern), _DIALOG)
    # Commands work while a draft is open; its question is asked again after each.
    application.add_handler(CommandHandler(conversation.CANCEL, conversation.CANCELLED), _DIALOG)
    for names, needed, handler in _COMMANDS:
        application.add_handler(CommandHandler(names, _guarded(needed, handler)), _DIALOG)
    # Whatever is left has an answer too, but for Telegram's own service messages.
    unknown = MessageHandler(filters.COMMAND, _guarded(EVERYBODY, start.unknown_command))
    application.add_handler(unknown, _DIALOG)
    application.add_handler(MessageHandler(filters.TEXT, _aside(start.words)), _DIALOG)
    anything = MessageHandler(~filters.StatusUpdate.ALL, _aside(start.no_words))
    application.add_handler(anything, _DIALOG)
    application.add_error_handler(errors.keep)


def _guarded(needs: Needed, handler: Handler) -> Guarded[None]:
    """Name what a handler needs; after it, or its refusal, the open question is asked again."""

    async def answer_then_ask(update: Update, context: Context) -> None:
        await handler(update, context)
        ask_again(context)

    return Guarded(needs, answer_then_ask, _refuse)


def _aside(sentence: Callable[[Update, Context], str]) -> Guarded[None]:
    async def say(update: Update, context: Context) -> None:
        say_once(context, sentence(update, context))

    return Guarded(EVERYBODY, say, _refuse)


def _refuse(context: Context) -> None:
    say_not_for_role(context)
    ask_again(context)
