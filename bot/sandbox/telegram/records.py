"""What the stand-in remembers: chats, messages, buttons and calls."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypedDict

from bot.sandbox.telegram.entities import Entity
from bot.sandbox.telegram.members import Member, Profile
from bot.sandbox.telegram.topics import Topic

Json = dict[str, object]
"""A JSON object on its way to the bot or to the page."""


class ChatKind(StrEnum):
    """The kinds of chats that the stand-in knows."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


@dataclass(frozen=True)
class InlineButton:
    """One inline button: callback data (1 to 64 bytes), a web address, or a text to copy."""

    label: str
    data: str | None = None
    url: str | None = None
    copy_text: str | None = field(default=None, repr=False)
    style: str = ""
    """danger, success or primary; "" is the app's own."""

    def as_json(self) -> Json:
        """Give Telegram's `InlineKeyboardButton` object."""
        copied = {"text": self.copy_text} if self.copy_text else None
        types = {"url": self.url, "callback_data": self.data, "copy_text": copied}
        body = {"text": self.label, "style": self.style} | types
        return {name: value for name, value in body.items() if value}


Keyboard = tuple[tuple[InlineButton, ...], ...]
"""Rows of inline buttons; an empty tuple is no keyboard."""


@dataclass(frozen=True)
class Content:
    """A message's content: plain text, formatting and buttons. It is immutable."""

    text: str
    entities: tuple[Entity, ...] = ()
    buttons: Keyboard = ()

    def parts(self) -> Iterator[str]:
        """Go through every string in it that somebody could read."""
        yield self.text
        for button in (button for row in self.buttons for button in row):
            yield from filter(None, (button.label, button.data, button.url, button.copy_text))


@dataclass(frozen=True)
class Contact:
    """A contact card. Without `user_id` it comes from an address book."""

    phone: str
    first_name: str
    last_name: str = ""
    user_id: int | None = None
    vcard: str = ""
    """What else an address book tells, such as more numbers; up to 2,048 octets."""

    def as_json(self) -> Json:
        """Give Telegram's `Contact` object."""
        body: Json = {"phone_number": self.phone, "first_name": self.first_name}
        if self.last_name:
            body["last_name"] = self.last_name
        if self.user_id is not None:
            body["user_id"] = self.user_id
        if self.vcard:
            body["vcard"] = self.vcard
        return body


@dataclass
class Chat:
    """One chat with the bot. `started` means that a person has opened it; groups have members."""

    id: int
    kind: ChatKind
    title: str = ""
    person: Profile | None = None
    started: bool = False
    blocked: bool = False
    members: dict[int, Member] = field(default_factory=dict, repr=False)
    """Who is, or was, in this group, the bot among them."""
    is_forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict, repr=False)
    username: str = ""
    """Of a public supergroup, by which anybody finds it."""
    migrated_to: int | None = None
    """The supergroup that this group has become, after which nobody can write here."""
    messages: list["Message"] = field(default_factory=list, repr=False)

    @property
    def last(self) -> "Message":
        """The newest message that is still there."""
        return next(self.visible())

    @property
    def in_private(self) -> bool:
        """Whether it is a person's own chat with the bot."""
        return self.kind is ChatKind.PRIVATE

    def member(self, who: Profile) -> Member:
        """Tell what somebody is in this group; who never came has left it, as Telegram says."""
        return self.members.get(who.id, Member(who))

    def readers(self) -> frozenset[int]:
        """List the people who get what is written here now, by their ids."""
        if self.in_private:
            return frozenset({self.id})
        inside = (one.profile for one in self.members.values() if one.inside)
        return frozenset(who.id for who in inside if not who.is_bot)

    def visible(self) -> Iterator["Message"]:
        """Go through the messages that are still there, newest first."""
        return (message for message in reversed(self.messages) if not message.deleted)

    def find(self, message_id: int) -> "Message | None":
        """Find a message that is still there."""
        return next((one for one in self.visible() if one.message_id == message_id), None)

    def as_json(self) -> Json:
        """Give Telegram's `Chat` object."""
        if self.person is None:
            body: Json = {"id": self.id, "type": self.kind.value, "title": self.title}
            named: Json = {"username": self.username} if self.username else {}
            return body | ({"is_forum": True} if self.is_forum else {}) | named
        person = self.person.as_json()
        shown = ("first_name", "last_name", "username")
        names: Json = {name: person[name] for name in shown if name in person}
        return {"id": self.id, "type": self.kind.value} | names


class Marks(TypedDict, total=False):
    """What a message may have beside its content."""

    protected: bool
    silent: bool
    contact: Contact | None
    sticker: str
    forwarded: bool
    topic: int | None
    service: Json


@dataclass
class Message:
    """One message. `revision` is the number of its last change, `arrived` that of its coming."""

    message_id: int
    chat: Chat = field(repr=False)
    sender: Profile
    content: Content
    sent_at: datetime
    revision: int
    arrived: int
    protected: bool = False
    silent: bool = False
    """Whether it was to come without a sound. The bot never reads that again."""
    sounded_for: frozenset[int] = frozenset()
    """For whom it sounded when it came. No edit ever sounds."""
    deleted: bool = False
    edited_at: datetime | None = None
    edit_history: list[Content] = field(default_factory=list)
    contact: Contact | None = None
    sticker: str = ""
    forwarded: bool = False
    topic: int | None = None
    service: Json = field(default_factory=dict)
    """What happened, when nobody wrote this message: who came, which topic was opened ..."""

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.sender.is_bot

    @property
    def text(self) -> str:
        """The text as people read it, without any markup."""
        return self.content.text

    @property
    def buttons(self) -> Keyboard:
        """The inline buttons under it, row by row."""
        return self.content.buttons

    @property
    def edited(self) -> bool:
        """Whether it was ever edited."""
        return self.edited_at is not None

    @property
    def edits(self) -> int:
        """How many times it was edited."""
        return len(self.edit_history)

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons, in reading order."""
        return [button.label for row in self.buttons for button in row]

    @property
    def held(self) -> str:
        """All that it says or ever said: texts, labels, and what buttons open, send or copy."""
        versions = (*self.edit_history, self.content)
        return "\n".join(part for content in versions for part in content.parts())

    @property
    def holds(self) -> str:
        """The same, as it is now; nothing once it is deleted."""
        return "" if self.deleted else "\n".join(self.content.parts())

    def revise(self, content: Content, moment: datetime) -> None:
        """Replace the content, and keep the old one."""
        self.edit_history.append(self.content)
        self.content = content
        self.edited_at = moment

    def as_json(self) -> Json:
        """Give Telegram's `Message` object.

        What stands in a forum's topic is a reply to the topic's first message, also when nobody
        replied (tdlib/telegram-bot-api@01a3679, `get_implicit_reply_to_message_id`).
        """
        body = self.bare_json()
        first = self.topic and self.chat.kind is ChatKind.SUPERGROUP and self.chat.find(self.topic)
        if first and first is not self:
            body["reply_to_message"] = first.bare_json()
        return body

    def bare_json(self) -> Json:
        """Give it without what it replies to, as Telegram shows it inside a reply."""
        body: Json = {
            "message_id": self.message_id,
            "from": self.sender.as_json(),
            "chat": self.chat.as_json(),
            "date": int(self.sent_at.timestamp()),
        }
        if self.edited_at is not None:
            body["edit_date"] = int(self.edited_at.timestamp())
        if self.protected:
            body["has_protected_content"] = True
        if self.topic is not None:
            body |= {"message_thread_id": self.topic, "is_topic_message": True}
        return body | self._what_it_holds()

    def _what_it_holds(self) -> Json:
        if self.service:
            return self.service
        body: Json = {}
        if self.forwarded:
            origin = {"type": "hidden_user", "sender_user_name": "Someone"}
            body["forward_origin"] = origin | {"date": int(self.sent_at.timestamp())}
        if self.contact is not None:
            return body | {"contact": self.contact.as_json()}
        if self.sticker:
            return body | {"sticker": sticker_json(self.sticker)}
        body["text"] = self.text
        if self.content.entities:
            body["entities"] = [one.as_json(self.text) for one in self.content.entities]
        if self.buttons:
            rows = [[button.as_json() for button in row] for row in self.buttons]
            body["reply_markup"] = {"inline_keyboard": rows}
        return body


def sticker_json(emoji: str) -> Json:
    """Give a `Sticker` object with everything that Telegram always sends."""
    size = {"type": "regular", "width": 512, "height": 512}
    flags = {"is_animated": False, "is_video": False, "emoji": emoji}
    return size | flags | {"file_id": "sticker", "file_unique_id": "sticker"}


@dataclass(frozen=True)
class Call:
    """One parsed request to the Bot API, before it is checked."""

    method: str
    params: dict[str, str] = field(repr=False)
