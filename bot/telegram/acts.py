"""Does one act at Telegram, and reads from the answer what became of it."""

import logging
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import assert_never

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
)
from telegram.constants import KeyboardButtonStyle
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.telegram.decorations import Decorations, bare, entities, is_decorated
from bot.telegram.patience import seconds_of
from handlers.messages.acts import Act, Delete, Edit, Menu, Send, Toast, Wipe
from handlers.messages.keyboards import Button, Keyboard, Style
from handlers.messages.results import Again, DeliveryProblem, RefusedForGood, Result, Sent

logger = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_WRONG_TOKEN_SECONDS = 60.0
_COLOURS = {
    Style.DECISIVE: KeyboardButtonStyle.PRIMARY,
    Style.DANGEROUS: KeyboardButtonStyle.DANGER,
}


@dataclass(frozen=True)
class _Refusal:
    """Words of Telegram's that say why a request is refused, and what they mean to us."""

    words: str
    result: Result


_REFUSALS = (
    _Refusal("message is not modified", Sent()),
    _Refusal("message to edit not found", RefusedForGood(DeliveryProblem.MESSAGE_GONE)),
    _Refusal("message can't be edited", RefusedForGood(DeliveryProblem.MESSAGE_GONE)),
    _Refusal("message to delete not found", RefusedForGood(DeliveryProblem.MESSAGE_GONE)),
    _Refusal("message can't be deleted", RefusedForGood(DeliveryProblem.MESSAGE_GONE)),
    _Refusal("message_id_invalid", RefusedForGood(DeliveryProblem.MESSAGE_GONE)),
    _Refusal("chat not found", RefusedForGood(DeliveryProblem.BLOCKED)),
    _Refusal("peer_id_invalid", RefusedForGood(DeliveryProblem.BLOCKED)),
    _Refusal("query is too old", RefusedForGood(DeliveryProblem.REFUSED)),
    _Refusal("upgraded to a supergroup", RefusedForGood(DeliveryProblem.REFUSED)),
)
"""The Bot API has no other names for these: its descriptions are the protocol."""
_TOO_LARGE = "request entity too large"
"""Of status 413, which the library takes for an error of the network."""
_TOPIC_GONE = "message thread not found"


async def perform(bot: Bot, act: Act, decorations: Decorations | None = None) -> Result:
    """Do an act once and say what became of it; Telegram's errors are results.

    What a server refuses for a decoration goes without it, at once. `decorations` remembers that.
    """
    match act:
        case Send() | Edit():
            return await _say(bot, act, decorations or Decorations())
        case Wipe():
            return await _outcome(_edit(bot, Edit(act.chat_id, act.message_id, act.text)))
        case Delete(chat_id=chat_id, message_ids=ids):
            return await _delete(bot, chat_id, ids)
        case Toast(callback_query_id=query, text=text, alert=alert):
            return await _outcome(bot.answer_callback_query(query, text, show_alert=alert))
        case Menu(chat_id=chat_id, commands=commands):
            menu = [BotCommand(*command) for command in commands]
            done = await _outcome(bot.set_my_commands(menu, BotCommandScopeChat(chat_id)))
            # A menu is a convenience: it does not hold up what a person waits to read.
            return (
                RefusedForGood(DeliveryProblem.REFUSED)
                if done == Again(_WRONG_TOKEN_SECONDS)
                else done
            )
        case _:
            assert_never(act)


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Turn our keyboard into Telegram's; None when there is nothing to press."""
    rows = [[_button(button) for button in row] for row in keyboard]
    return InlineKeyboardMarkup(rows) if rows else None


def result_of(error: TelegramError) -> Result:
    """Say what an error means. What nobody can be sure of is tried again.

    What Telegram will say for ever is final: a group that moved is written to when it asks again.
    """
    if isinstance(error, RetryAfter):
        return Again(seconds_of(error))
    if isinstance(error, Forbidden):
        return RefusedForGood(DeliveryProblem.BLOCKED)
    if isinstance(error, InvalidToken):
        logger.critical("telegram_refuses_the_token")
        return Again(_WRONG_TOKEN_SECONDS)
    if _is_final(error):
        return RefusedForGood(DeliveryProblem.REFUSED)
    return _meaning_of(error) if isinstance(error, BadRequest) else Again()


def _is_final(error: TelegramError) -> bool:
    moved_or_unknown = isinstance(error, ChatMigrated | EndPointNotFound)
    return moved_or_unknown or _TOO_LARGE in error.message.lower()


def _meaning_of(error: BadRequest) -> Result:
    known = _known(error)
    if known is not None:
        return known
    logger.error("telegram_refuses", extra={"error_type": type(error).__name__})
    return RefusedForGood(DeliveryProblem.REFUSED)


def _known(error: BadRequest) -> Result | None:
    """Return what a refusal means whose words we know."""
    said = error.message.lower()
    return next((each.result for each in _REFUSALS if each.words in said), None)


async def _say(bot: Bot, act: Send | Edit, decorations: Decorations) -> Result:
    """Send or edit a message; without decorations where the server knows them not."""
    act = decorations.fit(act)
    try:
        return await _said(bot, act)
    except TelegramError as error:
        if not (is_decorated(act) and isinstance(error, BadRequest) and _known(error) is None):
            return result_of(error)
        decorations.learn(error)
    try:
        return await _said(bot, bare(act))
    except TelegramError as error:
        return result_of(error)


async def _said(bot: Bot, act: Send | Edit) -> Sent:
    """Say it. Raise TelegramError."""
    if isinstance(act, Send):
        return await _send(bot, act)
    await _edit(bot, act)
    return Sent()


async def _send(bot: Bot, act: Send) -> Sent:
    """Send a message; into the chat itself where its topic is gone: it must not be lost."""
    try:
        message = await bot.send_message(
            act.chat_id,
            act.text,
            entities=entities(act.text, act.times),
            reply_markup=markup(act.keyboard),
            protect_content=act.protect,
            link_preview_options=_NO_PREVIEW,
            message_thread_id=act.topic,
        )
    except TelegramError as error:
        if act.topic is None or _TOPIC_GONE not in error.message.lower():
            raise
        return await _send(bot, replace(act, topic=None))
    return Sent(message.message_id)


def _edit(bot: Bot, act: Edit) -> Awaitable[object]:
    """Replace words and buttons. Telegram takes the buttons away where none are named."""
    return bot.edit_message_text(
        act.text,
        chat_id=act.chat_id,
        message_id=act.message_id,
        entities=entities(act.text, act.times),
        reply_markup=markup(act.keyboard),
        link_preview_options=_NO_PREVIEW,
    )


async def _delete(bot: Bot, chat_id: int, message_ids: tuple[int, ...]) -> Result:
    try:
        await bot.delete_messages(chat_id, message_ids)
    except InvalidToken:
        # The status is that of an unknown method, too (404): a Bot API server before 7.0.
        return RefusedForGood(DeliveryProblem.REFUSED)
    except TelegramError as error:
        return result_of(error)
    return Sent()


async def _outcome(request: Awaitable[object]) -> Result:
    try:
        await request
    except TelegramError as error:
        return result_of(error)
    return Sent()


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.label,
        callback_data=button.data,
        url=button.url,
        copy_text=CopyTextButton(button.copies) if button.copies is not None else None,
        style=_COLOURS[button.style] if button.style is not None else None,
    )
