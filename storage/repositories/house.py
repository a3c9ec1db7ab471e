"""The line, the rate buckets, conversations, the audit trail and the sentinel."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import col, func, select

from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.conversation import Conversation
from storage.models.house_state import Bucket, Line, Sentinel, Webhook, WebhookAddress

_STATE = "conversations.state"
_SENTINEL = "sentinel.box"
_ROUNDING = 1e-3
"""Seconds; Unix time in a float is exact to a quarter of a microsecond only."""
_EMPTY_SECONDS = 3600.0
_SENTINEL_TEXT = "these are the right keys"
_ID = " of database "
_ID_OCTETS = 8
_NEWEST_SEQ = select(func.max(AuditEntry.seq))  # asked before every transfer: built once


def answers(work: Work) -> bool:
    """Say that the database answers what is asked of our tables; raise where it does not.

    A transaction that asks nothing succeeds without any server.
    """
    work.session.exec(select(func.count()).select_from(Line)).one()
    return True


def line(work: Work, *, to_change: bool = False) -> Line:
    """Return the line's state; it is open until somebody or a guard stops it.

    Held until the transaction ends only where it is to be changed: everybody reads it.
    """
    found = work.session.get(Line, 1, with_for_update=to_change)
    if found is None:
        found = Line(stopped=False, changed_at=work.now)
        work.session.add(found)
        work.session.flush()
    return found


def webhook(work: Work) -> Webhook:
    """Return by whose settings Telegram posts, held until the transaction ends."""
    found = work.session.get(Webhook, 1, with_for_update=True)
    if found is None:
        found = Webhook()
        work.session.add(found)
        work.session.flush()
    return found


def webhook_address(work: Work, mac: str) -> WebhookAddress | None:
    """Return an address of this house, by its keyed hash."""
    return work.session.get(WebhookAddress, mac)


def beat(work: Work) -> timedelta:
    """Note that the program is alive; return how long ago it last was."""
    found = line(work, to_change=True)
    away = work.now - found.alive_at if found.alive_at else timedelta()
    found.alive_at = work.now
    return away


@dataclass(frozen=True)
class Rate:
    """A bucket that refills one place `every` seconds, up to `burst` places."""

    scope: str
    every: float
    burst: int


def take(work: Work, scope: str, every: float, burst: int) -> float:
    """Take a place from one bucket; as take_each."""
    return take_each(work, Rate(scope, every, burst))


def take_each(work: Work, *rates: Rate) -> float:
    """Take a place from each of these buckets, or from none.

    Return 0.0 when all had one, else the seconds to wait.
    """
    buckets = [(rate, _bucket(work, rate)) for rate in rates]
    wait = max(_wait(work, rate, bucket) for rate, bucket in buckets)
    if wait > 0:
        return wait
    for rate, bucket in buckets:
        bucket.full_at = max(bucket.full_at, work.now.timestamp()) + rate.every
    return 0.0


def wait_for(work: Work, rate: Rate) -> float:
    """Return the seconds until a bucket has a place; take none."""
    return _wait(work, rate, _bucket(work, rate))


def count_from_now(work: Work, rate: Rate) -> None:
    """Count the place that was taken last from now on: what it was for has only just been done."""
    bucket = _bucket(work, rate)
    bucket.full_at = max(bucket.full_at, work.now.timestamp() + rate.every)


def _wait(work: Work, rate: Rate, bucket: Bucket) -> float:
    wait = bucket.full_at - work.now.timestamp() - rate.every * (rate.burst - 1)
    return wait if wait > _ROUNDING else 0.0


def _bucket(work: Work, rate: Rate) -> Bucket:
    now = work.now.timestamp()
    found = work.session.get(Bucket, rate.scope, with_for_update=True)
    if found is None:
        found = Bucket(scope=rate.scope, full_at=now)
        work.session.add(found)
        work.session.flush()
    # Never further ahead than a full bucket: a clock that was set back must not silence us.
    # Kept, or the wait would be the same whenever we look.
    found.full_at = min(found.full_at, now + rate.every * rate.burst)
    return found


def forget_buckets(work: Work) -> None:
    """Delete the buckets that have been empty for an hour: an empty one is like none."""
    old = work.now.timestamp() - _EMPTY_SECONDS
    work.session.exec(delete(Bucket).where(col(Bucket.full_at) < old))


def state_of(
    work: Work, chat_id: int, *, to_change: bool = True
) -> tuple[dict[str, Any], datetime | None]:
    """Return what a chat is in the middle of, and when that ends; empty when nothing is.

    Held until the transaction ends where it is to be changed.
    """
    found = work.session.get(Conversation, chat_id, with_for_update=to_change)
    if found is None:
        return {}, None
    state: dict[str, Any] = json.loads(work.vault.open(found.state_sealed, _STATE, chat_id))
    return state, found.ends_at


def keep_state(work: Work, chat_id: int, state: dict[str, Any], ends_at: datetime | None) -> None:
    """Keep what a chat is in the middle of, or forget it when the state is empty."""
    found = work.session.get(Conversation, chat_id)
    if not state:
        if found is not None:
            work.session.delete(found)
        return
    box = work.vault.seal(json.dumps(state), _STATE, chat_id)
    if found is None:
        work.session.add(Conversation(chat_id=chat_id, state_sealed=box, ends_at=ends_at))
        return
    found.state_sealed, found.ends_at = box, ends_at


def overdue_conversations(work: Work) -> Sequence[int]:
    """Return the chats whose draft has ended by time."""
    query = select(Conversation.chat_id).where(col(Conversation.ends_at) <= work.now)
    return work.session.exec(query).all()


def open_conversations(work: Work) -> Sequence[int]:
    """Return the chats that are in the middle of a draft."""
    query = select(Conversation.chat_id).where(col(Conversation.ends_at) > work.now)
    return work.session.exec(query).all()


def record(work: Work, entry: AuditEntry) -> None:
    """Append to the audit trail."""
    work.session.add(entry)


def audit_of(work: Work, order_no: str) -> Sequence[AuditEntry]:
    """Return what happened to an order, oldest first."""
    query = select(AuditEntry).where(AuditEntry.order_no == order_no)
    return work.session.exec(query.order_by(col(AuditEntry.seq))).all()


def audit_entry(work: Work, seq: int) -> AuditEntry | None:
    """Return one act by its number."""
    return work.session.get(AuditEntry, seq)


def newest_act_on(work: Work, person_id: int, *acts: Act) -> AuditEntry | None:
    """Return the newest of these acts that was done to a person."""
    query = select(AuditEntry).where(AuditEntry.subject_id == person_id)
    newest = query.where(col(AuditEntry.act).in_(acts)).order_by(col(AuditEntry.seq).desc())
    return work.session.exec(newest.limit(1)).first()


def times_of(work: Work, act: Act, limit: int) -> Sequence[datetime]:
    """Return when an act was done last, newest first."""
    query = select(AuditEntry.at).where(AuditEntry.act == act)
    return work.session.exec(query.order_by(col(AuditEntry.seq).desc()).limit(limit)).all()


def newest_audit(work: Work, limit: int = 15) -> Sequence[AuditEntry]:
    """Return the newest acts, newest first."""
    return work.session.exec(
        select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(limit)
    ).all()


def prove_keys(work: Work) -> None:
    """Open the sentinel, or leave one on first use. Raise WrongKeys when the keys do not fit."""
    found = work.session.get(Sentinel, 1)
    if found is None:
        name_database(work)
        return
    work.vault.open(found.box_sealed, _SENTINEL, 1)


def database_id(work: Work) -> str:
    """Return the random name that this database and every copy of it have.

    On PostgreSQL the sentinel, which holds it, is held until the transaction ends.
    """
    found = work.session.get(Sentinel, 1, with_for_update=True)
    text = work.vault.open(found.box_sealed, _SENTINEL, 1) if found else ""
    return text.partition(_ID)[2] or name_database(work)


def name_database(work: Work) -> str:
    """Give this database a new name: from now on it is no copy of any other."""
    name = secrets.token_hex(_ID_OCTETS)
    box = work.vault.seal(f"{_SENTINEL_TEXT}{_ID}{name}", _SENTINEL, 1)
    found = work.session.get(Sentinel, 1)
    if found is None:
        work.session.add(Sentinel(box_sealed=box))
    else:
        found.box_sealed = box
    return name


def newest_seq(work: Work) -> int:
    """Return the number of the newest act; acts are never deleted, so it only grows."""
    return work.session.exec(_NEWEST_SEQ).one() or 0
