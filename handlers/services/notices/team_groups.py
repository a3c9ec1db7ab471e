"""Groups in which a team's orders are shown: set up by an admin, ended by whatever changes them.

A group is never followed anywhere by itself: who reads it after a change, nobody here knows.
"""

from dataclasses import dataclass
from enum import StrEnum

from handlers.services.notices import acts
from handlers.services.notices.names import opened
from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.outbox import Kind
from storage.models.team_group import TeamGroup
from storage.repositories import live_messages, outbox, team_groups


class GroupEnd(StrEnum):
    """Why a team's orders are no longer shown in a group."""

    ASKED = "asked"
    """An admin wanted it."""
    MOVED = "moved"
    """The team has another group, or topic, now."""
    SHUT_OUT = "shut out"
    MIGRATED = "migrated"
    """The group became a supergroup: to Telegram another chat, perhaps with other people."""
    TOPIC_GONE = "topic gone"
    MUTED = "muted"
    """The bot may not write there."""
    PUBLIC = "public"
    """Anybody can read it."""
    ADMIN_GONE = "admin gone"
    """Whoever set it up may not do so any more."""
    RESTORED = "restored"
    """The data is older: it may have been ended since."""


_STAYS = frozenset({GroupEnd.ASKED, GroupEnd.MOVED, GroupEnd.TOPIC_GONE, GroupEnd.SHUT_OUT})
"""After these the bot does not leave by itself: an admin is there, or it is out already."""


@dataclass(frozen=True)
class GroupPlace:
    """A group as its update tells of it."""

    chat_id: int
    topic: int | None
    title: str


def begin(work: Work, actor: Actor, team: str, place: GroupPlace) -> bool:
    """Show a team's orders in a group from now on; say whether another place ends by that.

    What was shown elsewhere stays there as it is: each of its lines has its time.
    """
    actor.require(Capability.WATCH_IN_GROUPS)
    former = team_groups.of_team(work, team)
    if former is not None:
        if (former.chat_id, former.topic) == (place.chat_id, place.topic):
            if former.set_by != actor.person_id:
                former.set_by = actor.person_id
                _record(work, Act.GROUP_BEGUN, actor.person_id, team, place.title)
            return False
        _end(work, former, GroupEnd.MOVED, actor.person_id)
    group = TeamGroup(
        team=team,
        chat_id=place.chat_id,
        topic=place.topic,
        title_sealed=b"",
        set_by=actor.person_id,
        since=work.now,
    )
    team_groups.add(work, group, place.title)
    _record(work, Act.GROUP_BEGUN, actor.person_id, team, place.title)
    return former is not None


def end(work: Work, actor: Actor, group: TeamGroup) -> None:
    """Show a team's orders in its group no longer, because an admin says so."""
    actor.require(Capability.WATCH_IN_GROUPS)
    _end(work, group, GroupEnd.ASKED, actor.person_id)


def end_of_topic(work: Work, group: TeamGroup, why: GroupEnd) -> None:
    """Show a team's orders in its group no longer, for what the bot has seen; admins are told."""
    _end(work, group, why, None)
    _leave(work, group.chat_id, why)


def end_of_chat(work: Work, chat_id: int, why: GroupEnd, moved_to: int | None = None) -> None:
    """Show nothing in a group any longer. `moved_to`: the chat that it has become."""
    ended = team_groups.in_chat(work, chat_id)
    for group in ended:
        _end(work, group, why, None)
    if ended:
        _leave(work, moved_to or chat_id, why)


def end_all(work: Work, why: GroupEnd) -> None:
    """Show nothing in any group any longer."""
    for group in team_groups.everywhere(work):
        end_of_topic(work, group, why)


def _end(work: Work, group: TeamGroup, why: GroupEnd, actor_id: int | None) -> None:
    title = opened(team_groups.title_of, work, group)
    live_messages.forget_team(work, group.chat_id, group.team)
    team_groups.remove(work, group)
    if why is not GroupEnd.MOVED:  # the new place is told
        _record(work, Act.GROUP_ENDED, actor_id, group.team, title, why.value)


def _leave(work: Work, chat_id: int, why: GroupEnd) -> None:
    if why in _STAYS or team_groups.in_chat(work, chat_id):
        return
    outbox.append(work, outbox.row(work, chat_id, Kind.LEAVE))


def _record(
    work: Work, act: Act, actor_id: int | None, team: str, title: str, why: str | None = None
) -> None:
    entry = AuditEntry(at=work.now, act=act, actor_id=actor_id, why=why)
    acts.record(work, entry, f"“{team}” → “{title}”")
