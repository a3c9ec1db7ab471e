"""The proposals in which a team's supervisors take part: what is about their own team alone."""

import json

from storage.engine.unit_of_work import Work
from storage.models.person import Person, Role, Standing
from storage.models.proposal import Proposal, ProposalKind
from storage.repositories import people
from storage.values import team_mark

_OF_TEAM = "team:"


def takes_part(work: Work, proposal: Proposal, person: Person) -> bool:
    """Say whether a proposal is somebody's business: admins', or their own team's."""
    if person.role is Role.ADMIN:
        return True
    is_supervisor = person.role is Role.SUPERVISOR and bool(person.team)
    return is_supervisor and team_mark(person.team) == _team_of(work, proposal)


def supervisors(work: Work, proposal: Proposal) -> list[Person]:
    """Return the active supervisors who take part; none where it is the admins' alone."""
    if _team_of(work, proposal) is None:
        return []
    active = (each for each in people.everyone(work) if each.standing is Standing.ACTIVE)
    others = (each for each in active if each.role is not Role.ADMIN)
    return [each for each in others if takes_part(work, proposal, each)]


def is_asked_by_admin(work: Work, proposal: Proposal) -> bool:
    """Say whether an admin has asked. Of two who decide together one must be an admin."""
    asker = people.get(work, proposal.asked_by)
    return asker is not None and asker.role is Role.ADMIN


def _team_of(work: Work, proposal: Proposal) -> str | None:
    """Return the mark of the team whose supervisors take part."""
    if proposal.kind is ProposalKind.OPEN_SENDING:
        about = str(json.loads(proposal.content).get("about") or "")
        return about.removeprefix(_OF_TEAM) if about.startswith(_OF_TEAM) else None
    if proposal.kind is ProposalKind.RESTORE:
        person = people.get(work, proposal.subject_id or 0)
        is_agent = person is not None and person.role is Role.AGENT and bool(person.team)
        return team_mark(person.team) if person is not None and is_agent else None
    return None
