"""What is said about people: welcome, invitations, rights, languages."""

from abc import abstractmethod
from collections.abc import Sequence

from handlers.messages.texts.formats import Formats
from handlers.services.orders.codes import Collectable
from handlers.services.people.members import Problem
from storage.models.person import Person, Role
from storage.values import Inert


class PeopleTexts(Formats):
    """The door of the house."""

    @abstractmethod
    def help(self, role: Role) -> str:
        """Say what this person can do here."""

    @abstractmethod
    def menu(self, role: Role) -> list[tuple[str, str]]:
        """Return the commands of a role: (command without slash, description)."""

    @abstractmethod
    def stranger(self) -> str:
        """Say one kind sentence to somebody the company does not know."""

    @abstractmethod
    def suspended(self) -> str:
        """Tell a suspended person, in one clear sentence."""

    @abstractmethod
    def only_private(self, link: str) -> str:
        """Say in a group where to find the bot."""

    @abstractmethod
    def not_for_role(self, role: Role) -> str:
        """Say that a command is for other roles."""

    @abstractmethod
    def unknown_command(self) -> str:
        """Say that there is no such command."""

    @abstractmethod
    def invitation(self, role: Role, team: Inert, link: str) -> str:
        """Give an admin the link to pass on."""

    @abstractmethod
    def invite_usage(self) -> str:
        """Say how /invite is written."""

    @abstractmethod
    def claimed(self) -> str:
        """Tell a newcomer that the inviter must approve."""

    @abstractmethod
    def somebody_claimed(self, name: Inert, person_id: int, role: Role, team: Inert) -> str:
        """Ask the inviter whether this is the right person."""

    @abstractmethod
    def approved(self, name: Inert, role: Role) -> str:
        """Tell the inviter that the newcomer is in."""

    @abstractmethod
    def rejected(self, name: Inert) -> str:
        """Tell the inviter that the newcomer was refused."""

    @abstractmethod
    def welcome(self, role: Role) -> str:
        """Tell the newcomer that they are in."""

    @abstractmethod
    def not_approved(self) -> str:
        """Tell the newcomer that they were refused."""

    @abstractmethod
    def problem(self, problem: Problem) -> str:
        """Say why nothing was changed; total over Problem. At most 200 characters."""

    @abstractmethod
    def people(self, rows: Sequence[tuple[Person, Inert]]) -> str:
        """List people with their names."""

    @abstractmethod
    def which_person(self, command: str) -> str:
        """Say how to name a person after a command."""

    @abstractmethod
    def person_suspended(self, name: Inert, person_id: int) -> str:
        """Tell the admin that a person may no longer act."""

    @abstractmethod
    def codes_still_out(self, still: Collectable) -> str:
        """Tell the admin how many codes a suspended agent may still know, for how much cash."""

    @abstractmethod
    def person_restored(self, name: Inert, person_id: int) -> str:
        """Tell the admin that a person may act again."""

    @abstractmethod
    def choose_language(self) -> str:
        """Ask for a language."""

    @abstractmethod
    def language_chosen(self) -> str:
        """Answer the choice, in the new language."""
