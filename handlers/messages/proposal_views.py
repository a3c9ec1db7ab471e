"""A proposal as it may be shown: what is asked for, by whom, and how it stands for its reader."""

from dataclasses import dataclass, field
from datetime import datetime

from handlers.messages.act_views import Somebody, somebody
from handlers.services.controls import sending_scopes, stop_reasons
from handlers.services.controls.sending_scopes import COMPANY, SendingScope
from handlers.services.controls.stop_reasons import StopReason
from handlers.services.notices.names import opened, shown
from handlers.services.proposals.asking import Value, content_of
from handlers.services.proposals.deciders import deciders
from storage.engine.unit_of_work import Work
from storage.models.audit import OPERATOR
from storage.models.proposal import Proposal, ProposalKind, ProposalStatus, Withdrawal
from storage.repositories import audit_trail, people
from storage.values import Inert


@dataclass(frozen=True)
class ProposalView:
    """A proposal from its row, and from what it is about."""

    number: int
    kind: ProposalKind
    asker: Somebody | None
    asked_at: datetime
    expires_at: datetime
    status: ProposalStatus
    subject: Somebody | None = None
    role: str = ""
    team: Inert = field(default=Inert(""), repr=False)
    limit: str = ""
    """What the limit is for."""
    budget: str = ""
    """Of the purpose that is to be switched; the same form as the next two."""
    before: str = ""
    after: str = ""
    """Rupiah in digits; "" for no limit."""
    scope: SendingScope = COMPANY
    """What of sending is to be opened."""
    reasons: tuple[StopReason, ...] = field(default=(), repr=False)
    """Why it is stopped."""
    can_decide: tuple[Inert, ...] = field(default=(), repr=False)
    """Who; none where only the operator can."""
    ended_at: datetime | None = None
    ended_by: Somebody | None = None
    by_operator: bool = False
    why: Withdrawal | None = None


def view(work: Work, proposal: Proposal) -> ProposalView:
    """Show a proposal."""
    content = content_of(proposal)
    is_open = proposal.status is ProposalStatus.OPEN
    who = deciders(work, proposal) if is_open else []
    about = str(content.get("about", ""))
    is_stop = proposal.kind is ProposalKind.OPEN_SENDING
    return ProposalView(
        number=proposal.proposal_id or 0,
        kind=proposal.kind,
        asker=somebody(work, proposal.asked_by),
        asked_at=proposal.asked_at,
        expires_at=proposal.expires_at,
        status=proposal.status,
        subject=_subject(work, proposal, content),
        role=str(content.get("role", "")),
        team=_team(work, content),
        limit=about,
        budget=str(content.get("budget") or ""),
        before=str(content.get("before") or ""),
        after=str(content.get("after") or ""),
        scope=(sending_scopes.marked(work, about) if is_stop else None) or COMPANY,
        reasons=_why_stopped(work, content),
        can_decide=tuple(shown(work, each) for each in who),
        ended_at=proposal.ended_at,
        ended_by=somebody(work, proposal.ended_by),
        by_operator=proposal.ended_by == OPERATOR,
        why=proposal.ended_why,
    )


def _subject(work: Work, proposal: Proposal, content: dict[str, Value]) -> Somebody | None:
    """Name the person whom it is about; a newcomer by what they were called when they came."""
    invite = people.invite(work, int(content.get("invite") or 0))
    if invite is None or proposal.subject_id is None:
        return somebody(work, proposal.subject_id)
    return Somebody(proposal.subject_id, opened(people.claimer_name, work, invite))


def _team(work: Work, content: dict[str, Value]) -> Inert:
    invite = people.invite(work, int(content.get("invite") or 0))
    return Inert(invite.team if invite else "")


def _why_stopped(work: Work, content: dict[str, Value]) -> tuple[StopReason, ...]:
    """Return the reasons that were known when it was asked for; a newer one ends the proposal."""
    numbers = str(content.get("stops") or content.get("stop") or "").split()
    entries = (audit_trail.entry(work, int(each)) for each in numbers)
    return tuple(stop_reasons.of_entry(work, each) for each in entries if each is not None)
