"""Questions to Faspay outside any transaction, as every job asks them."""

import logging
from dataclasses import replace

from handlers.services.orders.inquiries import Question
from handlers.services.orders.support import without_code
from handlers.services.ports import Gateway, ProviderUnavailable
from handlers.services.provider_answers import Balance, Doubt, Finding, Unclear

logger = logging.getLogger(__name__)


async def balance(gateway: Gateway) -> Balance | None:
    """Ask for the balance; None when Faspay does not say."""
    try:
        return await gateway.balance()
    except ProviderUnavailable:
        return None


async def inquire(gateway: Gateway, question: Question) -> Finding:
    """Ask what became of an order; a fault of ours is an unclear answer like any other.

    What of the answer repeats the order's code is left out.
    """
    try:
        finding = await gateway.inquire(question.order_no)
        details = without_code(finding.details, question.code, gateway.open_code)
    except Exception:
        logger.exception("inquiry_broke", extra={"order_no": question.order_no})
        return Unclear(Doubt.BROKEN)
    return replace(finding, details=details)
