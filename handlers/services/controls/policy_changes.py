"""Changes of the thresholds that the company's policy names, each a version of it, on record.

One admin tightens at once; loosening takes two people. A lower threshold is stricter, and none at
all is the loosest.
"""

from dataclasses import dataclass

from handlers.services.notices import acts
from handlers.services.proposals import asking
from handlers.services.proposals.asking import Asked, Content, NotAsked
from handlers.services.rights.actors import Actor, Consent
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.policy import Threshold
from storage.models.proposal import ProposalKind
from storage.repositories import policy_versions, system_state
from storage.values import Rupiah


@dataclass(frozen=True)
class Knob:
    """A threshold, of one place where it is of one."""

    threshold: Threshold
    scope: str = ""

    def __str__(self) -> str:
        """Return it as proposals and the audit trail keep it."""
        return f"{self.threshold} {self.scope}".rstrip()

    @classmethod
    def parse(cls, text: str) -> "Knob":
        """Read it again. Raise ValueError for anything else."""
        if text in set(Threshold):
            return cls(Threshold(text))
        threshold, _blank, scope = text.rpartition(" ")
        return cls(Threshold(threshold), scope)


def change(work: Work, actor: Actor, knob: Knob, limit: Rupiah | None) -> Asked | NotAsked | None:
    """Set a threshold, or lift it with None; ask for it where that lets more through than before.

    Return None where it holds at once: a first one, a lower one, or the same.
    """
    actor.require(Capability.CHANGE_LIMITS)
    system_state.take_turns(work)
    before = amount_of(work, knob)
    if before == limit:
        return None
    if before is not None and (limit is None or limit > before):
        content: Content = {"about": str(knob), "before": before, "after": _number(limit)}
        return asking.propose(work, actor, ProposalKind.LOOSEN_LIMIT, content)
    _set(work, knob, limit, actor.person_id)
    return None


def loosen(work: Work, consent: Consent, knob: Knob, limit: Rupiah | None) -> None:
    """Raise a threshold, or lift it with None, as two people agreed."""
    consent.require(Capability.CHANGE_LIMITS)
    _set(work, knob, limit, consent.asked_by, consent.decided_by)


def amount_of(work: Work, knob: Knob) -> int | None:
    """Return one threshold as it stands, whole rupiah."""
    return policy_versions.amounts(work).get((knob.threshold, knob.scope))


def _set(
    work: Work, knob: Knob, limit: Rupiah | None, by: int, decided_by: int | None = None
) -> None:
    before, after = amount_of(work, knob), _number(limit)
    policy_versions.decide(work, knob.threshold, knob.scope, after)
    entry = AuditEntry(
        at=work.now,
        act=Act.LIMITS,
        actor_id=by,
        decided_by=decided_by,
        before=str(before or "off"),
        after=str(after or "off"),
        why=str(knob),
    )
    acts.record(work, entry)


def _number(limit: Rupiah | None) -> int | None:
    return None if limit is None else int(limit)
