"""Checks that the database is still the one in which everything was done."""

import asyncio
import logging
from collections.abc import Callable

from handlers.services.recovery import restored_data
from storage.engine.database import Database
from storage.engine.high_water import HighWater
from storage.engine.vault import WrongKeys

logger = logging.getLogger(__name__)


async def is_current(database: Database, marks: HighWater) -> bool:
    """Compare the database with its mark, and move the mark on.

    False when it is older than the work already done. It was then taken over as older data, and the
    caller must not send. A mark that cannot be kept or read stops nothing.
    """
    name = (await database.run(restored_data.position)).database_id
    mark = await asyncio.to_thread(_mark_of, marks, name)
    # After the mark: between two looks the other way round, another replica may go on.
    here = await database.run(restored_data.position)
    if here.database_id == name and here.newest < mark:
        uncertain = await database.run(restored_data.adopt, here.database_id, _closing(marks))
        logger.critical("data_is_old", extra={"count": uncertain})
        return False
    try:
        await asyncio.to_thread(marks.raise_to, here.database_id, here.newest)
    except OSError:
        logger.exception("mark_not_kept")
    return True


def _closing(marks: HighWater) -> Callable[[str], None]:
    """Close a mark if the disk lets us. Older data is adopted in any case."""

    def close(database_id: str) -> None:
        try:
            marks.close(database_id)
        except OSError:
            logger.exception("mark_not_kept")

    return close


def _mark_of(marks: HighWater, database_id: str) -> int:
    try:
        return marks.read(database_id)
    except (WrongKeys, OSError, ValueError):
        logger.exception("mark_unreadable")
        return 0
