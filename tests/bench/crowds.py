"""What a crowd costs: choosing the next of many, and `/help` in a flood, beside a quiet program."""

from collections.abc import Iterator

from storage.engine.database import Database
from tests.bench.backlog import FEW, MANY, choose, fill
from tests.journeys.flooding import LONGEST, STRANGERS, Waits, waits
from tests.journeys.stage import Journey, play

_TRIES = 40


def choosing(database: Database) -> Iterator[str]:
    """Give lines: milliseconds with few and many open updates, in one chat and in as many."""
    for chats in (1, MANY):
        few, many = (_choosing(database, chats, total) for total in (FEW, MANY))
        where = "one chat" if chats == 1 else "as many chats"
        yield (
            f"choosing the next, {where}: {few * 1000:.2f} ms of {FEW} open, "
            f"{many * 1000:.2f} ms of {MANY}: x {many / few:.1f}"
        )


def flooding() -> Iterator[str]:
    """Give lines: how long an agent's /help takes while others write."""
    found: list[Waits] = []

    async def script(stage: Journey) -> None:
        found.append(await waits(stage, None))
        found.append(await waits(stage, LONGEST))
        found.append(await waits(stage, "/nonsense", stage.second))

    play(script, check=False)
    quiet, *crowded = found
    yield f"/help, quiet: p95 {quiet.p95:.3f} s"
    for who, each in zip(
        (f"{STRANGERS} strangers write", "one agent writes"), crowded, strict=True
    ):
        yield (
            f"/help while {who}: p95 {each.p95:.3f} s: x {each.p95 / quiet.p95:.1f}; "
            f"the database grows by {each.octets / 1000:.0f} kB"
        )


def _choosing(database: Database, chats: int, total: int) -> float:
    chats = min(chats, total)
    database.run_sync(fill, chats, total // chats)
    return sorted(database.run_sync(choose) for _ in range(min(_TRIES, total)))[_TRIES // 2]
