"""Whose turn it is: the most urgent row of each chat, one at a time, claimed with a lease."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, update
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from storage.engine.unit_of_work import Work
from storage.models.outbox import Card, Kind, Outgoing, Priority

# Asked whenever anything happens, so built once: building takes longer than asking.
# From chat to chat by the index, and in each the head: not one row of a long queue is read.
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
"""What comes next in each chat in which nothing is being said, if it is urgent enough."""
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

    A queue whose head waits (for a rate limit or after an error) is skipped, and so is one in which
    something is being said. On PostgreSQL only one may look at a time
    (handlers/services/notices/pacing.py): another sees no claim that is not committed, and a chat
    may have a new head.
    """
    given = {"now": work.now, "busy": list(busy), "least": int(least)}
    return work.session.exec(_NEXT, params=given).first()


def claim(work: Work, row: Outgoing, lease: timedelta) -> datetime | None:
    """Take a row to be sent, until the lease is over.

    Return since when somebody had it who told no result: it may have been said since then.
    """
    since = row.claimed_at
    row.attempts += 1
    row.run_at, row.claimed_at = work.now + lease, work.now
    return since


def claim_wipes(
    work: Work, beside: Outgoing, lease: timedelta, sent_after: datetime, limit: int
) -> Sequence[tuple[Outgoing, Card]]:
    """Claim what else is to be wiped in the chat of a row that we hold: cards not tried to delete.

    Only those sent after a moment: Telegram deletes no older ones.
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
    """Let go of a row that was not said, or of which nobody knows; it is tried again after that."""
    row.claimed_at, row.run_at = None, work.now + pause


def take_back(work: Work) -> None:
    """Let go of every claim: only for who knows that nobody else is sending."""
    claimed = (col(Outgoing.done_at).is_(None), col(Outgoing.claimed_at).is_not(None))
    work.session.exec(update(Outgoing).where(*claimed).values(run_at=work.now))


def next_run_at(work: Work, least: Priority = Priority.CHAT) -> datetime | None:
    """Return when the earliest head of a queue in which nothing is being said may be sent."""
    return work.session.exec(_NEXT_RUN_AT, params={"now": work.now, "least": int(least)}).one()


def claimed(work: Work, seq: int, attempts: int) -> Outgoing | None:
    """Return a row if it is open and still ours: `attempts` is the fencing counter."""
    found = work.session.get(Outgoing, seq, with_for_update=True)
    if found is None or found.done_at is not None or found.attempts != attempts:
        return None
    return found
