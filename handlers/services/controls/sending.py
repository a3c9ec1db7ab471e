"""The sending switch: may transfers leave? Guards and admins stop it; two people open it."""

from dataclasses import dataclass
from enum import StrEnum

from handlers.services.notices.announcing import tell
from handlers.services.notices.names import name_of, opened
from handlers.services.proposals import asking, ending
from handlers.services.proposals.asking import Asked, NotAsked
from handlers.services.rights.actors import Actor, Consent
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import WakeUp, Work
from storage.models.audit import Act, AuditEntry
from storage.models.outbox import Notice
from storage.models.proposal import ProposalKind, Withdrawal
from storage.repositories import audit_trail, people, system_state, typed_words
from storage.values import Inert, screened


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
    OLD_DATA = "guard:old-data"
    """The database is older than the work already done: a backup was put in its place."""


@dataclass(frozen=True)
class Typed:
    """A reason in a person's own words, shown apart from ours."""

    words: Inert
    by: Inert
    """Their name; "" where it is not known any more."""


def stop_by(work: Work, guard: Guard, order_no: str = "") -> bool:
    """Stop sending for a guard, naming the order that showed why."""
    return _stop(work, reason=f"{guard} {order_no}".strip())


def stop(work: Work, actor: Actor, words: str) -> bool:
    """Stop sending for a reason that a person typed. False when it was stopped already.

    All admins are told, and read it as that person's words.
    """
    actor.require(Capability.STOP_SENDING)
    return _stop(work, words=screened(words), actor=actor)


def _stop(work: Work, *, reason: str = "", words: str = "", actor: Actor | None = None) -> bool:
    by = actor.person_id if actor else None
    is_stopped = system_state.sending_switch(work, to_change=True).stopped
    # Whoever asked to open it, now or when it was stopped before, did not know of this reason.
    was_asked = ending.withdraw_kind(work, ProposalKind.OPEN_SENDING, Withdrawal.STOPPED_AGAIN)
    if is_stopped:
        if was_asked:  # whoever asks again is to read this reason
            _record(work, Act.SENDING_STOPPED, reason=reason, words=words, by=by)
        return False
    _change(work, stopped=True, reason=reason, words=words, by=by)
    return True


def hold(work: Work) -> None:
    """Stop sending until a complete reconciliation, because the data is older."""
    system_state.set_restored_data_since(work, work.now)
    _change(work, stopped=True, reason=Guard.OLD_DATA.value)


def ask_to_resume(work: Work, actor: Actor) -> Asked | NotAsked | None:
    """Ask for the stop that holds now to be lifted. None when sending is open, or held (is_held).

    A stop that comes later is another one: what was asked before does not open it.
    """
    actor.require(Capability.RESUME_SENDING)
    if not system_state.sending_switch(work, to_change=True).stopped or is_held(work):
        return None
    content = {"stop": newest_stop(work)}
    return asking.propose(work, actor, ProposalKind.OPEN_SENDING, content)


def newest_stop(work: Work) -> int:
    """Return the number of the audit row of the newest stop; 0 where there is none."""
    found = audit_trail.newest_of(work, Act.SENDING_STOPPED)
    return found.seq or 0 if found else 0


def resume(work: Work, consent: Consent) -> bool:
    """Lift the stop. False when sending was open, or is held (is_held)."""
    consent.require(Capability.RESUME_SENDING)
    if not system_state.sending_switch(work, to_change=True).stopped or is_held(work):
        return False
    _change(work, stopped=False, by=consent.asked_by, decided_by=consent.decided_by)
    work.wake(WakeUp.SUBMIT)
    return True


def is_open(work: Work) -> bool:
    """Say whether transfers may leave."""
    return not system_state.sending_switch(work).stopped and not is_held(work)


def is_held(work: Work) -> bool:
    """Say whether older data still waits for a complete reconciliation: nobody may resume."""
    return system_state.restored_data_since(work) is not None


def typed(work: Work) -> Typed | None:
    """Return what the person wrote who stopped sending; None where nobody wrote anything."""
    words = opened(system_state.words_of, work, system_state.sending_switch(work))
    return Typed(words, changed_by(work)) if words else None


def changed_by(work: Work) -> Inert:
    """Name the person who changed the switch last; "" where a guard did."""
    return name_of(work, system_state.sending_switch(work).changed_by)


def opened_with(work: Work) -> int | None:
    """Return who agreed when sending was opened last; OPERATOR for the one at the machine."""
    found = audit_trail.newest_of(work, Act.SENDING_RESUMED)
    return found.decided_by if found else None


def _change(
    work: Work,
    *,
    stopped: bool,
    reason: str = "",
    words: str = "",
    by: int | None = None,
    decided_by: int | None = None,
) -> None:
    system_state.set_sending_switch(
        work, stopped=stopped, reason=reason, words=words, changed_by=by
    )
    act = Act.SENDING_STOPPED if stopped else Act.SENDING_RESUMED
    _record(work, act, reason=reason, words=words, by=by, decided_by=decided_by)
    notice = Notice.SENDING_STOPPED if stopped else Notice.SENDING_RESUMED
    readers = [person.person_id for person in people.admins(work)]
    tell(work, readers, notice, str(int(work.now.timestamp() * 1000)))


def _record(
    work: Work,
    act: Act,
    *,
    reason: str,
    words: str,
    by: int | None,
    decided_by: int | None = None,
) -> None:
    entry = AuditEntry(at=work.now, act=act, actor_id=by, decided_by=decided_by, why=reason or None)
    audit_trail.record(work, entry)
    typed_words.keep(work, entry, words)
