"""Tells a newcomer what became of their invitation."""

from handlers.messages.rendering import texts_of
from handlers.messages.texts import Texts, texts_for
from handlers.services.policy import Policy
from handlers.services.proposals import overdue
from handlers.services.proposals.asking import content_of
from storage.engine.unit_of_work import Work
from storage.models.outbox import Kind
from storage.models.person import Invite
from storage.models.proposal import Proposal, ProposalKind, ProposalStatus
from storage.repositories import outbox, people


def tell_decided(work: Work, policy: Policy, decided: Invite, *, accept: bool) -> None:
    """Welcome a newcomer, or say that they were not approved."""
    if accept:
        _say(work, decided, _texts(work, policy, decided).welcome(decided.role))
    else:
        _say(work, decided, _texts(work, policy, decided).not_approved())


def tell_of_second(work: Work, policy: Policy, proposal: Proposal) -> None:
    """Say that one has approved, and that a second person must."""
    invite = _invite(work, proposal)
    if invite is not None:
        _say(work, invite, _texts(work, policy, invite).approved_once())


def end_overdue(work: Work, policy: Policy) -> int:
    """End every proposal whose time is over, and tell the newcomers; return how many there were."""
    ended = overdue.end_overdue(work)
    for proposal in ended:
        tell_ended(work, policy, proposal)
    return len(ended)


def tell_ended(work: Work, policy: Policy, proposal: Proposal) -> None:
    """Say what the second person has decided, or that nobody has in time."""
    invite = _invite(work, proposal)
    if invite is not None and proposal.status is not ProposalStatus.OPEN:
        accept = proposal.status is ProposalStatus.APPROVED
        tell_decided(work, policy, invite, accept=accept)


def _invite(work: Work, proposal: Proposal) -> Invite | None:
    if proposal.kind is not ProposalKind.ENROL:
        return None
    return people.invite(work, int(content_of(proposal)["invite"] or 0))


def _texts(work: Work, policy: Policy, invite: Invite) -> Texts:
    person = people.get(work, invite.claimed_by or 0)
    if person is not None:
        return texts_of(person, policy)
    return texts_for(invite.claimed_language or policy.default_language, policy.zone)


def _say(work: Work, invite: Invite, text: str) -> None:
    if invite.claimed_by is not None:
        outbox.append(work, outbox.row(work, invite.claimed_by, Kind.REPLY), {"text": text})
