"""Invitations: made by an admin, claimed by a newcomer, approved by who made them.

For supervisors and admins a second person must approve as well.
"""

import secrets
from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256

from handlers.services.notices import acts
from handlers.services.people.members import Newcomer, Problem
from handlers.services.policy import Policy
from handlers.services.proposals import asking, cards
from handlers.services.proposals.asking import Asked, NotAsked
from handlers.services.rights.actors import Actor, Consent, may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act
from storage.models.outbox import Kind
from storage.models.person import Invite, Person, Role, Standing
from storage.models.proposal import ProposalKind
from storage.repositories import outbox, people, proposals
from storage.values import team_mark

_TOKEN_OCTETS = 16
CLAIM_LASTS = timedelta(hours=1)
"""How long after a link was used its maker may approve: they still know whom they asked."""


def invite(work: Work, policy: Policy, actor: Actor, role: Role, team: str) -> str:
    """Make a one-time invitation and return its deep link; only a hash of it is kept."""
    actor.require(Capability.INVITE_PEOPLE)
    token = secrets.token_urlsafe(_TOKEN_OCTETS)
    new = Invite(
        token_hash=_hash(token),
        role=role,
        team=team,
        created_by=actor.person_id,
        created_at=work.now,
        expires_at=work.now + policy.invite_lasts,
    )
    people.add_invite(work, new)
    acts.record_about(work, Act.INVITED, actor.person_id, None, role.value, team)
    return f"https://t.me/{policy.bot_username}?start={token}"


def claim(work: Work, newcomer: Newcomer, token: str) -> Invite | Problem:
    """Use an invitation's link; its maker must still approve. A second use is refused."""
    found = people.invite_by_hash(work, _hash(token))
    if found is not None and found.claimed_by == newcomer.person_id:
        return _how_it_stands(work, found) or Problem.LINK_UNKNOWN
    if found is None or found.expires_at <= work.now or found.decided_at is not None:
        return Problem.LINK_UNKNOWN
    inviter = people.get(work, found.created_by)
    if (
        found.claimed_by is not None
        or inviter is None
        or not may(inviter, Capability.INVITE_PEOPLE)
    ):
        return Problem.LINK_UNKNOWN
    if found.created_by == newcomer.person_id:
        return Problem.OWN_LINK
    known = people.get(work, newcomer.person_id)
    if known is not None:
        active = known.standing is Standing.ACTIVE
        return Problem.MEMBER_ALREADY if active else Problem.SUSPENDED
    found.claimed_by, found.claimed_at = newcomer.person_id, work.now
    found.claimed_language = newcomer.language
    people.name_claimer(work, found, newcomer.name)
    acts.record_about(
        work, Act.INVITE_CLAIMED, found.claimed_by, found.claimed_by, words=newcomer.name
    )
    return found


def open_invitation(work: Work, token: str) -> int | None:
    """Return the number of an invitation that can still be claimed; nothing is held."""
    found = people.invite_by_hash(work, _hash(token), held=False)
    is_open = found is not None and found.claimed_by is None and found.decided_at is None
    return found.invite_id if found and is_open and found.expires_at > work.now else None


def claim_of(work: Work, person_id: int) -> Problem | None:
    """Say how the newest invitation stands that somebody has claimed; None where none is open."""
    claims = people.claims_of(work, person_id)
    return _how_it_stands(work, claims[-1]) if claims else None


def waiting_for_approval(work: Work, person_ids: Collection[int]) -> set[int | None]:
    """Return who of these has claimed an invitation that can still be approved."""
    if not person_ids:
        return set()
    claims = people.undecided_claims(work, person_ids)
    waiting = {claim.claimed_by for claim in claims if _may_be_approved(work, claim)}
    return waiting | (proposals.subjects_waiting(work, ProposalKind.ENROL) & set(person_ids))


def _how_it_stands(work: Work, claimed: Invite) -> Problem | None:
    if claimed.claimed_by in proposals.subjects_waiting(work, ProposalKind.ENROL):
        return Problem.CLAIM_WAITS
    if claimed.decided_at is not None:
        is_in = people.get(work, claimed.claimed_by or 0) is not None
        return Problem.CLAIM_OVER if claimed.accepted and not is_in else None
    return Problem.CLAIM_WAITS if _may_be_approved(work, claimed) else Problem.CLAIM_OVER


def _may_be_approved(work: Work, claimed: Invite) -> bool:
    # On both sides: a clock that was set back must not keep it open for as long as the step.
    return claimed.claimed_at is not None and abs(work.now - claimed.claimed_at) < CLAIM_LASTS


def decide(
    work: Work, actor: Actor, invite_id: int, *, accept: bool
) -> Invite | Asked | NotAsked | Problem:
    """Approve or refuse who claimed an invitation: only who made it, once.

    An agent is in then. For a supervisor or an admin a second person is asked.
    """
    actor.require(Capability.DECIDE_CLAIMS)
    found = _to_be_decided(work, people.invite(work, invite_id), actor.person_id)
    if isinstance(found, Problem):
        return found
    if accept and found.role is not Role.AGENT:
        asked = _ask_for_second(work, actor, found)
        if not isinstance(asked, Asked):
            return asked
        found.decided_at, found.accepted = work.now, True
        return asked
    found.decided_at, found.accepted = work.now, accept
    if accept:
        _welcome(work, found)
    _record(work, Act.INVITE_APPROVED if accept else Act.INVITE_REFUSED, found, actor.person_id)
    return found


def _to_be_decided(work: Work, found: Invite | None, maker: int) -> Invite | Problem:
    if found is None or found.created_by != maker:
        return Problem.LINK_UNKNOWN
    if found.claimed_by is None:
        return Problem.NOT_CLAIMED
    if found.claimed_by in proposals.subjects_waiting(work, ProposalKind.ENROL):
        return Problem.WAITS_FOR_SECOND
    if found.decided_at is not None or people.get(work, found.claimed_by) is not None:
        return Problem.DECIDED
    return found if _may_be_approved(work, found) else Problem.TOO_LATE


def _ask_for_second(work: Work, actor: Actor, claimed: Invite) -> Asked | NotAsked:
    content = {
        "invite": claimed.invite_id,
        "role": claimed.role.value,
        "team": team_mark(claimed.team),
    }
    return asking.propose(work, actor, ProposalKind.ENROL, content, claimed.claimed_by)


def enrol(work: Work, consent: Consent, invite_id: int, role: str, team: str) -> bool:
    """Let in who claimed an invitation, as two people agreed; False where it is another by now.

    `team` is the team's mark.
    """
    consent.require(Capability.INVITE_PEOPLE)
    found = people.invite(work, invite_id)
    if found is None or found.claimed_by is None or not found.accepted:
        return False
    is_same = found.role == role and team_mark(found.team) == team
    if not is_same or people.get(work, found.claimed_by) is not None:
        return False
    _welcome(work, found)
    _record(work, Act.INVITE_APPROVED, found, consent.asked_by, consent.decided_by)
    cards.refresh_open(work)
    return True


def _record(work: Work, act: Act, found: Invite, by: int, decided_by: int | None = None) -> None:
    name, role = people.claimer_name(work, found), found.role.value
    acts.record_about(work, act, by, found.claimed_by, role, name, decided_by)


def _welcome(work: Work, found: Invite) -> None:
    person_id = found.claimed_by or 0
    person = Person(
        person_id=person_id,
        role=found.role,
        team=found.team,
        telegram_language=found.claimed_language,
        created_at=work.now,
    )
    person.menu = person.menu_for(found.claimed_language)
    people.add(work, person, people.claimer_name(work, found))
    outbox.append(work, outbox.row(work, person_id, Kind.MENU))


def _hash(token: str) -> str:
    # 128 random bits need no key: there is nothing to guess.
    return sha256(token.encode()).hexdigest()
