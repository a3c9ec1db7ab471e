"""Deciding a proposal: once, by another person than who asked, judged as things are now.

Everybody who decides, asks, stops sending or suspends takes turns (system_state.take_turns). So
nothing that a decision was judged by changes before it commits.
"""

import json
from dataclasses import dataclass

from handlers.services.decisions.acts import carry_out
from handlers.services.proposals.asking import MARK_DIGITS, mark_of
from handlers.services.proposals.deciders import deciders, is_over, let_in_lately, why_not
from handlers.services.proposals.ending import announce, close, end
from handlers.services.proposals.rules import RULES
from handlers.services.proposals.team_part import takes_part
from handlers.services.rights.actors import Actor, agree, may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.person import Person
from storage.models.proposal import (
    AttemptVerdict,
    Denial,
    Press,
    Proposal,
    ProposalAttempt,
    ProposalStatus,
    Withdrawal,
)
from storage.repositories import people, proposals, system_state

_ENDS: dict[Press, tuple[ProposalStatus, AttemptVerdict]] = {
    Press.APPROVE: (ProposalStatus.APPROVED, AttemptVerdict.APPROVED),
    Press.REJECT: (ProposalStatus.REJECTED, AttemptVerdict.REJECTED),
    Press.WITHDRAW: (ProposalStatus.WITHDRAWN, AttemptVerdict.WITHDRAWN),
}


@dataclass(frozen=True)
class Decided:
    """What became of an attempt, and of the proposal by now."""

    proposal: Proposal
    verdict: AttemptVerdict
    denial: Denial | None = None

    @property
    def has_ended(self) -> bool:
        """Whether this attempt has ended it, one way or another."""
        is_late = self.denial in {Denial.EXPIRED, Denial.CHANGED}
        return is_late or self.verdict not in {AttemptVerdict.REDUNDANT, AttemptVerdict.DENIED}


def decide(work: Work, actor: Actor, proposal_id: int, mark: str, press: Press) -> Decided | None:
    """Approve, reject or withdraw a proposal, and carry it out if it is approved.

    `mark` begins what the person's card, or the operator's command, has named: it must be of the
    very content. None where there is no such proposal; every other attempt is kept.
    """
    actor.require(Capability.DECIDE_PROPOSALS)
    system_state.take_turns(work)
    proposal = proposals.get(work, proposal_id, held=True)
    if proposal is None:
        return None
    judged_by = _facts(work, proposal, actor)
    verdict, denial = _judge(work, proposal, actor, mark, press)
    attempt = ProposalAttempt(
        proposal_id=proposal_id,
        person_id=actor.person_id,
        at=work.now,
        press=press,
        verdict=verdict,
        denial=denial,
        judged_by=json.dumps(judged_by, sort_keys=True),
    )
    proposals.add_attempt(work, attempt)
    return Decided(proposal, verdict, denial)


def _judge(
    work: Work, proposal: Proposal, actor: Actor, mark: str, press: Press
) -> tuple[AttemptVerdict, Denial | None]:
    if len(mark) < MARK_DIGITS or not mark_of(proposal).startswith(mark):
        return AttemptVerdict.DENIED, Denial.OTHER_CONTENT
    if proposal.status is not ProposalStatus.OPEN:
        return AttemptVerdict.REDUNDANT, None
    if is_over(work, proposal):
        end(work, proposal, ProposalStatus.EXPIRED)
        return AttemptVerdict.DENIED, Denial.EXPIRED
    denial = _denial(work, proposal, actor, press)
    if denial is not None:
        return AttemptVerdict.DENIED, denial
    if press is Press.APPROVE:
        return _approve(work, proposal, actor)
    status, verdict = _ENDS[press]
    why = Withdrawal.BY_ASKER if press is Press.WITHDRAW else None
    end(work, proposal, status, actor.person_id, why)
    return verdict, None


def _denial(work: Work, proposal: Proposal, actor: Actor, press: Press) -> Denial | None:
    if press is Press.WITHDRAW:
        return None if actor.person_id == proposal.asked_by else Denial.NOT_THEIRS
    if actor.is_operator:
        return None
    person = people.get_anew(work, actor.person_id)
    return Denial.NO_RIGHT if person is None else why_not(work, proposal, person)


def _approve(work: Work, proposal: Proposal, actor: Actor) -> tuple[AttemptVerdict, Denial | None]:
    """Carry a proposal out. What has changed meanwhile ends it, and nothing is done."""
    rule = RULES[proposal.kind]
    asker = people.get_anew(work, proposal.asked_by)
    if asker is None or not (may(asker, rule.asks) and takes_part(work, proposal, asker)):
        end(work, proposal, ProposalStatus.WITHDRAWN, why=Withdrawal.ASKER_LEFT)
        return AttemptVerdict.DENIED, Denial.CHANGED
    close(work, proposal, ProposalStatus.APPROVED, actor.person_id)
    is_done = carry_out(work, agree(proposal, actor, rule.decides), proposal)
    if not is_done:
        proposal.status, proposal.ended_by = ProposalStatus.WITHDRAWN, None
        proposal.ended_why = Withdrawal.CHANGED
    announce(work, proposal)
    return (AttemptVerdict.APPROVED, None) if is_done else (AttemptVerdict.DENIED, Denial.CHANGED)


def _facts(work: Work, proposal: Proposal, actor: Actor) -> dict[str, str | int | bool]:
    """Return what an attempt is judged by, for those who look at it later."""
    facts: dict[str, str | int | bool] = {
        "status": proposal.status.value,
        "age_seconds": round((work.now - proposal.asked_at).total_seconds()),
        "rest_seconds": round((proposal.expires_at - work.now).total_seconds()),
        "could_decide": len(deciders(work, proposal)),
    }
    person = None if actor.is_operator else people.get(work, actor.person_id)
    return facts | ({} if person is None else _facts_of(work, proposal, person))


def _facts_of(work: Work, proposal: Proposal, person: Person) -> dict[str, str | int | bool]:
    return {
        "role": person.role.value,
        "standing": person.standing.value,
        "let_in_lately": let_in_lately(work, person.person_id, proposal.asked_by),
    }
