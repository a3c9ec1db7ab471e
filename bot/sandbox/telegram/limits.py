"""Rates: how many requests a chat, a group and the whole bot may make (engine-facts.md, 4.1)."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.telegram.errors import too_many_requests


@dataclass(frozen=True)
class Rate:
    """So many requests at once, and then so many a second."""

    burst: int
    per_second: float


@dataclass
class _Bucket:
    rate: Rate
    tokens: float
    filled_at: datetime

    def missing(self, moment: datetime) -> float:
        """Fill up to this moment, and give the seconds until one request is free."""
        seconds = max((moment - self.filled_at).total_seconds(), 0.0)
        self.tokens = min(self.rate.burst, self.tokens + seconds * self.rate.per_second)
        self.filled_at = moment
        return max(1.0 - self.tokens, 0.0) / self.rate.per_second


@dataclass
class Limits:
    """The limits in force; set `enabled` to False to switch all of them off."""

    now: Callable[[], datetime]
    enabled: bool = True
    overall: Rate = Rate(burst=30, per_second=30.0)
    private: Rate = Rate(burst=5, per_second=1.0)
    group: Rate = Rate(burst=20, per_second=20 / 60)
    _buckets: dict[int, _Bucket] = field(default_factory=dict, repr=False)

    def spend(self, chat_id: int) -> None:
        """Take one request to this chat; raises 429 with whole seconds when there is none left."""
        if not self.enabled:
            return
        moment = self.now()
        chat = self._bucket(chat_id, self.group if chat_id < 0 else self.private, moment)
        both = (self._bucket(0, self.overall, moment), chat)
        missing = max(bucket.missing(moment) for bucket in both)
        if missing > 0:
            raise too_many_requests(math.ceil(missing))
        for bucket in both:
            bucket.tokens -= 1

    def _bucket(self, key: int, rate: Rate, moment: datetime) -> _Bucket:
        bucket = self._buckets.get(key)
        if bucket is None or bucket.rate != rate:
            bucket = self._buckets[key] = _Bucket(rate, rate.burst, moment)
        return bucket
