"""Sends the orders that wait, each once, and brings Faspay's answers into the database."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from handlers.jobs import clock, inquiries, provider
from handlers.jobs.edges import Edges
from handlers.jobs.lease import holding
from handlers.jobs.transfer_answers import record, to_record
from handlers.services.controls import amount_unit, sending
from handlers.services.controls import clock as clock_guard
from handlers.services.controls.sending import Guard
from handlers.services.orders import transfers
from handlers.services.orders.transfers import Ticket
from handlers.services.provider_answers import (
    Accepted,
    Balance,
    Doubt,
    NotSent,
    Outcome,
    Rejected,
    Unknown,
)
from storage.engine.journal import AllTaken, NoSpace

logger = logging.getLogger(__name__)


async def submit(edges: Edges, begun: Callable[[], object] = bool) -> bool:
    """Send the oldest requested order, once. False when none waits.

    `begun` is called once it is claimed: the rest may take minutes, and the next order need not
    wait for it. Where room for answers is short, fewer orders are sent at once. Where there is
    none, sending stops.
    """
    if not await clock.allows(edges.database, edges.gateway):
        return False
    slot = await _take_slot(edges)
    if slot is None:
        return False
    try:
        before = await _balance_before(edges)
        began = edges.monotonic()
        ticket = await _claim(edges)
    except BaseException:
        edges.journal.release(slot)
        raise
    if ticket is None:
        edges.journal.release(slot)
        return False
    begun()
    outcome = await _send(edges, slot, ticket, began)
    if outcome is None:
        return False
    order_no = ticket.request.order_no
    if before is not None and isinstance(outcome, Accepted):
        after = await provider.balance(edges.gateway)
        await edges.database.run(amount_unit.judge, order_no, before, after)
    if isinstance(outcome, Rejected):
        # Refused in known words: "not found" makes it certain, anything else leaves it open.
        await inquiries.ask_about(edges, order_no)
    return True


async def _take_slot(edges: Edges) -> Path | None:
    """Reserve room for an answer; None where there is none. Without any at all sending stops."""
    try:
        return await asyncio.to_thread(edges.journal.take)
    except AllTaken:
        logger.warning("journal_room_short")  # another transfer gives its slot back before long
    except NoSpace:
        await edges.database.run(sending.stop_by, Guard.NO_ROOM)
    return None


async def _claim(edges: Edges) -> Ticket | None:
    if edges.stopping():
        return None  # the checks before this may have taken minutes; the next start sends it
    return await edges.database.run(transfers.claim, edges.policy, edges.owner)


async def _send(edges: Edges, slot: Path, ticket: Ticket, began: float) -> Outcome | None:
    """Send what was claimed, hold it until the answer is recorded. None when we stop first."""
    number = ticket.request.order_no

    async def renew() -> bool:
        if await edges.renewals.add(number):
            return True
        # Either it is not ours any more, or another transaction holds its row. Only waiting tells.
        return bool(await edges.database.run(transfers.renew, edges.policy, edges.owner, [number]))

    async with holding(renew, edges.policy.lease, began, edges.monotonic) as held:
        outcome = await _why_not(edges, ticket, renew) or await _transfer(
            edges,
            ticket,
            lambda: held.is_held() and not clock_guard.is_off(edges.gateway.clock_skew),
        )
        logger.info(
            "transfer_answered", extra={"order_no": number, "outcome": type(outcome).__name__}
        )
        if not await record(edges, slot, to_record(edges.gateway, ticket, outcome)):
            return None
    await asyncio.to_thread(edges.journal.release, slot)
    return outcome


async def _balance_before(edges: Edges) -> Balance | None:
    """Read the balance where it is to prove the amount unit; None where that is done.

    Raise ProviderUnavailable: then nothing is sent.
    """
    run = edges.database.run
    if not await run(amount_unit.is_guarded, edges.policy) or await run(
        amount_unit.somebody_is_ahead
    ):
        return None
    return await edges.gateway.balance() if await run(transfers.somebody_waits) else None


async def _why_not(
    edges: Edges, ticket: Ticket, renew: Callable[[], Awaitable[bool]]
) -> NotSent | None:
    """Say why a claimed order must not leave after all; None when it may."""
    try:
        if not await edges.is_current():
            return NotSent(Doubt.OLD_DATA)
        # After that look: another replica may have found older data first. It gave the data a new
        # name, by which it is current, and took every claim from its owner in one transaction.
        return None if await renew() else NotSent(Doubt.NOT_OURS)
    except Exception:
        # Nothing has left: whatever went wrong, the order is not sent and its slot is free again.
        logger.exception("not_sent", extra={"order_no": ticket.request.order_no})
        return NotSent(Doubt.NO_DATABASE)


async def _transfer(edges: Edges, ticket: Ticket, may_send: Callable[[], bool]) -> Outcome:
    try:
        return await edges.gateway.transfer(ticket.request, may_send)
    except Exception:
        # A fault of ours while money may be on its way is an unknown outcome like any other.
        logger.exception("transfer_broke", extra={"order_no": ticket.request.order_no})
        return Unknown(Doubt.BROKEN)
