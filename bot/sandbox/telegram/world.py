"""The state of the stand-in: its bot, its chats and what happens in them."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Unpack

from bot.sandbox.telegram.commands import CommandMenus
from bot.sandbox.telegram.limits import CallLimits
from bot.sandbox.telegram.members import Profile
from bot.sandbox.telegram.presses import Alert, CallbackQuery
from bot.sandbox.telegram.records import Call, Chat, ChatKind, Content, Marks, Message
from bot.sandbox.telegram.updates import QueueKey, UpdateKind, UpdateQueue
from bot.sandbox.telegram.webhook import WebhookDelivery

CALLS_KEPT = 10_000
Event = Message | Alert | Chat | None
"""What listeners get: a new message or alert, a change, or None at the end."""


def utc_now() -> datetime:
    """Tell the time, aware and in UTC."""
    return datetime.now(UTC)


class World:
    """The state that the Bot API, the people and the page share. One event loop, no threads."""

    def __init__(self, bot: Profile, now: Callable[[], datetime], pace: float) -> None:
        self.bot = bot
        self.now = now
        self.chats: dict[int, Chat] = {}
        self.seen_in_groups: set[int] = set()
        self.privacy_mode = True
        self.queries: dict[str, CallbackQuery] = {}
        self.alerts: list[Alert] = []
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.menus = CommandMenus()
        self.limits = CallLimits(now)
        self.queue = UpdateQueue(now)
        self.webhook = WebhookDelivery(self.queue, now, pace)
        self._message_ids = count(1)
        self._query_ids = count(4_800_000_000_000_000_001)
        self._revision = 0
        self._listeners: set[asyncio.Queue[Event]] = set()

    @property
    def revision(self) -> int:
        """The number of changes so far, which serves as a clock."""
        return self._revision

    def next_revision(self) -> int:
        """Count one more change."""
        self._revision += 1
        return self._revision

    def new_message_id(self) -> int:
        """Give the number of the next message, in whatever chat it will be."""
        return next(self._message_ids)

    def new_query_id(self) -> str:
        """Give an identifier for a press."""
        return str(next(self._query_ids))

    def private_chat(self, person: Profile) -> Chat:
        """Open the chat of one person with the bot; it is not started yet."""
        chat = Chat(person.id, ChatKind.PRIVATE, person=person)
        return self.chats.setdefault(person.id, chat)

    def post(
        self,
        chat: Chat,
        sender: Profile,
        content: Content,
        **marks: Unpack[Marks],
    ) -> Message:
        """Put a new message into a chat."""
        number = self.next_revision()
        message = Message(
            message_id=self.new_message_id(),
            chat=chat,
            sender=sender,
            content=content,
            sent_at=self.now(),
            revision=number,
            arrived=number,
            **marks,
        )
        if sender.is_bot and not message.silent and not message.service:
            message.sounded_for = chat.readers()
        chat.messages.append(message)
        self.tell(message)
        return message

    def deliver(self, kind: UpdateKind, message: Message) -> None:
        """Queue a message for the bot, in the order of its chat."""
        self.queue.add(kind, message.as_json(), (QueueKey.MESSAGES, message.chat.id))

    def changed(self, message: Message) -> None:
        """Note that a message was edited or deleted."""
        message.revision = self.next_revision()
        self.tell(message)

    def alert(self, query: CallbackQuery, text: str, *, show_alert: bool) -> None:
        """Show a person the answer to a press."""
        alert = Alert(query.user_id, query.id, text, show_alert, self.next_revision())
        self.alerts.append(alert)
        self.tell(alert)

    def tell(self, event: Event) -> None:
        """Wake everyone who listens."""
        for listener in self._listeners:
            listener.put_nowait(event)

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue[Event]]:
        """Give a queue into which every change is put while the context lasts."""
        listener: asyncio.Queue[Event] = asyncio.Queue()
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    async def close(self) -> None:
        """Stop delivering to a webhook, end the waiting poll and send listeners home."""
        await self.webhook.remove()
        self.queue.interrupt("terminated because the stand-in stops")
        self.tell(None)
