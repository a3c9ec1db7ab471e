"""Rotates keys: seals every sealed value again with the active key, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import SQLModel, col, false, func, or_, select

from storage.engine.unit_of_work import Work
from storage.engine.vault import WrongKeys
from storage.models.audit import AuditEntry
from storage.models.conversation import Conversation
from storage.models.inbox import StoredCallback, StoredUpdate
from storage.models.order import Order
from storage.models.outbox import Outgoing
from storage.models.person import Invite, Person
from storage.models.sentinel import Sentinel
from storage.models.system_state import SystemState
from storage.models.team_group import TeamGroup
from storage.repositories import phone_tails
from storage.values import PhoneNumber

_ROWS_AT_ONCE = 100

Sealed = tuple[str, object]
"""One sealed value: its place, and the name of its row."""


@dataclass(frozen=True)
class SealedColumn:
    """One sealed column: where it is, what binds its seal, and its row's key."""

    table: type[SQLModel]
    column: str
    place: str
    row: str
    """The column whose value binds the seal."""


SEALED_COLUMNS = (
    SealedColumn(Order, "name_sealed", "orders.name", "order_no"),
    SealedColumn(Order, "phone_sealed", "orders.phone", "order_no"),
    SealedColumn(Order, "code_sealed", "orders.code", "order_no"),
    SealedColumn(Order, "answer_sealed", "orders.answer", "order_no"),
    SealedColumn(Person, "name_sealed", "people.name", "person_id"),
    SealedColumn(Invite, "claimed_name_sealed", "invites.claimed_name", "invite_id"),
    SealedColumn(Conversation, "state_sealed", "conversations.state", "chat_id"),
    SealedColumn(StoredUpdate, "raw_sealed", "updates.raw", "update_id"),
    SealedColumn(StoredCallback, "raw_sealed", "callbacks.raw", "fingerprint"),
    SealedColumn(Outgoing, "body_sealed", "outgoing.body", "seq"),
    SealedColumn(AuditEntry, "words_sealed", "audit.words", "seq"),
    SealedColumn(SystemState, "words_sealed", "line.words", "line_id"),
    SealedColumn(TeamGroup, "title_sealed", "team_groups.title", "team"),
    SealedColumn(Sentinel, "box_sealed", "sentinel.box", "sentinel_id"),
)
"""Every sealed column. A test compares this list with the tables."""


def reseal_some(
    work: Work, at_once: int = _ROWS_AT_ONCE, damaged: set[Sealed] | None = None
) -> int:
    """Seal some more values again with the active key; return 0 when none is left.

    Stopping anywhere loses nothing, because the next run finds the rest. A value that its key does
    not open stays as it is and is added to `damaged`. A value whose key is not in the ring is not
    touched.
    """
    done = 0
    for sealed in SEALED_COLUMNS:
        for row in _stale(work, sealed, at_once):
            try:
                _reseal(work, sealed, row)
            except WrongKeys:
                if damaged is not None:
                    damaged.add((sealed.place, getattr(row, sealed.row)))
                continue
            done += 1
            if done >= at_once:
                return done
    return done


def sealed_with(work: Work) -> dict[str, int]:
    """Count the sealed values by the key they need."""
    counts: dict[str, int] = {}
    for sealed in SEALED_COLUMNS:
        column = col(getattr(sealed.table, sealed.column))
        for box in work.session.exec(select(column).where(column.is_not(None))):
            key_id = work.vault.key_id_of(box)
            counts[key_id] = counts.get(key_id, 0) + 1
    return counts


def _stale(work: Work, sealed: SealedColumn, at_once: int) -> Iterator[Any]:
    """Give the rows that another key of the ring has sealed, in order, page by page.

    The order lets it pass a page on which nothing opens.
    """
    column, row = (col(getattr(sealed.table, name)) for name in (sealed.column, sealed.row))
    older = (f"{key_id}:".encode() for key_id in work.vault.older_key_ids)
    stale = or_(false(), *(func.substr(column, 1, len(prefix)) == prefix for prefix in older))
    query = select(sealed.table).where(stale).order_by(row).limit(at_once)
    page = work.session.exec(query.with_for_update(skip_locked=True)).all()
    while page:
        yield from page
        following = query.where(row > getattr(page[-1], sealed.row))
        page = work.session.exec(following.with_for_update(skip_locked=True)).all()


def _reseal(work: Work, sealed: SealedColumn, row: Any) -> None:  # noqa: ANN401 - a row of any table
    bound_to = getattr(row, sealed.row)
    text = work.vault.open(getattr(row, sealed.column), sealed.place, bound_to)
    setattr(row, sealed.column, work.vault.seal(text, sealed.place, bound_to))
    if isinstance(row, Order) and sealed.column == "phone_sealed":
        row.phone_mac = work.vault.mac("phone", text)
        row.phone_tail_mac = phone_tails.mac(work, PhoneNumber(text))
