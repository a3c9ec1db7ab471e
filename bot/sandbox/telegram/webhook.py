"""Delivery of updates to the bot's own web server: one request at a time in each queue."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from bot.sandbox.telegram.updates import QueueKey, Update, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the name of a header)
LONGEST_DELAY = 60.0
LONGEST_RETRY_AFTER = 3600.0
ANSWER_SECONDS = 60.0


@dataclass
class Target:
    """Where updates go, as setWebhook said it."""

    url: str
    secret: str = field(default="", repr=False)
    max_connections: int = 40
    last_error: str = ""
    last_error_date: int = 0

    def failed(self, reason: str, moment: datetime) -> None:
        """Remember the last error for getWebhookInfo."""
        self.last_error = reason
        self.last_error_date = int(moment.timestamp())


class WebhookDelivery:
    """Delivers while a target is set; a queue waits for its own failures and for no other's.

    `pace` scales the delays between attempts (1.0 is as Telegram does it: once more at once,
    then after 2, 4, 8 ... 60 seconds; a `Retry-After` in the answer is honoured instead).
    """

    def __init__(self, queue: UpdateQueue, now: Callable[[], datetime], pace: float) -> None:
        self.queue = queue
        self._now = now
        self.pace = pace
        self.target: Target | None = None
        self._client: httpx.AsyncClient | None = None
        self._queues: dict[tuple[QueueKey, int], asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(1)
        self._changing = asyncio.Lock()
        queue.on_new = self._look

    async def set(self, target: Target) -> None:
        """Deliver there from now on, and whatever is open first.

        Nobody who asks meanwhile sees that there is no target: Telegram changes it at once.
        """
        self.target = target
        async with self._changing:
            await self._stop()
            self._slots = asyncio.Semaphore(target.max_connections)
            self._client = httpx.AsyncClient(trust_env=False, timeout=ANSWER_SECONDS)
            self._look()

    async def remove(self) -> None:
        """Stop delivering, and wait until it has stopped."""
        self.target = None
        async with self._changing:
            await self._stop()

    async def _stop(self) -> None:
        tasks, self._queues = list(self._queues.values()), {}
        client, self._client = self._client, None
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if client is not None:
            await client.aclose()

    def _look(self) -> None:
        if self.target is None or self._client is None:
            return
        for update in self.queue.open():
            if update.queue not in self._queues:
                serving = self._serve(update.queue, self._client, self.target)
                self._queues[update.queue] = asyncio.create_task(serving)

    async def _serve(
        self, queue: tuple[QueueKey, int], client: httpx.AsyncClient, target: Target
    ) -> None:
        while update := next((one for one in self.queue.open() if one.queue == queue), None):
            await self._deliver(client, target, update)
        del self._queues[queue]

    async def _deliver(self, client: httpx.AsyncClient, target: Target, update: Update) -> None:
        delay = 0.0
        while update in self.queue.open():
            async with self._slots:
                retry_after = await self._post(client, target, update)
            if retry_after is None:
                self.queue.drop(update)
                return
            await asyncio.sleep((retry_after or delay) * self.pace)
            delay = min(max(delay * 2, 2.0), LONGEST_DELAY)

    async def _post(
        self, client: httpx.AsyncClient, target: Target, update: Update
    ) -> float | None:
        """Offer the update once; None means that it was taken, else seconds asked for (or 0)."""
        headers = {"Content-Type": "application/json"}
        if target.secret:
            headers[SECRET_HEADER] = target.secret
        try:
            body = json.dumps(update.as_json()).encode()
            answer = await client.post(target.url, content=body, headers=headers)
        except httpx.HTTPError as error:
            target.failed(f"Connection failed: {type(error).__name__}", self._now())
            return 0.0
        if answer.is_success:
            return None
        reason = f"{answer.status_code} {answer.reason_phrase}"
        target.failed(f"Wrong response from the webhook: {reason}", self._now())
        return _seconds(answer.headers.get("retry-after", ""))


def _seconds(header: str) -> float:
    return min(float(header), LONGEST_RETRY_AFTER) if header.isdecimal() else 0.0
