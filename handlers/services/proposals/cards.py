"""The messages in which admins see a proposal: sent when it is made, edited when it ends."""

from collections.abc import Iterable

from handlers.services.proposals import team_part
from storage.engine.unit_of_work import Work
from storage.models.outbox import Kind
from storage.models.proposal import Proposal, ProposalCard
from storage.repositories import outbox, people, proposals


def show(
    work: Work, proposal: Proposal, readers: Iterable[int], *, is_reminder: bool = False
) -> None:
    """Send a proposal to these people, each in a new message."""
    for reader in sorted(readers):
        card = ProposalCard(
            proposal_id=proposal.proposal_id or 0, chat_id=reader, is_reminder=is_reminder
        )
        proposals.add_card(work, card)
        _append(work, card)


def show_to_all(work: Work, proposal: Proposal) -> None:
    """Send a new proposal to every admin, to supervisors who take part, and to who asked."""
    known = (*people.admins(work), *team_part.supervisors(work, proposal))
    readers = {each.person_id for each in known}
    show(work, proposal, readers | {proposal.asked_by})


def refresh(work: Work, proposal: Proposal) -> None:
    """Bring every message that shows a proposal up to date.

    Each has a row of its own, whatever waits already: a row that is being sent now may show what
    was true before, and its buttons.
    """
    for card in proposals.cards(work, proposal.proposal_id or 0):
        _append(work, card)


def refresh_open(work: Work) -> None:
    """Bring the messages of all open proposals up to date: who can decide has changed."""
    for proposal in proposals.open_ones(work):
        refresh(work, proposal)


def _append(work: Work, card: ProposalCard) -> None:
    row = outbox.row(work, card.chat_id, Kind.PROPOSAL, subject_id=card.card_id)
    outbox.append(work, row)
