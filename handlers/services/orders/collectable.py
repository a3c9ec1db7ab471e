"""Codes that an agent has seen and that still give cash: what a suspension cannot take back."""

from dataclasses import dataclass
from datetime import datetime

from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus
from storage.repositories import orders, outbox
from storage.values import Rupiah


@dataclass(frozen=True)
class Collectable:
    """Codes that an agent has seen. Anybody who noted one can still collect the cash."""

    codes: int
    total: Rupiah
    until: datetime | None
    """When the last of them ends."""


def still_collectable(work: Work, agent_id: int) -> Collectable:
    """Count the codes that an agent has seen, or may have seen: nobody can take those back."""
    seen = [order for order in orders.live_of(work, agent_id) if _is_seen_and_live(work, order)]
    ends = [order.code_ends_at() for order in seen]
    total = Rupiah(sum(order.amount for order in seen))
    return Collectable(len(seen), total, max((each for each in ends if each), default=None))


def _is_seen_and_live(work: Work, order: Order) -> bool:
    if order.status is not OrderStatus.ISSUED or order.code_ended(work.now):
        return False
    shown = any(card.shows_code for card in outbox.cards(work, order.order_no))
    return shown or order.code is Code.DELIVERED
