"""What is told of a stop and of its end, from the newest state; None once it is overtaken."""

from handlers.messages import act_views
from handlers.messages.texts import Texts
from handlers.services.controls import sending, sending_scopes, stop_reasons
from handlers.services.controls.sending import Guard
from handlers.services.controls.stop_reasons import Stopped
from handlers.services.rights.capabilities import RIGHTS, Capability, Reach
from storage.engine.unit_of_work import Work
from storage.models.audit import OPERATOR, Act, AuditEntry
from storage.models.outbox import Notice, Outgoing
from storage.models.person import Person
from storage.repositories import audit_trail, sending_stops


def words(work: Work, texts: Texts, reader: Person, row: Outgoing) -> str | None:
    """Tell of the act that a notice names; a program of before 0025 has named none."""
    is_stop = row.notice is Notice.SENDING_STOPPED
    entry = audit_trail.entry(work, row.subject_id or 0)
    if entry is None:
        act = Act.SENDING_STOPPED if is_stop else Act.SENDING_RESUMED
        entry = audit_trail.newest_about(work, act, None)
    tell = _stopped if is_stop else _opened
    return tell(work, texts, reader, entry)


def _stopped(work: Work, texts: Texts, reader: Person, entry: AuditEntry | None) -> str | None:
    scope = sending_scopes.marked(work, entry.after if entry else None)
    reasons = stop_reasons.of(work, scope) if scope else ()
    if scope is None or not reasons or not _holds(work, scope, entry):
        return None
    if entry is not None and entry.why == Guard.OLD_DATA:
        return texts.old_data()
    reach = RIGHTS[Capability.STOP_SENDING].get(reader.role)
    own_team_only = reach is Reach.TEAM
    return texts.sending_stopped(Stopped(scope, reasons), own_team_only=own_team_only)


def _holds(work: Work, scope: sending_scopes.SendingScope, entry: AuditEntry | None) -> bool:
    rows = sending_stops.of_scope(work, scope.kind, scope.name)
    return not rows or entry is None or any(each.seq == entry.seq for each in rows)


def _opened(work: Work, texts: Texts, reader: Person, entry: AuditEntry | None) -> str | None:
    scope = sending_scopes.marked(work, entry.after if entry else None)
    if scope is None or (entry and sending.newest_stop(work, scope) > (entry.seq or 0)):
        return None
    seen = act_views.view(work, entry) if entry else None
    still = stop_reasons.for_reader(work, reader)
    if any(each.scope == scope for each in still):
        return None
    return texts.sending_opened(
        scope,
        seen.actor if seen else None,
        seen.decider if seen else None,
        still,
        by_operator=entry is not None and entry.decided_by == OPERATOR,
    )
