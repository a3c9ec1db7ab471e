"""Who is this: the gate that every update passes."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import ChatMember, Message, Update
from telegram.ext import ApplicationHandlerStop

from handlers.chat.context import Context, Turn
from handlers.messages.texts import Texts
from handlers.services.people import invitations, members, reachability
from storage.models.person import Person, Standing

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]
Say = Callable[[Context, str], None]
"""Says a sentence that may come often. Where a conversation waits, its question follows again."""
InGroup = Callable[[Update, Context], bool]
"""Handles what concerns a group that is shown orders; False for all else."""


class NobodyThereError(Exception):
    """A handler behind the gate ran without a person; the gate is missing or out of order."""


def somebody(context: Context) -> Person:
    """Return the person the gate has let in."""
    person = context.turn.person
    if person is None:
        raise NobodyThereError
    return person


def gate(say: Say, in_group: InGroup) -> Handler:
    """Return the handler that stops what no other may see; `say` speaks beside open questions."""

    async def stop_or_let_in(update: Update, context: Context) -> None:
        if not context.turn.private and _is_of_a_known_kind(update) and in_group(update, context):
            raise ApplicationHandlerStop
        said = _stopped(update, context)
        if said is None:
            return
        if said:
            say(context, said)
        raise ApplicationHandlerStop

    return stop_or_let_in


def _stopped(update: Update, context: Context) -> str | None:
    """Stop other chats, strangers, suspended people, changed words. None for what is let in.

    Return what is still to be said; "" where that was said already, or nothing is.
    """
    turn = context.turn
    if not _is_of_a_known_kind(update):
        pass  # Telegram has new kinds before we have: they are nobody's answer, and end no draft
    elif update.my_chat_member is not None:
        _member_changed(update, turn)
    elif not turn.private:
        _elsewhere(update, turn)
    elif turn.person is None:
        if _is_invited(update, turn.policy.bot_username):
            return None
        _greet(turn)
    elif turn.person.standing is not Standing.ACTIVE:
        _suspended(update, context)
    elif update.callback_query is not None and not update.callback_query.data:
        # A press without data fits the pattern of every button.
        turn.toast_once(turn.texts.question_over())
    else:
        return _no_decision(update, turn.texts)
    return ""


def _greet(turn: Turn) -> None:
    """Tell a newcomer how their invitation stands, and any other stranger whose bot this is."""
    claim = invitations.claim_of(turn.work, turn.chat_id)
    if claim is not None:
        if reachability.may_answer_claim(turn.work, turn.chat_id):
            turn.say(turn.texts.problem(claim))
    elif members.may_greet_stranger(turn.work, turn.chat_id):
        turn.say(turn.texts.stranger())


def _suspended(update: Update, context: Context) -> None:
    turn, said = context.turn, context.turn.texts.suspended()
    context.end_conversations()
    turn.toast_once(said, alert=True)
    is_said = update.callback_query is None
    if is_said and reachability.may_answer_suspended(turn.work, turn.chat_id):
        turn.say(said)


def _no_decision(update: Update, texts: Texts) -> str | None:
    if update.edited_message is not None:
        return texts.edits_change_nothing()
    message = update.message
    if message is None or not is_anothers(message) or not (message.text or "").startswith("/"):
        return None
    return no_decision(message, texts)


def _member_changed(update: Update, turn: Turn) -> None:
    change = update.my_chat_member
    if change is not None and turn.private and change.new_chat_member.status == ChatMember.BANNED:
        reachability.blocked(turn.work, turn.chat_id)


def _elsewhere(update: Update, turn: Turn) -> None:
    # Nothing of a person is said in a group, and nothing at all unless the bot is addressed.
    message = update.message
    if message is None or not _is_addressed(message, turn.policy.bot_username):
        return
    if reachability.may_answer_group(turn.work, turn.chat_id):
        link = f"https://t.me/{turn.policy.bot_username}"
        turn.say(turn.texts.only_private(link))


def _is_addressed(message: Message, bot_username: str) -> bool:
    us = f"@{bot_username}".casefold()
    for entity, said in message.parse_entities().items():
        word = said.casefold()
        if entity.type == entity.MENTION and word == us:
            return True
        if not word:
            continue  # it lies beyond the text
        if entity.type == entity.BOT_COMMAND and ("@" not in word or word.endswith(us)):
            return True
    return False


def _is_invited(update: Update, bot_username: str) -> bool:
    message = update.message
    if message is None or is_anothers(message):
        return False
    command, _space, token = (message.text or "").partition(" ")
    first = message.entities[0] if message.entities else None
    is_command = first is not None and first.type == first.BOT_COMMAND and first.offset == 0
    is_ours = command.casefold() in {"/start", f"/start@{bot_username}".casefold()}
    return is_command and is_ours and bool(token.strip())


def is_anothers(message: Message) -> bool:
    """Say whether words are not the sender's own: forwarded, or put in by way of another bot."""
    return message.forward_origin is not None or message.via_bot is not None


def no_decision(message: Message, texts: Texts) -> str:
    """Say that others' words decide nothing."""
    if message.via_bot is not None:
        return texts.others_bots_confirm_nothing()
    return texts.forwards_confirm_nothing()


def _is_of_a_known_kind(update: Update) -> bool:
    known = (update.message, update.edited_message, update.callback_query, update.my_chat_member)
    return any(content is not None for content in known)
