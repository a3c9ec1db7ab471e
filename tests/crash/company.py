"""Plays schedules in several processes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.queues import Queue
from queue import Empty

from sqlalchemy import create_engine

from tests.crash.shard import Result, Ticket, play_all
from tests.servers import postgres_server, say

_TIDY_SECONDS = 10.0
_SILENCE_SECONDS = 300.0
"""This long without a result means that a process hangs."""


def company(tickets: Sequence[Ticket], jobs: int) -> Iterator[Result]:
    """Play tickets in processes of their own; give results as they come."""
    needed = any(ticket.postgres for ticket in tickets)
    with databases(jobs if needed else 0) as urls:
        context = get_context("spawn")
        results: Queue[Result] = context.Queue()
        shards = [
            context.Process(
                target=_shard,
                args=(tickets[number::jobs], results, urls[number] if urls else None),
                daemon=True,
            )
            for number in range(jobs)
        ]
        for shard in shards:
            shard.start()
        try:
            for _ in tickets:
                yield _next(results)
        finally:
            for shard in shards:
                shard.join(_TIDY_SECONDS)  # it removes its folder
                shard.terminate()
                shard.join()


@contextmanager
def databases(count: int) -> Iterator[list[str]]:
    """Make empty databases on a server of our own; yield their addresses."""
    if not count:
        yield []
        return
    with postgres_server() as url:
        names = [f"crash_{number}" for number in range(count)]
        admin = create_engine(url, isolation_level="AUTOCOMMIT")
        say(admin, *(f"CREATE DATABASE {name}" for name in names))
        admin.dispose()
        yield [url.set(database=name).render_as_string(hide_password=False) for name in names]


def _next(results: "Queue[Result]") -> Result:
    try:
        return results.get(timeout=_SILENCE_SECONDS)
    except Empty:
        raise TimeoutError("a process that plays schedules hangs") from None


def _shard(tickets: Sequence[Ticket], results: "Queue[Result]", postgres_url: str | None) -> None:
    results.cancel_join_thread()
    told: list[Result] = []

    def tell(result: Result) -> None:
        told.append(result)
        results.put(result)

    play_all(tickets, tell, postgres_url)
