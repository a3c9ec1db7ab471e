"""The people of the company: who they are, and who is suspended."""

from dataclasses import dataclass
from enum import StrEnum

from handlers.services.notices import acts
from handlers.services.notices.announcing import refresh_card, wipe_chat
from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import OPERATOR, Act
from storage.models.outbox import Kind
from storage.models.person import Person, Role, Standing
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


def suspend(work: Work, actor: Actor, person_id: int) -> Person | Problem:
    """Take a person's rights, at once: in mid-conversation, and before an order is sent.

    The operator, on the machine, may do it to the last admin as well: it is for the day when an
    admin's account is stolen.
    """
    actor.require(Capability.SUSPEND_PEOPLE)
    system_state.take_turns(work)  # one at a time: two admins must not suspend each other
    person = people.get(work, person_id)
    if person is None:
        return Problem.NOBODY
    if person.person_id == actor.person_id:
        return Problem.ONESELF
    if person.standing is Standing.SUSPENDED:
        return Problem.UNCHANGED
    if not actor.is_operator and _is_admin(person) and len(people.admins(work)) == 1:
        return Problem.LAST_ADMIN
    person.standing = Standing.SUSPENDED
    acts.record_about(work, Act.SUSPENDED, actor.person_id, person_id)
    outbox.drop_replies(work, person_id)
    wipe_chat(work, person_id)
    return person


def restore(work: Work, actor: Actor, person_id: int) -> Person | Problem:
    """Give a suspended person their rights back, and the cards that waited meanwhile."""
    actor.require(Capability.RESTORE_PEOPLE)
    person = people.get(work, person_id)
    if person is None:
        return Problem.NOBODY
    if person.standing is Standing.ACTIVE:
        return Problem.UNCHANGED
    person.standing = Standing.ACTIVE
    acts.record_about(work, Act.RESTORED, actor.person_id, person_id)
    for order in orders.live_of(work, person_id):
        refresh_card(work, order)
    return person


def _is_suspended_by_operator(work: Work, person: Person) -> bool:
    if person.standing is Standing.ACTIVE:
        return False
    last = audit_trail.newest_act_on(work, person.person_id, Act.SUSPENDED, Act.RESTORED)
    return last is not None and last.actor_id == OPERATOR


def _is_admin(person: Person) -> bool:
    return person.role is Role.ADMIN and person.standing is Standing.ACTIVE
