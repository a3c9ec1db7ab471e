"""Renders the card of a proposal from its newest state, for one admin."""

from handlers.messages import keyboards
from handlers.messages.acts import Edit, Send
from handlers.messages.keyboards import Keyboard
from handlers.messages.proposal_views import view
from handlers.messages.rendering import texts_of
from handlers.messages.texts import Texts
from handlers.services.notices import loudness
from handlers.services.policy import Policy
from handlers.services.proposals.deciders import why_not
from handlers.services.proposals.team_part import takes_part
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.outbox import Outgoing
from storage.models.person import Person
from storage.models.preference import Loudness
from storage.models.proposal import Proposal, ProposalStatus
from storage.repositories import people, proposals


def act(work: Work, policy: Policy, row: Outgoing) -> Send | Edit | None:
    """Render a card; None for who may not see it any more, and for one that ended unseen."""
    card = proposals.card(work, row.subject_id)
    proposal = proposals.get(work, card.proposal_id) if card else None
    if card is None or proposal is None:
        return None
    reader = people.get(work, card.chat_id)
    if reader is None or not may(reader, Capability.DECIDE_PROPOSALS):
        return None
    if not takes_part(work, proposal, reader):
        return None
    texts = texts_of(reader, policy)
    text = texts.proposal(view(work, proposal), is_reminder=card.is_reminder)
    buttons = _buttons(work, texts, proposal, reader)
    if card.message_id is not None:
        return Edit(card.chat_id, card.message_id, text, buttons)
    if proposal.status is not ProposalStatus.OPEN:
        return None
    silent = loudness.of_proposal(work, reader) is Loudness.SILENT
    return Send(card.chat_id, text, buttons, silent=silent)


def _buttons(work: Work, texts: Texts, proposal: Proposal, reader: Person) -> Keyboard:
    if proposal.status is not ProposalStatus.OPEN:
        return ()
    if proposal.asked_by == reader.person_id:
        return keyboards.withdraw_proposal(texts, proposal.proposal_id or 0, proposal.mark)
    if why_not(work, proposal, reader) is not None:
        return ()
    return keyboards.decide_proposal(texts, proposal.proposal_id or 0, proposal.mark)
