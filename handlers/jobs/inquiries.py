"""Asks Faspay about orders."""

import logging
from collections.abc import Callable

from handlers.jobs import provider
from handlers.jobs.edges import Edges
from handlers.services.orders import inquiries
from handlers.services.orders.inquiries import Question
from storage.values import OrderNumber

logger = logging.getLogger(__name__)


async def recheck(edges: Edges, begun: Callable[[], object] = bool) -> bool:
    """Ask Faspay about the order whose turn it is. False when it is nobody's.

    `begun` is called once it is claimed: the next one need not wait for the answer.
    """
    question = await edges.database.run(inquiries.next_question, tuple(edges.asking))
    if question is None:
        return False
    edges.asking.add(question.order_no)
    try:
        begun()
        await _ask(edges, question)
    finally:
        edges.asking.discard(question.order_no)
    return True


async def ask_about(edges: Edges, order_no: OrderNumber) -> None:
    """Ask about one order, now; not about one whose state no answer changes."""
    question = await edges.database.run(inquiries.question_about, order_no)
    if question is not None:
        await _ask(edges, question)


async def _ask(edges: Edges, question: Question) -> None:
    finding = await provider.inquire(edges.gateway, question)
    logger.info(
        "inquiry_answered",
        extra={"order_no": question.order_no, "finding": type(finding).__name__},
    )
    await edges.database.run(inquiries.apply_finding, question, finding)
