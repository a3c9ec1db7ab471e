"""Appending what is to be said, and claiming it lane by lane."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, update
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from storage.order import Order
from storage.outbox import Card, Fate, Kind, Notice, Outgoing
from storage.unit_of_work import Bell, Work

_BODY = "outgoing.body"
_KEPT = timedelta(days=7)

# Asked whenever anything happens, so built once: building takes longer than asking.
_older = aliased(Outgoing)
_HEADS_ITS_LANE = ~(
    select(_older.seq)
    .where(
        _older.lane == Outgoing.lane,
        col(_older.done_at).is_(None),
        col(_older.seq) < col(Outgoing.seq),
    )
    .exists()
)
_NEXT = (
    select(Outgoing)
    .where(col(Outgoing.done_at).is_(None), _HEADS_ITS_LANE)
    .where(col(Outgoing.run_at) <= bindparam("now"))
    .where(col(Outgoing.lane).not_in(bindparam("busy", expanding=True)))
    .order_by(col(Outgoing.seq))
    .limit(1)
    .with_for_update(skip_locked=True)
)
_NEXT_RUN_AT = (
    select(Outgoing.run_at)
    .where(col(Outgoing.done_at).is_(None), _HEADS_ITS_LANE)
    .order_by(col(Outgoing.run_at))
    .limit(1)
)


def append(work: Work, row: Outgoing, body: dict[str, Any] | None = None) -> bool:
    """Append a row to its lane; False when its fact was already told (dedup)."""
    if row.dedup is not None:
        known = work.session.exec(select(Outgoing).where(Outgoing.dedup == row.dedup)).first()
        if known is not None:
            return False
    work.session.add(row)
    work.session.flush()
    if body is not None:
        row.body_sealed = work.vault.seal(json.dumps(body), _BODY, row.seq)
        work.session.flush()
    work.ring(Bell.OUTGOING)
    return True


def row(work: Work, lane: int, kind: Kind, **fields: Any) -> Outgoing:  # noqa: ANN401 - columns
    """Make a row that may be sent at once."""
    return Outgoing(lane=lane, kind=kind, created_at=work.now, run_at=work.now, **fields)


def body_of(work: Work, sent: Outgoing) -> dict[str, Any]:
    """Open a row's body."""
    if sent.body_sealed is None:
        return {}
    body: dict[str, Any] = json.loads(work.vault.open(sent.body_sealed, _BODY, sent.seq))
    return body


def claim_next(work: Work, lease: timedelta, busy: Sequence[int] = ()) -> Outgoing | None:
    """Claim the oldest open row that heads its lane; the claim lapses after the lease.

    A lane whose head waits (for a rate limit or after an error) is skipped, and so are busy ones.
    """
    found = work.session.exec(_NEXT, params={"now": work.now, "busy": list(busy)}).first()
    if found is not None:
        found.attempts += 1
        found.run_at = work.now + lease
    return found


def take_back(work: Work, lease: timedelta) -> None:
    """Let go of every claim: only for who knows that nobody else is sending.

    A row that was put off for less than a lease looks the same and is tried at once, too.
    """
    held = (col(Outgoing.attempts) > 0, col(Outgoing.run_at) <= work.now + lease)
    work.session.exec(
        update(Outgoing).where(col(Outgoing.done_at).is_(None), *held).values(run_at=work.now)
    )


def reopen(work: Work, lane: int) -> None:
    """Try again what was refused while a person had blocked us; what is stale is dropped then.

    An order of which they have read more since is not called new again: that is never stale.
    """
    again = (Kind.NOTICE, Kind.CARD_WIPE)
    newer = aliased(Outgoing)
    overtaken = select(newer.seq).where(
        Outgoing.notice == Notice.REQUESTED,
        newer.lane == Outgoing.lane,
        newer.kind == Kind.NOTICE,
        newer.order_no == Outgoing.order_no,
        newer.fate == Fate.SENT,
        col(newer.seq) > col(Outgoing.seq),
    )
    work.session.exec(
        update(Outgoing)
        .where(~overtaken.exists())
        .where(col(Outgoing.lane) == lane, col(Outgoing.kind).in_(again))
        .where(col(Outgoing.fate) == Fate.FAILED, col(Outgoing.done_at) > work.now - _KEPT)
        .values(done_at=None, fate=None, run_at=work.now)
    )
    work.ring(Bell.OUTGOING)


def claimed(work: Work, seq: int, attempts: int) -> Outgoing | None:
    """Return a row if it is open and still ours: `attempts` is the fencing counter."""
    found = work.session.get(Outgoing, seq, with_for_update=True)
    if found is None or found.done_at is not None or found.attempts != attempts:
        return None
    return found


def was_sent_by(work: Work, seq: int, moment: datetime) -> bool:
    """Say whether a row had been sent at a moment: whether its reader could have seen it."""
    row_ = work.session.get(Outgoing, seq)
    return row_ is not None and row_.fate is Fate.SENT and (row_.done_at or work.now) <= moment


def finish(work: Work, done: Outgoing, fate: Fate) -> None:
    """Close a row and forget its words."""
    done.done_at, done.fate, done.body_sealed = work.now, fate, None
    work.ring(Bell.OUTGOING)


def next_run_at(work: Work) -> datetime | None:
    """Return when the earliest row that heads its lane may be sent."""
    return work.session.exec(_NEXT_RUN_AT).first()


def newest_subject(work: Work, notice: Notice, since: datetime) -> int | None:
    """Return the subject of the newest notice of a kind since a moment."""
    query = select(Outgoing.subject_id).where(
        Outgoing.notice == notice, Outgoing.created_at >= since
    )
    return work.session.exec(query.order_by(col(Outgoing.seq).desc()).limit(1)).first()


def open_count(work: Work) -> int:
    """Return how many rows wait to be sent."""
    query = select(func.count()).select_from(Outgoing).where(col(Outgoing.done_at).is_(None))
    return int(work.session.exec(query).one())


def open_rows(work: Work, lane: int) -> Sequence[Outgoing]:
    """Return what waits to be said in one chat."""
    query = select(Outgoing).where(Outgoing.lane == lane, col(Outgoing.done_at).is_(None))
    return work.session.exec(query.order_by(col(Outgoing.seq))).all()


def forget_sent(work: Work) -> None:
    """Delete rows that were dealt with days ago, but for those whose fact may be told only once."""
    work.session.exec(
        delete(Outgoing).where(
            col(Outgoing.done_at) < work.now - _KEPT, col(Outgoing.dedup).is_(None)
        )
    )


def add_card(work: Work, card: Card) -> None:
    """Keep the message id of a card that was sent."""
    work.session.add(card)
    work.session.flush()


def card(work: Work, card_id: int) -> Card | None:
    """Return one card."""
    return work.session.get(Card, card_id)


def cards_left(work: Work) -> Sequence[str]:
    """Return the ended orders that have a card for which no wipe was ever asked."""
    asked = select(Outgoing.card_id).where(col(Outgoing.kind) == Kind.CARD_WIPE)
    query = (
        select(Card.order_no)
        .join(Order, col(Order.order_no) == col(Card.order_no))
        .where(col(Card.wiped_at).is_(None), col(Order.ended_at).is_not(None))
        .where(col(Card.card_id).not_in(asked.where(col(Outgoing.card_id).is_not(None))))
    )
    return work.session.exec(query.distinct()).all()


def cards(work: Work, order_no: str) -> Sequence[Card]:
    """Return an order's cards that are not wiped, newest last."""
    query = select(Card).where(Card.order_no == order_no, col(Card.wiped_at).is_(None))
    return work.session.exec(query.order_by(col(Card.card_id))).all()
