"""What happens without a person: submit, recheck, recover, expire, wipe."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from handlers.cash_out import reoffer
from handlers.jobs import clock, provider
from handlers.jobs.edges import House
from handlers.jobs.lease import holding
from handlers.jobs.transfer_answers import to_record
from handlers.messages import drafts
from handlers.services.controls import amount_unit, limits, sending
from handlers.services.controls import clock as clock_guard
from handlers.services.controls.sending import Guard
from handlers.services.notices import announcing
from handlers.services.orders import codes, inquiries, transfers
from handlers.services.orders.inquiries import Question
from handlers.services.orders.journal_entry import Recorded
from handlers.services.orders.transfers import Ticket
from handlers.services.people import reachability
from handlers.services.policy import Policy
from handlers.services.ports import (
    Accepted,
    Balance,
    Doubt,
    NotSent,
    Outcome,
    Rejected,
    Unknown,
)
from handlers.services.reconciliation import run as reconciling
from handlers.services.recovery import clock_jumps, queue_repair
from storage.engine.database import Database
from storage.engine.journal import AllTaken, Journal, NoSpace, TooLarge
from storage.engine.unit_of_work import Work
from storage.repositories import inbox, orders, outbox

__all__ = ["CHORES", "House", "recheck", "replay", "submit", "tidy"]

logger = logging.getLogger(__name__)

_PATIENCE = 1.0
"""Seconds that the database may take for an answer before it goes into the journal as well."""
_RECORD_PAUSES = (0.05, 0.2, 1, 2, 5)


async def submit(house: House, begun: Callable[[], object] = bool) -> bool:
    """Send the oldest requested order, once. False when none waits.

    `begun` is called once it is claimed: what follows may take minutes, and the next one need not
    wait for it. Where there is no room to keep an answer in need, fewer are sent at once; where
    there is none at all, nothing is sent and the line stops.
    """
    if not await clock.allows(house.database, house.gateway):
        return False
    slot = await _take_slot(house)
    if slot is None:
        return False
    try:
        before = await _balance_before(house)
        began = house.monotonic()
        ticket = await _claim(house)
    except BaseException:
        house.journal.release(slot)
        raise
    if ticket is None:
        house.journal.release(slot)
        return False
    begun()
    outcome = await _send(house, slot, ticket, began)
    if outcome is None:
        return False
    order_no = ticket.request.order_no
    if before is not None and isinstance(outcome, Accepted):
        after = await provider.balance(house.gateway)
        await house.database.run(amount_unit.judge, order_no, before, after)
    if isinstance(outcome, Rejected):
        # Refused in known words: "not found" makes it certain, anything else leaves it open.
        question = await house.database.run(inquiries.question_about, order_no)
        if question is not None:
            await _ask(house, question)
    return True


async def _take_slot(house: House) -> Path | None:
    """Reserve room for an answer; None where there is none. Without any at all the line stops."""
    try:
        return await asyncio.to_thread(house.journal.take)
    except AllTaken:
        logger.warning("journal_room_short")  # who has it gives it back before long
    except NoSpace:
        await house.database.run(sending.stop_by, Guard.NO_ROOM)
    return None


async def _claim(house: House) -> Ticket | None:
    if house.stopping():
        return None  # the looks before this may have taken minutes; the next start sends it
    return await house.database.run(transfers.claim, house.policy, house.owner)


async def _send(house: House, slot: Path, ticket: Ticket, began: float) -> Outcome | None:
    """Send what was claimed, hold it until the answer is recorded. None when we stop first."""
    number = ticket.request.order_no

    async def renew() -> bool:
        if await house.renewals.add(number):
            return True
        # Not ours any more, or another transaction looks at it: only who waits for it knows which.
        return bool(await house.database.run(transfers.renew, house.policy, house.owner, [number]))

    async with holding(renew, house.policy.lease, began, house.monotonic) as held:
        outcome = await _why_not(house, ticket, renew) or await _transfer(
            house,
            ticket,
            lambda: held.is_held() and not clock_guard.is_off(house.gateway.clock_skew),
        )
        logger.info(
            "transfer_answered", extra={"order_no": number, "outcome": type(outcome).__name__}
        )
        if not await _record(house, slot, to_record(house.gateway, ticket, outcome)):
            return None
    await asyncio.to_thread(house.journal.release, slot)
    return outcome


async def _balance_before(house: House) -> Balance | None:
    """Read the balance where it is to prove the amount unit; None where that is done.

    Raise ProviderUnavailable: then nothing is sent.
    """
    run = house.database.run
    if not await run(amount_unit.is_guarded, house.policy) or await run(
        amount_unit.somebody_is_ahead
    ):
        return None
    return await house.gateway.balance() if await run(transfers.somebody_waits) else None


async def _why_not(
    house: House, ticket: Ticket, renew: Callable[[], Awaitable[bool]]
) -> NotSent | None:
    """Say why a claimed order must not leave after all; None when it may."""
    try:
        if not await house.is_current():
            return NotSent(Doubt.OLD_DATA)
        # After that look: whoever was quicker to find older data has given it a new name, by which
        # it is current, and has taken every claim from its owner in the same transaction.
        return None if await renew() else NotSent(Doubt.NOT_OURS)
    except Exception:
        # Nothing has left: whatever went wrong, the order is not sent and its slot is free again.
        logger.exception("not_sent", extra={"order_no": ticket.request.order_no})
        return NotSent(Doubt.NO_DATABASE)


async def _transfer(house: House, ticket: Ticket, may_send: Callable[[], bool]) -> Outcome:
    try:
        return await house.gateway.transfer(ticket.request, may_send)
    except Exception:
        # A fault of ours while money may be on its way is an unknown outcome like any other.
        logger.exception("transfer_broke", extra={"order_no": ticket.request.order_no})
        return Unknown(Doubt.BROKEN)


async def _record(house: House, slot: Path, recorded: Recorded) -> bool:
    """Bring an answer into the database. False when we stop first: then it is in the journal.

    It may hold the only copy of a code: it is not let go of while we live.
    """
    kept, attempt = False, 0
    while True:
        writing = asyncio.ensure_future(house.database.run(transfers.record, recorded))
        await asyncio.wait({writing}, timeout=_PATIENCE)
        if not kept and not (writing.done() and writing.exception() is None):
            kept = await _keep(house, slot, recorded)
        try:
            await writing
        except Exception:
            logger.exception("answer_not_stored", extra={"order_no": recorded.order_no})
        else:
            return True
        if kept and house.stopping():
            return False
        await asyncio.sleep(_RECORD_PAUSES[min(attempt, len(_RECORD_PAUSES) - 1)])
        attempt += 1


async def _keep(house: House, slot: Path, recorded: Recorded) -> bool:
    try:
        await asyncio.to_thread(house.journal.keep, slot, recorded.as_entry())
    except (OSError, TooLarge):
        logger.exception("journal_failed", extra={"order_no": recorded.order_no})
        return False
    logger.warning("answer_in_journal", extra={"order_no": recorded.order_no})
    return True


async def replay(database: Database, journal: Journal) -> int:
    """Bring what an earlier process left in the journal into the database. Raise WrongKeys."""
    entries = list(journal.left_over())
    for slot, entry in entries:
        recorded = Recorded.from_entry(entry)
        if await database.run(orders.get, recorded.order_no) is None:
            # Older data was put in place, without this order: its code must not go as well.
            logger.critical("answer_of_no_order", extra={"order_no": recorded.order_no})
            continue
        await database.run(transfers.record, recorded)
        journal.release(slot)
        logger.warning("answer_replayed", extra={"order_no": recorded.order_no})
    return len(entries)


async def recheck(house: House, begun: Callable[[], object] = bool) -> bool:
    """Ask Faspay about the order whose turn it is. False when it is nobody's.

    `begun` is called once it is claimed: the next one need not wait for the answer.
    """
    question = await house.database.run(inquiries.next_question, tuple(house.asking))
    if question is None:
        return False
    house.asking.add(question.order_no)
    try:
        begun()
        await _ask(house, question)
    finally:
        house.asking.discard(question.order_no)
    return True


async def _ask(house: House, question: Question) -> None:
    finding = await provider.inquire(house.gateway, question.order_no)
    logger.info(
        "inquiry_answered",
        extra={"order_no": question.order_no, "finding": type(finding).__name__},
    )
    await house.database.run(inquiries.apply_finding, question, finding)


def look_after(work: Work, policy: Policy) -> int:
    """Note that we are alive, mend what a clock set back has spoilt, ask again after an absence."""
    return reoffer.look_after(work, policy) if clock_jumps.mend(work, policy) else 0


CHORES: tuple[Callable[[Work, Policy], object], ...] = (
    lambda work, _policy: transfers.recover(work),
    look_after,
    limits.tell_missing,
    queue_repair.mend,
    lambda work, _policy: transfers.page_unresolved(work),
    drafts.end_overdue,
    codes.wipe_old,
    lambda work, _policy: announcing.sweep_cards(work),
    reconciling.ask_nightly,
    lambda work, _policy: inbox.forget_updates(work),
    lambda work, _policy: inbox.forget_callbacks(work),
    lambda work, _policy: outbox.forget_sent(work),
    reachability.forget_buckets,
)
"""What time alone brings: each in a transaction of its own, so that none holds up another.

That a code has run out, or a request has waited too long, is not among them: clock_watch sees to
that, by clocks that can be believed.
"""


async def tidy(house: House) -> None:
    """Do every chore; one that fails is logged and tried again with the next round."""
    for number, chore in enumerate(CHORES):
        if chore is codes.wipe_old and clock_guard.is_off(house.gateway.clock_skew):
            continue  # what it would forget may still be needed by the right time
        try:
            await house.database.run(chore, house.policy)
        except Exception:
            logger.exception("chore_failed", extra={"seq": number})
