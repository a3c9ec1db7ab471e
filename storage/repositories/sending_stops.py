"""What is stopped, and the turns of those who send and those who stop.

Whoever sends shares the turn of each scope that an order is in. Whoever stops or opens one has its
turn alone. So senders wait for nobody but a stop of their own scope, and a stop for those who have
looked before it. On SQLite only one transaction writes at a time anyway.
"""

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import delete, update
from sqlalchemy import select as select_columns
from sqlmodel import col, func, select

from storage.engine.unit_of_work import Work
from storage.models.sending_stop import SendingStop, StopScope

_TURNS = 1_397_706_832
"""Sets these locks of PostgreSQL apart from any others."""


def share_turns(work: Work, scopes: Sequence[tuple[StopScope, str]]) -> None:
    """Wait for whoever changes one of these; nobody does until this transaction ends."""
    if _on_server(work):
        locks = (func.pg_advisory_xact_lock_shared(_TURNS, _key(*each)) for each in scopes)
        work.session.execute(select_columns(*locks))


def take_turn(work: Work, scope: StopScope, name: str) -> None:
    """Wait for those who send in a scope and for who changes it; none do until this one ends."""
    if _on_server(work):
        work.session.exec(select(func.pg_advisory_xact_lock(_TURNS, _key(scope, name))))


def of_scope(work: Work, scope: StopScope, name: str) -> Sequence[SendingStop]:
    """Return the reasons for which a scope is stopped, the oldest first."""
    query = select(SendingStop).where(SendingStop.scope == scope, SendingStop.name == name)
    return work.session.exec(query.order_by(col(SendingStop.seq))).all()


def parts(work: Work) -> list[tuple[StopScope, str]]:
    """Return which channels and teams are stopped, by name."""
    query = select(SendingStop.scope, SendingStop.name).distinct()
    query = query.where(SendingStop.scope != StopScope.COMPANY)
    found = work.session.exec(query.order_by(col(SendingStop.scope), SendingStop.name))
    return [(StopScope(kind), name) for kind, name in found]


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
