"""The code of an order: who may see it now, showing it again, and forgetting it."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from handlers.services.policy import Policy
from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import RIGHTS, Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.order import Order
from storage.models.order_states import ENDED, Code, OrderStatus, Review
from storage.models.order_transitions import move_code
from storage.models.outbox import Kind
from storage.models.person import Person, Role, Standing
from storage.repositories import audit_trail, order_queues, orders, outbox, people, rate_buckets


class CodeVisibility(StrEnum):
    """Whether somebody may see an order's code now; else what stands against it."""

    VISIBLE = "visible"
    ENDED = "ended"
    """The order has ended, or its code has run out or was wiped."""
    HELD = "held"
    """Faspay's answer differs from the order: people must look first."""
    MALFORMED = "malformed"
    """What the code opens to cannot be a code of its channel: people must look first."""
    NOT_YET = "not yet"
    MISSING = "missing"
    """The order exists at Faspay, and no readable code has come."""
    SUSPENDED = "suspended"
    NOT_AN_AGENT = "not an agent"
    """Also for the order's own agent, once they have another role."""
    NOT_YOURS = "not yours"


def judge(
    status: OrderStatus,
    code: Code,
    reviews: Collection[Review],
    *,
    expired: bool,
    standing: Standing,
    role: Role,
    own: bool,
) -> CodeVisibility:
    """Say whether a code may be seen. Cards, /code, lists, details and buttons all ask here.

    What is so of the order comes first, because it is told to those who watch over it, too.
    """
    against = (
        (status in ENDED or expired or code is Code.WIPED, CodeVisibility.ENDED),
        (Review.ECHO in reviews, CodeVisibility.HELD),
        (Review.CODE_MALFORMED in reviews, CodeVisibility.MALFORMED),
        (status is not OrderStatus.ISSUED or code is Code.NONE, CodeVisibility.NOT_YET),
        (code is Code.MISSING, CodeVisibility.MISSING),
        (standing is not Standing.ACTIVE, CodeVisibility.SUSPENDED),
        (role not in RIGHTS[Capability.SEE_CODES], CodeVisibility.NOT_AN_AGENT),
        (not own, CodeVisibility.NOT_YOURS),
    )
    return next((why for stands, why in against if stands), CodeVisibility.VISIBLE)


def judge_for(order: Order, reader: Person, now: datetime) -> CodeVisibility:
    """Say whether a person may see an order's code now."""
    return _judge_for(order, order.code, reader, now)


def may_open(order: Order, agent: Person, now: datetime) -> bool:
    """Say whether a code is to be opened for a person, now that it is to be shown.

    One that no key opened is tried again: the operator may have mended the keys.
    """
    if order.code_sealed is None:
        return False
    code = Code.SEALED if order.code is Code.MISSING else order.code
    return _judge_for(order, code, agent, now) is CodeVisibility.VISIBLE


def will_be_visible(order: Order, now: datetime) -> bool:
    """Say whether nothing of the order keeps its own agent from seeing the code."""
    found = judge(
        order.status,
        order.code,
        order.reviews(),
        expired=order.code_ended(now),
        standing=Standing.ACTIVE,
        role=Role.AGENT,
        own=True,
    )
    return found is CodeVisibility.VISIBLE


def _judge_for(order: Order, code: Code, reader: Person, now: datetime) -> CodeVisibility:
    return judge(
        order.status,
        code,
        order.reviews(),
        expired=order.code_ended(now),
        standing=reader.standing,
        role=reader.role,
        own=order.agent_id == reader.person_id,
    )


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


_WHY = {
    CodeVisibility.ENDED: NoCode.ENDED,
    CodeVisibility.HELD: NoCode.HELD,
    CodeVisibility.MALFORMED: NoCode.HELD,
    CodeVisibility.NOT_YET: NoCode.NOT_YET,
    CodeVisibility.MISSING: NoCode.MISSING,
    CodeVisibility.VISIBLE: NoCode.MISSING,  # the code has not come
}


def show_again(
    work: Work, policy: Policy, actor: Actor, order_no: str, topic: int | None = None
) -> Order | NoCode:
    """Send a fresh card for an order's code: counted, audited, rate limited, only to its agent.

    It comes into the `topic` in which they ask.
    """
    actor.require(Capability.SEE_CODES)
    order, agent = orders.get(work, order_no), people.get(work, actor.person_id)
    if order is None or agent is None or order.agent_id != agent.person_id:
        return NoCode.NO_SUCH_ORDER
    if not may_open(order, agent, work.now):
        return _WHY.get(judge_for(order, agent, work.now), NoCode.NO_SUCH_ORDER)
    burst = policy.code_shows_an_hour
    if rate_buckets.take(work, f"code:{actor.person_id}", 3600 / burst, burst) > 0:
        return NoCode.TOO_OFTEN
    order.code_shown += 1
    entry = AuditEntry(
        at=work.now, act=Act.CODE_SHOWN, actor_id=actor.person_id, order_no=order.order_no
    )
    audit_trail.record(work, entry)
    card = outbox.row(work, actor.person_id, Kind.CARD, order_no=order.order_no)
    outbox.append(work, card, {"topic": topic} if topic else None)
    return order


def set_code(work: Work, order: Order, to: Code) -> None:
    """Move the code along its axis, with its audit row."""
    change = move_code(order, to)
    if change is not None:
        entry = AuditEntry(
            at=work.now,
            act=Act.CODE,
            order_no=order.order_no,
            before=change.before,
            after=change.after,
        )
        audit_trail.record(work, entry)


def wipe_old(work: Work, policy: Policy) -> int:
    """Forget the codes of orders that ended long enough ago."""
    ended = order_queues.to_wipe(work, work.now - policy.code_kept)
    for order in ended:
        set_code(work, order, Code.WIPED)
    return len(ended)
