"""Questions to Faspay outside any transaction, as every job asks them."""

import logging

from handlers.services.ports import Gateway, ProviderUnavailable
from handlers.services.provider_answers import Balance, Doubt, Finding, Unclear
from storage.values import OrderNumber

logger = logging.getLogger(__name__)


async def balance(gateway: Gateway) -> Balance | None:
    """Ask for the balance; None when Faspay does not say."""
    try:
        return await gateway.balance()
    except ProviderUnavailable:
        return None


async def inquire(gateway: Gateway, order_no: OrderNumber) -> Finding:
    """Ask what became of an order; a fault of ours is an unclear answer like any other."""
    try:
        return await gateway.inquire(order_no)
    except Exception:
        logger.exception("inquiry_broke", extra={"order_no": order_no})
        return Unclear(Doubt.BROKEN)
