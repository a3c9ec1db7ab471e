"""The Bot API's methods for messages: send, edit, delete, and answer a press."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.sandbox.telegram.access import editable_chat, shared_chat, writable_chat
from bot.sandbox.telegram.entities import utf16_length
from bot.sandbox.telegram.errors import bad_request
from bot.sandbox.telegram.formatting import formatted
from bot.sandbox.telegram.given_entities import read_entities
from bot.sandbox.telegram.keyboards import read_keyboard
from bot.sandbox.telegram.members import Right
from bot.sandbox.telegram.methods_topics import writable_topic
from bot.sandbox.telegram.params import Params
from bot.sandbox.telegram.records import Content, Message
from bot.sandbox.telegram.updates import CALLBACK_LIFETIME
from bot.sandbox.telegram.world import World

DELETABLE_FOR = timedelta(hours=48)
DELETED_AT_ONCE = 100
ANSWER_UNITS = 200
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def send_message(world: World, params: Params) -> dict[str, object]:
    """Send a text with inline buttons, with a sound unless `disable_notification`."""
    chat = writable_chat(world, params)
    topic = writable_topic(world, chat, params)
    content = _content(params, too_long="message is too long")
    world.limits.spend(chat.id)
    message = world.post(
        chat,
        world.bot,
        content,
        protected=params.flag("protect_content"),
        silent=params.flag("disable_notification"),
        topic=topic,
    )
    return message.as_json()


async def edit_message_text(world: World, params: Params) -> dict[str, object]:
    """Replace the text and the buttons; without `reply_markup` the buttons go."""
    message = _own_message(world, params)
    content = _content(params, too_long="MESSAGE_TOO_LONG")
    return _revised(world, message, content)


async def edit_message_reply_markup(world: World, params: Params) -> dict[str, object]:
    """Replace the buttons; without `reply_markup` they go."""
    message = _own_message(world, params)
    return _revised(world, message, replace(message.content, buttons=read_keyboard(params)))


async def delete_message(world: World, params: Params) -> bool:
    """Delete a message for everyone, for 48 h.

    In a group that is the bot's own, or any if it is an administrator who may delete messages.
    """
    chat = shared_chat(world, params)
    message = chat.find(_message_id(params))
    world.limits.spend(chat.id)
    if message is None:
        raise bad_request("message to delete not found")
    if not _ours_to_delete(world, message):
        raise bad_request("message can't be deleted")
    if not _may_be_deleted(world, message):
        raise bad_request("message can't be deleted for everyone")
    _delete(world, message)
    return True


async def delete_messages(world: World, params: Params) -> bool:
    """Delete 1 to 100 messages; what is gone, too old or another's is skipped without a word."""
    chat = shared_chat(world, params)
    wanted = set(_message_ids(params))
    world.limits.spend(chat.id)
    for message in [one for one in chat.visible() if one.message_id in wanted]:
        if _may_be_deleted(world, message):
            _delete(world, message)
    return True


def _may_be_deleted(world: World, message: Message) -> bool:
    return _ours_to_delete(world, message) and world.now() - message.sent_at <= DELETABLE_FOR


def _ours_to_delete(world: World, message: Message) -> bool:
    if "forum_topic_created" in message.service:
        return False
    if message.chat.in_private or message.from_bot:
        return True
    return message.chat.member(world.bot).may(Right.DELETE_MESSAGES)


def _delete(world: World, message: Message) -> None:
    message.deleted = True
    world.changed(message)


async def answer_callback_query(world: World, params: Params) -> bool:
    """Answer a press with a toast or a window; possible for 150 seconds, even twice."""
    world.limits.spend()
    query = world.queries.get(params.text("callback_query_id"))
    if query is None or world.now() - query.asked_at >= CALLBACK_LIFETIME:
        raise bad_request(_TOO_OLD)
    text = params.text("text")
    if utf16_length(text) > ANSWER_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    world.alert(query, text, show_alert=params.flag("show_alert"))
    return True


def _content(params: Params, too_long: str) -> Content:
    buttons = read_keyboard(params)
    sent, parse_mode = params.text("text"), params.text("parse_mode")
    text, entities = formatted(sent, parse_mode, too_long, read_entities(params, sent))
    return Content(text, entities, buttons)


def _message_id(params: Params) -> int:
    message_id = params.integer("message_id")
    if message_id <= 0:
        raise bad_request("message identifier is not specified")
    return message_id


def _message_ids(params: Params) -> Iterator[int]:
    listed = params.decoded("message_ids", "can't parse message identifiers JSON object")
    if not isinstance(listed, list):
        raise bad_request("expected an Array of message identifiers")
    if not listed:
        raise bad_request("message identifiers are not specified")
    if len(listed) > DELETED_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    for each in listed:
        if not isinstance(each, int) or each <= 0:
            raise bad_request("invalid message identifier specified")
        yield each


def _own_message(world: World, params: Params) -> Message:
    chat, message_id = editable_chat(world, params), _message_id(params)
    world.limits.spend(chat.id)
    message = chat.find(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot or message.service:
        raise bad_request("message can't be edited")
    return message


def _revised(world: World, message: Message, content: Content) -> dict[str, object]:
    if content == message.content:
        raise bad_request(_NOT_MODIFIED)
    message.revise(content, world.now())
    world.changed(message)
    return message.as_json()
