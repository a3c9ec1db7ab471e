"""What admins read of what another admin, or the operator at the machine, did."""

from abc import abstractmethod
from collections.abc import Mapping

from handlers.messages.act_views import ActView, Somebody
from handlers.messages.texts.formats import Formats
from storage.models.audit import Act
from storage.models.person import Role


class ActTexts(Formats):
    """A sentence for each act, put together here; a language gives the words."""

    @property
    @abstractmethod
    def did(self) -> Mapping[Act, str]:
        """Return the sentence of each act that is told, with places for `_facts`."""

    @property
    @abstractmethod
    def scopes(self) -> Mapping[str, str]:
        """Name what a limit is for, by its value."""

    @property
    @abstractmethod
    def operator(self) -> str:
        """Name who works at the machine itself."""

    @property
    @abstractmethod
    def program(self) -> str:
        """Name who does what nobody asked for."""

    @property
    @abstractmethod
    def unlimited(self) -> str:
        """Name a limit that is none."""

    @property
    @abstractmethod
    def nowhere(self) -> str:
        """Name the team of who is in none."""

    @abstractmethod
    def if_not_agreed(self, actor_id: int | None) -> str:
        """Say what to do if nobody had agreed to it; None for the operator's act."""

    def admin_act(self, act: ActView) -> str:
        """Tell an admin what another one, or the operator, has done."""
        told = act.actor is not None or act.by_operator
        actor_id = act.actor.person_id if act.actor else None
        return self.paragraphs(
            self.did[act.act].format(**self._facts(act)),
            self.if_not_agreed(actor_id) if told else "",
        )

    def _facts(self, act: ActView) -> dict[str, str]:
        roles = {role.value: self.role(role) for role in Role}
        return {
            "who": self.operator if act.by_operator else self._somebody(act.actor),
            "whom": self._somebody(act.subject),
            "newcomer": f"{act.words} (ID {act.subject.person_id})" if act.subject else "",
            "role": roles.get(act.why, act.why),
            "team": act.words or self.nowhere,
            "scope": self.scopes.get(act.why, act.why),
            "before": self._bound(act.before),
            "after": self._bound(act.after),
            "key": act.after,
            "number": act.why,
            "words": act.words,
        }

    def _somebody(self, person: Somebody | None) -> str:
        return f"{person.name} (ID {person.person_id})" if person else self.program

    def _bound(self, limit: str) -> str:
        return self.amount(int(limit)) if limit.isdigit() else self.unlimited
