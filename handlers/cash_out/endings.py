"""How a draft ends: as an order, cancelled, refused, or lost with the right to make orders."""

from telegram import Update
from telegram.ext import ConversationHandler

from handlers.cash_out import answers
from handlers.cash_out.draft import NAME, Draft, Step
from handlers.cash_out.questions import ask_for
from handlers.chat.access import somebody
from handlers.chat.context import Context, Turn
from handlers.chat.guard import acting
from handlers.commands.orders import cancel_newest
from handlers.services.controls.refusals import Refusal, Refused
from handlers.services.orders import requests
from handlers.services.orders.requests import Requested
from handlers.services.rights.capabilities import Capability
from storage.repositories import orders

END = ConversationHandler.END

_CHANGES: dict[Refusal, Step] = {
    Refusal.AMOUNT: Step.AMOUNT,
    Refusal.ORDER_LIMIT: Step.AMOUNT,
    Refusal.CHANNEL_LIMIT: Step.AMOUNT,
    Refusal.DAY_LIMIT: Step.AMOUNT,
    Refusal.TEAM_LIMIT: Step.AMOUNT,
    Refusal.COMPANY_LIMIT: Step.AMOUNT,
    Refusal.PHONE_LIMIT: Step.AMOUNT,
    Refusal.UNIT_UNPROVEN: Step.AMOUNT,
    Refusal.PURPOSE_NEEDED: Step.PURPOSE,
    Refusal.PURPOSE_OFF: Step.PURPOSE,
    Refusal.PURPOSE_RENAMED: Step.PURPOSE,
}
"""What the agent can change so that the order is accepted."""


def confirm(context: Context, draft: Draft) -> Step | int:
    """Request the order; where something can be changed first, ask for that."""
    turn, actor = context.turn, acting(context, Capability.REQUEST_ORDERS)
    result = requests.request_order(
        turn.work, turn.policy, actor, draft.confirmed(), draft.confirm_token(), turn.topic
    )
    match result:
        case Requested(order=order, again=again):
            # The card, appended with the order, says the rest.
            said = turn.texts.already_accepted if again else turn.texts.accepted
            turn.toast(said(order.order_no))
            return _end(context)
        case Refused(refusal=refusal):
            return _refused(context, draft, result, refusal)


async def cancelled(_update: Update, context: Context) -> int:
    """Cancel the draft, or without one the newest order if that is still possible."""
    if context.kept(NAME):
        return drop(context)
    cancel_newest(context)
    return END


def drop(context: Context) -> int:
    """Drop the draft because the agent wants it."""
    context.turn.say(context.turn.texts.draft_cancelled())
    return _end(context)


def lost(context: Context) -> int:
    """End a conversation whose draft is gone: the person was suspended, or has a new role."""
    turn = context.turn
    turn.toast_once(turn.texts.question_over())
    if turn.update.callback_query is None:
        turn.say(turn.texts.hint(somebody(context).role))
    return _end(context)


async def pressed_old(update: Update, context: Context) -> None:
    """Answer a press on a button of a draft that has ended."""
    query = update.callback_query
    say_over(context.turn, ((query.data if query else None) or "").rpartition(".")[2])


def say_over(turn: Turn, token: str) -> None:
    """Say that a question is over; for a confirmed read-back, which order came of it."""
    made = orders.by_confirm_token(turn.work, token) if token else None
    if made is not None and made.agent_id == turn.chat_id:
        turn.toast_once(turn.texts.already_accepted(made.order_no))
    else:
        turn.toast_once(turn.texts.question_over())


def _refused(context: Context, draft: Draft, result: Refused, refusal: Refusal) -> Step | int:
    said = context.turn.texts.refusal(result)
    if refusal is Refusal.CHANNEL_CLOSED or result.others:
        draft.channel = None
        return ask_for(context, draft, said)
    if refusal is Refusal.BUDGET:
        return ask_for(context, draft, said)  # the amount or the purpose: below, both can be
    if refusal in _CHANGES:
        answers.forget(draft, _CHANGES[refusal])
        return ask_for(context, draft, said)
    context.turn.say(said)
    return _end(context)


def _end(context: Context) -> int:
    context.kept(NAME).clear()
    return END
