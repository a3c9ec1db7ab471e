"""Asks Faspay, outside any transaction, what people and the nightly job want to know."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta

from handlers.jobs import provider
from handlers.jobs.edges import Edges
from handlers.messages import balance as tasks
from handlers.services.controls import low_balance
from handlers.services.ports import ProviderUnavailable
from handlers.services.reconciliation import conclusion, run
from handlers.services.reconciliation.run import UNANSWERED, Heard, Judged, Plan
from storage.models.reconciliation import Gap
from storage.values import OrderNumber

logger = logging.getLogger(__name__)

_AT_ONCE = 3
"""Inquiries of one comparison in flight: transfers and rechecks must find room beside them."""
_SILENT = 3
"""After this many rounds in a row without an answer, Faspay counts as away."""


async def run_task(edges: Edges, begun: Callable[[], object] = bool) -> bool:
    """Ask Faspay for the balance that a person wanted to know. False when nobody waits.

    `begun` is called once it is claimed: the next one need not wait for the answer.
    """
    task_id = await edges.database.run(tasks.claim)
    if task_id is None:
        return False
    begun()
    asked_at = edges.monotonic()
    balance = await provider.balance(edges.gateway)
    await edges.database.run(tasks.answer_balance, edges.policy, task_id, balance)
    if balance is not None:
        age = timedelta(seconds=edges.monotonic() - asked_at)
        await edges.database.run(low_balance.judge, balance, age)
    return True


async def reconcile(edges: Edges) -> bool:
    """Compare our orders with Faspay's books, once. False when nobody waits, or we are to stop."""
    plan = await edges.database.run(run.begin)
    if plan is None:
        return False
    if await edges.database.run(conclusion.give_up, plan):
        return True
    heard = Heard()
    known = await _read(edges, plan, heard)
    if known is None or not await _ask_about_all(edges, known, heard):
        await edges.database.run(run.give_back, plan)
        return False
    await edges.database.run(conclusion.finish, known, heard)
    logger.info(
        "reconciled",
        extra={"count": len(heard.verdicts), "total": len(heard.lines), "failed": len(heard.gaps)},
    )
    return True


async def _read(edges: Edges, plan: Plan, heard: Heard) -> Plan | None:
    """Read the statement between two looks at the balance.

    Return the plan with the days that were read, which may be more; None: stop.
    """
    before = await provider.balance(edges.gateway)
    try:
        known = await _read_statement(edges, plan, heard)
    except ProviderUnavailable as away:
        logger.info("statement_not_read", extra={"doubt": away.doubt.value})
        heard.gaps.add(Gap.STATEMENT)
        return plan
    after = await provider.balance(edges.gateway)
    if before is None or after is None:
        heard.gaps.add(Gap.BALANCE)
    heard.balance = after if before == after else None
    return known


async def _read_statement(edges: Edges, plan: Plan, heard: Heard) -> Plan | None:
    """Read a day at a time, then the older days of the orders that those days name."""
    unread = list(plan.days)
    while unread:
        for day in unread:
            heard.lines += await edges.gateway.statement(day, day)
            if not await _may_go_on(edges, plan):
                return None
        wider = await edges.database.run(run.widened, plan, heard.lines)
        unread = [day for day in wider.days if day < plan.days.known_from]
        plan = wider
    return plan


async def _ask_about_all(edges: Edges, plan: Plan, heard: Heard) -> bool:
    """Ask about every order that is to be compared, a few at once. False: stop."""
    if Gap.STATEMENT in heard.gaps:
        return True  # there is nothing to compare them with; recheck asks at its own pace
    numbers = await edges.database.run(run.to_ask, plan, heard.lines)
    silent = 0
    for start in range(0, len(numbers), _AT_ONCE):
        if (
            silent >= _SILENT
        ):  # each silence may last minutes, and the rest would not be answered either
            heard.verdicts |= dict.fromkeys(numbers[start:], UNANSWERED)
            break
        some = await _ask_about(edges, numbers[start : start + _AT_ONCE])
        heard.verdicts |= some
        silent = silent + 1 if set(some.values()) == {UNANSWERED} else 0
        if not await _may_go_on(edges, plan):
            return False
    return True


async def _ask_about(edges: Edges, numbers: Sequence[OrderNumber]) -> dict[str, Judged]:
    verdicts = await asyncio.gather(*(_verdict(edges, number) for number in numbers))
    found = zip(numbers, verdicts, strict=True)
    return {number: verdict for number, verdict in found if verdict is not None}


async def _verdict(edges: Edges, order_no: OrderNumber) -> Judged | None:
    """Ask about one order. Whatever is wrong with it must not end the comparison of all others."""
    try:
        question = await edges.database.run(run.question_about, order_no)
        if question is None:
            return None
        finding = await provider.inquire(edges.gateway, question)
        return await edges.database.run(run.take_finding, question, finding)
    except Exception:
        logger.exception("order_not_compared", extra={"order_no": order_no})
        return UNANSWERED


async def _may_go_on(edges: Edges, plan: Plan) -> bool:
    return not edges.stopping() and await edges.database.run(run.go_on, plan)
