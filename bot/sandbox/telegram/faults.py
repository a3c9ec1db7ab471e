"""Faults that can be switched on: what a network and a busy Telegram do to a bot."""

import asyncio
from dataclasses import dataclass, field
from enum import Enum

from bot.sandbox.telegram.errors import ApiRefusal, too_many_requests

_LOOK_EVERY = 0.05


class Ending(Enum):
    """How a request ends that is not answered as it should be."""

    DROPPED = "the connection breaks without a word"
    BAD_GATEWAY = "502 with a page of HTML"


@dataclass
class TelegramFaults:
    """All faults are off at first; those that count go off by themselves."""

    down: bool = False
    """Every connection breaks and nothing is done."""
    bad_gateway: bool = False
    """Every request is answered 502 and nothing is done."""
    slow: float = 0.0
    """Seconds by which every request is held up."""
    hanging: set[int] = field(default_factory=set)
    """Chats in which every request hangs for as long as this is so; nothing is done."""
    lost_answers: int = 0
    """So many requests are carried out, and then the connection breaks. Reading is exempt."""
    _rate_limited: list[int] = field(default_factory=list, repr=False)

    def rate_limit_next(self, requests: int, retry_after: int) -> None:
        """Refuse the next requests (reading is exempt) with 429; `retry_after` is in seconds."""
        self._rate_limited += [retry_after] * requests

    def before(self, method: str) -> Ending | ApiRefusal | None:
        """Say what keeps this request from being carried out, if anything does."""
        if self.down:
            return Ending.DROPPED
        if self.bad_gateway:
            return Ending.BAD_GATEWAY
        if self._rate_limited and _changes_something(method):
            return too_many_requests(self._rate_limited.pop(0))
        return None

    async def hang(self, chat_id: int) -> bool:
        """Hold a request up while its chat hangs; say whether it did."""
        hangs = chat_id in self.hanging
        while chat_id in self.hanging:  # noqa: ASYNC110 - whoever switches it off rings nothing
            await asyncio.sleep(_LOOK_EVERY)
        return hangs

    def loses_answer(self, method: str) -> bool:
        """Whether the answer to this request, which was carried out, is lost."""
        if self.lost_answers and _changes_something(method):
            self.lost_answers -= 1
            return True
        return False


def _changes_something(method: str) -> bool:
    return not method.startswith("get")
