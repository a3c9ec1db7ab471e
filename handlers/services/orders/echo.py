"""The echo guard: what Faspay says it understood must be what we asked for."""

from collections.abc import Sequence
from enum import StrEnum

from handlers.services.orders.same_names import is_same_name
from handlers.services.provider_answers import Echo
from storage.engine.unit_of_work import Work
from storage.engine.vault import WrongKeys
from storage.models.order import Order
from storage.repositories import orders


class Agreement(StrEnum):
    """How an answer compares with the order."""

    EQUAL = "equal"
    INCOMPLETE = "incomplete"
    """Nothing contradicts the order, but a field is missing."""
    DIFFERENT = "different"


def compare(work: Work, order: Order, echo: Echo) -> Agreement:
    """Compare all that an answer repeats.

    Order number, amount (rupiah), phone, channel and the company's account must be there for the
    answer to be complete. Name, description and callback address are compared where they come.
    """
    if differences(work, order, echo):
        return Agreement.DIFFERENT
    needed = (echo.order_no, echo.amount, echo.phone, echo.channel, echo.our_account)
    return Agreement.INCOMPLETE if None in needed else Agreement.EQUAL


def differences(work: Work, order: Order, echo: Echo) -> tuple[str, ...]:
    """Name the fields that differ, never what stands in them. A missing one does not differ."""
    differs = {
        "order number": _differs(echo.order_no, order.order_no),
        "amount": _differs(echo.amount, order.amount),
        "phone": _differs(echo.phone, str(orders.phone_of(work, order))),
        "channel": _differs(echo.channel, order.channel),
        "virtual account": _differs(echo.our_account, ours=True),
        "name": _is_somebody_else(work, order, echo.names),
        "description": not is_description_of(echo.description, order.order_no),
        "callback address": _differs(echo.our_address, ours=True),
    }
    return tuple(field for field, stands in differs.items() if stands)


def _differs(theirs: object, ours: object) -> bool:
    return theirs is not None and theirs != ours


def _is_somebody_else(work: Work, order: Order, names: Sequence[str]) -> bool:
    if not names:
        return False
    try:
        ours = orders.name_of(work, order)
    except (WrongKeys, ValueError):
        return False  # the rest can still be compared, and the order go on
    return not all(is_same_name(theirs, ours) for theirs in names)


def is_description_of(description: str | None, order_no: str) -> bool:
    """Say whether a description begins with the order's number, by which its debit is found.

    What follows is ours to choose and Faspay's to cut.
    """
    if description is None:
        return True
    return description.startswith(order_no) and not description[len(order_no) :][:1].isdigit()
