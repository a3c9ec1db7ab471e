"""The sending switch: may transfers leave? Guards and people stop it; two people open it.

It is stopped for the company, for a team or for a channel. Each scope is stopped for as long as one
of its reasons holds, and is opened once for all of them.
"""

from enum import StrEnum

from handlers.services.controls.sending_scopes import COMPANY, SendingScope, of_team, scopes_of
from handlers.services.notices.announcing import tell
from handlers.services.proposals import asking, ending
from handlers.services.proposals.asking import Asked, NotAsked, Value
from handlers.services.rights.actors import Actor, Consent, NotAuthorisedError
from handlers.services.rights.capabilities import RIGHTS, Capability, Reach
from storage.engine.unit_of_work import WakeUp, Work
from storage.models.audit import Act, AuditEntry
from storage.models.channel import Channel
from storage.models.outbox import Notice
from storage.models.proposal import ProposalKind, Withdrawal
from storage.models.sending_stop import SendingStop, StopScope
from storage.repositories import audit_trail, people, sending_stops, system_state, typed_words
from storage.values import screened

_MOST_REASONS = 30
"""So many a proposal names. There are a dozen guards."""
_MOST_OF_ONE = 3
"""So many reasons of one person are kept for a scope; all are in the audit trail."""


class Guard(StrEnum):
    """A guard that stopped sending; kept as its value, said in the reader's language.

    What a person types is kept elsewhere (typed_words), so nothing typed can pass for one of these.
    """

    ECHO = "guard:echo"
    """Faspay's answer differs from what was sent."""
    NO_ROOM = "guard:no-room"
    """There is no room to keep Faspay's answers."""
    UNIT = "guard:unit"
    """The balance did not fall as the amount unit says it must."""
    UNIT_UNTOLD = "guard:unit-untold"
    """Faspay did not tell the balance that was to prove the amount unit."""
    CLOCK = "guard:clock"
    """Our clock and Faspay's are too far apart."""
    DEBIT = "guard:debit"
    """Faspay's statement has a debit that none of our orders explains."""
    UPDATES_TAKEN = "guard:updates-taken"
    """Somebody else holds the bot's token and takes its updates again and again."""
    ACCOUNT = "guard:account"
    """Two orders in a row were refused for a reason that only the company can mend."""
    FAILURES = "guard:failures"
    """Several transfers in a row were not answered clearly."""
    LOW_BALANCE = "guard:low-balance"
    """Less is available at Faspay than waits to be sent."""
    OLD_DATA = "guard:old-data"
    """The database is older than the work already done: a backup was put in its place."""


def stop_by(work: Work, guard: Guard, named: str = "") -> bool:
    """Stop all sending for a guard, naming what showed why. False when it was stopped already."""
    return _stop(work, COMPANY, reason=f"{guard} {named}".strip())


def stop(work: Work, actor: Actor, words: str, scope: SendingScope = COMPANY) -> bool:
    """Stop sending for a reason that a person typed. False when it was stopped already.

    Their reason is kept all the same. All admins are told, and a team's supervisors of theirs.
    Raise NotAuthorisedError where a supervisor would stop anything but their own team.
    """
    actor.require(Capability.STOP_SENDING)
    _require_reach(work, actor, scope)
    return _stop(work, scope, words=screened(words), by=actor.person_id)


def hold(work: Work) -> None:
    """Stop sending until a complete reconciliation, because the data is older."""
    system_state.set_restored_data_since(work, work.now)
    _stop(work, COMPANY, reason=Guard.OLD_DATA.value, again=True)
    _set(work, stopped=True, reason=Guard.OLD_DATA.value)


def _stop(
    work: Work,
    scope: SendingScope,
    *,
    reason: str = "",
    words: str = "",
    by: int | None = None,
    again: bool = False,
) -> bool:
    """Add a reason and tell it; a guard's is added once, unless it has come `again`."""
    was_stopped = _is_stopped_in_turn(work, scope)
    # Whoever asked to open it, now or when it was stopped before, did not know of this reason.
    was_asked = ending.withdraw_kind(
        work, ProposalKind.OPEN_SENDING, Withdrawal.STOPPED_AGAIN, scope.mark
    )
    if was_stopped:
        if not _makes_room(work, scope, reason, by, must=was_asked or again):
            return False
    elif scope == COMPANY:
        sending_stops.remove_all(work, scope.kind, scope.name)
        _set(work, stopped=True, reason=reason, words=words, by=by)
    why = reason or None
    entry = AuditEntry(at=work.now, act=Act.SENDING_STOPPED, actor_id=by, after=scope.mark, why=why)
    seq = _record(work, entry, words)
    sending_stops.add(work, SendingStop(seq=seq, scope=scope.kind, name=scope.name))
    # Who adds a reason has an answer of their own.
    _tell(work, scope, Notice.SENDING_STOPPED, seq, but=by if was_stopped else None)
    return not was_stopped


def _makes_room(
    work: Work, scope: SendingScope, reason: str, by: int | None, *, must: bool
) -> bool:
    """Take out what the same guard said before, or the oldest of many by the same person.

    False where nothing is to be added: the same guard says nothing new, unless it `must`.
    """
    rows = sending_stops.of_scope(work, scope.kind, scope.name)
    if not rows and (known := newest_stop(work, scope)):
        # A program that does not know these rows has stopped it, or the one before the upgrade.
        rows = [SendingStop(seq=known, scope=scope.kind, name=scope.name)]
        sending_stops.add(work, rows[0])
    entries = {each.seq: audit_trail.entry(work, each.seq) for each in rows}
    theirs = [each for each in rows if _is_by(entries[each.seq], reason, by)]
    if by is None and theirs and not must:
        return False
    most = 0 if by is None else _MOST_OF_ONE - 1
    for row in theirs[: max(0, len(theirs) - most)]:
        sending_stops.remove(work, row)
    return True


def _is_by(entry: AuditEntry | None, reason: str, by: int | None) -> bool:
    return entry is not None and entry.actor_id == by and _guard_of(entry.why) == _guard_of(reason)


def _guard_of(reason: str | None) -> str:
    return (reason or "").partition(" ")[0]


def ask_to_resume(
    work: Work, actor: Actor, scope: SendingScope = COMPANY
) -> Asked | NotAsked | None:
    """Ask for the stop that holds now to be lifted. None when sending is open, or held (is_held).

    A stop that comes later is another one: what was asked before does not open it.
    """
    actor.require(Capability.RESUME_SENDING)
    _require_reach(work, actor, scope)
    if not _is_stopped_in_turn(work, scope) or (scope == COMPANY and is_held(work)):
        return None
    rows = sending_stops.of_scope(work, scope.kind, scope.name)
    stops = " ".join(str(each.seq) for each in rows[-_MOST_REASONS:])
    content: dict[str, Value] = {"stop": newest_stop(work, scope), "stops": stops}
    if scope.mark is not None:
        content["about"] = scope.mark
    return asking.propose(work, actor, ProposalKind.OPEN_SENDING, content)


def newest_stop(work: Work, scope: SendingScope = COMPANY) -> int:
    """Return the number of the audit row of the newest stop; 0 where there is none."""
    found = audit_trail.newest_about(work, Act.SENDING_STOPPED, scope.mark)
    return found.seq or 0 if found else 0


def resume(work: Work, consent: Consent, scope: SendingScope = COMPANY) -> bool:
    """Lift the stop, whatever its reasons. False when sending was open, or is held (is_held)."""
    consent.require(Capability.RESUME_SENDING)
    if not _is_stopped_in_turn(work, scope) or (scope == COMPANY and is_held(work)):
        return False
    sending_stops.remove_all(work, scope.kind, scope.name)
    if scope == COMPANY:
        _set(work, stopped=False, by=consent.asked_by)
    entry = AuditEntry(
        at=work.now,
        act=Act.SENDING_RESUMED,
        actor_id=consent.asked_by,
        decided_by=consent.decided_by,
        after=scope.mark,
    )
    _tell(work, scope, Notice.SENDING_RESUMED, _record(work, entry))
    work.wake(WakeUp.SUBMIT)
    return True


def is_open(work: Work) -> bool:
    """Say whether the company's transfers may leave; a team or a channel may still be stopped."""
    return not system_state.sending_switch(work).stopped and not is_held(work)


def is_held(work: Work) -> bool:
    """Say whether older data still waits for a complete reconciliation: nobody may resume."""
    return system_state.restored_data_since(work) is not None


def is_stopped(work: Work, scope: SendingScope) -> bool:
    """Say whether a scope is stopped or held, as it is now, whatever was read before."""
    if scope == COMPANY:
        return system_state.is_stopped_or_held(work)
    return scope in stopped_parts(work)


def stopped_parts(work: Work) -> list[SendingScope]:
    """Return the channels and teams that are stopped, by name."""
    return [SendingScope(kind, name) for kind, name in sending_stops.parts(work)]


def what_stops(work: Work, team: str, channel: Channel | None = None) -> SendingScope | None:
    """Return what keeps an order of this team and channel from being sent; None when it may go."""
    stopped = stopped_parts(work)
    if is_stopped(work, COMPANY):
        stopped.append(COMPANY)
    return next((each for each in scopes_of(team, channel) if each in stopped), None)


def what_stops_in_turn(work: Work, team: str, channel: Channel) -> SendingScope | None:
    """Return the same; no stop of these scopes commits between this answer and our own commit."""
    scopes = scopes_of(team, channel)
    sending_stops.share_turns(work, [(each.kind, each.name) for each in scopes])
    return what_stops(work, team, channel)


def _is_stopped_in_turn(work: Work, scope: SendingScope) -> bool:
    """Say whether a scope is stopped; nobody else stops, opens or sends in it meanwhile."""
    # The row comes before a scope's own turn, as where somebody confirms: else both could wait.
    stopped = system_state.sending_switch(work, to_change=True).stopped
    sending_stops.take_turn(work, scope.kind, scope.name)
    return stopped if scope == COMPANY else is_stopped(work, scope)


def _require_reach(work: Work, actor: Actor, scope: SendingScope) -> None:
    """Raise NotAuthorisedError where this is not theirs. That they may do it at all was checked."""
    person = people.get_anew(work, actor.person_id)
    reach = RIGHTS[actor.capability].get(person.role) if person else None
    is_own = person is not None and bool(person.team) and scope == of_team(person.team)
    if reach is not Reach.ALL and not (reach is Reach.TEAM and is_own):
        raise NotAuthorisedError(f"may {actor.capability} for their own team only")


def _set(
    work: Work, *, stopped: bool, reason: str = "", words: str = "", by: int | None = None
) -> None:
    system_state.set_sending_switch(
        work, stopped=stopped, reason=reason, words=words, changed_by=by
    )


def _tell(
    work: Work, scope: SendingScope, notice: Notice, seq: int, but: int | None = None
) -> None:
    readers = {person.person_id for person in people.admins(work)}
    if scope.kind is StopScope.TEAM:
        readers |= {person.person_id for person in people.supervisors(work, scope.name)}
    tell(work, readers - {but}, notice, f"#{seq}", subject_id=seq)


def _record(work: Work, entry: AuditEntry, words: str = "") -> int:
    audit_trail.record(work, entry)
    typed_words.keep(work, entry, words)
    return entry.seq or 0
