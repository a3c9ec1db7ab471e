"""Sends waiting messages: one act a chat at a time, many chats at once."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from telegram import Bot

from bot.telegram.acts import perform
from bot.telegram.client import ACTS_AT_ONCE, build_bot
from bot.telegram.decorations import Decorations
from handlers.messages import claims, results
from handlers.messages.acts import Claimed, Wipe
from handlers.messages.results import Again, DeliveryProblem, RefusedForGood, Result
from handlers.services.notices.pacing import LEASE
from handlers.services.policy import Policy
from handlers.services.ports import OpenCode
from storage.engine.database import Database
from storage.engine.unit_of_work import WakeUp
from storage.models.outbox import Priority

__all__ = ["MessageSender", "build_bot"]

logger = logging.getLogger(__name__)

_FOR_OTHERS = 48
"""How many ordinary acts may be under way. The rest is for cards and wipes, so that no number of
hanging notices holds them up."""
_LOOK_EVERY = 1.0
"""Seconds; a wake-up that was lost is only slow."""
_LOOK_SOON = 0.2
"""Seconds to wait when a row is due, but behind one of its chat that is not."""
_LAST_MESSAGES = 15.0
"""Seconds that acts in flight may take to end when we are stopped: longer than one request."""
_SETTLE_PAUSES = (0.05, 0.2, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)
_BEGIN_SECONDS = LEASE.total_seconds() / 2
"""Seconds after the start of its claim within which an act may begin: a sender that slept longer
(a stopped process) would say what another replica may have said, and overtaken, meanwhile."""
_ACT_SECONDS = 25.0
"""Seconds one act may take: as long as a request can on a free connection, and short enough that
an act which began in time has ended five seconds before its claim does."""
_FAULTS = 5
"""After this many faults of ours an act is given up, so that its chat goes on."""


class MessageSender:
    """Drains the outbox through one Bot.

    `now` is the clock of the database; `monotonic` counts seconds, and nobody sets it.
    """

    def __init__(
        self,
        bot: Bot,
        database: Database,
        policy: Policy,
        open_code: OpenCode,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        settle_pauses: Sequence[float] = _SETTLE_PAUSES,
        act_seconds: float = _ACT_SECONDS,
    ) -> None:
        self._bot = bot
        self._database = database
        self._policy = policy
        self._open_code = open_code
        self._now = now
        self._monotonic = monotonic
        self._settle_pauses = settle_pauses
        self._act_seconds = act_seconds
        self._decorations = Decorations()
        self._in_flight: dict[int, asyncio.Task[None]] = {}
        """By chat."""

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set; acts in flight may then end."""
        stopping = asyncio.create_task(self._wake_when(stop))
        try:
            while not stop.is_set():
                await self._step()
        finally:
            stopping.cancel()
            await self._finish()

    @property
    def _wake_up(self) -> asyncio.Event:
        return self._database.wake_up(WakeUp.OUTGOING)

    async def _wake_when(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._wake_up.set()

    async def _step(self) -> None:
        """Start the next act, or wait until there may be one."""
        self._wake_up.clear()
        began = self._monotonic()
        found = await self._claim() if len(self._in_flight) < ACTS_AT_ONCE else None
        if isinstance(found, Claimed):
            self._in_flight[found.chat_id] = asyncio.create_task(self._deliver(found, began))
            return
        seconds = _LOOK_EVERY
        if found is not None:
            due = (found - self._now()).total_seconds()
            seconds = min(due, _LOOK_EVERY) if due > 0 else _LOOK_SOON
        try:
            async with asyncio.timeout(seconds):
                await self._wake_up.wait()
        except TimeoutError:
            return

    async def _claim(self) -> Claimed | datetime | None:
        busy = tuple(self._in_flight)
        least = Priority.LIVE if len(busy) < _FOR_OTHERS else Priority.CODE
        try:
            return await self._database.run(
                claims.next_act, self._policy, self._open_code, busy, least
            )
        except Exception:
            logger.exception("nothing_claimed")
            return None

    async def _deliver(self, claimed: Claimed, began: float) -> None:
        try:
            result = await self._perform(claimed, began)
            await self._settle(claimed, result)
        finally:
            del self._in_flight[claimed.chat_id]
            self._wake_up.set()  # the chat is free only now, after the wake-up of its commit

    async def _perform(self, claimed: Claimed, began: float) -> Result:
        if self._monotonic() - began > _BEGIN_SECONDS:
            logger.warning("act_begun_too_late", extra={"row_id": claimed.seq})
            return Again()
        try:
            async with asyncio.timeout(self._act_seconds):
                result = await perform(self._bot, claimed.act, self._decorations)
        except TimeoutError:
            result = Again()
        except Exception as error:  # noqa: BLE001 - a fault of ours; its words may hold the message
            fields = {"row_id": claimed.seq, "error_type": type(error).__name__}
            logger.error("act_broke", extra=fields)  # noqa: TRY400 - for the same reason
            return (
                Again() if claimed.attempts < _FAULTS else RefusedForGood(DeliveryProblem.REFUSED)
            )
        if not isinstance(result, results.Sent) and not _is_as_it_should_be(claimed, result):
            _log(claimed, result)
        return result

    async def _settle(self, claimed: Claimed, result: Result) -> None:
        """Record the result. It holds the message id, so this is tried hard."""
        for pause in (*self._settle_pauses, None):
            try:
                return await self._database.run(results.settle, claimed, result)
            except Exception:
                logger.exception("result_not_stored", extra={"row_id": claimed.seq})
            if pause is not None:
                await asyncio.sleep(pause)
        # A new message would be sent again, a card's first copy stays behind without a code.
        logger.error("result_given_up", extra={"row_id": claimed.seq})
        return None

    async def _finish(self) -> None:
        tasks = list(self._in_flight.values())
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=_LAST_MESSAGES)
        for task in late:
            logger.error("act_cut_short")
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


def _is_as_it_should_be(claimed: Claimed, result: Result) -> bool:
    """Say whether the edit that makes sure of a wipe found its card gone."""
    return isinstance(claimed.act, Wipe) and result == RefusedForGood(DeliveryProblem.MESSAGE_GONE)


def _log(claimed: Claimed, result: Result) -> None:
    fields: dict[str, object] = {
        "row_id": claimed.seq,
        "chat_id": claimed.chat_id,
        "act": type(claimed.act).__name__,
        "attempt": claimed.attempts,
    }
    if isinstance(result, Again):
        fields["retry_after_seconds"] = result.seconds
        logger.warning("act_put_off", extra=fields)
    elif isinstance(result, RefusedForGood):
        logger.warning("act_refused", extra=fields | {"reason": result.problem})
