"""Showing a code again, and forgetting it."""

from enum import StrEnum

from handlers.services.moving import set_code
from handlers.services.policy import Policy
from storage.audit import Act, AuditEntry
from storage.order import ENDED, Code, Money, Order, Review
from storage.outbox import Kind
from storage.person import Person
from storage.repositories import house, orders, outbox
from storage.unit_of_work import Work


class NoCode(StrEnum):
    """Why a code is not shown."""

    NO_SUCH_ORDER = "no such order"
    """Also for another agent's order: nothing is told of it."""
    NOT_YET = "not yet"
    HELD = "held"
    """Faspay's answer differs from the order: people must look first."""
    MISSING = "missing"
    ENDED = "ended"
    TOO_OFTEN = "too often"


def show_again(
    work: Work, policy: Policy, agent: Person, order_no: str, topic: int | None = None
) -> Order | NoCode:
    """Send a fresh card for an order's code: counted, audited, rate limited, only to its agent.

    It comes into the `topic` in which they ask.
    """
    order = orders.get(work, order_no)
    if order is None or order.agent_id != agent.person_id:
        return NoCode.NO_SUCH_ORDER
    if (why := _why_not(work, order)) is not None:
        return why
    burst = policy.code_shows_an_hour
    if house.take(work, f"code:{agent.person_id}", 3600 / burst, burst) > 0:
        return NoCode.TOO_OFTEN
    order.code_shown += 1
    entry = AuditEntry(
        at=work.now, act=Act.CODE_SHOWN, actor_id=agent.person_id, order_no=order.order_no
    )
    house.record(work, entry)
    card = outbox.row(work, agent.person_id, Kind.CARD, order_no=order.order_no)
    outbox.append(work, card, {"topic": topic} if topic else None)
    return order


def _why_not(work: Work, order: Order) -> NoCode | None:
    if order.money in ENDED or order.code_ended(work.now) or order.code is Code.WIPED:
        return NoCode.ENDED
    if Review.ECHO in order.reviews():
        return NoCode.HELD
    if order.money is not Money.ISSUED:
        return NoCode.NOT_YET
    return NoCode.MISSING if order.code_sealed is None else None


def wipe_old(work: Work, policy: Policy) -> int:
    """Forget the codes of orders that ended long enough ago."""
    ended = orders.to_wipe(work, work.now - policy.code_kept)
    for order in ended:
        set_code(work, order, Code.WIPED)
    return len(ended)
