"""Whose turn it is: the most urgent row of each chat, one at a time, claimed with a lease."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, update
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from storage.engine.unit_of_work import Work
from storage.models.outbox import Card, Kind, Outgoing, Priority

A_RANK_EACH = timedelta(seconds=10)
"""After each such time a row counts as one rank more urgent, up to an answer: nothing starves."""

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
_RANK = case(
    (col(Outgoing.priority) <= int(Priority.ANSWER), col(Outgoing.priority)),
    (col(Outgoing.created_at) <= bindparam("long_ago"), int(Priority.ANSWER)),
    (col(Outgoing.created_at) <= bindparam("a_while_ago"), col(Outgoing.priority) - 1),
    else_=col(Outgoing.priority),
)
"""A row's priority, and what its age adds to it."""
_HEADS = (
    col(Outgoing.seq).in_(select(_head).select_from(_chats)),
    col(Outgoing.chat_id).not_in(_IN_FLIGHT),
    bindparam("least") >= _RANK,
)
"""The head of each chat's queue in which nothing is in flight, if it is urgent enough."""
_NEXT = (
    select(Outgoing)
    .where(*_HEADS, col(Outgoing.done_at).is_(None), col(Outgoing.run_at) <= bindparam("now"))
    .where(col(Outgoing.chat_id).not_in(bindparam("busy", expanding=True)))
    .order_by(_RANK, col(Outgoing.seq))
    .limit(1)
    .with_for_update(skip_locked=True)
)
_LESS_URGENT = (
    select(Outgoing)
    .where(Outgoing.chat_id == bindparam("chat_id"), col(Outgoing.done_at).is_(None))
    .where(col(Outgoing.priority) > int(Priority.ANSWER))
    .order_by(col(Outgoing.priority), col(Outgoing.seq))
    .limit(1)
    .with_for_update(skip_locked=True)
)
_NEXT_RUN_AT = select(func.min(Outgoing.run_at)).where(*_HEADS)


def next_due(
    work: Work, busy: Sequence[int] = (), least: Priority = Priority.LIVE
) -> Outgoing | None:
    """Return the most urgent row that heads its chat's queue and may be sent, held until the end.

    A chat has the rank of its head. Queues whose head waits (for a rate limit or after an error)
    are skipped, and so are those with a message in flight. On PostgreSQL only one sender may look
    at a time (handlers/services/notices/pacing.py), because it sees no claim that is not committed,
    and a chat may have a new head.
    """
    found = work.session.exec(_NEXT, params=_given(work, least) | {"busy": list(busy)}).first()
    if found is not None and found.priority == Priority.ANSWER:
        return _overdue_beside(work, found) or found
    return found


def _overdue_beside(work: Work, answer: Outgoing) -> Outgoing | None:
    """Return what has waited in a chat until it counts as an answer, and longer than this one.

    So somebody who writes without a pause hears the news all the same.
    """
    given = {"chat_id": answer.chat_id}
    row = work.session.exec(_LESS_URGENT, params=given).first()
    if row is None or row.run_at > work.now or (row.seq or 0) > (answer.seq or 0):
        return None
    counts_since = work.now - A_RANK_EACH * (row.priority - Priority.ANSWER)
    return row if row.created_at <= counts_since else None


def _given(work: Work, least: Priority) -> dict[str, Any]:
    ages = {"a_while_ago": work.now - A_RANK_EACH, "long_ago": work.now - 2 * A_RANK_EACH}
    return {"now": work.now, "least": int(least)} | ages


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


def notices_behind(work: Work, row: Outgoing, limit: int) -> Sequence[Outgoing]:
    """Return the other notices in the chat of a row that we hold, in the order of their queue."""
    query = (
        select(Outgoing)
        .where(Outgoing.chat_id == row.chat_id, col(Outgoing.done_at).is_(None))
        .where(Outgoing.kind == Kind.NOTICE, Outgoing.seq != row.seq)
        .order_by(col(Outgoing.priority), col(Outgoing.seq))
    )
    return work.session.exec(query.limit(limit)).all()


def put_off(work: Work, row: Outgoing, pause: timedelta) -> None:
    """Release a row that was not sent, or whose result is unknown; it is tried again later."""
    row.claimed_at, row.run_at = None, work.now + pause


def take_back(work: Work) -> None:
    """Release every claim. Only for a process that knows that nobody else is sending."""
    claimed = (col(Outgoing.done_at).is_(None), col(Outgoing.claimed_at).is_not(None))
    work.session.exec(update(Outgoing).where(*claimed).values(run_at=work.now))


def next_run_at(work: Work, least: Priority = Priority.LIVE) -> datetime | None:
    """Return when the earliest head of a queue with nothing in flight may be sent."""
    return work.session.exec(_NEXT_RUN_AT, params=_given(work, least)).one()


def claimed(work: Work, seq: int, attempts: int) -> Outgoing | None:
    """Return a row if it is open and still ours: `attempts` is the fencing counter."""
    found = work.session.get(Outgoing, seq, with_for_update=True)
    if found is None or found.done_at is not None or found.attempts != attempts:
        return None
    return found
