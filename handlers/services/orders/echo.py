"""The echo guard: what Faspay says it understood must be what we asked for."""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from handlers.services.provider_answers import Echo
from storage.engine.unit_of_work import Work
from storage.engine.vault import WrongKeys
from storage.models.order import Order
from storage.repositories import orders

_SHORTEST_CUT = 14
"""Characters of a name that may have been cut off: 15 is the shortest length at which Faspay's
pages cut anything (faspay-sendme.md, 3.4), and a cut behind a blank leaves one less. What is
shorter is another name."""

_MASK = re.compile(r"[*•]+")


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


def is_same_name(theirs: str, ours: str) -> bool:
    """Say whether a name is ours as another system may write it: its letters, perhaps cut off.

    Case, blanks, marks and accents are all one. Asterisks and dots of a masked name stand for any
    letters. What has no letter at all names nobody.
    """
    said, meant = [_letters(part) for part in _MASK.split(theirs)], _letters(ours)
    if len(said) > 1:
        return _is_masked(meant, said)
    was_cut = len(theirs) >= _SHORTEST_CUT and meant.startswith(said[0])
    return not said[0] or said[0] == meant or was_cut


def _is_masked(meant: str, parts: Sequence[str]) -> bool:
    """Say whether the letters stand in a name in this order, at its beginning and its end."""
    first, *middle, last = parts
    if not meant.startswith(first):
        return False
    position = len(first)
    for part in middle:
        found = meant.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return meant.endswith(last) and position + len(last) <= len(meant)


def is_description_of(description: str | None, order_no: str) -> bool:
    """Say whether a description begins with the order's number, by which its debit is found.

    What follows is ours to choose and Faspay's to cut.
    """
    if description is None:
        return True
    return description.startswith(order_no) and not description[len(order_no) :][:1].isdigit()


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in plain if sign.isalnum()).casefold()
