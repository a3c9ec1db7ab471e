"""Does one act at Telegram; what its errors mean stands in refusals.py."""

import logging
from collections.abc import Awaitable
from dataclasses import replace
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
from telegram.error import InvalidToken, TelegramError

from bot.telegram.decorations import Decorations, bare, entities, is_decorated
from bot.telegram.refusals import WRONG_TOKEN_SECONDS, is_unexplained, result_of
from handlers.messages.acts import Act, Delete, Edit, Leave, Menu, Send, Toast, Wipe
from handlers.messages.keyboards import Button, Keyboard, Style
from handlers.messages.results import Again, DeliveryProblem, RefusedForGood, Result, Sent

logger = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_COLOURS = {
    Style.DECISIVE: KeyboardButtonStyle.PRIMARY,
    Style.DANGEROUS: KeyboardButtonStyle.DANGER,
}
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
        case Leave(chat_id=chat_id):
            done = await _outcome(bot.leave_chat(chat_id))
            return Sent() if isinstance(done, RefusedForGood) else done  # it is out already
        case Menu(chat_id=chat_id, commands=commands):
            menu = [BotCommand(*command) for command in commands]
            done = await _outcome(bot.set_my_commands(menu, BotCommandScopeChat(chat_id)))
            # A menu is a convenience: it does not hold up what a person waits to read.
            return (
                RefusedForGood(DeliveryProblem.REFUSED)
                if done == Again(WRONG_TOKEN_SECONDS)
                else done
            )
        case _:
            assert_never(act)


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Turn our keyboard into Telegram's; None when there is nothing to press."""
    rows = [[_button(button) for button in row] for row in keyboard]
    return InlineKeyboardMarkup(rows) if rows else None


async def _say(bot: Bot, act: Send | Edit, decorations: Decorations) -> Result:
    """Send or edit a message; without decorations where the server knows them not."""
    act = decorations.fit(act)
    try:
        return await _said(bot, act)
    except TelegramError as error:
        if not (is_decorated(act) and is_unexplained(error)):
            return result_of(error)
        decorations.learn(error)
    try:
        done = await _said(bot, bare(act))
    except TelegramError as error:
        return result_of(error)
    logger.warning("decorations_refused")  # not before: it may have been refused for its words
    return done


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
            disable_notification=act.silent,
            link_preview_options=_NO_PREVIEW,
            message_thread_id=act.topic,
        )
    except TelegramError as error:
        is_topic_gone = _TOPIC_GONE in error.message.lower()
        if act.topic is None or act.only_in_topic or not is_topic_gone:
            raise
        return await _send(bot, replace(act, topic=None))
    is_group = message.chat.type != message.chat.PRIVATE  # a person has a username as well
    return Sent(message.message_id, is_public=is_group and message.chat.username is not None)


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
