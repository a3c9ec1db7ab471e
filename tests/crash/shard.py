"""One process that plays many schedules in turn and reports each result."""

import asyncio
import contextlib
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.crash.bench import Bench
from tests.crash.conductor import Stuck
from tests.crash.image import Image, take
from tests.crash.keeper import TooLate
from tests.crash.places import PostgresDatabase, SqliteFile
from tests.crash.play import Play, Played
from tests.crash.schedule import plan
from tests.crash.shared import Shared
from tests.crash.zygote import Zygote
from tests.servers import quick_place

_ATTEMPTS = 8
"""How often a pair is tried. Whether a trap is reached also depends on the machine."""
_LATE_AT_MOST = 3


@dataclass(frozen=True)
class Ticket:
    """A schedule to be played."""

    seed: int
    postgres: bool = False

    @property
    def replicas(self) -> int:
        """On PostgreSQL every other schedule has two replicas."""
        return 2 if self.postgres and self.seed % 2 else 1


@dataclass(frozen=True)
class Result:
    """A ticket's result, as far as another process needs it."""

    ticket: Ticket
    what: str
    """The schedule in words."""
    sprung: tuple[tuple[str, str], ...]
    """(point, blow)."""
    fault: str
    lives: int
    agreed_after: float
    reached: bool
    broken: str = ""
    """The broken promise; empty when all were kept."""
    story: str = ""
    """Chats and logs of a broken one."""
    late: int = 0
    """How often it was repeated because something came too late."""


def play_all(
    tickets: Sequence[Ticket], tell: Callable[[Result], None], postgres_url: str | None
) -> None:
    """Play schedules in this process. It must have no loop and no thread yet."""
    logging.disable(logging.CRITICAL)  # servers complain about clients that die during a request
    os.umask(0o077)
    with _folder() as folder:
        shared = Shared()
        images = dict(_images(folder, tickets, postgres_url))
        zygote = Zygote(shared, {image.place.url: image.engine for image in images.values()})
        try:
            for on_postgres, image in images.items():
                bench = Bench(shared, zygote, image)
                mine = [ticket for ticket in tickets if ticket.postgres is on_postgres]
                with asyncio.Runner(loop_factory=lambda: bench.conductor.loop) as runner:  # noqa: B023 - used at once
                    runner.run(_play_all(bench, mine, tell))
        finally:
            zygote.close()


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="crash-", dir=quick_place()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _images(
    folder: Path, tickets: Sequence[Ticket], postgres_url: str | None
) -> Iterator[tuple[bool, Image]]:
    if any(not ticket.postgres for ticket in tickets):
        (folder / "sqlite").mkdir()
        yield False, take(folder / "sqlite", SqliteFile(folder / "sqlite"))
    if any(ticket.postgres for ticket in tickets):
        assert postgres_url is not None
        (folder / "postgres").mkdir()
        yield True, take(folder / "postgres", PostgresDatabase(postgres_url))


async def _play_all(
    bench: Bench, tickets: Sequence[Ticket], tell: Callable[[Result], None]
) -> None:
    async with bench.open():
        for ticket in tickets:
            tell(await _play(bench, ticket))


async def _play(bench: Bench, ticket: Ticket) -> Result:
    """Play a ticket, and again in other ways if its pair was not reached.

    A schedule that was only late is repeated unchanged. Late once may be the busy machine; late
    every time is the program. Anything wrong counts at once.
    """
    attempt = late = 0
    while True:
        play = Play(bench, plan(ticket.seed, replicas=ticket.replicas, attempt=attempt))
        broken = story = ""
        try:
            await play.run()
        except (TooLate, Stuck) as problem:
            broken, story = f"{type(problem).__name__}: {problem}", _story(bench)
            late += 1
            if late < _LATE_AT_MOST:
                continue
        except Exception as problem:  # noqa: BLE001 - whatever it is, the schedule failed and is told
            broken, story = f"{type(problem).__name__}: {problem}", _story(bench)
        attempt += 1
        if broken or play.played.wanted_was_reached or attempt == _ATTEMPTS:
            return _result(ticket, play.played, broken, story, late)


def _result(ticket: Ticket, played: Played, broken: str, story: str, late: int) -> Result:
    return Result(
        ticket,
        str(played.schedule),
        tuple((point, blow.value) for point, blow in played.notes.sprung),
        played.schedule.fault.value,
        played.lives,
        played.agreed_after,
        played.wanted_was_reached,
        broken,
        story,
        late,
    )


def _story(bench: Bench) -> str:
    lines = []
    for user in (bench.agent, bench.supervisor, bench.admin):
        lines.append(f"--- chat of {user.id}")
        lines += [f"{message.text!r}" for message in user.chat.messages]
    for kind in ("points", "log"):
        for path in sorted(bench.image.folder.glob(f"{kind}-*")):
            lines += [f"--- {path.name}", path.read_text()]
    return "\n".join(lines)
