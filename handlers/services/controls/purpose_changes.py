"""What admins change about purposes. Each change is on record, and all other admins are told.

Whatever stands already changes nothing, and is not recorded again.
"""

from enum import StrEnum

from handlers.services.notices import acts
from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.purpose import Purpose
from storage.repositories import purposes
from storage.values import Rupiah

_NONE = "off"


class PurposeChange(StrEnum):
    """What was changed, as it stands in the audit trail before the purpose's code."""

    ADDED = "added"
    RENAMED = "renamed"
    SWITCHED = "switched"
    BUDGET = "budget"
    DEFAULT = "default"


def add(work: Work, actor: Actor, code: str, name: str) -> bool:
    """Add a purpose; False where there is one of this code, whatever it is called."""
    actor.require(Capability.CHANGE_POLICY)
    if purposes.get(work, code) is not None:
        return False
    purposes.add(work, code, name)
    _record(work, actor, PurposeChange.ADDED, code, words=name)
    return True


def rename(work: Work, actor: Actor, purpose: Purpose, name: str) -> None:
    """Call a purpose otherwise. Orders that are there keep the name that they had."""
    actor.require(Capability.CHANGE_POLICY)
    held = _held(work, purpose)
    if held.name != name:
        former, held.name = held.name, name
        words = f'"{former}" → "{name}"'
        _record(work, actor, PurposeChange.RENAMED, held.code, words=words)


def switch(work: Work, actor: Actor, purpose: Purpose, *, on: bool) -> None:
    """Offer a purpose, or do so no more. What waits to be sent under it is then cancelled."""
    actor.require(Capability.CHANGE_POLICY)
    held = _held(work, purpose)
    if held.is_on != on:
        held.is_on = on
        before, after = ("off", "on") if on else ("on", "off")
        _record(work, actor, PurposeChange.SWITCHED, held.code, before, after)


def set_budget(work: Work, actor: Actor, purpose: Purpose, budget: Rupiah | None) -> None:
    """Set the most that all its orders may take together; None for no limit."""
    actor.require(Capability.CHANGE_POLICY)
    held, new = _held(work, purpose), None if budget is None else int(budget)
    if held.budget != new:
        before, held.budget = held.budget, new
        after = str(new or _NONE)
        _record(work, actor, PurposeChange.BUDGET, held.code, str(before or _NONE), after)


def set_default(work: Work, actor: Actor, team: str, code: str | None) -> None:
    """Have a team's agents offered a purpose first; None for no particular one."""
    actor.require(Capability.CHANGE_POLICY)
    before = purposes.default_of(work, team)
    if before != code:
        purposes.set_default(work, team, code)
        change = (str(before or _NONE), str(code or _NONE), team)
        _record(work, actor, PurposeChange.DEFAULT, code or before or "", *change)


def _held(work: Work, purpose: Purpose) -> Purpose:
    return purposes.get(work, purpose.code, held=True) or purpose


def _record(
    work: Work,
    actor: Actor,
    change: PurposeChange,
    code: str,
    before: str | None = None,
    after: str | None = None,
    words: str = "",
) -> None:
    entry = AuditEntry(
        at=work.now,
        act=Act.PURPOSE,
        actor_id=actor.person_id,
        before=before,
        after=after,
        why=f"{change} {code}",
    )
    acts.record(work, entry, words)
