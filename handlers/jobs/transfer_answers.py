"""What is to be recorded of a transfer's answer, with a first look at the code in it."""

import logging

from handlers.services.orders.journal_entry import Recorded
from handlers.services.orders.transfers import Ticket
from handlers.services.ports import (
    Accepted,
    Gateway,
    MalformedCode,
    Outcome,
    Unknown,
    UnreadableCode,
)

logger = logging.getLogger(__name__)


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
