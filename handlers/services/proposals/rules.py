"""What each kind of grave act needs: who may ask for it, who may decide it, how long it waits.

How an approved one is carried out stands in services/decisions, over the rooms of the acts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from handlers.services.rights.capabilities import Capability
from storage.models.proposal import ProposalKind

_DAY = timedelta(hours=24)
"""Another admin may be asleep, and nothing is in a hurry."""
_HOUR = timedelta(hours=1)
"""What has stopped sending was looked into just now. Later it must be looked into again."""


@dataclass(frozen=True)
class Rule:
    """What a kind of grave act needs."""

    asks: Capability
    """Whoever asks must have it, when they ask and when it is carried out."""
    decides: Capability
    """Whoever decides must have it at that moment."""
    lasts: timedelta
    """After it the proposal expires. All are reminded once, at half time."""


RULES: Mapping[ProposalKind, Rule] = {
    ProposalKind.OPEN_SENDING: Rule(Capability.RESUME_SENDING, Capability.RESUME_SENDING, _HOUR),
    ProposalKind.LOOSEN_LIMIT: Rule(Capability.CHANGE_LIMITS, Capability.CHANGE_LIMITS, _DAY),
    ProposalKind.LOOSEN_PURPOSE: Rule(Capability.CHANGE_POLICY, Capability.CHANGE_POLICY, _DAY),
    ProposalKind.ENROL: Rule(Capability.DECIDE_CLAIMS, Capability.INVITE_PEOPLE, _DAY),
    ProposalKind.SUSPEND_ADMIN: Rule(Capability.SUSPEND_PEOPLE, Capability.SUSPEND_PEOPLE, _DAY),
    ProposalKind.RESTORE: Rule(Capability.RESTORE_PEOPLE, Capability.RESTORE_PEOPLE, _DAY),
}
"""Every kind has its row."""
