"""Finding and keeping cash-out orders."""

from collections.abc import Sequence

from sqlmodel import col, select

from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from storage.repositories import phone_tails
from storage.values import BeneficiaryName, OrderNumber, PhoneNumber

_NAME = "orders.name"
_PHONE = "orders.phone"
_CODE = "orders.code"
_ANSWER = "orders.answer"
_PHONE_MAC = "phone"


def add(work: Work, order: Order, name: BeneficiaryName, phone: PhoneNumber) -> None:
    """Keep a new order, its personal data sealed. The unique confirm token fails a second one."""
    order.name_sealed = work.vault.seal(name, _NAME, order.order_no)
    order.phone_sealed = work.vault.seal(phone, _PHONE, order.order_no)
    order.phone_mac = work.vault.mac(_PHONE_MAC, phone)
    order.phone_tail_mac = phone_tails.mac(work, phone)
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


def phone_macs(work: Work, phone: PhoneNumber) -> list[str]:
    """Return the keyed hashes that a phone may have in its orders, one for each key."""
    return work.vault.macs(_PHONE_MAC, phone)


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


def live_of(work: Work, agent_id: int) -> Sequence[Order]:
    """Return all orders of an agent whose money may wait to be collected, oldest first."""
    live = col(Order.status).in_([OrderStatus.UNKNOWN, OrderStatus.ISSUED])
    query = select(Order).where(Order.agent_id == agent_id, live)
    return work.session.exec(query.order_by(col(Order.created_at))).all()


def unended_of(work: Work, agent_id: int) -> Sequence[Order]:
    """Return all orders of an agent of which an end is expected, newest first."""
    query = select(Order).where(Order.agent_id == agent_id, col(Order.ended_at).is_(None))
    return work.session.exec(query.order_by(col(Order.created_at).desc())).all()


def newest_to(work: Work, agent_id: int, phone_macs: Sequence[str], limit: int) -> Sequence[Order]:
    """Return an agent's newest orders to a phone, newest first."""
    to_phone = (Order.agent_id == agent_id, col(Order.phone_mac).in_(phone_macs))
    query = select(Order).where(*to_phone).order_by(col(Order.created_at).desc())
    return work.session.exec(query.limit(limit)).all()


def fresh_number(work: Work) -> OrderNumber:
    """Return an order number that was never used here; 12 random digits also survive a restore."""
    while True:
        number = OrderNumber.new()
        if work.session.get(Order, number) is None:
            return number
