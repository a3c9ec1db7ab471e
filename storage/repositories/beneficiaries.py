"""To whom an agent has sent cash before, as told by the agent's own orders alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import load_only
from sqlmodel import col, select

from storage.engine.unit_of_work import Work
from storage.engine.vault import WrongKeys
from storage.models.channel import Channel
from storage.models.order import Order
from storage.repositories import orders
from storage.values import BeneficiaryName, PhoneNumber, Rupiah

_LOOKED_AT = 60
"""How many of an agent's newest orders are looked at: what it costs never grows."""

_ORDER: Any = Order
_NEEDED = load_only(
    *(_ORDER.order_no, _ORDER.name_sealed, _ORDER.phone_sealed, _ORDER.channel, _ORDER.amount),
    _ORDER.purpose,
)
"""Of so many orders the answers would be read for nothing."""


@dataclass(frozen=True)
class Beneficiary:
    """One person, and the newest order for them."""

    order_no: str
    name: BeneficiaryName = field(repr=False)
    phone: PhoneNumber = field(repr=False)
    channel: Channel
    amount: Rupiah
    purpose: str | None
    """The code of what that order was for."""

    @property
    def person(self) -> tuple[str, str]:
        """What makes two orders those of one person: phone and name."""
        return self.phone, self.name.casefold()

    def masked(self) -> str:
        """Name the person to the agent who knows them, and to nobody who looks on."""
        return f"{self.name.initials()} · …{self.phone.tail}"


def of_order(work: Work, order: Order) -> Beneficiary | None:
    """Return the beneficiary of an order; None where nothing opens, as after an erasure."""
    try:
        name, phone = orders.name_of(work, order), orders.phone_of(work, order)
    except (WrongKeys, ValueError):
        return None
    amount = Rupiah(order.amount)
    return Beneficiary(order.order_no, name, phone, order.channel, amount, order.purpose)


def newest_of(work: Work, agent_id: int, most: int) -> list[Beneficiary]:
    """Return to whom an agent sent last, each person once, the newest first."""
    found: dict[tuple[str, str], Beneficiary] = {}
    for each in _newest_orders(work, agent_id):
        found.setdefault(each.person, each)
        if len(found) == most:
            break
    return list(found.values())


def _newest_orders(work: Work, agent_id: int) -> Iterator[Beneficiary]:
    query = select(Order).where(Order.agent_id == agent_id).options(_NEEDED)
    newest = query.order_by(col(Order.created_at).desc()).limit(_LOOKED_AT)
    for order in work.session.exec(newest):
        beneficiary = of_order(work, order)
        if beneficiary is not None:
            yield beneficiary
