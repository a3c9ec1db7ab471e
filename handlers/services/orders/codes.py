"""Showing a code again, knowing who has seen it, and forgetting it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.services.orders.transitions import set_code
from handlers.services.policy import Policy
from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.order import ENDED, Code, Money, Order
from storage.models.outbox import Kind
from storage.repositories import house, orders, outbox
from storage.values import Rupiah


class NoCode(StrEnum):
    """Why a code is not shown."""

    NO_SUCH_ORDER = "no such order"
    """Also for another agent's order: nothing is told of it."""
    NOT_YET = "not yet"
    HELD = "held"
    """Faspay's answer differs from the order, or its code cannot be one: people must look first."""
    MISSING = "missing"
    ENDED = "ended"
    TOO_OFTEN = "too often"


def show_again(
    work: Work, policy: Policy, actor: Actor, order_no: str, topic: int | None = None
) -> Order | NoCode:
    """Send a fresh card for an order's code: counted, audited, rate limited, only to its agent.

    It comes into the `topic` in which they ask.
    """
    actor.require(Capability.SEE_CODES)
    order = orders.get(work, order_no)
    if order is None or order.agent_id != actor.person_id:
        return NoCode.NO_SUCH_ORDER
    if (why := _why_not(work, order)) is not None:
        return why
    burst = policy.code_shows_an_hour
    if house.take(work, f"code:{actor.person_id}", 3600 / burst, burst) > 0:
        return NoCode.TOO_OFTEN
    order.code_shown += 1
    entry = AuditEntry(
        at=work.now, act=Act.CODE_SHOWN, actor_id=actor.person_id, order_no=order.order_no
    )
    house.record(work, entry)
    card = outbox.row(work, actor.person_id, Kind.CARD, order_no=order.order_no)
    outbox.append(work, card, {"topic": topic} if topic else None)
    return order


def _why_not(work: Work, order: Order) -> NoCode | None:
    if order.money in ENDED or order.code_ended(work.now) or order.code is Code.WIPED:
        return NoCode.ENDED
    if order.holds_code_back():
        return NoCode.HELD
    if order.money is not Money.ISSUED:
        return NoCode.NOT_YET
    return NoCode.MISSING if order.code_sealed is None else None


@dataclass(frozen=True)
class Collectable:
    """Codes that an agent has seen, and that still give cash to whoever has noted them."""

    codes: int
    total: Rupiah
    until: datetime | None
    """When the last of them ends."""


def still_collectable(work: Work, agent_id: int) -> Collectable:
    """Count the codes that nobody can take back from an agent: also one that may have been seen."""
    seen = [order for order in orders.live_of(work, agent_id) if _is_seen_and_live(work, order)]
    ends = [order.code_ends_at() for order in seen]
    total = Rupiah(sum(order.amount for order in seen))
    return Collectable(len(seen), total, max((each for each in ends if each), default=None))


def _is_seen_and_live(work: Work, order: Order) -> bool:
    if order.money is not Money.ISSUED or order.code_ended(work.now):
        return False
    shown = any(card.shows_code for card in outbox.cards(work, order.order_no))
    return shown or order.code is Code.DELIVERED


def wipe_old(work: Work, policy: Policy) -> int:
    """Forget the codes of orders that ended long enough ago."""
    ended = orders.to_wipe(work, work.now - policy.code_kept)
    for order in ended:
        set_code(work, order, Code.WIPED)
    return len(ended)
