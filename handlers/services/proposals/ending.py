"""How a proposal ends: once, on record, with every message that shows it edited."""

import json
from collections.abc import Iterable

from handlers.services.notices.announcing import tell
from handlers.services.proposals import cards
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.outbox import Notice
from storage.models.proposal import Proposal, ProposalKind, ProposalStatus, Withdrawal
from storage.repositories import audit_trail, proposals, system_state


class EndedAlreadyError(Exception):
    """A proposal was to end twice. The transaction must roll back."""


def end(
    work: Work,
    proposal: Proposal,
    status: ProposalStatus,
    by: int | None = None,
    why: Withdrawal | None = None,
) -> None:
    """End an open proposal, and say so. Raise EndedAlreadyError where it is not open."""
    close(work, proposal, status, by, why)
    announce(work, proposal)


def close(
    work: Work,
    proposal: Proposal,
    status: ProposalStatus,
    by: int | None = None,
    why: Withdrawal | None = None,
) -> None:
    """Take a proposal out of what is open. Raise EndedAlreadyError where it is not open."""
    if proposal.status is not ProposalStatus.OPEN or status is ProposalStatus.OPEN:
        raise EndedAlreadyError(f"{proposal.proposal_id} is {proposal.status}")
    proposal.status, proposal.ended_at = status, work.now
    proposal.ended_by, proposal.ended_why = by, why


def announce(work: Work, proposal: Proposal) -> None:
    """Put the end of a proposal on record, edit its messages, and tell who asked."""
    number, by = proposal.proposal_id, proposal.ended_by
    record(work, Act.PROPOSAL_ENDED, proposal, by)
    cards.refresh(work, proposal)
    if by != proposal.asked_by:
        tell(work, {proposal.asked_by}, Notice.PROPOSAL_ENDED, f"{number}", subject_id=number)


def record(work: Work, act: Act, proposal: Proposal, by: int | None) -> None:
    """Put on record that a proposal was made or has ended."""
    entry = AuditEntry(
        at=work.now,
        act=act,
        actor_id=by,
        subject_id=proposal.subject_id,
        before=f"#{proposal.proposal_id}",
        after=proposal.status.value,
        why=proposal.kind.value,
    )
    audit_trail.record(work, entry)


def withdraw_kind(
    work: Work, kind: ProposalKind, why: Withdrawal, about: str | None = None
) -> bool:
    """End all open proposals of a kind that are about one thing; say whether there were any."""
    of_kind = proposals.open_ones(work, kind)
    found = [each for each in of_kind if json.loads(each.content).get("about") == about]
    _withdraw(work, found, why)
    return bool(found)


def withdraw_all(work: Work, why: Withdrawal) -> None:
    """End all open proposals."""
    system_state.take_turns(work)
    _withdraw(work, proposals.open_ones(work), why)


def withdraw_about(work: Work, person_id: int) -> None:
    """End what a person asked for, and what is about them: their standing has changed."""
    about = proposals.open_about(work, person_id)
    asked = [each for each in about if each.asked_by == person_id]
    _withdraw(work, asked, Withdrawal.ASKER_LEFT)
    _withdraw(work, (each for each in about if each not in asked), Withdrawal.CHANGED)


def _withdraw(work: Work, found: Iterable[Proposal], why: Withdrawal) -> None:
    for proposal in found:
        held = proposals.get(work, proposal.proposal_id, held=True)
        if held is not None and held.status is ProposalStatus.OPEN:
            end(work, held, ProposalStatus.WITHDRAWN, why=why)
