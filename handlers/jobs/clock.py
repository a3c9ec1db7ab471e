"""Watches Faspay's clock beside ours, and tells what only a right clock may tell."""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta

from handlers.jobs import provider
from handlers.jobs.request_waits import RequestWaits
from handlers.services.controls import clock, low_balance, sending
from handlers.services.orders import inquiries, overdue, transfers
from handlers.services.orders.overdue import Requests, Wait
from handlers.services.policy import Policy
from handlers.services.ports import Gateway
from storage.engine.database import Database
from storage.engine.unit_of_work import Work

logger = logging.getLogger(__name__)

_LOOK_EVERY = 300.0
_AGAIN_EVERY = 60.0
"""Seconds between questions of our own, the second after a bad or no answer; whatever else Faspay
answers is a look at its clock, too."""


class ClockWatch:
    """One per process: each has a clock of its own."""

    def __init__(
        self, database: Database, gateway: Gateway, monotonic: Callable[[], float], policy: Policy
    ) -> None:
        self._database = database
        self._gateway = gateway
        self._monotonic = monotonic
        self._policy = policy
        self._waits = RequestWaits(monotonic)
        self._asked_at: float | None = None
        self._well = False
        """Whether our last question was answered and the clocks agreed."""

    async def step(self) -> bool:
        """Look at the clocks; ask Faspay if the last look is old or bad. False: nothing is left."""
        expired = await self._database.run(inquiries.somebody_expired)
        requests, waits = await self._look_at_requests()
        confirmed = await self._confirm(news=expired or requests.are_overdue or self._apart())
        if expired and confirmed:
            await self._database.run(inquiries.tell_expiry)
        if waits and confirmed:  # by Faspay's clock now, not by its clock then
            _requests, waits = await self._look_at_requests()
        if waits:
            await self._database.run(overdue.judge, self._policy, waits, confirmed=confirmed)
        return False

    async def _look_at_requests(self) -> tuple[Requests, Mapping[str, Wait]]:
        requests = await self._database.run(overdue.look, self._policy)
        skew = self._gateway.clock_skew
        return requests, self._waits.look(requests.waiting, requests.now, skew)

    async def _confirm(self, *, news: bool) -> bool:
        """Look at the clocks; True: Faspay has just confirmed ours.

        Only right after an answer: a clock that was just set forward ends nothing.
        """
        if not self._is_due(news=news):
            if not self._apart():
                await judge(self._database, self._gateway)
            return False
        self._asked_at = self._monotonic()
        balance = await provider.balance(self._gateway)
        answered = balance is not None
        await judge(self._database, self._gateway)
        if balance is not None:
            age = timedelta(seconds=self._monotonic() - self._asked_at)
            await self._database.run(low_balance.judge, balance, age)
        self._well = answered and not self._apart()
        return answered and not clock.is_off(self._gateway.clock_skew)

    def _is_due(self, *, news: bool) -> bool:
        if self._asked_at is None or (self._well and news):
            return True
        every = _LOOK_EVERY if self._well else _AGAIN_EVERY
        return self._monotonic() - self._asked_at >= every

    def _apart(self) -> bool:
        skew = self._gateway.clock_skew
        return skew is not None and abs(skew) >= clock.WARN


async def ask(gateway: Gateway) -> bool:
    """Ask Faspay something harmless for the sake of its clock. False when it did not answer."""
    return await provider.balance(gateway) is not None  # else the earlier difference stands


async def judge(database: Database, gateway: Gateway) -> None:
    """Let the clock guard judge the clocks' difference."""
    skew = gateway.clock_skew
    if skew is None:
        return
    if abs(skew) >= clock.WARN:
        logger.warning("clocks_apart", extra={"skew_seconds": round(skew.total_seconds())})
    await database.run(clock.look, skew)


async def allows(database: Database, gateway: Gateway) -> bool:
    """Say whether an order may be taken: it stays requested while the clocks are too far apart.

    What is known may be old (somebody has set the clock and opened sending), so Faspay is asked
    before an order is kept waiting.
    """
    if not clock.is_off(gateway.clock_skew):
        return True
    if not await database.run(_something_may_leave):
        return False
    await ask(gateway)
    await judge(database, gateway)
    return not clock.is_off(gateway.clock_skew)


def _something_may_leave(work: Work) -> bool:
    return sending.is_open(work) and transfers.somebody_waits(work)
