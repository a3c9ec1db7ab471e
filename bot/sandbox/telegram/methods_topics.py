"""The Bot API's methods for the topics of a forum, and the rule for writing into one.

Where the refusals come from:
* "not enough rights to ...", "the chat is not a forum", "name must be non-empty", "invalid icon
  color specified", "invalid forum topic identifier specified": tdlib/td@022d602,
  `ForumTopicManager.cpp`
* "message thread not found": tdlib/telegram-bot-api@01a3679, `check_message_topic`, and its
  issue 854
* TOPIC_CLOSED: telegramdesktop/tdesktop issue 30476, Matt0550/TagEveryoneTelegramBot issue 26
* TOPIC_NOT_MODIFIED: python-telegram-bot's own tests against Telegram (its test_forum.py) and
  TelegramBots/Telegram.Bot issue 1252
* TOPIC_ID_INVALID: what several bots treat as "the topic is gone"; for a topic that was deleted
  some have also seen TOPIC_DELETED (SideCloudGroup/BetterForward issue 58)
"""

from bot.sandbox.telegram import group_events as events
from bot.sandbox.telegram.access import writable_chat
from bot.sandbox.telegram.errors import bad_request
from bot.sandbox.telegram.members import Right
from bot.sandbox.telegram.params import Params
from bot.sandbox.telegram.records import Chat
from bot.sandbox.telegram.topics import GENERAL_TOPIC, Topic
from bot.sandbox.telegram.world import World

NAME_LENGTH = 128
_COLORS = 0xFFFFFF


def writable_topic(world: World, chat: Chat, params: Params) -> int | None:
    """Give the topic that a message goes to; None is General, or a chat without topics.

    General is meant by no thread at all; its number is refused. A group without topics takes every
    thread for none. In a closed topic only its opener and who manages topics may write.
    """
    wanted = params.integer("message_thread_id") or None
    if not chat.in_private and not chat.is_forum:
        return None
    if wanted is not None and (wanted == GENERAL_TOPIC or wanted not in chat.topics):
        raise bad_request("message thread not found")
    if chat.is_forum:
        topic = chat.topics[wanted or GENERAL_TOPIC]
        if topic.closed and not _manages(world, chat, topic):
            raise bad_request("TOPIC_CLOSED")
    return wanted


async def create_forum_topic(world: World, params: Params) -> dict[str, object]:
    """Open a topic; the bot must be an administrator who manages topics."""
    chat = _forum(world, params)
    if not chat.member(world.bot).may(Right.MANAGE_TOPICS):
        raise bad_request("not enough rights to create a topic")
    name = _name(params)
    if not name:
        raise bad_request("name must be non-empty")
    color = params.integer("icon_color", Topic(0).icon_color)
    if not 0 <= color <= _COLORS:
        raise bad_request("invalid icon color specified")
    world.limits.spend(chat.id)
    return events.open_topic(world, chat, world.bot, name, color).as_json()


async def edit_forum_topic(world: World, params: Params) -> bool:
    """Give a topic another name; without one nothing happens."""
    chat = _forum(world, params)
    topic = _known(chat, params)
    if topic is not None and not _manages(world, chat, topic):
        raise bad_request("not enough rights to edit the topic")
    name = _name(params)
    if params.text("name") and not name:
        raise bad_request("name must be non-empty")
    world.limits.spend(chat.id)
    if not name:
        return True
    topic = _still_there(topic)
    if topic.name == name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    events.rename_topic(world, chat, world.bot, topic, name)
    return True


async def close_forum_topic(world: World, params: Params) -> bool:
    """Close an open topic."""
    return _closed(world, params, closed=True)


async def reopen_forum_topic(world: World, params: Params) -> bool:
    """Open a closed topic again."""
    return _closed(world, params, closed=False)


async def delete_forum_topic(world: World, params: Params) -> bool:
    """Delete a topic with all that stands in it; another's only with the right over messages."""
    chat = _forum(world, params)
    topic = _known(chat, params)
    may = chat.member(world.bot).may(Right.DELETE_MESSAGES)
    if topic is not None and not topic.by_bot and not may:
        raise bad_request("not enough rights to delete the topic")
    world.limits.spend(chat.id)
    topic = _still_there(topic)
    if topic.id == GENERAL_TOPIC:
        raise bad_request("TOPIC_ID_INVALID")
    events.delete_topic(world, chat, topic.id)
    return True


def _closed(world: World, params: Params, *, closed: bool) -> bool:
    chat = _forum(world, params)
    topic = _known(chat, params)
    if topic is not None and not _manages(world, chat, topic):
        raise bad_request("not enough rights to close or open the topic")
    world.limits.spend(chat.id)
    topic = _still_there(topic)
    if topic.closed is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    events.close_topic(world, chat, world.bot, topic, closed=closed)
    return True


def _forum(world: World, params: Params) -> Chat:
    chat = writable_chat(world, params)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def _known(chat: Chat, params: Params) -> Topic | None:
    topic_id = params.integer("message_thread_id")
    if topic_id <= 0:
        raise bad_request("invalid forum topic identifier specified")
    return chat.topics.get(topic_id)


def _still_there(topic: Topic | None) -> Topic:
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def _manages(world: World, chat: Chat, topic: Topic) -> bool:
    return topic.by_bot or chat.member(world.bot).may(Right.MANAGE_TOPICS)


def _name(params: Params) -> str:
    return params.text("name").strip()[:NAME_LENGTH]
