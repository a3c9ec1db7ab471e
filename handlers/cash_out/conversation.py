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

from handlers.cash_out import answers as reading
from handlers.cash_out import buttons, questions, shared_details
from handlers.cash_out.draft import Draft, Step
from handlers.chat.access import is_anothers, no_decision, somebody
from handlers.chat.context import Context, Turn
from handlers.chat.guard import Guarded, acting
from handlers.commands.orders import cancel_newest
from handlers.services.orders import requests
from handlers.services.orders.requests import Refusal, Refused, Requested
from handlers.services.rights.capabilities import Capability
from storage.repositories import orders, outbox
from storage.values import looks_like_paste, read_paste

# The data of a press counts, not the message under which it stands (PTB's FAQ on per_*).
warnings.filterwarnings("ignore", "If 'per_message=False'", PTBUserWarning)

END = ConversationHandler.END
NAME = "cash_out"
BEGIN = ("cashout", "tunai")
CANCEL = ("cancel", "batal")
OURS = (
    r"^co:[0-9a-f]+:"
    r"(ch\.\w+|nm\.[0-9]|am\.[0-9]{1,12}|ed\.(name|phone|amount)|ok\.[0-9a-f]+|yes|no|x)$"
)

_CHANGES: dict[Refusal, Step] = {
    Refusal.AMOUNT: Step.AMOUNT,
    Refusal.ORDER_LIMIT: Step.AMOUNT,
    Refusal.DAY_LIMIT: Step.AMOUNT,
    Refusal.UNIT_UNPROVEN: Step.AMOUNT,
}
"""What the agent can change so that the order is accepted."""


_Handler = BaseHandler[Update, Context, object]
_Part = Callable[[Update, Context], Coroutine[Any, Any, Step | int]]


class _Pasted(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        text = message.text or ""
        return not text.startswith("/") and looks_like_paste(text)


def conversation() -> ConversationHandler[Context]:
    """Build the conversation. Its state is always the draft's open question."""
    words = filters.TEXT & ~filters.COMMAND
    begin: _Handler = CommandHandler(BEGIN, _entry(begin_by_command))
    answers: list[_Handler] = [
        CallbackQueryHandler(_answer(pressed), OURS),
        MessageHandler(filters.CONTACT, _answer(shared)),
        MessageHandler(words, _answer(answered)),
    ]
    return ConversationHandler(
        entry_points=[
            begin,
            MessageHandler(_Pasted(), _entry(begin_by_paste)),
            MessageHandler(filters.CONTACT, _entry(begin_by_contact)),
        ],
        states=dict.fromkeys(Step, answers),
        fallbacks=[begin, CommandHandler(CANCEL, CANCELLED)],
        name=NAME,
        persistent=True,
    )


def _entry(handler: _Part) -> Guarded[Step | int]:
    return Guarded(Capability.REQUEST_ORDERS, handler, _not_for_orders)


def _answer(handler: _Part) -> Guarded[Step | int]:
    return Guarded(Capability.REQUEST_ORDERS, handler, _lost)


async def begin_by_command(update: Update, context: Context) -> Step | int:
    """Begin or start over with /cashout. Words after it are read as a pasted line."""
    text = (update.message.text if update.message else None) or ""
    pasted = "".join(text.split(maxsplit=1)[1:])
    notes = [context.turn.texts.started_over()] if context.draft else []
    return _begin(context, notes, pasted=pasted)


async def begin_by_paste(update: Update, context: Context) -> Step | int:
    """Begin with a line that has a phone and more."""
    return _begin(context, [], pasted=(update.message.text if update.message else None) or "")


async def begin_by_contact(update: Update, context: Context) -> Step | int:
    """Begin with a shared contact."""
    return _begin(context, [], message=update.message)


async def answered(update: Update, context: Context) -> Step | int:
    """Read a text as the answer to the open question."""
    turn, draft, message = context.turn, Draft.load(context.draft), update.message
    if draft is None or message is None:
        return _lost(context)
    if _is_anothers_decision(turn, draft, message):
        return _ask(context, draft, no_decision(message, turn.texts))
    if _is_cancel(message.text or ""):
        return _drop(context)
    if draft.step(turn.policy) is Step.CONFIRM:
        return _read_back_answered(context, draft, message)
    note = reading.answer(draft, message.text or "", turn.texts, turn.policy)
    return _ask(context, draft, note)


async def shared(update: Update, context: Context) -> Step | int:
    """Take name and phone from a shared contact, at any step."""
    turn, draft, message = context.turn, Draft.load(context.draft), update.message
    if draft is None or message is None or message.contact is None:
        return _lost(context)
    note = shared_details.take_contact(draft, message.contact, turn.texts, turn.policy)
    return _ask(context, draft, note)


async def pressed(update: Update, context: Context) -> Step | int:
    """Do what a button of the open question means. Other buttons no longer count."""
    turn, draft, query = context.turn, Draft.load(context.draft), update.callback_query
    if draft is None or query is None:
        return _lost(context)
    _prefix, nonce, what = (query.data or "").split(":", 2)
    action, _dot, value = what.partition(".")
    if nonce != draft.nonce or not buttons.is_open(draft, turn.policy, action, value):
        _say_over(turn, value)
        return _ask(context, draft)
    if action == "x":
        return _drop(context)
    if action == "ok":
        return _confirm(context, draft)
    buttons.apply(draft, action, value)
    return _ask(context, draft)


async def pressed_old(update: Update, context: Context) -> None:
    """Answer a press on a button of a draft that has ended."""
    query = update.callback_query
    _say_over(context.turn, ((query.data if query else None) or "").rpartition(".")[2])


async def cancelled(_update: Update, context: Context) -> int:
    """Cancel the draft, or without one the newest order if that is still possible."""
    if context.draft:
        return _drop(context)
    cancel_newest(context)
    return END


def _begin(
    context: Context, notes: list[str], *, pasted: str = "", message: Message | None = None
) -> Step | int:
    turn = context.turn
    texts, policy = turn.texts, turn.policy
    context.draft.clear()
    closed = requests.why_closed(turn.work, policy)
    if closed is not None:
        turn.say(texts.refusal(Refused(closed)))
        return END
    draft = Draft.begin(policy)
    if pasted.strip():
        notes.append(shared_details.take_paste(draft, read_paste(pasted), texts, policy))
    if message is not None and message.contact is not None:
        notes.append(shared_details.take_contact(draft, message.contact, texts, policy))
    return _ask(context, draft, *notes)


def _not_for_orders(context: Context) -> int:
    context.draft.clear()
    context.turn.say(context.turn.texts.only_agents(somebody(context).role))
    return END


def _ask(context: Context, draft: Draft, *before: str) -> Step | int:
    draft.keep(context.draft)
    questions.ask(context, *before)
    asked = Draft.load(context.draft) or draft
    return asked.step(context.turn.policy)


def _confirm(context: Context, draft: Draft) -> Step | int:
    turn, actor = context.turn, acting(context, Capability.REQUEST_ORDERS)
    token = draft.token or draft.new_token()
    result = requests.request_order(
        turn.work, turn.policy, actor, draft.confirmed(), token, turn.topic
    )
    match result:
        case Requested(order=order, again=again):
            # The card, appended with the order, says the rest.
            said = turn.texts.already_accepted if again else turn.texts.accepted
            turn.toast(said(order.order_no))
            return _end(context)
        case Refused(refusal=refusal):
            return _refused(context, draft, result, refusal)


def _refused(context: Context, draft: Draft, result: Refused, refusal: Refusal) -> Step | int:
    said = context.turn.texts.refusal(result)
    if refusal is Refusal.CHANNEL_CLOSED:
        draft.channel = None
        return _ask(context, draft, said)
    if refusal in _CHANGES:
        reading.forget(draft, _CHANGES[refusal])
        return _ask(context, draft, said)
    context.turn.say(said)
    return _end(context)


def _read_back_answered(context: Context, draft: Draft, message: Message) -> Step | int:
    turn, text = context.turn, message.text or ""
    if reading.words(text) in reading.CONFIRM:
        if _came_late(turn, message):
            return _ask(context, draft, turn.texts.came_late())
        if not _was_seen(turn, draft):
            return _ask(context, draft, turn.texts.came_early())
        return _confirm(context, draft)
    change = reading.edit_of(text)
    if change is not None:
        reading.forget(draft, change)
        return _ask(context, draft)
    return _ask(context, draft, reading.answer(draft, text, turn.texts, turn.policy))


def _is_anothers_decision(turn: Turn, draft: Draft, message: Message) -> bool:
    # Other people's words may be data, such as a beneficiary's line. They never decide.
    text = message.text or ""
    decides = draft.step(turn.policy) is Step.CONFIRM or draft.in_doubt(turn.policy)
    others = is_anothers(message)
    return others and (decides or _is_cancel(text)) and not looks_like_paste(text)


def _say_over(turn: Turn, token: str) -> None:
    made = orders.by_confirm_token(turn.work, token) if token else None
    if made is not None and made.agent_id == turn.chat_id:
        turn.toast(turn.texts.already_accepted(made.order_no))
    else:
        turn.toast(turn.texts.question_over())


def _came_late(turn: Turn, message: Message) -> bool:
    # Telegram keeps words for a day while we are away. The beneficiary does not wait that long.
    return turn.work.now - message.date > turn.policy.request_lasts


def _was_seen(turn: Turn, draft: Draft) -> bool:
    # A "yes" from before the read-back was shown means something else.
    return draft.shown is not None and outbox.was_sent_by(turn.work, draft.shown, turn.received_at)


def _is_cancel(text: str) -> bool:
    return reading.words(text) in reading.CANCEL


def _lost(context: Context) -> int:
    # The draft is gone but its state is not: the person was suspended, or has a new role.
    turn = context.turn
    turn.toast(turn.texts.question_over())
    if turn.update.callback_query is None:
        turn.say(turn.texts.hint(somebody(context).role))
    return _end(context)


def _drop(context: Context) -> int:
    context.turn.say(context.turn.texts.draft_cancelled())
    return _end(context)


def _end(context: Context) -> int:
    context.draft.clear()
    return END


CANCELLED = Guarded(Capability.CANCEL_ORDERS, cancelled, _lost)
"""/cancel, in the conversation and outside."""
