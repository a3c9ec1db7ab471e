"""Waiting for what the bot does, woken by the change itself and never by a clock."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from bot.sandbox.telegram.errors import NothingArrived
from bot.sandbox.telegram.presses import Alert
from bot.sandbox.telegram.records import Chat, Message
from bot.sandbox.telegram.world import World

Found = TypeVar("Found")


@dataclass(frozen=True)
class Watch:
    """Looks at what came or changed in one chat after the revision `since`."""

    world: World
    chat: Chat
    since: int

    async def message(self, wanted: str | Callable[[Message], bool], seconds: float) -> Message:
        """Wait for a message of the bot; raises NothingArrived."""
        suits = _contains(wanted) if isinstance(wanted, str) else wanted
        label = repr(wanted) if isinstance(wanted, str) else "the wanted message"
        found = await self._first(lambda: filter(suits, self._messages()), seconds)
        if found is None:
            raise NothingArrived(label, seconds, (one.text for one in self._messages()))
        return found

    async def alert(self, part: str, seconds: float) -> Alert:
        """Wait for an answer to a press; raises NothingArrived."""
        found = await self._first(
            lambda: (one for one in self._alerts() if part in one.text), seconds
        )
        if found is None:
            raise NothingArrived(f"alert {part!r}", seconds, (one.text for one in self._alerts()))
        return found

    async def sounds(self, count: int, seconds: float) -> list[Message]:
        """Wait for so many messages with a sound; raises NothingArrived."""

        def heard() -> list[Message]:
            all_heard = sounds_for(self.world, self.chat.id)
            return [message for message in all_heard if message.arrived > self.since]

        def enough() -> Iterator[list[Message]]:
            return iter([heard()] if len(heard()) >= count else [])

        found = await self._first(enough, seconds)
        if found is None:
            raise NothingArrived(f"{count} sounds", seconds, (one.text for one in heard()))
        return found

    def _messages(self) -> Iterator[Message]:
        """Go through the changed messages of the bot, the last change last."""
        changed = (m for m in self.chat.messages if m.from_bot and m.revision > self.since)
        return iter(sorted(changed, key=lambda message: message.revision))

    def _alerts(self) -> Iterator[Alert]:
        return (
            alert
            for alert in self.world.alerts
            if alert.user_id == self.chat.id and alert.revision > self.since
        )

    async def _first(self, look: Callable[[], Iterator[Found]], seconds: float) -> Found | None:
        with self.world.listening() as changes:
            try:
                async with asyncio.timeout(seconds):
                    while (found := next(look(), None)) is None:
                        await changes.get()
            except TimeoutError:
                return None
            return found


def sounds_for(world: World, user_id: int) -> list[Message]:
    """List what has sounded for one person, in private and in groups, oldest first."""
    messages = (message for chat in world.chats.values() for message in chat.messages)
    heard = (message for message in messages if user_id in message.sounded_for)
    return sorted(heard, key=lambda message: message.arrived)


def _contains(part: str) -> Callable[[Message], bool]:
    return lambda message: not message.deleted and part in message.text
