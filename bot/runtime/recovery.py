"""Before anything works: checks the age of the data and releases whatever a dead process held."""

import asyncio
import logging

from bot.runtime.start import CannotStart
from bot.runtime.workers import first_of
from handlers.jobs import data_age, journal_replay, maintenance
from handlers.messages import claims
from handlers.services.orders import inquiries
from handlers.services.orders import transfers as submitting
from handlers.services.people import members
from handlers.services.policy import Policy
from handlers.services.recovery import after_upgrade, restored_data
from storage.engine.database import Database, DatabaseDown
from storage.engine.high_water import HighWater
from storage.engine.journal import Journal
from storage.engine.vault import WrongKeys

logger = logging.getLogger(__name__)

_AGAIN_SECONDS = 2.0


async def catch_up(
    database: Database,
    marks: HighWater,
    journal: Journal,
    policy: Policy,
    admin_ids: tuple[int, ...],
    stop: asyncio.Event,
    again_seconds: float = _AGAIN_SECONDS,
) -> bool:
    """Recover, and wait for a database that takes nothing (full, locked, away).

    Exiting would help nobody: the next start would only exit again. False when we are to stop
    before recovery could be done. Raise CannotStart.
    """
    while True:
        try:
            await _catch_up(database, marks, journal, policy, admin_ids)
        except DatabaseDown:
            logger.exception("database_takes_nothing")
            await first_of(stop.wait(), seconds=again_seconds)
            if stop.is_set():
                return False
        except WrongKeys as error:
            raise CannotStart(
                "An answer of Faspay that waits in the journal, perhaps with a code, was sealed "
                f"with key {error.key_id!r}, which is missing from DATA_KEYS or not the same. "
                "Put that key back, behind the others."
            ) from error
        else:
            return True


async def _close_replaced(database: Database, marks: HighWater) -> None:
    """Do the last step of a restore, if it was cut off right after its commit."""
    name = (await database.run(restored_data.position)).database_id
    try:
        await asyncio.to_thread(marks.close_replaced, name)
    except (WrongKeys, OSError):
        logger.exception("mark_not_kept")


async def _catch_up(
    database: Database,
    marks: HighWater,
    journal: Journal,
    policy: Policy,
    admin_ids: tuple[int, ...],
) -> None:
    await _close_replaced(database, marks)
    await data_age.is_current(database, marks)  # before anything reads it
    await database.run(after_upgrade.bring_up_to_date)
    await database.run(members.seed_admins, admin_ids)
    await journal_replay.replay(database, journal)
    if database.is_sqlite:
        # We hold the file alone, so any earlier sender is dead: there is no lease to wait for.
        await database.run(submitting.recover, alone=True)
        await database.run(inquiries.ask_all)
        await database.run(claims.recover)
    await _look_after(database, policy)


async def _look_after(database: Database, policy: Policy) -> None:
    """Look after the data before any message is sent: after an absence, questions are repeated."""
    try:
        await database.run(maintenance.look_after, policy)
    except DatabaseDown:
        raise
    except Exception:
        logger.exception(
            "not_looked_after"
        )  # this is no reason not to start, because maintenance tries it again
