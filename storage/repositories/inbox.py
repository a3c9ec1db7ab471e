"""Telegram's updates: stored once, and found chat by chat until they are dealt with."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, delete
from sqlmodel import col, func, or_, select

from storage.engine.unit_of_work import WakeUp, Work
from storage.models.inbox import IncomingQueue, Precedence, StoredUpdate

_RAW_UPDATE = "updates.raw"
_KEPT = timedelta(days=3)

_LOOKED_AT = 16
"""How many queue heads are tried to find one that is free: more than there are replicas."""

# Built once, because building these queries takes longer than running them.
_KNOWN = select(StoredUpdate.update_id).where(
    col(StoredUpdate.update_id).in_(bindparam("ids", expanding=True))
)
_IS_DUE = col(IncomingQueue.run_at) <= bindparam("now")
_DUE = (
    select(IncomingQueue.head_seq)
    .where(_IS_DUE)
    .order_by(col(IncomingQueue.precedence), col(IncomingQueue.turn), col(IncomingQueue.head_seq))
    .limit(_LOOKED_AT)
)
_OPEN = select(StoredUpdate).where(col(StoredUpdate.done_at).is_(None))
_HEAD = _OPEN.where(StoredUpdate.seq == bindparam("head")).with_for_update(skip_locked=True)
_OLDEST = (
    _OPEN.where(StoredUpdate.chat_id == bindparam("chat")).order_by(col(StoredUpdate.seq)).limit(1)
)
_UNQUEUED = (
    select(col(StoredUpdate.chat_id), func.min(StoredUpdate.seq))
    .where(col(StoredUpdate.done_at).is_(None))
    .where(col(StoredUpdate.chat_id).not_in(select(IncomingQueue.chat_id)))
    .group_by(col(StoredUpdate.chat_id))
)
_STALE = (
    select(IncomingQueue.chat_id)
    .outerjoin(StoredUpdate, col(StoredUpdate.seq) == col(IncomingQueue.head_seq))
    .where(or_(col(StoredUpdate.seq).is_(None), col(StoredUpdate.done_at).is_not(None)))
)
_TURN = (
    select(IncomingQueue.turn)
    .where(IncomingQueue.precedence == bindparam("precedence"), _IS_DUE)
    .order_by(col(IncomingQueue.turn))
    .limit(1)
)


class Arrived(NamedTuple):
    """An update that is to be kept."""

    update_id: int
    chat_id: int
    raw: str
    precedence: Precedence = Precedence.PEOPLE


def store_updates(work: Work, batch: Sequence[Arrived]) -> int:
    """Keep a batch of updates, and queue their chats; return how many were new."""
    ids = [each.update_id for each in batch]
    known = set(work.session.exec(_KNOWN, params={"ids": ids}).all())
    fresh = {each.update_id: each for each in batch if each.update_id not in known}
    stored = [_stored(work, each) for each in fresh.values()]
    work.session.add_all(stored)
    work.session.flush()
    heads: dict[int, tuple[int, Precedence]] = {}
    for row, each in zip(stored, fresh.values(), strict=True):
        heads.setdefault(each.chat_id, (row.seq or 0, each.precedence))
    for chat_id in sorted(heads):  # in one order, or two replicas could wait for each other
        enqueue(work, chat_id, *heads[chat_id])
    if stored:
        work.wake(WakeUp.UPDATES)
    return len(stored)


def _stored(work: Work, arrived: Arrived) -> StoredUpdate:
    return StoredUpdate(
        update_id=arrived.update_id,
        chat_id=arrived.chat_id,
        raw_sealed=work.vault.seal(arrived.raw, _RAW_UPDATE, arrived.update_id),
        received_at=work.now,
        run_at=work.now,
    )


def enqueue(work: Work, chat_id: int, seq: int, precedence: Precedence) -> None:
    """Queue a chat with an open update; one that is queued keeps its place."""
    queue = _queue(work, chat_id)
    if queue is not None:
        queue.precedence = precedence
        return
    front = {"precedence": precedence, "now": work.now}
    turn = work.session.exec(_TURN, params=front).first() or 0
    work.session.add(
        IncomingQueue(
            chat_id=chat_id, precedence=precedence, turn=turn, head_seq=seq, run_at=work.now
        )
    )
    work.session.flush()


def _queue(work: Work, chat_id: int) -> IncomingQueue | None:
    """Return a chat's queue, held until the transaction ends.

    Who stores an update and who ends the last one hold the same row, so the second sees what the
    first did.
    """
    return work.session.get(IncomingQueue, chat_id, with_for_update=True)


def somebody_waits_in(work: Work, chat_id: int) -> bool:
    """Say whether an update of a chat is still to be handled."""
    query = select(IncomingQueue.chat_id).where(IncomingQueue.chat_id == chat_id)
    return work.session.exec(query).first() is not None


def next_update(work: Work) -> StoredUpdate | None:
    """Return the update whose turn it is, held until the end; None when none is due.

    The oldest open one of its chat; people of the company first, then chat by chat.
    """
    for head in work.session.exec(_DUE, params={"now": work.now}).all():
        found = work.session.exec(_HEAD, params={"head": head}).first()
        if found is not None:
            return found
    return None


def finish_update(work: Work, update: StoredUpdate) -> None:
    """Mark an update as dealt with; the next of its chat waits for the others' turns."""
    update.done_at = work.now
    queue = _queue(work, update.chat_id)
    if queue is not None and _go_on(work, queue):
        queue.turn += 1


def _go_on(work: Work, queue: IncomingQueue) -> bool:
    """Put the oldest open update of a chat at the head; without one the queue is over."""
    following = work.session.exec(_OLDEST, params={"chat": queue.chat_id}).first()
    if following is None:
        work.session.delete(queue)
        return False
    queue.head_seq, queue.run_at = following.seq or 0, following.run_at
    return True


def unqueued(work: Work) -> dict[int, int]:
    """Return the chats that have open updates and no queue, each with the oldest of them."""
    return {chat_id: seq or 0 for chat_id, seq in work.session.exec(_UNQUEUED).all()}


def stale_queues(work: Work) -> Sequence[int]:
    """Return the chats whose queue has a head that is dealt with already, or gone."""
    return work.session.exec(_STALE).all()


def mend_head(work: Work, chat_id: int) -> None:
    """Put the oldest open update of a chat at the head of its queue, or end the queue."""
    queue = _queue(work, chat_id)
    if queue is not None:
        _go_on(work, queue)


def put_off_update(work: Work, update: StoredUpdate, run_at: datetime) -> None:
    """Try an update later; its chat waits with it."""
    update.run_at = run_at
    queue = _queue(work, update.chat_id)
    if queue is not None:
        queue.run_at = run_at
        queue.turn += 1


def update_by_seq(work: Work, seq: int) -> StoredUpdate | None:
    """Return one stored update."""
    return work.session.get(StoredUpdate, seq)


def raw_of(work: Work, update: StoredUpdate) -> str:
    """Open an update's JSON."""
    return work.vault.open(update.raw_sealed, _RAW_UPDATE, update.update_id)


def open_updates(work: Work) -> int:
    """Return how many updates wait."""
    query = (
        select(func.count()).select_from(StoredUpdate).where(col(StoredUpdate.done_at).is_(None))
    )
    return int(work.session.exec(query).one())


def forget_updates(work: Work) -> None:
    """Delete updates that were dealt with days ago: they hold what people typed."""
    work.session.exec(delete(StoredUpdate).where(col(StoredUpdate.done_at) < work.now - _KEPT))
