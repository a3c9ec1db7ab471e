"""Records what admins and the operator do, and tells all other admins.

A lock is told to the supervisors of the person's team as well.
"""

from handlers.services.notices.announcing import tell
from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.outbox import Notice
from storage.repositories import audit_trail, people, typed_words

_NOT_TOLD = frozenset({Act.FIRST_ADMIN, Act.INVITE_CLAIMED})
"""The first have nobody to be told; who made an invitation is asked, and their answer is told."""


def record(work: Work, entry: AuditEntry, words: str = "") -> None:
    """Append an act to the audit trail, with what was typed, and tell other admins at once.

    Who did it, or agreed to it, has an answer already. The person it was done to hears of it
    otherwise.
    """
    audit_trail.record(work, entry)
    typed_words.keep(work, entry, words)
    if entry.act in _NOT_TOLD:
        return
    readers = {person.person_id for person in people.admins(work)}
    if entry.act is Act.LOCKED:
        subject = people.get(work, entry.subject_id or 0)
        team = people.supervisors(work, subject.team) if subject else ()
        readers |= {person.person_id for person in team}
    concerned = {entry.actor_id, entry.decided_by, entry.subject_id}
    tell(work, readers - concerned, Notice.ADMIN_ACT, str(entry.seq), subject_id=entry.seq)


def record_about(
    work: Work,
    act: Act,
    actor_id: int | None,
    subject_id: int | None,
    why: str | None = None,
    words: str = "",
    decided_by: int | None = None,
) -> None:
    """Record an act that was done to a person."""
    entry = AuditEntry(
        at=work.now,
        act=act,
        actor_id=actor_id,
        decided_by=decided_by,
        subject_id=subject_id,
        why=why,
    )
    record(work, entry, words)


def keys_rotated(work: Work, actor: Actor, key_id: str) -> None:
    """Put on record that the operator has sealed everything with another key."""
    actor.require(Capability.ROTATE_KEYS)
    entry = AuditEntry(at=work.now, act=Act.KEYS_ROTATED, actor_id=actor.person_id, after=key_id)
    record(work, entry)
