"""Finding and keeping cash-out orders."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, update
from sqlmodel import and_, col, func, or_, select

from storage.engine.unit_of_work import Work
from storage.models.order import CLOSED, ENDED, Code, Money, Order
from storage.values import BeneficiaryName, OrderNumber, PhoneNumber

_NAME = "orders.name"
_PHONE = "orders.phone"
_CODE = "orders.code"
_ANSWER = "orders.answer"
_PHONE_MAC = "phone"

_BACK = (*CLOSED, Money.FAILED, Money.REVERSED)

# Asked whenever anything happens, so built once: building takes longer than asking.
_NEXT_REQUESTED = (
    select(Order)
    .where(Order.money == Money.REQUESTED)
    .where(col(Order.date_doubted).is_(False))
    .where(col(Order.created_at).between(bindparam("oldest"), bindparam("newest")))
    .order_by(col(Order.created_at))
    .limit(1)
    .with_for_update(skip_locked=True)
)
_DUE_FOR_CHECK = (
    select(Order)
    .where(col(Order.check_at) <= bindparam("now"), Order.money != Money.SENDING)
    .where(col(Order.order_no).not_in(bindparam("busy", expanding=True)))
    .order_by(col(Order.check_at))
    .limit(1)
    .with_for_update(skip_locked=True)
)


def add(work: Work, order: Order, name: BeneficiaryName, phone: PhoneNumber) -> None:
    """Keep a new order, its personal data sealed. The unique confirm token fails a second one."""
    order.name_sealed = work.vault.seal(name, _NAME, order.order_no)
    order.phone_sealed = work.vault.seal(phone, _PHONE, order.order_no)
    order.phone_mac = work.vault.mac(_PHONE_MAC, phone)
    work.session.add(order)
    work.session.flush()


def get(work: Work, order_no: str) -> Order | None:
    """Return one order; on PostgreSQL its row is held until the transaction ends."""
    return work.session.get(Order, order_no, with_for_update=True)


def by_confirm_token(work: Work, token: str) -> Order | None:
    """Return the order that a confirmation has already made."""
    return work.session.exec(select(Order).where(Order.confirm_token == token)).first()


def name_of(work: Work, order: Order) -> BeneficiaryName:
    """Open the beneficiary's name."""
    return BeneficiaryName(work.vault.open(order.name_sealed, _NAME, order.order_no))


def phone_of(work: Work, order: Order) -> PhoneNumber:
    """Open the beneficiary's phone number."""
    return PhoneNumber(work.vault.open(order.phone_sealed, _PHONE, order.order_no))


def keep_answer(work: Work, order: Order, raw: str, sealed_code: str | None) -> None:
    """Keep what the transfer answered, and the code as Faspay encrypted it, sealed once more."""
    order.answer_sealed = work.vault.seal(raw, _ANSWER, order.order_no)
    if sealed_code:
        order.code_sealed = work.vault.seal(sealed_code, _CODE, order.order_no)


def code_of(work: Work, order: Order) -> str | None:
    """Open the code's outer seal: what Faspay sent, still encrypted by Faspay."""
    if order.code_sealed is None:
        return None
    return work.vault.open(order.code_sealed, _CODE, order.order_no)


def next_requested(work: Work, oldest: datetime, newest: datetime) -> Order | None:
    """Return the order of these times that waits longest, skipping those another worker holds.

    Of a doubted date nobody can say whether it is of these times.
    """
    return work.session.exec(_NEXT_REQUESTED, params={"oldest": oldest, "newest": newest}).first()


def renew(
    work: Work, numbers: Collection[str], owner: str, until: datetime, *, patient: bool
) -> set[str]:
    """Let an owner's claims last until then; return those orders that it still is sending.

    One whose row another transaction holds is waited for by the `patient` only; else it is left
    out, so that it holds up none of the others (PostgreSQL; SQLite has one transaction at a time).
    """
    ours = (col(Order.order_no).in_(numbers), col(Order.owner) == owner)
    sending = select(Order.order_no).where(*ours, col(Order.money) == Money.SENDING)
    found = set(work.session.exec(sending.with_for_update(skip_locked=not patient)))
    if found:
        lasting = update(Order).where(col(Order.order_no).in_(found)).values(owner_until=until)
        work.session.exec(lasting)
    return found


def due_for_check(work: Work, busy: Collection[str] = ()) -> Order | None:
    """Return the order whose turn it is to be asked about at Faspay, none of the `busy`."""
    params = {"now": work.now, "busy": list(busy)}
    return work.session.exec(_DUE_FOR_CHECK, params=params).first()


def abandoned(work: Work, *, everything: bool = False) -> Sequence[Order]:
    """Return orders whose sender is dead: its lease is over, or (everything) we are alone."""
    query = select(Order).where(Order.money == Money.SENDING)
    if not everything:
        query = query.where(col(Order.owner_until) < work.now)
    return work.session.exec(query.with_for_update(skip_locked=True)).all()


def unknown_since_before(work: Work, moment: datetime, future: datetime) -> Sequence[Order]:
    """Return unknown orders sent before a moment, or in a future that our clock has known."""
    sent = _outside(col(Order.sending_at), moment, future)
    return work.session.exec(select(Order).where(Order.money == Money.UNKNOWN, sent)).all()


def waiting(work: Work) -> Sequence[Order]:
    """Return all unsent orders."""
    waits = col(Order.money).in_([Money.REQUESTED, Money.AWAITING_APPROVAL])
    return work.session.exec(select(Order).where(waits)).all()


def doubt_dates(work: Work) -> None:
    """Note of all unsent orders that our clock is wrong: it may have dated them."""
    waits = col(Order.money).in_([Money.REQUESTED, Money.AWAITING_APPROVAL])
    undoubted = update(Order).where(waits, col(Order.date_doubted).is_(False))
    work.session.exec(undoubted.values(date_doubted=True))


def _outside(at: Any, first: datetime, last: datetime) -> ColumnElement[bool]:  # noqa: ANN401 - a column, of whatever nullability
    return or_(at < first, at > last)


def issued(work: Work) -> Sequence[Order]:
    """Return all orders whose money waits to be collected."""
    return work.session.exec(select(Order).where(Order.money == Money.ISSUED)).all()


def live_until_later(work: Work) -> Sequence[Order]:
    """Return unknown and issued orders that are to be asked about, but not yet."""
    live = col(Order.money).in_([Money.UNKNOWN, Money.ISSUED])
    query = select(Order).where(live, col(Order.check_at) > work.now)
    return work.session.exec(query).all()


def ended_until_later(work: Work) -> Sequence[Order]:
    """Return ended orders that are to be asked about once more, but not yet."""
    query = select(Order).where(col(Order.money).in_(ENDED), col(Order.check_at) > work.now)
    return work.session.exec(query).all()


def expired_unended(work: Work) -> Sequence[Order]:
    """Return issued orders whose code has run out, which nobody was told yet."""
    query = select(Order).where(Order.money == Money.ISSUED, col(Order.expiry_told).is_(False))
    return [order for order in work.session.exec(query) if order.code_ended(work.now)]


def to_wipe(work: Work, ended_before: datetime) -> Sequence[Order]:
    """Return orders whose code is still kept though they have ended, or nobody asks any more."""
    given_up = and_(
        col(Order.money).in_([Money.ISSUED, Money.UNKNOWN]),
        col(Order.check_at).is_(None),
        col(Order.sending_at) < ended_before,
    )
    query = select(Order).where(
        or_(col(Order.ended_at) < ended_before, given_up),
        col(Order.code) != Code.WIPED,
        col(Order.answer_sealed).is_not(None) | col(Order.code_sealed).is_not(None),
    )
    return work.session.exec(query).all()


def live_of(work: Work, agent_id: int) -> Sequence[Order]:
    """Return all orders of an agent whose money may wait to be collected, oldest first."""
    live = col(Order.money).in_([Money.UNKNOWN, Money.ISSUED])
    query = select(Order).where(Order.agent_id == agent_id, live)
    return work.session.exec(query.order_by(col(Order.created_at))).all()


def unended_of(work: Work, agent_id: int) -> Sequence[Order]:
    """Return all orders of an agent of which an end is expected, newest first."""
    query = select(Order).where(Order.agent_id == agent_id, col(Order.ended_at).is_(None))
    return work.session.exec(query.order_by(col(Order.created_at).desc())).all()


def newest(
    work: Work, *, agent_id: int | None = None, team: str | None = None, limit: int = 10
) -> Sequence[Order]:
    """Return the newest orders to be shown: those of an agent and of a team; of neither means all.

    No list of what is to be done: what is older than the last of them is not in it.
    """
    query = select(Order)
    if agent_id is not None and team is not None:
        query = query.where(or_(col(Order.agent_id) == agent_id, col(Order.team) == team))
    elif agent_id is not None:
        query = query.where(Order.agent_id == agent_id)
    elif team is not None:
        query = query.where(Order.team == team)
    return work.session.exec(query.order_by(col(Order.created_at).desc()).limit(limit)).all()


def requested_since(work: Work, agent_id: int, since: datetime) -> int:
    """Return the rupiah an agent has requested since a moment, less what provably came back."""
    query = select(func.coalesce(func.sum(Order.amount), 0)).where(
        Order.agent_id == agent_id, Order.created_at >= since, col(Order.money).not_in(_BACK)
    )
    return int(work.session.exec(query).one())


def count(work: Work, *states: Money) -> int:
    """Return how many orders are in any of these states."""
    query = select(func.count()).select_from(Order).where(col(Order.money).in_(states))
    return int(work.session.exec(query).one())


def rupiah_in(work: Work, *states: Money) -> int:
    """Return the rupiah of all orders in any of these states."""
    query = select(func.coalesce(func.sum(Order.amount), 0)).where(col(Order.money).in_(states))
    return int(work.session.exec(query).one())


def fresh_number(work: Work) -> OrderNumber:
    """Return an order number that was never used here; 12 random digits also survive a restore."""
    while True:
        number = OrderNumber.new()
        if work.session.get(Order, number) is None:
            return number
