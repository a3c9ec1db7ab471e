"""Faspay's callbacks: stored once, and open until an inquiry has answered them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, update
from sqlmodel import col, func, select

from storage.engine.unit_of_work import Work
from storage.models.inbox import StoredCallback

_RAW_CALLBACK = "callbacks.raw"
_FINGERPRINT = "callback fingerprint"
_CALLBACKS_KEPT = timedelta(days=90)
"""Callbacks are evidence: what Faspay claimed is looked up when a month's books are argued over."""
_STATUS_LENGTH = 8


def store(
    work: Work, order_no: str, raw: str, claimed_status: str | None, *, handled: bool = False
) -> bool:
    """Keep a callback; False when the very same one is already here.

    `handled`: no inquiry is going to answer it, because there is nothing to ask about.
    """
    fingerprint = work.vault.mac(_FINGERPRINT, f"{order_no}\n{raw}")
    candidates = work.vault.macs(_FINGERPRINT, f"{order_no}\n{raw}")
    query = select(StoredCallback.seq).where(col(StoredCallback.fingerprint).in_(candidates))
    if work.session.exec(query).first() is not None:
        return False
    work.session.add(
        StoredCallback(
            fingerprint=fingerprint,
            order_no=order_no,
            claimed_status=claimed_status if len(claimed_status or "") <= _STATUS_LENGTH else None,
            raw_sealed=work.vault.seal(raw, _RAW_CALLBACK, fingerprint),
            received_at=work.now,
            handled_at=work.now if handled else None,
        )
    )
    work.session.flush()
    return True


def count(work: Work, order_no: str) -> int:
    """Return how many callbacks of an order are kept."""
    query = select(func.count()).select_from(StoredCallback)
    return work.session.exec(query.where(StoredCallback.order_no == order_no)).one()


class Hint(NamedTuple):
    """What is asked of a callback again and again; its body stays where it is."""

    seq: int
    claimed_status: str | None
    received_at: datetime


def open_of(work: Work, order_no: str) -> Sequence[Hint]:
    """Return an order's callbacks that no inquiry has answered yet, oldest first."""
    query = (
        select(
            col(StoredCallback.seq),
            col(StoredCallback.claimed_status),
            col(StoredCallback.received_at),
        )
        .where(StoredCallback.order_no == order_no, col(StoredCallback.handled_at).is_(None))
        .order_by(col(StoredCallback.seq))
    )
    return [Hint(seq or 0, status, at) for seq, status, at in work.session.exec(query)]


def unanswered(work: Work) -> set[str]:
    """Return the numbers of all orders with a callback that no inquiry has answered yet."""
    query = select(StoredCallback.order_no).where(col(StoredCallback.handled_at).is_(None))
    return set(work.session.exec(query.distinct()))


def answered(work: Work, order_no: str, until: int) -> None:
    """Mark the callbacks up to one, which came before an inquiry was asked, as answered by it."""
    work.session.exec(
        update(StoredCallback)
        .where(
            col(StoredCallback.order_no) == order_no,
            col(StoredCallback.handled_at).is_(None),
            col(StoredCallback.seq) <= until,
        )
        .values(handled_at=work.now)
    )


def forget(work: Work) -> None:
    """Delete callbacks that were dealt with 90 days ago; until then they are evidence."""
    old = col(StoredCallback.handled_at) < work.now - _CALLBACKS_KEPT
    work.session.exec(delete(StoredCallback).where(old))
