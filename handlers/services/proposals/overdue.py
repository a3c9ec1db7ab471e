"""What time alone does to proposals: a reminder at half time, then the end."""

from collections.abc import Callable

from handlers.services.proposals import cards
from handlers.services.proposals.deciders import deciders, is_over
from handlers.services.proposals.ending import end
from storage.engine.unit_of_work import Work
from storage.models.proposal import Proposal, ProposalStatus
from storage.repositories import proposals, system_state


def end_overdue(work: Work) -> list[Proposal]:
    """End every open proposal whose time is over, and return them."""
    due = _due(work, is_over)
    for proposal in due:
        end(work, proposal, ProposalStatus.EXPIRED)
    return due


def remind(work: Work) -> int:
    """Remind those who can decide, once, of what has waited for half its time; return how many."""
    due = _due(work, _is_half_over)
    for proposal in due:
        proposal.reminded_at = work.now
        readers = {each.person_id for each in deciders(work, proposal)}
        cards.show(work, proposal, readers, is_reminder=True)
    return len(due)


def _due(work: Work, is_due: Callable[[Work, Proposal], bool]) -> list[Proposal]:
    """Return the open proposals for which it is time, held: nobody else decides them meanwhile."""
    if not any(is_due(work, each) for each in proposals.open_ones(work)):
        return []
    system_state.take_turns(work)
    held = [proposals.get(work, each.proposal_id, held=True) for each in proposals.open_ones(work)]
    is_open = (each for each in held if each and each.status is ProposalStatus.OPEN)
    return [each for each in is_open if is_due(work, each)]


def _is_half_over(work: Work, proposal: Proposal) -> bool:
    half = proposal.asked_at + (proposal.expires_at - proposal.asked_at) / 2
    return proposal.reminded_at is None and work.now >= half and not is_over(work, proposal)
