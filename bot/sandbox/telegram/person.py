"""A person of the stand-in: types, presses, shares, blocks, and sees what the bot says."""

from collections.abc import Callable, Iterator
from typing import Unpack
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.telegram.entities import found_in
from bot.sandbox.telegram.errors import BotIsBlocked, NoSuchButton, NotOurLink
from bot.sandbox.telegram.group import Group
from bot.sandbox.telegram.group_events import delete_topic, said
from bot.sandbox.telegram.members import Profile
from bot.sandbox.telegram.presses import Alert, CallbackQuery
from bot.sandbox.telegram.records import Chat, Contact, Content, InlineButton, Marks, Message
from bot.sandbox.telegram.topics import Topic
from bot.sandbox.telegram.updates import QueueKey, UpdateKind
from bot.sandbox.telegram.waiting import Watch, sounds_for
from bot.sandbox.telegram.world import World

TELEGRAM_HOSTS = frozenset({"t.me", "telegram.me"})


class User:
    """One person in a private chat with the bot. Every act gives what it made.

    `wait_for` and `wait_for_alert` look at what came or changed since this person's last act.
    """

    def __init__(self, world: World, profile: Profile) -> None:
        self.profile = profile
        self.chat = world.private_chat(profile)
        self._world = world
        self._acted_at = world.revision

    @property
    def id(self) -> int:
        """The numeric Telegram id, which is the id of the private chat too."""
        return self.profile.id

    @property
    def alerts(self) -> list[Alert]:
        """The bot's answers to this person's presses, oldest first."""
        return [alert for alert in self._world.alerts if alert.user_id == self.id]

    def sounds(self) -> list[Message]:
        """All messages of the bot that have sounded for this person, oldest first.

        Those that were deleted since are among them; edits are not, for they never sound.
        """
        return sounds_for(self._world, self.id)

    def send(self, text: str, topic: int | None = None) -> Message:
        """Type a text into the private chat, or into one of its topics, which is opened with it."""
        if topic is not None:
            self.chat.topics.setdefault(topic, Topic(topic))
        return self._say(Content(text, found_in(text)), topic=topic)

    def delete_topic(self, topic: int) -> None:
        """Delete a topic, and what stands in it."""
        delete_topic(self._world, self.chat, topic)

    def forward(self, text: str) -> Message:
        """Forward somebody's text into the private chat."""
        return self._say(Content(text, found_in(text)), forwarded=True)

    def send_sticker(self, emoji: str = "👍") -> Message:
        """Send a sticker into the private chat."""
        return self._say(Content(""), sticker=emoji)

    def share_contact(
        self,
        phone: str,
        first_name: str,
        last_name: str = "",
        user_id: int | None = None,
        vcard: str = "",
    ) -> Message:
        """Share a contact card; give `user_id` when the card belongs to a Telegram user."""
        contact = Contact(phone, first_name, last_name, user_id, vcard)
        return self._say(Content(""), contact=contact)

    def send_in_group(self, group: Group, text: str, topic: Topic | None = None) -> Message:
        """Type a text into a group or one of its topics; the bot gets it if it may read it."""
        group.enter(self)
        self._world.seen_in_groups.add(self.id)
        self.mark()
        thread = group.thread(self, topic)
        content = Content(text, found_in(text))
        message = self._world.post(group.chat, self.profile, content, topic=thread)
        return said(self._world, UpdateKind.MESSAGE, message)

    def edit(self, message: Message, text: str) -> Message:
        """Edit an own message."""
        self._act_in(message.chat)
        message.revise(Content(text, found_in(text)), self._world.now())
        self._world.changed(message)
        return said(self._world, UpdateKind.EDITED_MESSAGE, message)

    def press(self, label_or_data: str, message: Message | None = None) -> CallbackQuery:
        """Press a button that is on the screen now, on the newest message that has it.

        Raises NoSuchButton with the labels that are there.
        """
        shown = [message] if message is not None else list(self.chat.visible())
        for one in shown:
            if not one.deleted and (button := _pick(one.content, label_or_data)):
                return self._press(one, button)
        labels = [label for one in shown if not one.deleted for label in one.labels]
        raise NoSuchButton(label_or_data, labels)

    def press_old(self, message: Message, label_or_data: str) -> CallbackQuery:
        """Press a button that the message has or once had: a screen that was not refreshed yet."""
        versions = [message.content, *reversed(message.edit_history)]
        for content in versions:
            if button := _pick(content, label_or_data):
                return self._press(message, button)
        labels = [one.label for content in versions for one in _buttons(content)]
        raise NoSuchButton(label_or_data, labels)

    def copy(self, label: str) -> str:
        """Press a copy button of the newest message that has it; give what is in the clipboard.

        The bot hears nothing of it. Raises NoSuchButton.
        """
        shown = [each for one in self.chat.visible() for row in one.buttons for each in row]
        for button in shown:
            if button.label == label and button.copy_text:
                return button.copy_text
        raise NoSuchButton(label, [each.label for each in shown])

    def open_link(self, url: str) -> Message:
        """Open a link of the form `https://t.me/<bot>?start=TOKEN`, and press Start."""
        parts = urlsplit(url if "://" in url else f"https://{url}")
        to_us = parts.path.strip("/").lower() == self._world.bot.username.lower()
        if parts.hostname not in TELEGRAM_HOSTS or not to_us:
            raise NotOurLink(self._world.bot.username)
        token = "".join(parse_qs(parts.query).get("start", []))
        return self.send(f"/start {token}".strip())

    def block_bot(self) -> None:
        """Block the bot; it is told, and may not write any more."""
        self._set_blocked(blocked=True)

    def unblock_bot(self) -> None:
        """Take the bot back; it is told."""
        self._set_blocked(blocked=False)

    def mark(self) -> None:
        """From here on, wait only for what comes later."""
        self._acted_at = self._world.revision

    async def wait_for(
        self,
        wanted: str | Callable[[Message], bool],
        timeout: float = 20,  # noqa: ASYNC109 (a test says how long it is willing to wait)
    ) -> Message:
        """Wait for a message of the bot, or an edit of one, since this person's last act.

        `wanted` is a part of the text, or a question about the message (asked of deleted ones
        too). Raises NothingArrived after `timeout` seconds, with the texts that did come.
        """
        return await self._watch().message(wanted, timeout)

    async def wait_for_alert(
        self,
        part: str = "",
        timeout: float = 20,  # noqa: ASYNC109 (a test says how long it is willing to wait)
    ) -> Alert:
        """Wait for an answer to a press since this person's last act; `part` is in its text.

        Raises NothingArrived after `timeout` seconds.
        """
        return await self._watch().alert(part, timeout)

    async def wait_for_sounds(
        self,
        count: int = 1,
        timeout: float = 20,  # noqa: ASYNC109 (a test says how long it is willing to wait)
    ) -> list[Message]:
        """Wait until so many messages have sounded since this person's last act; give them all.

        Raises NothingArrived after `timeout` seconds.
        """
        return await self._watch().sounds(count, timeout)

    def _watch(self) -> Watch:
        return Watch(self._world, self.chat, self._acted_at)

    def _act_in(self, chat: Chat) -> None:
        if chat.blocked:
            raise BotIsBlocked(self.id)
        self.mark()

    def _say(self, content: Content, **marks: Unpack[Marks]) -> Message:
        self._act_in(self.chat)
        self.chat.started = True
        message = self._world.post(self.chat, self.profile, content, **marks)
        return said(self._world, UpdateKind.MESSAGE, message)

    def _press(self, message: Message, button: InlineButton) -> CallbackQuery:
        self._act_in(message.chat)
        query = CallbackQuery(
            self._world.new_query_id(), self.id, message, button.data or "", self._world.now()
        )
        self._world.queries[query.id] = query
        content: dict[str, object] = {
            "id": query.id,
            "from": self.profile.as_json(),
            "message": message.as_json(),
            "chat_instance": str(message.chat.id),
            "data": query.data,
        }
        self._world.queue.add(UpdateKind.CALLBACK_QUERY, content, (QueueKey.CALLBACKS, self.id))
        return query

    def _set_blocked(self, *, blocked: bool) -> None:
        self.mark()
        before = self._member()
        self.chat.blocked = blocked
        content: dict[str, object] = {
            "chat": self.chat.as_json(),
            "from": self.profile.as_json(),
            "date": int(self._world.now().timestamp()),
            "old_chat_member": before,
            "new_chat_member": self._member(),
        }
        self._world.queue.add(UpdateKind.MY_CHAT_MEMBER, content, (QueueKey.MEMBERSHIP, self.id))
        self._world.tell(self.chat)

    def _member(self) -> dict[str, object]:
        bot = {"user": self._world.bot.as_json()}
        if self.chat.blocked:
            return bot | {"status": "kicked", "until_date": 0}
        return bot | {"status": "member"}


def _buttons(content: Content) -> Iterator[InlineButton]:
    """Go through the buttons that can be pressed: those with callback data."""
    return (button for row in content.buttons for button in row if button.data)


def _pick(content: Content, label_or_data: str) -> InlineButton | None:
    return next((one for one in _buttons(content) if label_or_data in (one.label, one.data)), None)
