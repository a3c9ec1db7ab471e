"""Replays the journal: answers that an earlier process could not bring into the database."""

import logging

from handlers.services.orders import transfer_outcome
from handlers.services.orders.journal_entry import Recorded
from storage.engine.database import Database
from storage.engine.journal import Journal
from storage.repositories import orders

logger = logging.getLogger(__name__)


async def replay(database: Database, journal: Journal) -> int:
    """Bring an earlier process's journal entries into the database. Raise WrongKeys."""
    entries = list(journal.left_over())
    for slot, entry in entries:
        recorded = Recorded.from_entry(entry)
        if await database.run(orders.get, recorded.order_no) is None:
            # Older data, without this order, was put in place. The code must not be lost as well.
            logger.critical("answer_of_no_order", extra={"order_no": recorded.order_no})
            continue
        await database.run(transfer_outcome.record, recorded)
        journal.release(slot)
        logger.warning("answer_replayed", extra={"order_no": recorded.order_no})
    return len(entries)
