"""Whose turn it is: the most urgent row of each chat, one at a time, claimed with a lease."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, update
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from storage.engine.unit_of_work import Work
from storage.models.outbox import Card, Kind, Outgoing, Priority

# Built once, because building these queries takes longer than running them.
# They walk the index from chat to chat and read only the head of each queue.
_waiting, _held, _next_chat = aliased(Outgoing), aliased(Outgoing), aliased(Outgoing)
_first_chat = select(func.min(_waiting.chat_id).label("chat_id")).where(
    col(_waiting.done_at).is_(None)
)
_first = _first_chat.cte("chats", recursive=True)
_chats = _first.union_all(
    select(
        select(func.min(_next_chat.chat_id))
        .where(col(_next_chat.done_at).is_(None), _next_chat.chat_id > _first.c.chat_id)
        .scalar_subquery()
    ).where(_first.c.chat_id.is_not(None))
)
_head = (
    select(_waiting.seq)
    .where(_waiting.chat_id == _chats.c.chat_id, col(_waiting.done_at).is_(None))
    .order_by(col(_waiting.priority), col(_waiting.seq))
    .limit(1)
    .correlate(_chats)
    .scalar_subquery()
)
_IN_FLIGHT = select(_held.chat_id).where(
    col(_held.claimed_at).is_not(None), col(_held.run_at) > bindparam("now")
)
_HEADS = (
    col(Outgoing.seq).in_(select(_head).select_from(_chats)),
    col(Outgoing.chat_id).not_in(_IN_FLIGHT),
    col(Outgoing.priority) <= bindparam("least"),
)
"""The head of each chat's queue in which nothing is in flight, if it is urgent enough."""
_NEXT = (
    select(Outgoing)
    .where(*_HEADS, col(Outgoing.done_at).is_(None), col(Outgoing.run_at) <= bindparam("now"))
    .where(col(Outgoing.chat_id).not_in(bindparam("busy", expanding=True)))
    .order_by(col(Outgoing.priority), col(Outgoing.seq))
    .limit(1)
    .with_for_update(skip_locked=True)
)
_NEXT_RUN_AT = select(func.min(Outgoing.run_at)).where(*_HEADS)


def next_due(
    work: Work, busy: Sequence[int] = (), least: Priority = Priority.CHAT
) -> Outgoing | None:
    """Return the most urgent row that heads its chat's queue and may be sent, held until the end.

    Queues whose head waits (for a rate limit or after an error) are skipped, and so are those with
    a message in flight. On PostgreSQL only one sender may look at a time
    (handlers/services/notices/pacing.py), because it sees no claim that is not committed, and a
    chat may have a new head.
    """
    given = {"now": work.now, "busy": list(busy), "least": int(least)}
    return work.session.exec(_NEXT, params=given).first()


def claim(work: Work, row: Outgoing, lease: timedelta) -> datetime | None:
    """Claim a row for sending, until the lease is over.

    Return since when an earlier claim has had no result: the message may have arrived since then.
    """
    since = row.claimed_at
    row.attempts += 1
    row.run_at, row.claimed_at = work.now + lease, work.now
    return since


def claim_wipes(
    work: Work, beside: Outgoing, lease: timedelta, sent_after: datetime, limit: int
) -> Sequence[tuple[Outgoing, Card]]:
    """Claim the other wipes in the chat of a row that we hold, of cards not yet deleted.

    Only cards sent after a moment: Telegram deletes no older ones.
    """
    query = (
        select(Outgoing, Card)
        .join(Card, col(Card.card_id) == col(Outgoing.card_id))
        .where(Outgoing.chat_id == beside.chat_id, col(Outgoing.done_at).is_(None))
        .where(Outgoing.kind == Kind.CARD_WIPE, Outgoing.seq != beside.seq)
        .where(col(Card.wiped_at).is_(None), col(Card.deleted_at).is_(None))
        .where(Card.sent_at > sent_after)
    )
    found = work.session.exec(query.order_by(col(Outgoing.seq)).limit(limit)).all()
    for row, _card in found:
        claim(work, row, lease)
    return found


def put_off(work: Work, row: Outgoing, pause: timedelta) -> None:
    """Release a row that was not sent, or whose result is unknown; it is tried again later."""
    row.claimed_at, row.run_at = None, work.now + pause


def take_back(work: Work) -> None:
    """Release every claim. Only for a process that knows that nobody else is sending."""
    claimed = (col(Outgoing.done_at).is_(None), col(Outgoing.claimed_at).is_not(None))
    work.session.exec(update(Outgoing).where(*claimed).values(run_at=work.now))


def next_run_at(work: Work, least: Priority = Priority.CHAT) -> datetime | None:
    """Return when the earliest head of a queue with nothing in flight may be sent."""
    return work.session.exec(_NEXT_RUN_AT, params={"now": work.now, "least": int(least)}).one()


def claimed(work: Work, seq: int, attempts: int) -> Outgoing | None:
    """Return a row if it is open and still ours: `attempts` is the fencing counter."""
    found = work.session.get(Outgoing, seq, with_for_update=True)
    if found is None or found.done_at is not None or found.attempts != attempts:
        return None
    return found
