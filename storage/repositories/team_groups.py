"""Which group sees which team's orders."""

from collections.abc import Sequence

from sqlmodel import select

from storage.engine.unit_of_work import Work
from storage.models.team_group import TeamGroup

_TITLE = "team_groups.title"


def of_team(work: Work, team: str) -> TeamGroup | None:
    """Return the group of a team; no team has none."""
    return work.session.get(TeamGroup, team) if team else None


def in_chat(work: Work, chat_id: int) -> Sequence[TeamGroup]:
    """Return what is shown in a group: a team in each of its topics."""
    query = select(TeamGroup).where(TeamGroup.chat_id == chat_id)
    return work.session.exec(query.order_by(TeamGroup.team)).all()


def everywhere(work: Work) -> Sequence[TeamGroup]:
    """Return all groups, by team."""
    return work.session.exec(select(TeamGroup).order_by(TeamGroup.team)).all()


def add(work: Work, group: TeamGroup, title: str) -> None:
    """Keep that a group sees a team's orders; the team must have none."""
    group.title_sealed = work.vault.seal(title, _TITLE, group.team)
    work.session.add(group)
    work.session.flush()


def title_of(work: Work, group: TeamGroup) -> str:
    """Open what a group was called. Raise WrongKeys."""
    return work.vault.open(group.title_sealed, _TITLE, group.team)


def remove(work: Work, group: TeamGroup) -> None:
    """Keep that a group no longer sees a team's orders."""
    work.session.delete(group)
    work.session.flush()


def rename_team(work: Work, old: str, new: str) -> None:
    """Give a team another name; where that one has a group already, the old one's is dropped."""
    group = of_team(work, old)
    if group is None:
        return
    title = title_of(work, group)
    remove(work, group)
    if of_team(work, new) is None:
        moved = TeamGroup(**group.model_dump(exclude={"team", "title_sealed"}), team=new)
        add(work, moved, title)
