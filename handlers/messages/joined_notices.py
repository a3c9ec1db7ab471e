"""Says several notices that wait for one person as one message, each by itself still true."""

import logging
from collections.abc import Iterator

from handlers.messages import rendering
from handlers.messages.acts import Send
from handlers.messages.rendering import Rendered
from handlers.messages.times import plain
from handlers.services.notices.pacing import LEASE
from handlers.services.policy import Policy
from storage.engine.database import StaleRead
from storage.engine.unit_of_work import Work
from storage.models.outbox import Fate, Outgoing
from storage.repositories import chat_queues, outbox

logger = logging.getLogger(__name__)

LONGEST = 4096
"""UTF-16 units that one message may have (Bot API, sendMessage)."""
_AT_ONCE = 20
"""Notices in one message: no more are worth reading in one, nor rendering in one transaction."""
BETWEEN = "\n\n— — —\n\n"
"""What stands between two notices in one message."""


def send(work: Work, policy: Policy, row: Outgoing) -> Send | None:
    """Say a claimed notice, and with it those that wait behind it in its chat; these are claimed.

    None when it is no longer true. A notice with buttons stays alone: nobody could tell what they
    are for.
    """
    said = rendering.notice(work, policy, row)
    if said is None:
        return None
    if said.keyboard or outbox.stays_alone(work, row):
        return Send(row.chat_id, said.text, said.keyboard, silent=said.silent)
    text, beside, silent = said.text, [], said.silent
    for other, more in _behind(work, policy, row):
        joined = f"{text}{BETWEEN}{more.text}"
        if _length(joined) > LONGEST:
            break
        chat_queues.claim(work, other, LEASE)
        beside.append((other.seq or 0, other.attempts))
        text, silent = joined, silent and more.silent
    return Send(row.chat_id, text, beside=tuple(beside), silent=silent)


def _behind(work: Work, policy: Policy, row: Outgoing) -> Iterator[tuple[Outgoing, Rendered]]:
    """Give what may follow in the same message, in order; drop what is not true any more."""
    for other in chat_queues.notices_behind(work, row, _AT_ONCE - 1):
        if other.run_at > work.now or outbox.stays_alone(work, other):
            return
        try:
            with work.session.begin_nested():
                said = rendering.notice(work, policy, other)
        except StaleRead:
            raise
        except Exception:
            logger.exception("row_not_rendered", extra={"row_id": other.seq})
            return  # its own turn comes next
        if said is None:
            outbox.finish(work, other, Fate.DROPPED)
        elif said.keyboard:
            return
        else:
            yield other, said


def _length(text: str) -> int:
    return len(plain(text).encode("utf-16-le")) // 2
