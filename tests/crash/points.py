"""Where the program can be struck: at every commit that writes, and at every act on the wire."""

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import FunctionType
from typing import Any, Concatenate, ParamSpec, TypeVar

import httpx
from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.engine.interfaces import DBAPICursor

from storage.engine.database import Database
from storage.engine.journal import Journal, NoSpace
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault

P = ParamSpec("P")
R = TypeVar("R")


BORN, ENDED = "born", "ended"
"""Noted first in every life, and last in a life that ended by itself."""


class Blow(StrEnum):
    """What happens to the process at a point."""

    KILL = "kill"
    TERM = "term"
    """It is asked to stop and continues."""
    FREEZE = "freeze"
    """SIGSTOP: it stands still until it is continued."""
    FULL = "full"
    """The database takes no new page for a while."""
    LOCK = "lock"
    """Another process locks the database for a while."""
    NO_ROOM = "no-room"
    """From now on the journal has no room for another answer."""


@dataclass(frozen=True)
class Trap:
    """What happens when a life reaches a point for the nth time."""

    point: str
    hit: int
    blow: Blow


class Traps:
    """The traps of one life, and the notes of those that were sprung."""

    def __init__(self, traps: list[Trap], note: Path, hamper: Callable[[Blow], None]) -> None:
        self._traps = {(trap.point, trap.hit): trap.blow for trap in traps}
        self._came_by: Counter[str] = Counter()
        self._note = os.open(note, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._hamper = hamper
        os.write(self._note, f"{BORN} -\n".encode())

    def end(self) -> None:
        """Note that this life ends by itself."""
        os.write(self._note, f"{ENDED} -\n".encode())

    def reach(self, point: str) -> None:
        """Reach a point. Where a trap is set, this may not return."""
        self._came_by[point] += 1
        blow = self._traps.get((point, self._came_by[point]))
        os.write(self._note, f"{point} {blow or '-'}\n".encode())
        match blow:
            case Blow.KILL:
                os.kill(os.getpid(), signal.SIGKILL)
            case Blow.FREEZE:
                os.kill(os.getpid(), signal.SIGSTOP)
            case Blow.TERM:
                os.kill(os.getpid(), signal.SIGTERM)
            case Blow.FULL | Blow.LOCK | Blow.NO_ROOM:
                self._hamper(blow)


class StruckDatabase(Database):
    """The real database, with a point before and after each commit that writes."""

    def __init__(
        self,
        url: str,
        vault: Vault,
        now: Callable[[], datetime],
        engine: Engine,
        traps: Traps,
    ) -> None:
        super().__init__(url, vault, now)
        self.engine = engine  # its statements are compiled already, which saves most of the time
        self._traps = traps
        self._here = threading.local()
        event.listen(self.engine, "after_cursor_execute", self._note_writing)
        event.listen(self.engine, "rollback", self._forget_writing)
        event.listen(self.engine, "commit", self._before_commit)
        event.listen(self.engine, "connect", self._keep_driver)

    def run_sync(
        self, use_case: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        self._here.name, self._here.wrote = name_of(use_case), False
        result = super().run_sync(use_case, *args, **kwargs)
        if self._here.wrote:
            self._traps.reach(f"after commit of {self._here.name}")
        return result

    def _keep_driver(self, driver: object, _record: object) -> None:
        # The pool would roll back the running transaction when it gets its connection back.
        self.driver: Any = driver

    def _note_writing(
        self,
        _line: object,
        cursor: DBAPICursor,
        _sql: str,
        _values: object,
        context: DefaultExecutionContext,
        _many: object,
    ) -> None:
        """Note that a statement changed rows, even rows that the session never saw."""
        if context.isinsert or context.isupdate or context.isdelete:
            self._here.wrote = self._here.wrote or cursor.rowcount != 0

    def _forget_writing(self, _connection: object) -> None:
        self._here.wrote = False

    def _before_commit(self, _connection: object) -> None:
        if getattr(self._here, "wrote", False):
            self._traps.reach(f"before commit of {self._here.name}")


def name_of(use_case: Callable[..., Any]) -> str:
    """Name a use case; a job that is a lambda is named after what it calls."""
    assert isinstance(use_case, FunctionType)
    if use_case.__name__ == "<lambda>":
        return ".".join(use_case.__code__.co_names)
    return f"{use_case.__module__.rpartition('.')[2]}.{use_case.__qualname__}"


class StruckWire(httpx.AsyncBaseTransport):
    """The real wire to Faspay, with points at what httpcore's trace tells of each call."""

    def __init__(self, wire: httpx.AsyncBaseTransport, traps: Traps) -> None:
        self._wire = wire
        self._traps = traps

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        service = request.url.path.split("/")[3]
        told = request.extensions["trace"]

        async def trace(event_name: str, info: Mapping[str, object]) -> None:
            await told(event_name, info)
            moment = _MOMENTS.get(event_name.partition(".")[2])
            if moment is not None:
                self._traps.reach(f"{moment} {service}")

        self._traps.reach(f"leaving {service}")
        request.extensions = {**request.extensions, "trace": trace}
        return await self._wire.handle_async_request(request)

    async def aclose(self) -> None:
        await self._wire.aclose()


_MOMENTS = {
    "send_request_body.complete": "sent",
    "receive_response_body.complete": "read",
}


class StruckJournal(Journal):
    """The real journal, with a point before and after an answer is kept."""

    def __init__(self, base: Path, vault: Vault, slots: int, traps: Traps) -> None:
        super().__init__(base, vault, slots)
        self._traps = traps
        self.is_full = False

    def take(self) -> Path:
        if self.is_full:
            raise NoSpace
        return super().take()

    def keep(self, slot: Path, entry: dict[str, Any]) -> None:
        self._traps.reach("before journal")
        super().keep(slot, entry)
        self._traps.reach("after journal")
