"""What is said about people: invitations, and what each may do."""

from collections.abc import Sequence

from handlers.messages.catalogue import Family
from handlers.messages.texts.help import HelpTexts
from handlers.services.orders.collectable import Collectable
from handlers.services.people.members import Problem
from storage.models.person import Person, Role
from storage.values import Inert

_PROBLEM = Family("problem", Problem)
_LOCK_USAGE = Family("lock-usage", Role)


class PeopleTexts(HelpTexts):
    """Letting people in, listing them, suspending and restoring them."""

    def invitation(self, role: Role, team: Inert, link: str) -> str:
        """Give an admin the link to pass on."""
        what = (
            self.say("invitation-into-team", role=self.role(role), team=team)
            if team
            else self.say("invitation-without-team", role=self.role(role))
        )
        return self.paragraphs(f"{what} {self.say('invitation-terms')}", link)

    def invite_usage(self) -> str:
        """Say how /invite is written."""
        return self.say("invite-usage")

    def claimed(self) -> str:
        """Tell a newcomer that the inviter must approve."""
        return self.say("claimed")

    def somebody_claimed(self, name: Inert, person_id: int, role: Role, team: Inert) -> str:
        """Ask the inviter whether this is the right person."""
        id_, as_role = str(person_id), self.role(role)
        who = (
            self.say("somebody-claimed-into-team", name=name, id=id_, role=as_role, team=team)
            if team
            else self.say("somebody-claimed-without-team", name=name, id=id_, role=as_role)
        )
        return f"{who} {self.say('somebody-claimed-approve')}"

    def approved(self, name: Inert, role: Role) -> str:
        """Tell the inviter that the newcomer is in."""
        return self.say("approved", name=name, role=self.role(role))

    def rejected(self, name: Inert) -> str:
        """Tell the inviter that the newcomer was refused."""
        return self.say("rejected", name=name)

    def welcome(self, role: Role) -> str:
        """Tell the newcomer that they are in."""
        return self.paragraphs(self.say("welcome", role=self.role(role)), self.help(role))

    def not_approved(self) -> str:
        """Tell the newcomer that they were refused."""
        return self.say("not-approved")

    def problem(self, problem: Problem) -> str:
        """Say why nothing was changed; total over Problem. At most 200 characters."""
        return self.say(_PROBLEM[problem])

    def people(self, rows: Sequence[tuple[Person, Inert]]) -> str:
        """List people with their names."""
        return self.lines(*(self._person(*row) for row in rows)) or self.say("people-none")

    def _person(self, person: Person, name: Inert) -> str:
        parts = (
            self.say("person-and-id", name=name, id=str(person.person_id)),
            self.role(person.role),
            Inert(person.team),
            self.standing(person.standing),
            self.say("person-unreachable") if person.unreachable else "",
        )
        return " · ".join(part for part in parts if part)

    def which_person(self, command: str) -> str:
        """Say how to name a person after a command."""
        return self.say("which-person", command=command)

    def person_suspended(self, name: Inert, person_id: int) -> str:
        """Tell the admin that a person may no longer act."""
        return self.say("person-suspended", name=name, id=str(person_id))

    def lock_usage(self, role: Role) -> str:
        """Say how /lock is written."""
        return self.say(_LOCK_USAGE[role])

    def whom_to_lock(self) -> str:
        """Ask who is meant; each is on a button."""
        return self.say("lock-whom")

    def nobody_to_lock(self, words: Inert) -> str:
        """Say that nobody is called so."""
        return self.say("lock-nobody", words=words)

    def person_locked(self, name: Inert, person_id: int) -> str:
        """Tell who has locked somebody what that means, and how it is undone."""
        return self.say("person-locked", name=name, id=str(person_id))

    def locked_oneself(self) -> str:
        """Tell a person that they have locked themselves, and who undoes it."""
        return self.say("locked-oneself")

    def codes_still_out(self, still: Collectable) -> str:
        """Tell the admin how many codes a suspended agent may still know, for how much cash."""
        codes, total = still.codes, self.amount(still.total)
        what = (
            self.say(
                "codes-still-out-until", codes=codes, total=total, until=self.moment(still.until)
            )
            if still.until
            else self.say("codes-still-out", codes=codes, total=total)
        )
        return f"{what} {self.say('codes-still-out-what-to-do')}"

    def person_restored(self, name: Inert, person_id: int) -> str:
        """Tell the admin that a person may act again."""
        return self.say("person-restored", name=name, id=str(person_id))
