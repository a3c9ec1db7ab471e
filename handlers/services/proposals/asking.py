"""Asking for a grave act: kept with its exact content, and shown to all admins at once."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from enum import StrEnum

from handlers.services.proposals import cards
from handlers.services.proposals.deciders import is_over
from handlers.services.proposals.ending import end, record
from handlers.services.proposals.rules import RULES
from handlers.services.rights.actors import Actor
from storage.engine.unit_of_work import Work
from storage.models.audit import Act
from storage.models.proposal import Proposal, ProposalKind, ProposalStatus, Withdrawal
from storage.repositories import proposals, system_state

Value = str | int | None
Content = Mapping[str, Value]
"""What exactly is to be done: numbers and our words, no names."""
MOST_AN_HOUR = 10
"""What one person may ask for in an hour. Each proposal makes a sound at every admin."""
MARK_DIGITS = 12
"""How much of the mark a button carries: 48 bits, for whoever forges has one guess a press."""


class NotAsked(StrEnum):
    """Why somebody's wish has become no proposal."""

    TOO_MANY = "too many"


@dataclass(frozen=True)
class Asked:
    """A proposal that waits for a decision."""

    proposal: Proposal
    is_new: bool
    """False where the very same waits already: its card comes again, and nothing else is made."""


def propose(
    work: Work,
    actor: Actor,
    kind: ProposalKind,
    content: Content,
    subject_id: int | None = None,
) -> Asked | NotAsked:
    """Ask for a grave act. All admins see it at once; what the same person asked before is over.

    Content is of one thing where its key "about" is the same; a person has one open proposal of
    each thing. Everybody who decides or asks takes turns.
    """
    rule = RULES[kind]
    actor.require(rule.asks)
    system_state.take_turns(work)
    text = json.dumps(dict(content), sort_keys=True)
    for waiting in proposals.open_ones(work, kind):
        same = waiting.content == text and waiting.subject_id == subject_id
        if same and not is_over(work, waiting):
            cards.show(work, waiting, {actor.person_id})
            return Asked(waiting, is_new=False)
    if proposals.asked_since(work, actor.person_id, work.now - timedelta(hours=1)) >= MOST_AN_HOUR:
        return NotAsked.TOO_MANY
    _replace(work, actor.person_id, kind, content, subject_id)
    new = Proposal(
        kind=kind,
        content=text,
        mark="",
        subject_id=subject_id,
        asked_by=actor.person_id,
        asked_at=work.now,
        expires_at=work.now + rule.lasts,
    )
    proposals.add(work, new)
    new.mark = mark_of(new)
    record(work, Act.PROPOSED, new, actor.person_id)
    cards.show_to_all(work, new)
    return Asked(new, is_new=True)


def mark_of(proposal: Proposal) -> str:
    """Return the SHA-256 of all that was asked for, by whom, and when."""
    parts = (
        proposal.proposal_id,
        proposal.kind.value,
        proposal.content,
        proposal.subject_id,
        proposal.asked_by,
        proposal.asked_at.astimezone(UTC).isoformat(),
    )
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def content_of(proposal: Proposal) -> dict[str, Value]:
    """Return what exactly is to be done."""
    content: dict[str, Value] = json.loads(proposal.content)
    return content


def _replace(
    work: Work, person_id: int, kind: ProposalKind, content: Content, subject_id: int | None
) -> None:
    for waiting in proposals.open_ones(work, kind):
        same = content_of(waiting).get("about") == content.get("about")
        if waiting.asked_by == person_id and waiting.subject_id == subject_id and same:
            end(work, waiting, ProposalStatus.WITHDRAWN, person_id, Withdrawal.REPLACED)
