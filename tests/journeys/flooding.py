"""A flood of strangers, and how long people of the company wait meanwhile."""

import asyncio
import statistics
import time
from dataclasses import dataclass

from bot.sandbox.telegram import User
from storage.engine.unit_of_work import Work
from storage.repositories import inbox
from tests.journeys.stage import Journey

STRANGERS, EACH = 20, 100
LONGEST = ("halo " * 820)[:4096]
"""As long as a message can be."""
_ROUNDS = 20
FIRST_STRANGER = 6_100_000_000


@dataclass(frozen=True)
class Waits:
    """How long `/help` took in each round, in seconds, and by how much the database has grown."""

    seconds: list[float]
    octets: int

    @property
    def p95(self) -> float:
        """What nineteen of twenty waits are below."""
        return statistics.quantiles(self.seconds, n=20)[-1]


async def waits(stage: Journey, text: str | None, who: User | None = None) -> Waits:
    """Have the agent ask for help in each round, while strangers (or `who`) send so much of a text.

    None is a quiet bot.
    """
    before = await stage.database.run(_octets)
    senders = [who] if who else _strangers(stage)
    each = STRANGERS * EACH // _ROUNDS // len(senders)
    seconds: list[float] = []
    for _ in range(_ROUNDS):
        stage.later(seconds=10)  # the rates of our own answers are not what is measured
        for sender in senders * each if text else ():
            sender.send(text or "")
        seconds.append(await _help(stage.agent))
    return Waits(seconds, await stage.database.run(_octets) - before)


async def handled(stage: Journey) -> None:
    """Wait until nothing is open."""
    async with asyncio.timeout(60):
        while await stage.database.run(inbox.open_updates):  # noqa: ASYNC110 - a row rings no event
            await asyncio.sleep(0.05)


def _strangers(stage: Journey) -> list[User]:
    return [
        stage.telegram.user(FIRST_STRANGER + number, f"Stranger {number}")
        for number in range(STRANGERS)
    ]


async def _help(agent: User) -> float:
    began = time.perf_counter()
    agent.send("/help")
    await agent.wait_for("/language", 60)
    return time.perf_counter() - began


def _octets(work: Work) -> int:
    """Return how large the database is: SQLite's pages, once its log is written back."""
    ask = work.session.connection().exec_driver_sql
    return int(ask("PRAGMA page_count").scalar_one() * ask("PRAGMA page_size").scalar_one())
