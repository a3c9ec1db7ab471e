"""The last four digits of phones, by which people look for orders: kept as a keyed hash only.

Orders of an older program have none, and a migration has no keys. So it is made afterwards, a few
orders at a time.
"""

from sqlalchemy import bindparam, update
from sqlmodel import col, select

from storage.engine.unit_of_work import Work
from storage.engine.vault import WrongKeys
from storage.models.order import Order
from storage.values import PhoneNumber

_PURPOSE = "phone tail"
_PHONE = "orders.phone"
_UNREADABLE = ""
_AT_ONCE = 500
"""Some 20 ms on SQLite, where everybody else waits for them."""

_ROWS = Order.metadata.tables["orders"]
_KEEP = (
    update(_ROWS)
    .where(_ROWS.c.order_no == bindparam("number"))
    .values(phone_tail_mac=bindparam("tail"))
)
"""It leaves the order's version alone: whoever changes the order meanwhile loses no race to it."""


def mac(work: Work, phone: PhoneNumber) -> str:
    """Return the keyed hash under which an order is found by its phone's last digits."""
    return work.vault.mac(_PURPOSE, phone.tail)


def macs(work: Work, digits: str) -> list[str]:
    """Return it under every key, for orders of before a rotation."""
    return work.vault.macs(_PURPOSE, digits)


def fill_some(work: Work, at_once: int = _AT_ONCE) -> int:
    """Make the hashes of some orders that have none, newest first; return how many there were."""
    query = select(col(Order.order_no), col(Order.phone_sealed))
    missing = query.where(col(Order.phone_tail_mac).is_(None))
    newest = missing.order_by(col(Order.created_at).desc()).limit(at_once)
    found = work.session.exec(newest.with_for_update(skip_locked=True)).all()
    rows = [{"number": number, "tail": _made(work, number, box)} for number, box in found]
    if rows:
        work.session.connection().execute(_KEEP, rows)
    return len(rows)


def are_complete(work: Work) -> bool:
    """Say whether every order has its hash, so that a search misses none."""
    missing = select(Order.order_no).where(col(Order.phone_tail_mac).is_(None)).limit(1)
    return work.session.exec(missing).first() is None


def try_unreadable_again(work: Work) -> None:
    """Forget which phones no key opened: the operator may have put the key back."""
    unreadable = update(_ROWS).where(_ROWS.c.phone_tail_mac == _UNREADABLE)
    work.session.connection().execute(unreadable.values(phone_tail_mac=None))


def _made(work: Work, number: str, box: bytes) -> str:
    try:
        return mac(work, PhoneNumber(work.vault.open(box, _PHONE, number)))
    except (WrongKeys, ValueError):
        return _UNREADABLE
