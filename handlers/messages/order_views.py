"""An order as it may be shown: to its own agent in full, to everybody else masked."""

from dataclasses import dataclass, field
from datetime import datetime

from handlers.services.notices.names import name_of
from handlers.services.orders.codes import CodeVisibility, judge_for
from storage.engine.unit_of_work import Work
from storage.engine.vault import WrongKeys
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.order_states import GIVEN_UP, Cause, Code, OrderStatus, Review
from storage.models.person import Person
from storage.models.refusal import RefusalKind
from storage.repositories import audit_trail, orders
from storage.values import Inert, OrderNumber, Rupiah

_UNREADABLE = "?"
"""Stands for a name or phone that no key opens."""


@dataclass(frozen=True)
class OrderState:
    """How orders stand, for what is said of several at once."""

    status: OrderStatus
    reviews: frozenset[Review]
    code_visibility: CodeVisibility
    """What stands against their codes, as it is for their own agent."""


@dataclass(frozen=True)
class OrderView:
    """What texts are made from; name and phone are ready to print, masked or not."""

    order_no: OrderNumber
    channel: Channel
    amount: Rupiah
    name: str = field(repr=False)
    phone: str = field(repr=False)
    purpose: str | None
    """The code of what it is for."""
    purpose_name: Inert
    """What that was called when the order was confirmed; "" without a purpose."""
    status: OrderStatus
    code: Code
    reviews: frozenset[Review]
    agent: Inert = field(repr=False)
    """The agent's name as Telegram shows it."""
    team: Inert
    created_at: datetime
    issued_at: datetime | None
    paid_at: datetime | None
    ended_at: datetime | None
    expires_at: datetime | None
    """As Faspay said; None when it did not say."""
    may_be_out: bool
    """It has ended, but its money may be out all the same."""
    code_over: bool
    """The code has run out (by Faspay's time, or 24 h where it said none)."""
    refusal: str | None
    """Faspay's words, where it refused the order, or us access for it."""
    refusal_kind: RefusalKind | None
    doubt: str | None
    """Why its outcome is or was unknown."""
    cancelled: Cause | None
    """Why it was cancelled, if it was."""
    own: bool
    """The reader is the agent whose order it is."""
    code_visibility: CodeVisibility
    """Whether the reader may see its code, else why not."""


def view(work: Work, order: Order, reader: Person) -> OrderView:
    """Show an order to its own agent in full or, masked, to somebody else."""
    own = order.agent_id == reader.person_id
    name, phone = _beneficiary(work, order, own=own)
    return OrderView(
        order_no=OrderNumber(order.order_no),
        channel=order.channel,
        amount=Rupiah(order.amount),
        name=name,
        phone=phone,
        purpose=order.purpose,
        purpose_name=Inert(order.purpose_name or ""),
        status=order.status,
        code=order.code,
        reviews=frozenset(order.reviews()),
        agent=name_of(work, order.agent_id),
        team=Inert(order.team),
        created_at=order.created_at,
        issued_at=order.issued_at,
        paid_at=order.paid_at,
        ended_at=order.ended_at,
        expires_at=order.expires_at,
        may_be_out=order.may_be_out(),
        code_over=order.code_ended(work.now),
        refusal=order.refusal,
        refusal_kind=order.refusal_kind,
        doubt=order.doubt,
        cancelled=_why_cancelled(work, order),
        own=own,
        code_visibility=judge_for(order, reader, work.now),
    )


def _why_cancelled(work: Work, order: Order) -> Cause | None:
    if order.status is not OrderStatus.CANCELLED:
        return None
    acts = audit_trail.of_order(work, order.order_no)
    whys = {act.why for act in acts if act.after == OrderStatus.CANCELLED}
    return next((cause for cause in GIVEN_UP if cause.value in whys), None)


def _beneficiary(work: Work, order: Order, *, own: bool) -> tuple[str, str]:
    try:
        name, phone = orders.name_of(work, order), orders.phone_of(work, order)
    except (WrongKeys, ValueError):
        # What became of the money is told all the same, and no chat stands still for it.
        return _UNREADABLE, _UNREADABLE
    return (str(name), phone.grouped()) if own else (name.masked(), phone.masked())
