"""The limits for one order and for an agent's day: set by admins, each change on record."""

from enum import StrEnum

from handlers.services import acts
from storage.audit import Act, AuditEntry
from storage.person import Person
from storage.repositories import house
from storage.unit_of_work import Work
from storage.values import Rupiah


class Scope(StrEnum):
    """What a limit is for."""

    ORDER = "order"
    """The most one order may be."""
    DAY = "day"
    """The most one agent may request in one day (WIB)."""


def current(work: Work) -> tuple[Rupiah | None, Rupiah | None]:
    """Return the limits for one order and for one day; None where there is none."""
    line = house.line(work)
    return _rupiah(line.order_limit), _rupiah(line.day_limit)


def change(work: Work, admin: Person, scope: Scope, limit: Rupiah | None) -> None:
    """Set a limit, or lift it with None."""
    line = house.line(work, to_change=True)
    new = None if limit is None else int(limit)
    if scope is Scope.ORDER:
        before, line.order_limit = line.order_limit, new
    else:
        before, line.day_limit = line.day_limit, new
    entry = AuditEntry(
        at=work.now,
        act=Act.LIMITS,
        actor_id=admin.person_id,
        before=str(before or "off"),
        after=str(new or "off"),
        why=scope.value,
    )
    acts.record(work, entry)


def _rupiah(amount: int | None) -> Rupiah | None:
    return None if amount is None else Rupiah(amount)
