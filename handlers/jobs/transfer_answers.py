"""Records what Faspay answers to a transfer, in the database or, in need, in the journal."""

import asyncio
import logging
from pathlib import Path

from handlers.jobs.edges import Edges
from handlers.services.orders import transfer_outcome
from handlers.services.orders.journal_entry import Recorded
from handlers.services.orders.transfers import Ticket
from handlers.services.ports import Gateway, MalformedCode, UnreadableCode
from handlers.services.provider_answers import Accepted, Outcome, Unknown
from storage.engine.journal import TooLarge

logger = logging.getLogger(__name__)

_PATIENCE = 1.0
"""Seconds that the database may take for an answer before it goes into the journal as well."""
_RECORD_PAUSES = (0.05, 0.2, 1, 2, 5)


def to_record(gateway: Gateway, ticket: Ticket, outcome: Outcome) -> Recorded:
    """Put an outcome beside its order; never raises, for the only copy of a code may be in it."""
    request = ticket.request
    opens, fits = False, True
    answer = outcome.answer if isinstance(outcome, Accepted | Unknown) else None
    if answer is not None and answer.sealed_code:
        try:
            gateway.open_code(answer.sealed_code, request.channel)
            opens = True
        except MalformedCode:
            opens, fits = True, False
        except UnreadableCode:
            pass
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with the code, it must be kept
            logger.error("code_broke", extra={"error_type": type(fault).__name__})  # noqa: TRY400 - no traceback: the code is in its frames
    return Recorded(request.order_no, ticket.owner, outcome, code_opens=opens, code_fits=fits)


async def record(edges: Edges, slot: Path, recorded: Recorded) -> bool:
    """Bring an answer into the database. False when we stop first: then it is in the journal.

    It may hold the only copy of a code: it is not let go of while we live.
    """
    kept, attempt = False, 0
    while True:
        writing = asyncio.ensure_future(edges.database.run(transfer_outcome.record, recorded))
        await asyncio.wait({writing}, timeout=_PATIENCE)
        if not kept and not (writing.done() and writing.exception() is None):
            kept = await _keep(edges, slot, recorded)
        try:
            await writing
        except Exception:
            logger.exception("answer_not_stored", extra={"order_no": recorded.order_no})
        else:
            return True
        if kept and edges.stopping():
            return False
        await asyncio.sleep(_RECORD_PAUSES[min(attempt, len(_RECORD_PAUSES) - 1)])
        attempt += 1


async def _keep(edges: Edges, slot: Path, recorded: Recorded) -> bool:
    try:
        await asyncio.to_thread(edges.journal.keep, slot, recorded.as_entry())
    except (OSError, TooLarge):
        logger.exception("journal_failed", extra={"order_no": recorded.order_no})
        return False
    logger.warning("answer_in_journal", extra={"order_no": recorded.order_no})
    return True
