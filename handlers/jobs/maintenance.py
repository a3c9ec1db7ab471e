"""Runs the maintenance jobs: what is due by time alone."""

import logging
from collections.abc import Callable

from handlers.cash_out import reoffer
from handlers.jobs.edges import Edges
from handlers.messages import drafts, newcomers
from handlers.services.controls import clock as clock_guard
from handlers.services.controls import limits
from handlers.services.notices import announcing, digests
from handlers.services.orders import codes, transfers
from handlers.services.people import reachability
from handlers.services.policy import Policy
from handlers.services.proposals import overdue
from handlers.services.reconciliation import run as reconciling
from handlers.services.recovery import clock_jumps, queue_repair
from storage.engine.unit_of_work import Work
from storage.repositories import (
    digest_times,
    inbox,
    live_messages,
    outbox,
    phone_tails,
    stored_callbacks,
)

logger = logging.getLogger(__name__)


def look_after(work: Work, policy: Policy) -> int:
    """Note that we are alive, repair due times after a clock jump, ask again after an absence."""
    return reoffer.look_after(work, policy) if clock_jumps.mend(work, policy) else 0


JOBS: tuple[Callable[[Work, Policy], object], ...] = (
    lambda work, _policy: transfers.recover(work),
    look_after,
    limits.tell_missing,
    queue_repair.mend,
    lambda work, _policy: transfers.page_unresolved(work),
    drafts.end_overdue,
    newcomers.end_overdue,
    lambda work, _policy: overdue.remind(work),
    codes.wipe_old,
    lambda work, _policy: announcing.sweep_cards(work),
    reconciling.ask_nightly,
    digests.send_due,
    lambda work, _policy: phone_tails.fill_some(work),
    lambda work, _policy: inbox.forget_updates(work),
    lambda work, _policy: stored_callbacks.forget(work),
    lambda work, _policy: outbox.forget_sent(work),
    lambda work, _policy: live_messages.forget_ended(work),
    lambda work, _policy: digest_times.forget_old(work),
    reachability.forget_buckets,
)
"""What is due by time alone, each in a transaction of its own, so that none holds up another.

That a code has run out, or a request has waited too long, is not among them: clock_watch sees to
that, by clocks that can be believed.
"""


async def run_all(edges: Edges) -> None:
    """Run every job; one that fails is logged and tried again with the next round."""
    for number, job in enumerate(JOBS):
        if job is codes.wipe_old and clock_guard.is_off(edges.gateway.clock_skew):
            continue  # by the right time, what it would delete may still be needed
        try:
            await edges.database.run(job, edges.policy)
        except Exception:
            logger.exception("maintenance_job_failed", extra={"seq": number})
