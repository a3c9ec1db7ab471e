"""Runs the parts of one process, and ends them in order."""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from bot.runtime.drain import wait_for_messages
from bot.runtime.endpoints import open_endpoints
from bot.runtime.parts import Parts
from bot.runtime.recovery import catch_up
from bot.runtime.start import CannotStart, usable_journal
from bot.runtime.telegram_side import TelegramSide
from bot.runtime.worker_pool import job_workers
from bot.telegram.patience import TokenRefused
from handlers.jobs import data_age
from handlers.jobs.clock import ClockWatch
from handlers.jobs.edges import Edges
from storage.engine.database import DatabaseUnusable
from storage.engine.journal import Journal

logger = logging.getLogger(__name__)


class App:
    """One process, for as long as `run` runs. `web_port` tells the port that was taken."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._telegram = TelegramSide(parts)
        self._failure: Exception | None = None
        self.web_port = 0
        self.ready = self._telegram.ready
        """Set once Telegram knows us and everything runs."""

    async def run(self, stop: asyncio.Event) -> int:
        """Run until `stop`; then finish what is in flight. Raise CannotStart."""
        parts = self._parts
        with usable_journal(parts.settings.journal_folder):
            journal = parts.open_journal()
        try:
            ours = (parts.database, parts.marks, journal, parts.policy)
            if await catch_up(*ours, parts.settings.admin_ids, stop):
                await self._run(stop, journal)
        finally:
            journal.close()
        return 0

    async def _run(self, stop: asyncio.Event, journal: Journal) -> None:
        quiet = asyncio.Event()
        async with self._open(), asyncio.TaskGroup() as lasting:
            lasting.create_task(self._or_stop(self._telegram.send(stop, quiet), stop))
            async with asyncio.TaskGroup() as working:
                for work in self._workers(stop, journal):
                    working.create_task(self._or_stop(work, stop))
                logger.info("started", extra={"port": self.web_port})
                await stop.wait()
                logger.info("stopping")
            try:
                await self._end()
            finally:
                quiet.set()
        logger.info("stopped")
        if self._failure is not None:
            raise self._failure

    @contextlib.asynccontextmanager
    async def _open(self) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as stack:
            stack.push_async_callback(self._parts.client.aclose)
            stack.push_async_callback(self._parts.bot.shutdown)
            self.web_port = await stack.enter_async_context(open_endpoints(self._parts))
            yield

    def _workers(self, stop: asyncio.Event, journal: Journal) -> list[Coroutine[Any, Any, None]]:
        parts = self._parts
        edges = Edges(
            parts.database,
            parts.gateway,
            parts.policy,
            _name_of_this_process(),
            monotonic=parts.monotonic,
            journal=journal,
            stopping=stop.is_set,
            is_current=self._is_current,
        )
        clock = ClockWatch(parts.database, parts.gateway, parts.monotonic, parts.policy)
        working = job_workers(parts.pool_size, edges, clock, stop)
        return [*working, self._telegram.listen(stop)]

    async def _end(self) -> None:
        """Move the mark on and wait for queued messages. Both need a database."""
        with contextlib.suppress(DatabaseUnusable):
            await self._is_current()
            await wait_for_messages(self._parts.database, self._parts.monotonic)

    async def _is_current(self) -> bool:
        return await data_age.is_current(self._parts.database, self._parts.marks)

    async def _or_stop(self, work: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
        """Stop everything in good order when one part cannot go on: no transfer is cut off."""
        try:
            await work
        except TokenRefused as error:
            self._failure = CannotStart(str(error))
            stop.set()
        except Exception as error:
            logger.exception("part_failed")
            self._failure = error
            stop.set()


def _name_of_this_process() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}"
