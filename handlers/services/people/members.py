"""The people of the company: who they are, and who is suspended."""

from dataclasses import dataclass
from enum import StrEnum

from handlers.services.notices import acts
from handlers.services.notices.announcing import refresh_card, wipe_chat
from handlers.services.proposals import asking, cards, ending
from handlers.services.proposals.asking import Asked, NotAsked
from handlers.services.rights.actors import Actor, Consent, NotAuthorisedError, may
from handlers.services.rights.capabilities import Capability
from handlers.services.rights.scope import reaches_team
from storage.engine.unit_of_work import Work
from storage.models.audit import OPERATOR, Act, AuditEntry
from storage.models.outbox import Kind
from storage.models.person import Person, Role, Standing
from storage.models.proposal import ProposalKind
from storage.repositories import audit_trail, orders, outbox, people, rate_buckets, system_state

_STRANGER_EVERY_SECONDS = 86_400.0


@dataclass(frozen=True)
class Newcomer:
    """Who a Telegram update comes from."""

    person_id: int
    name: str
    language: str | None


class Problem(StrEnum):
    """Why nothing was changed."""

    LINK_UNKNOWN = "link unknown, used or too old"
    OWN_LINK = "own link"
    MEMBER_ALREADY = "member already"
    SUSPENDED = "suspended"
    NOT_CLAIMED = "not claimed"
    CLAIM_WAITS = "own claim waits for approval"
    CLAIM_OVER = "own claim was not approved in time"
    TOO_LATE = "claimed too long ago to be approved"
    DECIDED = "decided already"
    NOBODY = "nobody has this id"
    ONESELF = "oneself"
    LAST_ADMIN = "last admin"
    WAITS_FOR_SECOND = "a second person must decide"
    TEAM_STOPPED = "team stopped"
    UNCHANGED = "unchanged"


def seed_admins(work: Work, admin_ids: tuple[int, ...]) -> int:
    """Make the first admins when no active admin is known; return how many there are then.

    A person whom the operator suspended stays suspended: their account may be stolen, and they may
    still be named in ADMIN_IDS.
    """
    if people.admins(work):
        return 0
    for admin_id in admin_ids:
        known = people.get(work, admin_id)
        if known is not None and not _is_suspended_by_operator(work, known):
            known.role, known.standing = Role.ADMIN, Standing.ACTIVE
            wipe_chat(work, admin_id)  # codes are for agents, and this person may have been one
            acts.record_about(work, Act.RESTORED, None, admin_id, "no admin was left")
        elif known is None:
            admin = Person(person_id=admin_id, role=Role.ADMIN, created_at=work.now)
            people.add(work, admin, f"Admin {admin_id}")
            acts.record_about(work, Act.FIRST_ADMIN, None, admin_id)
    return len(people.admins(work))


def meet(work: Work, newcomer: Newcomer) -> Person | None:
    """Find the person an update comes from, and keep what changed about them."""
    person = people.get(work, newcomer.person_id)
    if person is None:
        return None
    if people.name_of(work, person) != newcomer.name:
        people.rename(work, person, newcomer.name)
    person.telegram_language = newcomer.language or person.telegram_language
    if person.unreachable:
        person.unreachable = False
        outbox.reopen(work, person.person_id)
        for order in orders.live_of(work, person.person_id):
            refresh_card(work, order)
    menu_for = person.menu_for(person.language or person.telegram_language)
    if person.standing is Standing.ACTIVE and person.menu != menu_for:
        person.menu = menu_for
        outbox.append(work, outbox.row(work, person.person_id, Kind.MENU))
    return person


def may_greet_stranger(work: Work, stranger_id: int) -> bool:
    """Say whether a stranger is to get the one kind sentence of the day."""
    return rate_buckets.take(work, f"stranger:{stranger_id}", _STRANGER_EVERY_SECONDS, 1) <= 0


def suspend(work: Work, actor: Actor, person_id: int) -> Person | Asked | NotAsked | Problem:
    """Take a person's rights, at once: in mid-conversation, and before an order is sent.

    An admin is suspended by two people: for that, one asks here.
    """
    person = _to_be_suspended(work, actor, person_id)
    if isinstance(person, Problem):
        return person
    if person.person_id == actor.person_id:
        return Problem.ONESELF
    if person.role is Role.ADMIN:
        return asking.propose(work, actor, ProposalKind.SUSPEND_ADMIN, {}, person_id)
    return _suspend(work, person, actor.person_id)


def suspend_at_machine(work: Work, actor: Actor, person_id: int) -> Person | Problem:
    """Take a person's rights as the operator, at once; the last admin's as well.

    It is for the day when an admin's account is stolen. Who is locked or suspended by others is
    suspended by the operator as well: no setting gives them anything back then (seed_admins).
    """
    if not actor.is_operator:
        raise NotAuthorisedError("only the operator does this at the machine")
    person = _to_be_suspended(work, actor, person_id)
    known = people.get(work, person_id)
    if person is Problem.UNCHANGED and known and not _is_suspended_by_operator(work, known):
        person = known
    return person if isinstance(person, Problem) else _suspend(work, person, actor.person_id)


def suspend_admin(work: Work, consent: Consent, person_id: int) -> Person | Problem:
    """Take an admin's rights, at once, as two people agreed."""
    person = _to_be_suspended(work, consent, person_id)
    if isinstance(person, Problem) or person.role is not Role.ADMIN:
        return Problem.UNCHANGED
    if len(people.admins(work)) == 1:
        return Problem.LAST_ADMIN
    return _suspend(work, person, consent.asked_by, consent.decided_by)


def _to_be_suspended(work: Work, by: Actor | Consent, person_id: int) -> Person | Problem:
    """Return somebody who can be suspended.

    One at a time: two admins must not suspend each other.
    """
    by.require(Capability.SUSPEND_PEOPLE)
    system_state.take_turns(work)
    person = people.get_anew(work, person_id)
    if person is None:
        return Problem.NOBODY
    return Problem.UNCHANGED if person.standing is Standing.SUSPENDED else person


def _suspend(work: Work, person: Person, by: int, decided_by: int | None = None) -> Person:
    acts.record_about(work, Act.SUSPENDED, by, person.person_id, decided_by=decided_by)
    return _frozen(work, person)


def lock(work: Work, actor: Actor, person_id: int) -> Person | Problem:
    """Take a person's rights, at once, by one person: it only freezes, and two give them back.

    Everybody locks themselves, a supervisor whoever is in their team, an admin anybody: another
    admin as well, but not the last. Who was suspended before is locked, too, so that nobody gives
    the rights back alone.
    """
    actor.require(Capability.LOCK_PEOPLE)
    system_state.take_turns(work)
    who, person = people.get_anew(work, actor.person_id), people.get_anew(work, person_id)
    if who is None or not may(who, Capability.LOCK_PEOPLE):
        return Problem.SUSPENDED  # somebody has locked them first
    if person is None or not may_lock(who, person):
        return Problem.NOBODY
    if is_locked(work, person):
        return Problem.UNCHANGED
    if _is_last_admin(work, person):
        return Problem.LAST_ADMIN
    acts.record_about(work, Act.LOCKED, actor.person_id, person_id)
    return _frozen(work, person)


def _is_last_admin(work: Work, person: Person) -> bool:
    return [each.person_id for each in people.admins(work)] == [person.person_id]


def may_lock(who: Person, person: Person) -> bool:
    """Say whether somebody may lock a person."""
    if who.person_id == person.person_id:
        return may(who, Capability.LOCK_PEOPLE)
    is_above = person.role is Role.ADMIN and who.role is not Role.ADMIN
    return not is_above and reaches_team(who, Capability.LOCK_PEOPLE, person.team)


def is_locked(work: Work, person: Person) -> bool:
    """Say whether somebody is locked, and not only suspended."""
    last = _last_on(work, person)
    return person.standing is Standing.SUSPENDED and last is not None and last.act is Act.LOCKED


def _frozen(work: Work, person: Person) -> Person:
    """End all that a person can do or see here."""
    person.standing = Standing.SUSPENDED
    outbox.drop_replies(work, person.person_id)
    wipe_chat(work, person.person_id)
    ending.withdraw_about(work, person.person_id)
    cards.refresh_open(work)
    return person


def restore(work: Work, actor: Actor, person_id: int) -> Person | Asked | NotAsked | Problem:
    """Give a suspended person their rights back, and the cards that waited meanwhile.

    One admin may undo what they did themselves to an agent by suspending them. Whatever else is
    asked for: a suspension that another made, and every lock, must not be undone by one, and
    supervisors and admins are let in by two. A supervisor asks for agents of their own team.
    """
    actor.require(Capability.RESTORE_PEOPLE)
    system_state.take_turns(work)
    who, person = people.get_anew(work, actor.person_id), people.get_anew(work, person_id)
    if who is None or person is None or not _may_ask_to_restore(who, person):
        return Problem.NOBODY
    if person.standing is Standing.ACTIVE:
        return Problem.UNCHANGED
    if person.role is Role.AGENT and _suspended_by(work, person) == actor.person_id:
        return _restore(work, person, actor.person_id)
    content = {"role": person.role.value}
    return asking.propose(work, actor, ProposalKind.RESTORE, content, person_id)


def _may_ask_to_restore(who: Person, person: Person) -> bool:
    if not reaches_team(who, Capability.RESTORE_PEOPLE, person.team):
        return False
    return who.role is Role.ADMIN or person.role is Role.AGENT


def give_back(work: Work, consent: Consent, person_id: int, role: str) -> Person | Problem:
    """Give a person of a role their rights back, as two people agreed."""
    consent.require(Capability.RESTORE_PEOPLE)
    system_state.take_turns(work)
    person = people.get_anew(work, person_id)
    if person is None or person.standing is Standing.ACTIVE or person.role != role:
        return Problem.UNCHANGED
    return _restore(work, person, consent.asked_by, consent.decided_by)


def _restore(work: Work, person: Person, by: int, decided_by: int | None = None) -> Person:
    person.standing = Standing.ACTIVE
    acts.record_about(work, Act.RESTORED, by, person.person_id, decided_by=decided_by)
    for order in orders.live_of(work, person.person_id):
        refresh_card(work, order)
    ending.withdraw_about(work, person.person_id)
    cards.refresh_open(work)
    return person


def _suspended_by(work: Work, person: Person) -> int | None:
    last = _last_on(work, person)
    return last.actor_id if last is not None and last.act is Act.SUSPENDED else None


def _last_on(work: Work, person: Person) -> AuditEntry | None:
    found = (Act.SUSPENDED, Act.LOCKED, Act.RESTORED)
    return audit_trail.newest_act_on(work, person.person_id, *found)


def _is_suspended_by_operator(work: Work, person: Person) -> bool:
    return person.standing is Standing.SUSPENDED and _suspended_by(work, person) == OPERATOR
