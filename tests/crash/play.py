"""Plays one schedule from the agent's yes to the last message, and checks it against the truth."""

import asyncio
import contextlib
from dataclasses import dataclass, field

import httpx

from bot.sandbox.faspay import Status, Transaction
from bot.sandbox.faspay.book import NotAllowedError
from bot.sandbox.faspay.callbacks import callback_body
from tests.crash.bench import PACE, Bench
from tests.crash.keeper import Keeper, TooLate
from tests.crash.notes import Notes
from tests.crash.places import Glimpse
from tests.crash.provider import NOTHING_ARRIVES, OF_CALLBACKS, Fault
from tests.crash.scenes import NEEDS, Scene
from tests.crash.schedule import Ending, Schedule
from tests.crash.truth import check

AGREEMENT_SECONDS = 600.0
"""So long after the last fault, our last word must equal Faspay's."""
_MAKING_SECONDS = 45.0
"""So long after the newest life began, an order will hardly still reach Faspay."""
_LATE_SECONDS = 1100.0
"""Long enough for the nightly comparison (`image.py`)."""
_CODE_SECONDS = 3700.0
_FAULT_SECONDS = 5000.0
"""A fault of Faspay may last so long, which is longer than a code lasts."""
_LONGEST_SECONDS = 26 * 3600.0
"""The longest wait for a point. Codes are wiped a day after the end."""
_SAYS = {
    Status.ON_PROCESS: "ISSUED",
    Status.SUCCESS: "PAID",
    Status.FAILED: "FAILED",
    Status.REVERSED: "REVERSED",
}
_NOT_TAKEN = ("Check this", "Nothing was sent", "it changed nothing")
"""What the agent reads if the yes made no order."""
_OVERDUE_SECONDS = 5.0
_CLOSED = {"NOT_SENT", "REJECTED", "CANCELLED"}
_FORGERIES = 3


@dataclass
class Played:
    """The result of a schedule."""

    schedule: Schedule
    notes: Notes = field(default_factory=Notes)
    lives: int = 0
    agreed_after: float = 0.0
    """Seconds from the last fault until we agreed with Faspay."""

    @property
    def wanted_was_reached(self) -> bool:
        """Whether the trap that the schedule is for was sprung."""
        wanted = self.schedule.wanted
        return wanted is None or (wanted[0], wanted[2]) in self.notes.sprung


class Play:
    """One schedule on the bench."""

    def __init__(self, bench: Bench, schedule: Schedule) -> None:
        self.bench = bench
        self.schedule = schedule
        self.played = Played(schedule)
        self.keeper = Keeper(bench, schedule, self._trouble)
        self._troubled_at = 0.0
        self._fate_is_known = False
        self._shown = 0
        """Messages in the agent's chat when it began."""

    @property
    def held_for_people(self) -> bool:
        """Whether Faspay's answer differed, so that people must look first."""
        return self.bench.provider.differed

    @property
    def _fault_lasts(self) -> bool:
        return self.schedule.wanted is not None and NEEDS[self.schedule.scene].fault_lasts

    async def run(self) -> Played:
        """Play; raise AssertionError where a promise is broken."""
        self.bench.begin(self.schedule)
        try:
            self._say_yes()
            async with self.keeper.kept_alive():
                await self._order()
        finally:
            await self.bench.end()
            self.played.notes, self.played.lives = self._notes(), self.keeper.lives
        check(self)
        return self.played

    def _say_yes(self) -> None:
        bench = self.bench
        if self.schedule.scene is Scene.BALANCE:
            bench.admin.send("/balance")
        if self.schedule.scene is Scene.TAKEN:
            bench.conductor.loop.create_task(bench.take_updates())
        if self.schedule.scene is Scene.PRESS:
            bench.show_read_back()
            self._shown = len(bench.agent.chat.messages)
            bench.agent.press("Confirm")
        elif self.schedule.scene is Scene.OVERDUE:
            bench.conductor.loop.call_later(_OVERDUE_SECONDS, bench.agent.send, "Confirm")
        else:
            bench.agent.send("Confirm")

    async def _order(self) -> None:
        healing = asyncio.create_task(self._heal())
        forging = asyncio.create_task(self._forge())
        made = await self._made()
        if made is not None:
            await self._fate(made)
        self._fate_is_known = True
        if self._fault_lasts:
            self.bench.conductor.pace(60.0, 600.0)
        await asyncio.gather(healing, forging)
        await self._agreement()
        if self.schedule.wanted is not None and not self._came_to_pass():
            self.bench.conductor.pace(7200.0, 7200.0)
            await self.bench.until(self._came_to_pass, _LONGEST_SECONDS)
            self._trouble()
            await self._agreement()

    def _notes(self) -> Notes:
        return Notes.read(self.bench.image.folder, self.bench.sprung)

    def _came_to_pass(self) -> bool:
        self.played.notes = self._notes()
        return self.played.wanted_was_reached

    def _trouble(self) -> None:
        """Note that something has just gone wrong, or was put right."""
        self._troubled_at = self.bench.shared.monotonic()

    async def _heal(self) -> None:
        await self.bench.until(lambda: self._is_felt() and not self._must_last(), _FAULT_SECONDS)
        felt_at = self.bench.shared.monotonic()

        def due() -> bool:
            since = self.keeper.born_at if self.schedule.fault in NOTHING_ARRIVES else felt_at
            late = self.bench.shared.monotonic() > since + self.schedule.heal_seconds
            return late and not self._must_last()

        await self.bench.until(due, _FAULT_SECONDS)
        self.bench.provider.heal()
        self._trouble()

    def _is_felt(self) -> bool:
        """Say whether the fault has had its effect, or will hardly have one."""
        late = self.bench.shared.monotonic() > self.keeper.born_at + _MAKING_SECONDS
        return late or self.bench.provider.was_felt

    def _must_last(self) -> bool:
        waits = self.schedule.fault in OF_CALLBACKS and not self._fate_is_known
        return waits or (self._fault_lasts and self.keeper.lives <= len(self.schedule.lives))

    async def _forge(self) -> None:
        """Post forged callbacks to the right address and to wrong ones."""
        bench, provider = self.bench, self.bench.provider
        if self.schedule.fault is not Fault.FORGED:
            return
        await bench.until(lambda: provider.faspay.transactions, _MAKING_SECONDS)
        for number in range(_FORGERIES if provider.faspay.transactions else 0):
            for status in (Status.SUCCESS, Status.FAILED, Status.REVERSED):
                body = callback_body(
                    provider.faspay.transactions[0], status, provider.faspay.credentials
                )
                url = provider.callback_urls[0]
                with contextlib.suppress(httpx.HTTPError):  # the program may be down
                    await bench.post(url, body + b" " * number)
                    assert await bench.post(url[:-1], body) == httpx.codes.NOT_FOUND
            await bench.pass_time(3.0)
        self._trouble()

    async def _made(self) -> Transaction | None:
        """Wait for the transaction at Faspay; None when there is none."""
        faspay = self.bench.provider.faspay

        def decided() -> bool:
            late = self.bench.shared.monotonic() > self.keeper.born_at + _MAKING_SECONDS
            over = self._money() in _CLOSED and not self.bench.provider.under_way
            return bool(faspay.transactions) or over or late

        await self.bench.until(decided, 10 * AGREEMENT_SECONDS)
        return faspay.transactions[0] if faspay.transactions else None

    async def _fate(self, made: Transaction) -> None:
        """Play the order's ending, a moment after it was made."""
        faspay, number = self.bench.provider.faspay, made.request.trx_no
        await self.bench.until(lambda: self._money() == "ISSUED", 6.0)
        with contextlib.suppress(NotAllowedError):
            match self.schedule.ending:
                case Ending.PAID:
                    faspay.withdraw_now(number)
                case Ending.PAID_LATE:
                    self.bench.conductor.pace(120.0, 300.0)
                    await self.bench.pass_time(_LATE_SECONDS)
                    self.bench.conductor.pace(*PACE)
                    faspay.withdraw_now(number)
                case Ending.FAILED:
                    faspay.fail(number)
                case Ending.REVERSED:
                    faspay.reverse(number)
                case Ending.PAID_THEN_REVERSED:
                    faspay.withdraw_now(number)
                    await self.bench.pass_time(4.0)
                    faspay.reverse(number)
                case Ending.EXPIRED:
                    self.bench.conductor.pace(600.0, 600.0)
                    await self.bench.pass_time(_CODE_SECONDS)
                    self.bench.conductor.pace(*PACE)
                    faspay.expire(number)
                case Ending.LEFT:
                    pass
        self._trouble()

    async def _agreement(self) -> None:
        """Wait until we agree with Faspay and all is said, within ten minutes of the last fault."""
        bench = self.bench
        bench.conductor.pace(PACE[0], 120.0)

        def over() -> bool:
            late = bench.shared.monotonic() > self._troubled_at + AGREEMENT_SECONDS
            if bench.provider.under_way:
                return False  # a transfer under way may still be made
            return late or (bool(bench.conductor.alive) and self._agrees(self._glimpse()))

        await bench.until(over, 100 * AGREEMENT_SECONDS)
        seen = self._glimpse()
        if not self._agrees(seen):
            raise TooLate(f"after ten minutes without a fault: {seen}")
        self.played.agreed_after = bench.shared.monotonic() - self._troubled_at

    def _agrees(self, seen: Glimpse | None) -> bool:
        made = self.bench.provider.faspay.transactions
        stopped = self.schedule.fault is Fault.CLOCK or self.schedule.scene is Scene.NO_ROOM
        is_stopped = stopped and not made
        if seen is None:
            return is_stopped or self._came_too_late()
        if seen.to_say:
            return False
        if not made:
            return seen.status in {"UNKNOWN", *_CLOSED} or is_stopped
        held = seen.status == "UNKNOWN" and "echo" in seen.review
        return held or seen.status == _SAYS[made[0].status]

    def _came_too_late(self) -> bool:
        """Say whether the yes made no order, for example too late, and the agent was told."""
        if self.bench.unhandled():
            return False  # the question may only have been asked again, with the yes on its way
        said = [message.text for message in self.bench.agent.chat.messages[self._shown :]]
        return any(words in text for text in said for words in _NOT_TAKEN)

    def _glimpse(self) -> Glimpse | None:
        return self.bench.image.place.glimpse()

    def _money(self) -> str | None:
        seen = self._glimpse()
        return seen.status if seen else None
