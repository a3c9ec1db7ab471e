"""Why sending is stopped, for those who read it: every reason of a scope, the oldest first."""

from dataclasses import dataclass, field

from handlers.services.controls import sending, sending_scopes
from handlers.services.controls.sending import Guard
from handlers.services.controls.sending_scopes import COMPANY, SendingScope
from handlers.services.notices.names import name_of, opened
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import AuditEntry
from storage.models.person import Person
from storage.models.sending_stop import StopScope
from storage.repositories import audit_trail, sending_stops, system_state, typed_words
from storage.values import Inert


@dataclass(frozen=True)
class Typed:
    """A reason in a person's own words, shown apart from ours."""

    words: Inert
    by: Inert
    """Their name; "" where it is not known any more."""


@dataclass(frozen=True)
class StopReason:
    """One reason: a guard's, or what a person wrote."""

    guard: str = ""
    """The guard, and what it names; "" where a person stopped it."""
    typed: Typed | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Stopped:
    """A scope that is stopped, and why."""

    scope: SendingScope
    reasons: tuple[StopReason, ...]


def everywhere(work: Work) -> list[Stopped]:
    """Return all that is stopped: the company, then channels, then teams."""
    company = [COMPANY] if system_state.sending_switch(work).stopped else []
    return [Stopped(each, of(work, each)) for each in [*company, *sending.stopped_parts(work)]]


def for_reader(work: Work, reader: Person) -> list[Stopped]:
    """Return what of it somebody may know: no supervisor learns of another team's."""
    everything = everywhere(work)
    if sending_scopes.reaches(reader, Capability.STOP_SENDING, COMPANY):
        return everything
    others = (each for each in everything if each.scope.kind is StopScope.TEAM)
    hidden = [each for each in others if each.scope.name != reader.team]
    return [each for each in everything if each not in hidden]


def of(work: Work, scope: SendingScope) -> tuple[StopReason, ...]:
    """Return for which reasons a scope is stopped."""
    if scope == COMPANY and not system_state.sending_switch(work).stopped:
        return ()
    rows = sending_stops.of_scope(work, scope.kind, scope.name)
    entries = (audit_trail.entry(work, each.seq) for each in rows)
    found = tuple(of_entry(work, entry) for entry in entries if entry is not None)
    # A program that does not know these rows keeps the company's reason beside the switch.
    return found if found or scope != COMPANY else (_beside_the_switch(work),)


def of_entry(work: Work, entry: AuditEntry) -> StopReason:
    """Return the reason of one stop, from its audit row."""
    words = opened(typed_words.of_act, work, entry)
    return StopReason(entry.why or "", _typed(words, entry.actor_id, work))


def stands_for(work: Work, guard: Guard) -> bool:
    """Say whether a guard is among the reasons for which all sending is stopped."""
    return any(each.guard.partition(" ")[0] == guard for each in of(work, COMPANY))


def _typed(words: Inert, by: int | None, work: Work) -> Typed | None:
    return Typed(words, name_of(work, by)) if words else None


def _beside_the_switch(work: Work) -> StopReason:
    switch = system_state.sending_switch(work)
    words = opened(system_state.words_of, work, switch)
    return StopReason(switch.reason, _typed(words, switch.changed_by, work))
