"""What is said about teams."""

from abc import abstractmethod

from handlers.messages.texts.formats import Formats
from storage.models.person import Role
from storage.values import Inert


class TeamTexts(Formats):
    """What admins and supervisors read."""

    @abstractmethod
    def which_team(self) -> str:
        """Ask for which team, above its buttons."""

    @abstractmethod
    def new_team(self, team: str | None) -> str:
        """Label the button of a new team, by its name where it was typed."""

    @abstractmethod
    def no_team(self) -> str:
        """Label the button for no team at all."""

    @abstractmethod
    def name_a_new_team(self, target: str) -> str:
        """Say how a new team's name is written; `target` is a role to invite, or a person's id."""

    @abstractmethod
    def is_it_a_new_team(self, team: Inert) -> str:
        """Ask, above the buttons, whether an unknown name is a new team or a slip."""

    @abstractmethod
    def team_unreadable(self) -> str:
        """Say that a team's name cannot be taken."""

    @abstractmethod
    def no_team_to_follow(self) -> str:
        """Tell a supervisor who is in no team what that means, and who can change it."""

    @abstractmethod
    def team_usage(self) -> str:
        """Say how an admin puts somebody into a team."""

    @abstractmethod
    def assigned(self, name: Inert, role: Role, team: Inert) -> str:
        """Say that a person is in a team now ("": in none), and what follows."""
