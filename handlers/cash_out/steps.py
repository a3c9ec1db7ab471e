"""What an agent does at each step: one handler a question, the buttons, and a shared contact."""

from telegram import Message, Update

from handlers.cash_out import again, answers, buttons, endings, shared_details
from handlers.cash_out.answers import Reader
from handlers.cash_out.draft import Draft, Step
from handlers.cash_out.questions import ask_again, ask_for
from handlers.chat.access import is_anothers, no_decision
from handlers.chat.context import Context, Turn
from storage.repositories import outbox
from storage.values import looks_like_paste


async def channel_answered(update: Update, context: Context) -> Step | int:
    """Read words as the channel."""
    return await _answered(update, context, Step.CHANNEL, answers.channel)


async def name_answered(update: Update, context: Context) -> Step | int:
    """Read words as the beneficiary's name."""
    return await _answered(update, context, Step.NAME, answers.name)


async def phone_answered(update: Update, context: Context) -> Step | int:
    """Read words as the beneficiary's mobile number."""
    return await _answered(update, context, Step.PHONE, answers.phone)


async def amount_answered(update: Update, context: Context) -> Step | int:
    """Read words as the amount."""
    return await _answered(update, context, Step.AMOUNT, answers.amount)


async def purpose_answered(update: Update, context: Context) -> Step | int:
    """Read words as the purpose."""
    return await _answered(update, context, Step.PURPOSE, answers.purpose)


async def read_back_answered(update: Update, context: Context) -> Step | int:
    """Read words as a confirmation, or as a change, of what was read back."""
    return await _answered(update, context, Step.CONFIRM, answers.confirmation)


async def shared(update: Update, context: Context) -> Step | int:
    """Take name and phone from a shared contact, at any step."""
    turn, draft, message = context.turn, Draft.of(context), update.message
    if draft is None or message is None or message.contact is None:
        return endings.lost(context)
    note = shared_details.take_contact(draft, message.contact, turn.texts, turn.policy)
    return ask_for(context, draft, note)


async def pressed(update: Update, context: Context) -> Step | int:
    """Do what a button of the open question means. Other buttons no longer count."""
    turn, draft, query = context.turn, Draft.of(context), update.callback_query
    if draft is None or query is None:
        return endings.lost(context)
    _prefix, nonce, what = (query.data or "").split(":", 2)
    action, _dot, value = what.partition(".")
    if nonce != draft.nonce or not buttons.is_open(draft, turn.policy, action, value):
        endings.say_over(turn, value)
        ask_again(context)
        return (Draft.of(context) or draft).step(turn.policy)
    if action == "x":
        return endings.drop(context)
    if action == "ok":
        return endings.confirm(context, draft)
    if action == "pe":
        return ask_for(context, draft, again.choose(context, draft, int(value)))
    buttons.apply(draft, action, value)
    return ask_for(context, draft)


async def _answered(update: Update, context: Context, step: Step, read: Reader) -> Step | int:
    turn, draft, message = context.turn, Draft.of(context), update.message
    if draft is None or message is None:
        return endings.lost(context)
    text = message.text or ""
    if _is_anothers_decision(turn, draft, message):
        return ask_for(context, draft, no_decision(message, turn.texts))
    if answers.words(text) in answers.CANCEL:
        return endings.drop(context)
    if (now_open := draft.step(turn.policy)) is not step:
        # The settings have changed since this was asked, such as a channel that closed.
        return await _HANDLERS[now_open](update, context)
    if step is Step.CONFIRM and answers.words(text) in answers.CONFIRM:
        return _confirmed_by_words(context, draft, message)
    return ask_for(context, draft, answers.answer(read, draft, text, turn.texts, turn.policy))


def _confirmed_by_words(context: Context, draft: Draft, message: Message) -> Step | int:
    turn = context.turn
    if _came_late(turn, message):
        return ask_for(context, draft, turn.texts.came_late())
    if not _was_seen(turn, draft):
        return ask_for(context, draft, turn.texts.came_early())
    return endings.confirm(context, draft)


def _is_anothers_decision(turn: Turn, draft: Draft, message: Message) -> bool:
    # Other people's words may be data, such as a beneficiary's line. They never decide.
    text = message.text or ""
    decides = draft.step(turn.policy) is Step.CONFIRM or draft.in_doubt(turn.policy)
    cancels = answers.words(text) in answers.CANCEL
    return is_anothers(message) and (decides or cancels) and not looks_like_paste(text)


def _came_late(turn: Turn, message: Message) -> bool:
    # Telegram keeps words for a day while we are away. The beneficiary does not wait that long.
    return turn.work.now - message.date > turn.policy.request_lasts


def _was_seen(turn: Turn, draft: Draft) -> bool:
    # A "yes" from before the read-back was shown means something else.
    copies = (draft.shown, draft.delivered)
    return any(
        copy is not None and outbox.was_sent_by(turn.work, copy, turn.received_at)
        for copy in copies
    )


_HANDLERS = {
    Step.CHANNEL: channel_answered,
    Step.NAME: name_answered,
    Step.PHONE: phone_answered,
    Step.AMOUNT: amount_answered,
    Step.PURPOSE: purpose_answered,
    Step.CONFIRM: read_back_answered,
}
