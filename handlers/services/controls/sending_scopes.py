"""What a stop is about: the whole company, one team, or one channel."""

from dataclasses import dataclass

from handlers.services.rights.capabilities import Capability
from handlers.services.rights.scope import reaches_team
from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.person import Person
from storage.models.sending_stop import StopScope
from storage.repositories import people, sending_stops
from storage.values import team_mark


@dataclass(frozen=True)
class SendingScope:
    """One part of what is sent, or all of it."""

    kind: StopScope
    name: str = ""
    """The team, or our word for the channel; "" for the company."""

    @property
    def mark(self) -> str | None:
        """How the audit trail and a proposal name it; None for the company.

        A team stands there by its mark, because somebody has typed its name.
        """
        match self.kind:
            case StopScope.COMPANY:
                return None
            case StopScope.TEAM:
                return f"team:{team_mark(self.name)}"
            case StopScope.CHANNEL:
                return f"channel:{self.name}"


COMPANY = SendingScope(StopScope.COMPANY)


def of_team(team: str) -> SendingScope:
    """Return the scope of a team."""
    return SendingScope(StopScope.TEAM, team)


def of_channel(channel: Channel) -> SendingScope:
    """Return the scope of a channel."""
    return SendingScope(StopScope.CHANNEL, channel.value)


def scopes_of(team: str, channel: Channel | None = None) -> list[SendingScope]:
    """Return every scope in which an order is, the widest first; no team is no scope."""
    own = [of_team(team)] if team else []
    return [COMPANY, *own, *([] if channel is None else [of_channel(channel)])]


def every_part(work: Work) -> list[SendingScope]:
    """Return what there is to stop beside the company: channels, then teams."""
    stopped = (name for kind, name in sending_stops.parts(work) if kind is StopScope.TEAM)
    teams = {*people.teams(work), *stopped}
    return [*map(of_channel, Channel), *map(of_team, sorted(teams))]


def marked(work: Work, mark: str | None) -> SendingScope | None:
    """Return the scope of a mark; None where that team is gone."""
    if not mark:
        return COMPANY
    return next((each for each in every_part(work) if each.mark == mark), None)


def reaches(person: Person, capability: Capability, scope: SendingScope) -> bool:
    """Say whether a person may do this for a scope: supervisors for their own team only."""
    return reaches_team(person, capability, scope.name if scope.kind is StopScope.TEAM else "")
