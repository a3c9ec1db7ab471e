"""Who acts: a person or the operator, after their right to do one thing was checked.

A use case that changes something for somebody takes an Actor. Only this module makes one, so
nobody can forget the check: without it there is nothing to pass. What one person may not do alone
takes an Consent, which only an approved proposal makes.
"""

from dataclasses import InitVar, dataclass
from typing import final

from handlers.services.rights.capabilities import OPERATOR_RIGHTS, RIGHTS, Capability
from storage.models.audit import OPERATOR
from storage.models.person import Person, Standing
from storage.models.proposal import Proposal, ProposalStatus


class NotAuthorisedError(Exception):
    """Somebody was about to do what they have no right to do. The transaction must roll back."""


class _Maker:
    """What only this module holds, so that only this module makes actors."""


_MAKER = _Maker()


@final
@dataclass(frozen=True)
class Actor:
    """Somebody who may do one thing, as was checked in this transaction."""

    person_id: int
    """OPERATOR for the operator at the machine."""
    capability: Capability
    maker: InitVar[_Maker]

    def __post_init__(self, maker: _Maker) -> None:
        if maker is not _MAKER:
            raise NotAuthorisedError("only rights make actors")

    @property
    def is_operator(self) -> bool:
        """Whether this is the operator at the machine, who is no person of the company."""
        return self.person_id == OPERATOR

    def require(self, capability: Capability) -> None:
        """Raise NotAuthorisedError if the right that was checked is another one."""
        if self.capability is not capability:
            raise NotAuthorisedError(f"may {self.capability}, not {capability}")


@final
@dataclass(frozen=True)
class Consent:
    """Two people, or a person and the operator, who agreed on one grave act in this transaction."""

    asked_by: int
    decided_by: int
    """OPERATOR for the operator at the machine."""
    capability: Capability
    """What who asked was to have the right to do alone, if one person could."""
    maker: InitVar[_Maker]

    def __post_init__(self, maker: _Maker) -> None:
        if maker is not _MAKER:
            raise NotAuthorisedError("only rights make consents")

    def require(self, capability: Capability) -> None:
        """Raise NotAuthorisedError if they agreed on something else."""
        if self.capability is not capability:
            raise NotAuthorisedError(f"agreed to {self.capability}, not to {capability}")


def may(person: Person, capability: Capability) -> bool:
    """Say whether a person may do something now: their role has the right, and they are active."""
    return person.standing is Standing.ACTIVE and person.role in RIGHTS[capability]


def authorise(person: Person, capability: Capability) -> Actor:
    """Return a person as the actor of what they may do. Raise NotAuthorisedError."""
    if not may(person, capability):
        raise NotAuthorisedError(f"a {person.standing} {person.role} may not {capability}")
    return Actor(person.person_id, capability, _MAKER)


def operator(capability: Capability) -> Actor:
    """Return the operator as the actor of what they may do. Raise NotAuthorisedError.

    Who can run the program with its settings is the operator: the machine has checked that.
    """
    if capability not in OPERATOR_RIGHTS:
        raise NotAuthorisedError(f"the operator may not {capability}")
    return Actor(OPERATOR, capability, _MAKER)


def agree(proposal: Proposal, decider: Actor, capability: Capability) -> Consent:
    """Return who agreed, from a proposal that its decider has just approved.

    Raise NotAuthorisedError where it is not approved, by another person than who asked and whom it
    is about.
    """
    decider.require(Capability.DECIDE_PROPOSALS)
    is_theirs = proposal.ended_by == decider.person_id
    is_another = decider.person_id not in {proposal.asked_by, proposal.subject_id}
    if proposal.status is not ProposalStatus.APPROVED or not is_theirs or not is_another:
        raise NotAuthorisedError("nobody else has approved this")
    return Consent(proposal.asked_by, decider.person_id, capability, _MAKER)
