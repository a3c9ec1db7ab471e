"""The queue of updates: numbered, filtered, expiring, confirmed by offset."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.sandbox.telegram.errors import ApiRefusal, conflict

FIRST_UPDATE_ID = 700_000_001
LIFETIME = timedelta(hours=24)
CALLBACK_LIFETIME = timedelta(seconds=150)


class UpdateKind(StrEnum):
    """The kinds of updates that the stand-in makes."""

    MESSAGE = "message"
    EDITED_MESSAGE = "edited_message"
    CALLBACK_QUERY = "callback_query"
    MY_CHAT_MEMBER = "my_chat_member"


class QueueKey(StrEnum):
    """What a queue of webhook deliveries is kept by (measurements.md, 2.2)."""

    MESSAGES = "messages of a chat"
    CALLBACKS = "presses of a user"
    MEMBERSHIP = "membership in a chat"


@dataclass(frozen=True)
class Update:
    """One update; `queue` names the first-in-first-out queue in which a webhook gets it."""

    update_id: int
    kind: UpdateKind
    content: dict[str, object] = field(repr=False)
    queue: tuple[QueueKey, int]
    expires_at: datetime

    def as_json(self) -> dict[str, object]:
        """Give Telegram's `Update` object."""
        return {"update_id": self.update_id, self.kind.value: self.content}


class UpdateQueue:
    """Updates that the bot has not confirmed, and the one long poll that waits for them."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._next_id = FIRST_UPDATE_ID
        self._open: list[Update] = []
        self._waiter: asyncio.Future[None] | None = None
        self.allowed: frozenset[str] = frozenset()
        self.on_new: Callable[[], None] | None = None

    def add(
        self, kind: UpdateKind, content: dict[str, object], queue: tuple[QueueKey, int]
    ) -> None:
        """Queue an update, unless the bot did not ask for its kind."""
        if self.allowed and kind.value not in self.allowed:
            return
        lifetime = CALLBACK_LIFETIME if kind is UpdateKind.CALLBACK_QUERY else LIFETIME
        update = Update(self._next_id, kind, content, queue, self._now() + lifetime)
        self._next_id += 1
        self._open.append(update)
        self._wake(None)
        if self.on_new is not None:
            self.on_new()

    def open(self) -> list[Update]:
        """List what is neither confirmed nor expired, oldest first."""
        moment = self._now()
        self._open = [update for update in self._open if update.expires_at > moment]
        return self._open

    def drop(self, update: Update) -> None:
        """Forget an update that a webhook has taken."""
        self._open = [one for one in self._open if one is not update]

    def clear(self) -> None:
        """Forget every update."""
        self._open = []

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Remember which kinds the bot wants; None leaves it as it was, none at all means all."""
        if kinds is not None:
            self.allowed = frozenset(kinds)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """Confirm everything below `offset`, then give what is open, waiting for the first.

        A negative offset keeps only that many of the newest. Raises 409 when another poll or
        a webhook takes this one's place.
        """
        self._confirm(offset)
        if not self.open() and seconds > 0:
            await self._wait(seconds)
        return self.open()[:limit]

    def interrupt(self, reason: str) -> None:
        """End the waiting long poll, if there is one, with 409."""
        self._wake(conflict(reason))

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._open = self._open[offset:]
        else:
            self._open = [update for update in self._open if update.update_id >= offset]

    async def _wait(self, seconds: float) -> None:
        self.interrupt(
            "terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        self._waiter = mine = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(mine, seconds)
        except TimeoutError:
            return
        finally:
            if self._waiter is mine:
                self._waiter = None

    def _wake(self, refusal: ApiRefusal | None) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter is None or waiter.done():
            return
        if refusal is None:
            waiter.set_result(None)
        else:
            waiter.set_exception(refusal)
