"""Who may use the bot: invitations, approval, suspension, language."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256

from handlers.services.notices import acts
from handlers.services.notices.announcing import refresh_card, wipe_chat
from handlers.services.policy import Policy
from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import OPERATOR, Act, AuditEntry
from storage.models.outbox import Kind
from storage.models.person import Invite, Person, Role, Standing
from storage.repositories import house, orders, outbox, people

_TOKEN_OCTETS = 16
_STRANGER_EVERY_SECONDS = 86_400.0
CLAIM_LASTS = timedelta(hours=1)
"""How long after a link was used who made it may approve: they still know whom they have asked."""


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

    Whom the operator has suspended stays so: their account is stolen, perhaps, and they are named
    there still.
    """
    if people.admins(work):
        return 0
    for admin_id in admin_ids:
        known = people.get(work, admin_id)
        if known is not None and not _is_suspended_by_operator(work, known):
            known.role, known.standing = Role.ADMIN, Standing.ACTIVE
            _record(work, Act.RESTORED, None, admin_id, "no admin was left")
        elif known is None:
            admin = Person(person_id=admin_id, role=Role.ADMIN, created_at=work.now)
            people.add(work, admin, f"Admin {admin_id}")
            _record(work, Act.FIRST_ADMIN, None, admin_id)
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
    menu_for = f"{person.role}:{person.language or person.telegram_language}"
    if person.standing is Standing.ACTIVE and person.menu != menu_for:
        person.menu = menu_for
        outbox.append(work, outbox.row(work, person.person_id, Kind.MENU))
    return person


def may_greet_stranger(work: Work, stranger_id: int) -> bool:
    """Say whether a stranger is to get the one kind sentence of the day."""
    return house.take(work, f"stranger:{stranger_id}", _STRANGER_EVERY_SECONDS, 1) <= 0


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
    _record(work, Act.INVITED, actor.person_id, None, role.value, team)
    return f"https://t.me/{policy.bot_username}?start={token}"


def claim(work: Work, newcomer: Newcomer, token: str) -> Invite | Problem:
    """Use an invitation's link; who made it must still approve. A second use is refused."""
    found = people.invite_by_hash(work, _hash(token))
    if found is not None and found.claimed_by == newcomer.person_id:
        return _how_it_stands(work, found) or Problem.LINK_UNKNOWN
    if found is None or found.expires_at <= work.now or found.decided_at is not None:
        return Problem.LINK_UNKNOWN
    inviter = people.get(work, found.created_by)
    if found.claimed_by is not None or inviter is None or not _is_admin(inviter):
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
    _record(work, Act.INVITE_CLAIMED, found.claimed_by, found.claimed_by, words=newcomer.name)
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
    claims = people.undecided_claims(work, person_ids) if person_ids else ()
    return {claim.claimed_by for claim in claims if _may_be_approved(work, claim)}


def _how_it_stands(work: Work, claimed: Invite) -> Problem | None:
    if claimed.decided_at is not None:
        return None
    return Problem.CLAIM_WAITS if _may_be_approved(work, claimed) else Problem.CLAIM_OVER


def _may_be_approved(work: Work, claimed: Invite) -> bool:
    # On both sides: a clock that was set back must not keep it open for as long as the step.
    return claimed.claimed_at is not None and abs(work.now - claimed.claimed_at) < CLAIM_LASTS


def decide(work: Work, actor: Actor, invite_id: int, *, accept: bool) -> Invite | Problem:
    """Approve or refuse who claimed an invitation: only who made it, once."""
    actor.require(Capability.DECIDE_CLAIMS)
    found = people.invite(work, invite_id)
    if found is None or found.created_by != actor.person_id:
        return Problem.LINK_UNKNOWN
    if found.claimed_by is None:
        return Problem.NOT_CLAIMED
    if found.decided_at is not None or people.get(work, found.claimed_by) is not None:
        return Problem.DECIDED
    if not _may_be_approved(work, found):
        return Problem.TOO_LATE
    found.decided_at, found.accepted = work.now, accept
    if accept:
        _welcome(work, found, found.claimed_by)
    act = Act.INVITE_APPROVED if accept else Act.INVITE_REFUSED
    name = people.claimer_name(work, found)
    _record(work, act, actor.person_id, found.claimed_by, found.role.value, name)
    return found


def _welcome(work: Work, found: Invite, person_id: int) -> None:
    person = Person(
        person_id=person_id,
        role=found.role,
        team=found.team,
        telegram_language=found.claimed_language,
        menu=f"{found.role}:{found.claimed_language}",
        created_at=work.now,
    )
    people.add(work, person, people.claimer_name(work, found))
    outbox.append(work, outbox.row(work, person_id, Kind.MENU))


def suspend(work: Work, actor: Actor, person_id: int) -> Person | Problem:
    """Take a person's rights, at once: in mid-conversation, and before an order is sent.

    The operator, on the machine, may do it to the last admin as well: it is for the day when an
    admin's account is stolen.
    """
    actor.require(Capability.SUSPEND_PEOPLE)
    house.line(work, to_change=True)  # one at a time: two admins must not suspend each other
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
    _record(work, Act.SUSPENDED, actor.person_id, person_id)
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
    _record(work, Act.RESTORED, actor.person_id, person_id)
    for order in orders.live_of(work, person_id):
        refresh_card(work, order)
    return person


def _is_suspended_by_operator(work: Work, person: Person) -> bool:
    if person.standing is Standing.ACTIVE:
        return False
    last = house.newest_act_on(work, person.person_id, Act.SUSPENDED, Act.RESTORED)
    return last is not None and last.actor_id == OPERATOR


def _is_admin(person: Person) -> bool:
    return person.role is Role.ADMIN and person.standing is Standing.ACTIVE


def _hash(token: str) -> str:
    # 128 random bits need no key: there is nothing to guess.
    return sha256(token.encode()).hexdigest()


def _record(
    work: Work,
    act: Act,
    actor_id: int | None,
    subject_id: int | None,
    why: str | None = None,
    words: str = "",
) -> None:
    entry = AuditEntry(at=work.now, act=act, actor_id=actor_id, subject_id=subject_id, why=why)
    acts.record(work, entry, words)
