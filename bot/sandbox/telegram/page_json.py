"""The page's own JSON: what it is told about chats, and how its requests are read."""

import json
import math

from starlette.requests import Request

from bot.sandbox.telegram.errors import SandboxMistake
from bot.sandbox.telegram.group import Group
from bot.sandbox.telegram.person import User
from bot.sandbox.telegram.presses import Alert
from bot.sandbox.telegram.records import Json, Message
from bot.sandbox.telegram.world import World

_HAPPENED = {
    "new_chat_members": "{who} added {name}",
    "left_chat_member": "{who} removed {name}",
    "forum_topic_created": "{who} opened the topic “{name}”",
    "forum_topic_edited": "{who} named the topic “{name}”",
    "forum_topic_closed": "{who} closed the topic",
    "forum_topic_reopened": "{who} reopened the topic",
    "migrate_to_chat_id": "This group has become a supergroup",
    "migrate_from_chat_id": "It was a group before",
}
_BY_ITSELF = {"new_chat_members": "{who} joined", "left_chat_member": "{who} left"}


class PageMistake(SandboxMistake):
    """The page asked for something impossible. The text is for the person at the page."""


class PageFields:
    """The fields of one request of the page, an object of JSON."""

    def __init__(self, values: dict[str, object]) -> None:
        self._values = values

    @classmethod
    async def read(cls, request: Request) -> "PageFields":
        """Read a request. It must have JSON's content type, which foreign sites cannot send."""
        if request.headers.get("content-type") != "application/json":
            raise PageMistake("only application/json is taken")
        try:
            values = json.loads(await request.body())
        except (ValueError, RecursionError) as error:
            raise PageMistake("the request is not JSON") from error
        if not isinstance(values, dict):
            raise PageMistake("the request is not an object")
        return cls(values)

    def optional(self, name: str) -> str:
        """Give a text without blank ends, empty when it is absent."""
        value = self._values.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def text(self, name: str) -> str:
        """Give a text that must not be empty."""
        value = self.optional(name)
        if not value:
            raise PageMistake(f"{name} is empty")
        return value

    def number(self, name: str) -> float:
        """Give a finite number, 0 when it is absent."""
        value = self._values.get(name, 0)
        if not isinstance(value, (int, float)) or not math.isfinite(value):
            raise PageMistake(f"{name} is not a number")
        return value

    def integer(self, name: str) -> int:
        """Give a whole number, 0 when it is absent."""
        return int(self.number(name))

    def flag(self, name: str) -> bool:
        """Give a yes or no, no when it is absent."""
        return self._values.get(name) is True


def message_json(message: Message) -> Json:
    """Give what the page shows of a message; a deleted one has lost everything it said."""
    body: Json = {
        "chat_id": message.chat.id,
        "message_id": message.message_id,
        "from_bot": message.from_bot,
        "deleted": message.deleted,
        "topic": message.topic,
        "sent_at": message.sent_at.isoformat(),
    }
    return body if message.deleted else body | _content_json(message)


def _content_json(message: Message) -> Json:
    return {
        "text": message.text,
        "entities": [one.as_json(message.text) for one in message.content.entities],
        "buttons": [
            [
                {"label": one.label, "data": one.data, "url": one.url}
                | {"copy_text": one.copy_text, "style": one.style}
                for one in row
            ]
            for row in message.buttons
        ],
        "protected": message.protected,
        "silent": message.silent,
        "edits": message.edits,
        "sender": message.sender.name,
        "service": _service_words(message),
        "contact": message.contact.as_json() if message.contact else None,
        "sticker": message.sticker,
        "forwarded": message.forwarded,
    }


def _service_words(message: Message) -> str:
    """Say what happened, as a Telegram client words it; empty when somebody wrote the message."""
    for kind, what in message.service.items():
        about, name = _named(what)
        words = _BY_ITSELF if about == message.sender.id else _HAPPENED
        return words[kind].format(who=message.sender.name, name=name)
    return ""


def _named(what: object) -> tuple[object, object]:
    match what:
        case [{"id": about, "first_name": name}] | {"id": about, "first_name": name}:
            return about, name
        case {"name": name}:
            return None, name
    return None, ""


def alert_json(alert: Alert) -> Json:
    """Give the answer to a press; an empty text only ends the button's waiting."""
    return {
        "user_id": alert.user_id,
        "query_id": alert.query_id,
        "text": alert.text,
        "show_alert": alert.show_alert,
    }


def pane_json(world: World, user: User, caption: str, *, with_messages: bool) -> Json:
    """Give one chat pane: whose it is, its state, its command menu, and maybe its messages."""
    commands = world.menus.shown_in(user.id, user.profile.language_code)
    body: Json = {
        "user_id": user.id,
        "caption": caption,
        "name": user.profile.name,
        "first_name": user.profile.first_name,
        "language": user.profile.language_code,
        "started": user.chat.started,
        "blocked": user.chat.blocked,
        "commands": [command.as_json() for command in commands],
    }
    if with_messages:
        body["messages"] = [message_json(message) for message in user.chat.messages]
    return body


def group_json(world: World, group: Group, people: list[User], *, with_messages: bool) -> Json:
    """Give one group's pane: its topics, who of the page's people is in it, and maybe messages.

    Its chats are that of now and those that it was before it became a supergroup.
    """
    topics = group.chat.topics.values() if group.chat.is_forum else ()
    body: Json = {
        "chat_ids": [chat.id for chat in group.chats],
        "title": group.chat.title,
        "kind": group.chat.kind.value,
        "bot": group.chat.member(world.bot).status.value,
        "topics": [{"id": one.id, "name": one.name, "closed": one.closed} for one in topics],
        "people": [
            {
                "user_id": user.id,
                "name": user.profile.name,
                "inside": group.chat.member(user.profile).inside,
            }
            for user in people
        ],
    }
    if with_messages:
        body["messages"] = [message_json(one) for chat in group.chats for one in chat.messages]
    return body
