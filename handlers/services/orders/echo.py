"""The echo guard: what Faspay says it understood must be what we asked for."""

from enum import StrEnum

from handlers.services.provider_answers import Echo
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.repositories import orders


class Agreement(StrEnum):
    """How an answer compares with the order."""

    EQUAL = "equal"
    INCOMPLETE = "incomplete"
    """Nothing contradicts the order, but a field is missing."""
    DIFFERENT = "different"


def compare(work: Work, order: Order, echo: Echo) -> Agreement:
    """Compare order number, amount (rupiah), phone, channel and the company's account."""
    pairs: list[tuple[object, object]] = [
        (echo.order_no, order.order_no),
        (echo.amount, order.amount),
        (echo.phone, str(orders.phone_of(work, order))),
        (echo.channel, order.channel),
        (echo.our_account, True),
    ]
    if any(theirs is not None and theirs != ours for theirs, ours in pairs):
        return Agreement.DIFFERENT
    missing = any(theirs is None for theirs, _ours in pairs)
    return Agreement.INCOMPLETE if missing else Agreement.EQUAL
