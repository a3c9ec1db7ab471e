"""English: what is said about people."""

from collections.abc import Sequence

from handlers.messages.texts._en_words import EnglishWords
from handlers.messages.texts.base_people import PeopleTexts
from handlers.services.orders.codes import Collectable
from handlers.services.people.members import Problem
from storage.models.person import Person, Role
from storage.values import Inert

_HELP = {
    Role.AGENT: (
        "I help you send cash to a beneficiary who has no bank card.\n\n"
        "Write /cashout, or name, phone and amount in one message, like:\n"
        "Budi Santoso 0812-3456-7890 300rb\n\n"
        "/orders your orders\n/order NUMBER one order\n/code NUMBER the code once more\n"
        "/cancel cancel\n/language language"
    ),
    Role.SUPERVISOR: (
        "Here you follow your team's orders; I tell you of every change.\n\n"
        "/orders the team's newest orders\n/order NUMBER one order and its history\n"
        "/team the team's people\n/language language"
    ),
    Role.ADMIN: (
        "You decide who may send money, and can stop all sending.\n\n"
        "/invite agent|supervisor|admin [TEAM] invite somebody\n/people everybody\n"
        "/team ID TEAM puts somebody into a team\n"
        "/suspend ID takes rights away, /restore ID gives them back\n"
        "/stop REASON stops all sending, /resume opens it\n"
        "/limits limits on amounts\n/balance what is left at Faspay\n"
        "/reconcile orders against Faspay's books\n"
        "/orders and /order NUMBER orders\n/audit [NUMBER] what was done\n/health how things are\n"
        "/watch news of every order\n/language language"
    ),
}
_COMMON = [("language", "Choose a language"), ("help", "Help")]
_MENU = {
    Role.AGENT: [
        ("cashout", "Send cash"),
        ("orders", "My orders"),
        ("code", "Show a code again: /code NUMBER"),
        ("cancel", "Cancel"),
    ],
    Role.SUPERVISOR: [
        ("orders", "The team's orders"),
        ("order", "One order: /order NUMBER"),
        ("team", "The team's people"),
    ],
    Role.ADMIN: [
        ("orders", "Newest orders"),
        ("order", "One order: /order NUMBER"),
        ("people", "Everybody"),
        ("invite", "Invite: /invite ROLE [TEAM]"),
        ("team", "Put into a team: /team ID TEAM"),
        ("suspend", "Take rights away: /suspend ID"),
        ("restore", "Give rights back: /restore ID"),
        ("stop", "Stop all sending: /stop REASON"),
        ("resume", "Open sending"),
        ("limits", "Limits on amounts"),
        ("balance", "Balance at Faspay"),
        ("reconcile", "Orders against Faspay's books"),
        ("audit", "What was done: /audit [NUMBER]"),
        ("health", "How things are"),
        ("watch", "News of every order"),
    ],
}
_PROBLEMS = {
    Problem.LINK_UNKNOWN: "This invitation does not hold: it was used, is over 15 minutes old, or "
    "is not yours. Ask your admin for a new one.",
    Problem.OWN_LINK: "This is your own invitation. Pass the link on to the person you invite.",
    Problem.MEMBER_ALREADY: "You are in already. Write /help to begin.",
    Problem.SUSPENDED: "Your rights are suspended. Please contact your company's admin.",
    Problem.NOT_CLAIMED: "Nobody has used this invitation yet.",
    Problem.CLAIM_WAITS: "Your invitation still waits for the approval of who invited you. "
    "News comes here.",
    Problem.CLAIM_OVER: "Nobody approved your invitation within an hour, so it is over. "
    "Ask your admin for a new link.",
    Problem.TOO_LATE: "The link was used more than an hour ago, so this is over and nobody was let "
    "in. To invite them again, write /invite and pass on the new link.",
    Problem.DECIDED: "This invitation is decided already.",
    Problem.NOBODY: "Nobody has that ID. See /people",
    Problem.ONESELF: "You cannot suspend yourself.",
    Problem.LAST_ADMIN: "This is the last admin; there must be at least one.",
    Problem.UNCHANGED: "That is how it is already; nothing was changed.",
}


class EnglishPeople(EnglishWords, PeopleTexts):
    """The door of the house."""

    def help(self, role: Role) -> str:
        return _HELP[role]

    def menu(self, role: Role) -> list[tuple[str, str]]:
        return [*_MENU[role], *_COMMON]

    def stranger(self) -> str:
        return (
            "Hello! This bot is only for the company's staff; if you are one of them, "
            "ask your admin for an invitation link."
        )

    def suspended(self) -> str:
        return "Your rights here are suspended; please contact your company's admin."

    def only_private(self, link: str) -> str:
        return f"I work only in private chat: {link}"

    def not_for_role(self, role: Role) -> str:
        return f"That command is not for your role ({self.role(role)}). What you can use: /help"

    def unknown_command(self) -> str:
        return "There is no such command. What you can use: /help"

    def invitation(self, role: Role, team: Inert, link: str) -> str:
        of_team = f", team {team}" if team else ""
        return (
            f"An invitation for the role {self.role(role)}{of_team}. Valid for 15 minutes, for one "
            f"person. Pass this link on; once it is used I ask for your approval.\n\n{link}"
        )

    def invite_usage(self) -> str:
        return "Write: /invite agent|supervisor|admin [TEAM], for example /invite agent Bandung"

    def claimed(self) -> str:
        return "Thank you. The person who invited you must approve first; news comes here."

    def somebody_claimed(self, name: Inert, person_id: int, role: Role, team: Inert) -> str:
        of_team = f", team {team}" if team else ""
        return (
            f"{name} (ID {person_id}) used your invitation for the role {self.role(role)}"
            f"{of_team}. Make sure that it is the right person, for example by phone. You can "
            "approve for one hour."
        )

    def approved(self, name: Inert, role: Role) -> str:
        return f"{name} is in now. Role: {self.role(role)}."

    def rejected(self, name: Inert) -> str:
        return f"{name} was refused and has no access."

    def welcome(self, role: Role) -> str:
        return f"Welcome! Your role: {self.role(role)}.\n\n{self.help(role)}"

    def not_approved(self) -> str:
        return "The person who invited you did not approve. If that is a mistake, ask your admin."

    def problem(self, problem: Problem) -> str:
        return _PROBLEMS[problem]

    def people(self, rows: Sequence[tuple[Person, Inert]]) -> str:
        if not rows:
            return "There is nobody yet."
        return "\n".join(self._person(person, name) for person, name in rows)

    def _person(self, person: Person, name: Inert) -> str:
        parts = (
            f"{name} (ID {person.person_id})",
            self.role(person.role),
            Inert(person.team),
            self.standing(person.standing),
            "has blocked the bot" if person.unreachable else "",
        )
        return " · ".join(part for part in parts if part)

    def which_person(self, command: str) -> str:
        return f"Write: /{command} ID. Everybody's ID is in /people"

    def person_suspended(self, name: Inert, person_id: int) -> str:
        return (
            f"{name} is suspended from now on; their orders that are not sent yet will not be "
            f"sent. To give the rights back: /restore {person_id}"
        )

    def codes_still_out(self, still: Collectable) -> str:
        codes = "One code" if still.codes == 1 else f"{still.codes} codes"
        until = f", until {self.moment(still.until)} at the latest" if still.until else ""
        return (
            f"{codes} that they have seen, {self.amount(still.total)} in all, can still be "
            f"collected{until}. I am taking the codes off their screen now, but a code that "
            "somebody has noted still works. If no cash may go out any more, call Faspay now."
        )

    def person_restored(self, name: Inert, person_id: int) -> str:
        return f"{name} may act again. To suspend again: /suspend {person_id}"

    def choose_language(self) -> str:
        return "Choose your language. Pilih bahasa Anda."

    def language_chosen(self) -> str:
        return "Good, English from now on."
