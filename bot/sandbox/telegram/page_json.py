"""The page's own JSON: what it is told about chats, and how its requests are read."""

import json
import math

from starlette.requests import Request

from bot.sandbox.telegram.errors import SandboxMistake
from bot.sandbox.telegram.person import User
from bot.sandbox.telegram.records import Alert, Json, Message
from bot.sandbox.telegram.world import World


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
        "sent_at": message.sent_at.isoformat(),
    }
    return body if message.deleted else body | _content_json(message)


def _content_json(message: Message) -> Json:
    return {
        "text": message.text,
        "entities": [one.as_json(message.text) for one in message.content.entities],
        "buttons": [
            [{"label": one.label, "data": one.data, "url": one.url} for one in row]
            for row in message.buttons
        ],
        "protected": message.protected,
        "edited": message.edited,
        "contact": message.contact.as_json() if message.contact else None,
        "sticker": message.sticker,
        "forwarded": message.forwarded,
    }


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
        "name": f"{user.profile.first_name} {user.profile.last_name}".strip(),
        "first_name": user.profile.first_name,
        "language": user.profile.language_code,
        "started": user.chat.started,
        "blocked": user.chat.blocked,
        "commands": [command.as_json() for command in commands],
    }
    if with_messages:
        body["messages"] = [message_json(message) for message in user.chat.messages]
    return body
