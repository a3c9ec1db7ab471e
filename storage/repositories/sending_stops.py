"""What is stopped, and the turns of those who send and those who stop.

Whoever sends shares the turn of each scope that an order is in. Whoever stops or opens one has its
turn alone. So senders wait for nobody but a stop of their own scope, and a stop for those who have
looked before it. On SQLite only one transaction writes at a time anyway.
"""

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import delete, update
from sqlmodel import col, func, select

from storage.engine.unit_of_work import Work
from storage.models.sending_stop import SendingStop, StopScope

_TURNS = 1_397_706_832
"""Sets these locks of PostgreSQL apart from any others."""


def share_turn(work: Work, scope: StopScope, name: str) -> None:
    """Wait for whoever changes a scope; nobody changes it until this transaction ends."""
    if _on_server(work):
        work.session.exec(select(func.pg_advisory_xact_lock_shared(_TURNS, _key(scope, name))))


def take_turn(work: Work, scope: StopScope, name: str) -> None:
    """Wait for those who send in a scope and for who changes it; none do until this one ends."""
    if _on_server(work):
        work.session.exec(select(func.pg_advisory_xact_lock(_TURNS, _key(scope, name))))


def of_scope(work: Work, scope: StopScope, name: str) -> Sequence[SendingStop]:
    """Return the reasons for which a scope is stopped, the oldest first."""
    query = select(SendingStop).where(SendingStop.scope == scope, SendingStop.name == name)
    return work.session.exec(query.order_by(col(SendingStop.seq))).all()


def names(work: Work, scope: StopScope) -> Sequence[str]:
    """Return which teams or channels are stopped."""
    query = select(SendingStop.name).where(SendingStop.scope == scope).distinct()
    return work.session.exec(query.order_by(SendingStop.name)).all()


def add(work: Work, stop: SendingStop) -> None:
    """Keep one more reason."""
    work.session.add(stop)
    work.session.flush()


def remove(work: Work, stop: SendingStop) -> None:
    """Forget a reason."""
    work.session.delete(stop)
    work.session.flush()


def remove_all(work: Work, scope: StopScope, name: str) -> None:
    """Forget all reasons of a scope."""
    is_its = (col(SendingStop.scope) == scope, col(SendingStop.name) == name)
    work.session.exec(delete(SendingStop).where(*is_its))


def rename_team(work: Work, old: str, new: str) -> None:
    """Give a team another name for it."""
    is_its = (col(SendingStop.scope) == StopScope.TEAM, col(SendingStop.name) == old)
    work.session.exec(update(SendingStop).where(*is_its).values(name=new))


def _on_server(work: Work) -> bool:
    return work.session.get_bind().dialect.name == "postgresql"


def _key(scope: StopScope, name: str) -> int:
    octets = sha256(f"{scope}:{name}".encode()).digest()[:4]
    return int.from_bytes(octets, "big", signed=True)
