"""What everybody reads about the bot itself: what it can do, and what it cannot."""

from handlers.messages.catalogue import Family
from handlers.messages.texts.words import Words
from storage.models.person import Role

_HELP = Family("help", Role)


class HelpTexts(Words):
    """Help, the menu, and what is said to whoever asks for something else."""

    def help(self, role: Role) -> str:
        """Say what this person can do here."""
        return self.say(_HELP[role])

    def menu(self, role: Role) -> list[tuple[str, str]]:
        """Return the commands of a role: (command without slash, description)."""
        match role:
            case Role.AGENT:
                commands = self._agents_menu()
            case Role.SUPERVISOR:
                commands = self._supervisors_menu()
            case Role.ADMIN:
                commands = self._admins_menu()
        return [
            *commands,
            ("notifications", self.say("menu-notifications")),
            ("language", self.say("menu-language")),
            ("help", self.say("menu-help")),
        ]

    def _agents_menu(self) -> list[tuple[str, str]]:
        return [
            ("cashout", self.say("menu-cashout")),
            ("orders", self.say("menu-own-orders")),
            ("code", self.say("menu-code")),
            ("limits", self.say("menu-own-limits")),
            ("cancel", self.say("menu-cancel")),
        ]

    def _supervisors_menu(self) -> list[tuple[str, str]]:
        return [
            ("orders", self.say("menu-team-orders")),
            ("order", self.say("menu-order")),
            ("digest", self.say("menu-digest")),
            ("team", self.say("menu-team-people")),
            ("lock", self.say("menu-lock")),
            ("stop", self.say("menu-stop-team")),
            ("resume", self.say("menu-resume")),
        ]

    def _admins_menu(self) -> list[tuple[str, str]]:
        return [
            ("orders", self.say("menu-all-orders")),
            ("order", self.say("menu-order")),
            ("digest", self.say("menu-digest")),
            ("people", self.say("menu-people")),
            ("invite", self.say("menu-invite")),
            ("team", self.say("menu-assign")),
            ("lock", self.say("menu-lock")),
            ("suspend", self.say("menu-suspend")),
            ("restore", self.say("menu-restore")),
            ("stop", self.say("menu-stop")),
            ("resume", self.say("menu-resume")),
            ("limits", self.say("menu-limits")),
            ("policy", self.say("menu-policy")),
            ("balance", self.say("menu-balance")),
            ("reconcile", self.say("menu-reconcile")),
            ("audit", self.say("menu-audit")),
            ("health", self.say("menu-health")),
            ("watch", self.say("menu-watch")),
        ]

    def stranger(self) -> str:
        """Say one kind sentence to somebody the company does not know."""
        return self.say("stranger")

    def suspended(self) -> str:
        """Tell a suspended person, in one clear sentence."""
        return self.say("suspended")

    def only_private(self, link: str) -> str:
        """Say in a group where to find the bot."""
        return self.say("only-private", link=link)

    def not_for_role(self, role: Role) -> str:
        """Say that a command is for other roles."""
        return self.say("not-for-role", role=self.role(role))

    def unknown_command(self) -> str:
        """Say that there is no such command."""
        return self.say("unknown-command")

    def choose_language(self) -> str:
        """Ask for a language."""
        return self.say("choose-language")

    def language_chosen(self) -> str:
        """Answer the choice, in the new language."""
        return self.say("language-chosen")

    def back_again(self) -> str:
        """Say that we were away and that the question below is still open."""
        return self.say("back-again")

    def broken(self) -> str:
        """Apologise for a message that could not be handled; it changed nothing."""
        return self.say("broken")
