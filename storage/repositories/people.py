"""Finding and keeping people and invitations."""

from collections.abc import Collection, Sequence

from sqlalchemy import update
from sqlmodel import and_, col, or_, select

from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.person import Invite, Person, Role, Standing
from storage.repositories import sending_stops, team_groups

_NAME = "people.name"
_CLAIMED = "invites.claimed_name"


def get(work: Work, person_id: int, *, held: bool = False) -> Person | None:
    """Return a person by numeric Telegram id; `held` locks the row until the transaction ends."""
    return work.session.get(Person, person_id, with_for_update={"read": True} if held else None)


def get_anew(work: Work, person_id: int) -> Person | None:
    """Return a person as they are now, also where this transaction has read them before."""
    person = work.session.get(Person, person_id)
    if person is not None:
        work.session.refresh(person)
    return person


def everyone(work: Work) -> Sequence[Person]:
    """Return all people, admins first, then by team."""
    query = select(Person).order_by(col(Person.role), col(Person.team), col(Person.created_at))
    return work.session.exec(query).all()


def add(work: Work, person: Person, name: str) -> None:
    """Keep a new person; the name is sealed."""
    rename(work, person, name)
    work.session.add(person)
    work.session.flush()


def rename(work: Work, person: Person, name: str) -> None:
    """Keep a person's name, as Telegram shows it."""
    person.name_sealed = work.vault.seal(name, _NAME, person.person_id)


def name_of(work: Work, person: Person) -> str:
    """Open a person's name."""
    return work.vault.open(person.name_sealed, _NAME, person.person_id)


def admins(work: Work) -> Sequence[Person]:
    """Return the admins who may act."""
    query = select(Person).where(Person.role == Role.ADMIN, Person.standing == Standing.ACTIVE)
    return work.session.exec(query.order_by(col(Person.created_at))).all()


def watchers(work: Work, team: str) -> Sequence[Person]:
    """Return who hears of a team's orders: its supervisors, and the admins who want to.

    An order of no team has no supervisor.
    """
    is_one = col(Person.role) == Role.SUPERVISOR
    supervisor = and_(is_one, col(Person.team) == team, col(Person.team) != "")
    admin = and_(col(Person.role) == Role.ADMIN, col(Person.watching).is_(True))
    active = col(Person.standing) == Standing.ACTIVE
    query = select(Person).where(active, or_(supervisor, admin))
    return work.session.exec(query).all()


def supervisors(work: Work, team: str) -> Sequence[Person]:
    """Return the supervisors of a team who may act; no team has none."""
    is_one = (Person.role == Role.SUPERVISOR, Person.standing == Standing.ACTIVE)
    query = select(Person).where(*is_one, Person.team == team, Person.team != "")
    return work.session.exec(query).all()


def standings(work: Work, person_ids: Collection[int]) -> dict[int, Standing]:
    """Return who of these is known, and whether they may act."""
    query = select(col(Person.person_id), col(Person.standing))
    found = query.where(col(Person.person_id).in_(person_ids))
    return dict(work.session.exec(found).all()) if person_ids else {}


def teams(work: Work) -> Sequence[str]:
    """Return the names of all teams that have somebody, or wait for somebody, as they are kept."""
    invited = select(Invite.team).where(col(Invite.decided_at).is_(None))
    named = select(Person.team).union(invited.where(Invite.expires_at > work.now))
    return sorted(team for (team,) in work.session.execute(named) if team)


def rename_team(work: Work, old: str, new: str) -> None:
    """Give a team's people, invitations, orders and group another name for it."""
    for table in (Person, Invite, Order):
        work.session.exec(update(table).where(col(table.team) == old).values(team=new))
    team_groups.rename_team(work, old, new)
    sending_stops.rename_team(work, old, new)


def claims_of(work: Work, person_id: int) -> Sequence[Invite]:
    """Return the invitations that somebody has claimed, newest last."""
    query = select(Invite).where(Invite.claimed_by == person_id)
    return work.session.exec(query.order_by(col(Invite.invite_id))).all()


def undecided_claims(work: Work, person_ids: Collection[int]) -> Sequence[Invite]:
    """Return the invitations that these have claimed and that nobody has decided."""
    query = select(Invite).where(col(Invite.claimed_by).in_(person_ids))
    return work.session.exec(query.where(col(Invite.decided_at).is_(None))).all()


def invite_by_hash(work: Work, token_hash: str, *, held: bool = True) -> Invite | None:
    """Return the invitation of a link; on PostgreSQL it is held until the transaction ends."""
    query = select(Invite).where(Invite.token_hash == token_hash)
    return work.session.exec(query.with_for_update() if held else query).first()


def invite(work: Work, invite_id: int) -> Invite | None:
    """Return an invitation; on PostgreSQL it is held until the transaction ends."""
    return work.session.get(Invite, invite_id, with_for_update=True)


def add_invite(work: Work, new: Invite) -> None:
    """Keep a new invitation."""
    work.session.add(new)
    work.session.flush()


def name_claimer(work: Work, claimed: Invite, name: str) -> None:
    """Keep the claimer's name, sealed."""
    claimed.claimed_name_sealed = work.vault.seal(name, _CLAIMED, claimed.invite_id)


def claimer_name(work: Work, claimed: Invite) -> str:
    """Open the claimer's name; empty before a claim."""
    if claimed.claimed_name_sealed is None:
        return ""
    return work.vault.open(claimed.claimed_name_sealed, _CLAIMED, claimed.invite_id)
