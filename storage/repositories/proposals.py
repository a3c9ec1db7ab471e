"""Proposals of grave acts, the attempts to decide them, and the messages that show them."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, func, or_, select

from storage.engine.unit_of_work import Work
from storage.models.person import Invite
from storage.models.proposal import (
    Proposal,
    ProposalAttempt,
    ProposalCard,
    ProposalKind,
    ProposalStatus,
)


def add(work: Work, new: Proposal) -> None:
    """Keep a new proposal; it has its number then."""
    work.session.add(new)
    work.session.flush()


def get(work: Work, proposal_id: int | None, *, held: bool = False) -> Proposal | None:
    """Return one by its number; `held` locks it, as it is now, until the transaction ends."""
    found = None if proposal_id is None else work.session.get(Proposal, proposal_id)
    if found is not None and held:
        work.session.refresh(found, with_for_update=True)
    return found


def open_ones(work: Work, kind: ProposalKind | None = None) -> Sequence[Proposal]:
    """Return what waits for a decision, oldest first."""
    query = select(Proposal).where(Proposal.status == ProposalStatus.OPEN)
    if kind is not None:
        query = query.where(Proposal.kind == kind)
    return work.session.exec(query.order_by(col(Proposal.proposal_id))).all()


def open_about(work: Work, person_id: int) -> Sequence[Proposal]:
    """Return what waits for a decision and was asked by a person, or is about them."""
    concerned = or_(Proposal.asked_by == person_id, Proposal.subject_id == person_id)
    query = select(Proposal).where(Proposal.status == ProposalStatus.OPEN, concerned)
    return work.session.exec(query.order_by(col(Proposal.proposal_id))).all()


def subjects_waiting(work: Work, kind: ProposalKind) -> set[int | None]:
    """Return whom open proposals of a kind are about."""
    return {each.subject_id for each in open_ones(work, kind)}


def asked_since(work: Work, person_id: int, since: datetime) -> int:
    """Count what a person has asked for since a moment."""
    query = select(func.count()).select_from(Proposal)
    mine = query.where(Proposal.asked_by == person_id, Proposal.asked_at > since)
    return int(work.session.exec(mine).one())


def add_attempt(work: Work, attempt: ProposalAttempt) -> None:
    """Keep an attempt to decide."""
    work.session.add(attempt)


def enrolled_since(work: Work, newcomer_id: int, by: int, since: datetime) -> bool:
    """Say whether a person has let another in since a moment: invited, or given rights back."""
    invited = select(Invite.invite_id).where(
        Invite.claimed_by == newcomer_id,
        Invite.created_by == by,
        col(Invite.accepted).is_(True),
        col(Invite.decided_at) > since,
    )
    agreed = select(Proposal.proposal_id).where(
        col(Proposal.kind).in_((ProposalKind.ENROL, ProposalKind.RESTORE)),
        Proposal.status == ProposalStatus.APPROVED,
        Proposal.subject_id == newcomer_id,
        or_(Proposal.asked_by == by, Proposal.ended_by == by),
        col(Proposal.ended_at) > since,
    )
    rows = (work.session.exec(each.limit(1)).first() for each in (invited, agreed))
    return any(row is not None for row in rows)


def add_card(work: Work, card: ProposalCard) -> None:
    """Keep that a chat is to have a message that shows a proposal."""
    work.session.add(card)
    work.session.flush()


def card(work: Work, card_id: int | None) -> ProposalCard | None:
    """Return a card by its number."""
    return None if card_id is None else work.session.get(ProposalCard, card_id)


def cards(work: Work, proposal_id: int) -> Sequence[ProposalCard]:
    """Return all messages that show a proposal, oldest first."""
    query = select(ProposalCard).where(ProposalCard.proposal_id == proposal_id)
    return work.session.exec(query.order_by(col(ProposalCard.card_id))).all()


def card_was_sent(work: Work, card_id: int | None, message_id: int) -> None:
    """Keep the id of the message that was sent: from now on it is edited."""
    if (found := card(work, card_id)) is not None:
        found.message_id = message_id


def forget_message(work: Work, card_id: int | None) -> None:
    """Forget a message that its reader has deleted."""
    if (found := card(work, card_id)) is not None:
        found.message_id = None
