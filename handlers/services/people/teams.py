"""Teams: chosen among those there are; a new one is typed once. Case and blanks make no other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from handlers.services.notices import acts
from handlers.services.people.members import Problem
from handlers.services.proposals import cards
from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.person import Person, Role
from storage.models.sending_stop import StopScope
from storage.repositories import people, sending_stops, system_state
from storage.values import team_key, team_mark


def known(work: Work) -> list[str]:
    """Return the teams there are, each in one spelling."""
    spellings: dict[str, str] = {}
    for team in people.teams(work):
        spellings.setdefault(team_key(team), team)
    return list(spellings.values())


def find(teams: Iterable[str], typed: str) -> str | None:
    """Return the team that a spelling means; None where there is no such team."""
    wanted = team_key(typed)
    return next((team for team in teams if team_key(team) == wanted), None)


def nearest_first(teams: Iterable[str], typed: str) -> list[str]:
    """Order teams by how much they look like what was typed."""
    wanted = team_key(typed)

    def likeness(team: str) -> float:
        return SequenceMatcher(None, wanted, team_key(team)).ratio()

    return sorted(teams, key=likeness, reverse=True)


def marked(teams: Iterable[str], wanted: str) -> str | None:
    """Return the team of a mark; None where it no longer exists."""
    return next((team for team in teams if team_mark(team) == wanted), None)


def assign(work: Work, actor: Actor, person_id: int, team: str) -> Person | Problem:
    """Put a person into a team, or into none; their earlier orders stay where they were.

    Nobody gets an agent out of a team for which sending is stopped: that would open it for them.
    """
    actor.require(Capability.ASSIGN_TEAMS)
    system_state.take_turns(work)
    person = people.get_anew(work, person_id)
    if person is None:
        return Problem.NOBODY
    if person.team == team:
        return Problem.UNCHANGED
    if person.role is Role.AGENT and sending_stops.of_scope(work, StopScope.TEAM, person.team):
        return Problem.TEAM_STOPPED
    person.team = team
    entry = AuditEntry(
        at=work.now, act=Act.ASSIGNED, actor_id=actor.person_id, subject_id=person_id
    )
    acts.record(work, entry, team)
    cards.refresh_open(work)
    return person


def merge_spellings(work: Work) -> None:
    """Make one team of those that differ by case and blanks only, as older programs let in.

    Each old spelling is kept in the audit trail, and all admins are told.
    """
    counts = Counter(person.team for person in people.everyone(work))
    groups: dict[str, list[str]] = {}
    for team in people.teams(work):
        groups.setdefault(team_key(team), []).append(team)
    for spellings in groups.values():
        best, *others = sorted(spellings, key=lambda each: (-counts[each], each.islower()))
        _merge(work, others, best)


def _merge(work: Work, spellings: Sequence[str], best: str) -> None:
    for old in spellings:
        people.rename_team(work, old, best)
        entry = AuditEntry(at=work.now, act=Act.TEAMS_MERGED)
        acts.record(work, entry, f'"{old}" → "{best}"')
