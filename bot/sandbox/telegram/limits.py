"""Rates: how many requests a chat, a group and the whole bot may make (measurements.md, 4.1)."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.sandbox.telegram.errors import too_many_requests


@dataclass(frozen=True)
class CallRate:
    """A burst of requests, and then a rate a second."""

    burst: int
    per_second: float


@dataclass
class _Bucket:
    rate: CallRate
    tokens: float
    filled_at: datetime

    def missing(self, moment: datetime) -> float:
        """Refill up to this moment; return the seconds until one request is free."""
        seconds = max((moment - self.filled_at).total_seconds(), 0.0)
        self.tokens = min(self.rate.burst, self.tokens + seconds * self.rate.per_second)
        self.filled_at = moment
        return max(1.0 - self.tokens, 0.0) / self.rate.per_second


@dataclass
class _Log:
    """The times of the last calls. A period may have `rate.burst` of them."""

    rate: CallRate
    moments: deque[datetime] = field(default_factory=deque)

    def missing(self, moment: datetime) -> float:
        """Return the seconds until the oldest call leaves the period."""
        stretch = timedelta(seconds=self.rate.burst / self.rate.per_second)
        while self.moments and not moment - stretch < self.moments[0] <= moment:
            self.moments.popleft()
        if len(self.moments) < self.rate.burst:
            return 0.0
        return (self.moments[0] + stretch - moment).total_seconds()


@dataclass
class CallLimits:
    """The limits in force; set `enabled` to False to switch all of them off.

    The bot's overall limit is strict: no period has more calls than `overall.burst`, whatever was
    unused before. Every method that changes or shows something counts.
    """

    now: Callable[[], datetime]
    enabled: bool = True
    overall: CallRate = CallRate(burst=30, per_second=30.0)
    private: CallRate = CallRate(burst=5, per_second=1.0)
    group: CallRate = CallRate(burst=20, per_second=20 / 60)
    refused: int = 0
    """How many calls were refused."""
    _buckets: dict[int, _Bucket] = field(default_factory=dict, repr=False)
    _all: _Log | None = field(default=None, repr=False)

    def spend(self, chat_id: int | None = None) -> None:
        """Count one request, for this chat if any; raise 429 with whole seconds for one too many.

        A refused request does not count.
        """
        if not self.enabled:
            return
        moment = self.now()
        if self._all is None or self._all.rate != self.overall:
            self._all = _Log(self.overall)
        chat = None if chat_id is None else self._bucket(chat_id, moment)
        missing = max(self._all.missing(moment), chat.missing(moment) if chat else 0.0)
        if missing > 0:
            self.refused += 1
            raise too_many_requests(math.ceil(missing))
        self._all.moments.append(moment)
        if chat is not None:
            chat.tokens -= 1

    def _bucket(self, chat_id: int, moment: datetime) -> _Bucket:
        rate = self.group if chat_id < 0 else self.private
        bucket = self._buckets.get(chat_id)
        if bucket is None or bucket.rate != rate:
            bucket = self._buckets[chat_id] = _Bucket(rate, rate.burst, moment)
        return bucket
