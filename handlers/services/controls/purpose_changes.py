"""What admins change about purposes. Each change is on record, and all other admins are told.

One admin tightens at once. Whatever lets more money through takes two people: a higher budget, or
none, and a switch by which orders could take more altogether than before. Whatever stands already
changes nothing, and is not recorded again.
"""

from enum import StrEnum

from handlers.services.controls.purposes import would_allow_more
from handlers.services.notices import acts
from handlers.services.proposals import asking
from handlers.services.proposals.asking import Asked, Content, NotAsked
from handlers.services.rights.actors import Actor, Consent
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.proposal import ProposalKind
from storage.models.purpose import Purpose
from storage.repositories import purposes, system_state
from storage.values import Rupiah

_NONE = "off"
_SWITCH = {True: "on", False: "off"}


class PurposeChange(StrEnum):
    """What was changed, as it stands in the audit trail before the purpose's code."""

    ADDED = "added"
    RENAMED = "renamed"
    SWITCHED = "switched"
    BUDGET = "budget"
    DEFAULT = "default"


def add(work: Work, actor: Actor, code: str, name: str) -> bool:
    """Add a purpose; False where there is one of this code, whatever it is called.

    It is off where it would let more money through than the others' budgets do.
    """
    actor.require(Capability.CHANGE_POLICY)
    system_state.take_turns(work)
    if purposes.get(work, code) is not None:
        return False
    is_on = not would_allow_more(work, code, on=True)
    purposes.add(work, code, name, is_on=is_on)
    _record(work, actor.person_id, PurposeChange.ADDED, code, words=name)
    return True


def rename(work: Work, actor: Actor, purpose: Purpose, name: str) -> None:
    """Call a purpose otherwise. Orders that are there keep the name that they had."""
    actor.require(Capability.CHANGE_POLICY)
    held = _held(work, purpose.code)
    if held.name != name:
        former, held.name = held.name, name
        words = f'"{former}" → "{name}"'
        _record(work, actor.person_id, PurposeChange.RENAMED, held.code, words=words)


def switch(work: Work, actor: Actor, purpose: Purpose, *, on: bool) -> Asked | NotAsked | None:
    """Offer a purpose, or do so no more. What waits to be sent under it is then cancelled.

    Ask for it where it lets more through; return None where it holds at once.
    """
    actor.require(Capability.CHANGE_POLICY)
    held = _held(work, purpose.code)
    if held.is_on == on:
        return None
    if would_allow_more(work, held.code, on=on):
        content: Content = {
            "about": f"purpose {held.code}",
            "before": _SWITCH[not on],
            "after": _SWITCH[on],
            "budget": held.budget,
        }
        return asking.propose(work, actor, ProposalKind.LOOSEN_PURPOSE, content)
    _switch(work, held, actor.person_id, on=on)
    return None


def switch_as_agreed(
    work: Work, consent: Consent, code: str, budget: int | None, *, on: bool
) -> bool:
    """Do so as two people agreed; False where it is so already, or has another budget by now."""
    consent.require(Capability.CHANGE_POLICY)
    held = _held(work, code)
    if held.is_on == on or held.budget != budget:
        return False
    _switch(work, held, consent.asked_by, consent.decided_by, on=on)
    return True


def set_budget(
    work: Work, actor: Actor, purpose: Purpose, budget: Rupiah | None
) -> Asked | NotAsked | None:
    """Set the most that all its orders may take together; None for no limit.

    Ask for it where that is more than before; return None where it holds at once.
    """
    actor.require(Capability.CHANGE_POLICY)
    held, new = _held(work, purpose.code), None if budget is None else int(budget)
    if held.budget == new:
        return None
    if held.budget is not None and (new is None or new > held.budget):
        content: Content = {"about": f"budget {held.code}", "before": held.budget, "after": new}
        return asking.propose(work, actor, ProposalKind.LOOSEN_PURPOSE, content)
    _set_budget(work, held, new, actor.person_id)
    return None


def set_budget_as_agreed(
    work: Work, consent: Consent, code: str, before: int | None, after: int | None
) -> bool:
    """Do so as two people agreed; False where it is not what it was."""
    consent.require(Capability.CHANGE_POLICY)
    held = _held(work, code)
    if held.budget != before:
        return False
    _set_budget(work, held, after, consent.asked_by, consent.decided_by)
    return True


def set_default(work: Work, actor: Actor, team: str, code: str | None) -> None:
    """Have a team's agents offered a purpose first; None for no particular one."""
    actor.require(Capability.CHANGE_POLICY)
    before = purposes.default_of(work, team)
    if before != code:
        purposes.set_default(work, team, code)
        change = PurposeChange.DEFAULT
        was, will_be = str(before or _NONE), str(code or _NONE)
        _record(work, actor.person_id, change, code or before or "", was, will_be, words=team)


def _held(work: Work, code: str) -> Purpose:
    system_state.take_turns(work)
    held = purposes.get(work, code, held=True)
    if held is None:
        raise LookupError(f"there is no purpose {code}")
    return held


def _switch(work: Work, held: Purpose, by: int, decided_by: int | None = None, *, on: bool) -> None:
    held.is_on = on
    before, after = _SWITCH[not on], _SWITCH[on]
    change = PurposeChange.SWITCHED
    _record(work, by, change, held.code, before, after, decided_by=decided_by)


def _set_budget(
    work: Work, held: Purpose, new: int | None, by: int, decided_by: int | None = None
) -> None:
    before, held.budget = str(held.budget or _NONE), new
    after, change = str(new or _NONE), PurposeChange.BUDGET
    _record(work, by, change, held.code, before, after, decided_by=decided_by)


def _record(
    work: Work,
    by: int,
    change: PurposeChange,
    code: str,
    before: str | None = None,
    after: str | None = None,
    *,
    words: str = "",
    decided_by: int | None = None,
) -> None:
    entry = AuditEntry(
        at=work.now,
        act=Act.PURPOSE,
        actor_id=by,
        decided_by=decided_by,
        before=before,
        after=after,
        why=f"{change} {code}",
    )
    acts.record(work, entry, words)
