"""Who may decide a proposal, and why somebody may not: for the cards and the decision itself."""

from datetime import timedelta

from handlers.services.proposals.rules import RULES
from handlers.services.proposals.team_part import is_asked_by_admin, supervisors, takes_part
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.person import Person, Role
from storage.models.proposal import Denial, Proposal
from storage.repositories import people, proposals

STRANGERS_FOR = timedelta(days=7)
"""So long two of whom one has let the other in count as one person. A thief who lets an accomplice
in, with somebody's careless Yes, has gained nothing for a week, in which it is noticed."""
_CLOCKS_DIFFER = timedelta(minutes=5)


def why_not(work: Work, proposal: Proposal, person: Person) -> Denial | None:
    """Say why a person may not decide a proposal now; None where they may."""
    if person.person_id == proposal.asked_by:
        return Denial.OWN
    if person.person_id == proposal.subject_id:
        return Denial.ABOUT_THEM
    needed = RULES[proposal.kind].decides
    if not (may(person, needed) and may(person, Capability.DECIDE_PROPOSALS)):
        return Denial.NO_RIGHT
    if not _may_decide_with_asker(work, proposal, person):
        return Denial.NO_RIGHT
    if let_in_lately(work, person.person_id, proposal.asked_by):
        return Denial.ENROLLED
    return None


def _may_decide_with_asker(work: Work, proposal: Proposal, person: Person) -> bool:
    """Say whether a proposal is somebody's business, and one of the two is an admin."""
    if not takes_part(work, proposal, person):
        return False
    return person.role is Role.ADMIN or is_asked_by_admin(work, proposal)


def let_in_lately(work: Work, one: int, other: int) -> bool:
    """Say whether one of two people has let the other in within the last days."""
    since = work.now - STRANGERS_FOR
    pairs = ((one, other), (other, one))
    return any(proposals.enrolled_since(work, newcomer, by, since) for newcomer, by in pairs)


def deciders(work: Work, proposal: Proposal) -> list[Person]:
    """Return who may decide a proposal now, beside the operator, and can be reached."""
    known = (*people.admins(work), *supervisors(work, proposal))
    reached = (each for each in known if not each.unreachable)
    return [each for each in reached if why_not(work, proposal, each) is None]


def is_over(work: Work, proposal: Proposal) -> bool:
    """Say whether a proposal's time is over.

    Also where it was made later than now: a clock that was set back must not keep it open longer.
    """
    return work.now >= proposal.expires_at or work.now < proposal.asked_at - _CLOCKS_DIFFER


def second_admin_is_missing(work: Work) -> bool:
    """Say whether no two admins count as two people, so that the operator decides with them."""
    admins = [each.person_id for each in people.admins(work)]
    pairs = ((one, other) for one in admins for other in admins if one < other)
    return all(let_in_lately(work, one, other) for one, other in pairs)
