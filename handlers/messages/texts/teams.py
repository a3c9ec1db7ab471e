"""What admins and supervisors read about teams."""

from handlers.messages.texts.words import Words
from storage.models.person import Role
from storage.values import LONGEST_TEAM, Inert


class TeamTexts(Words):
    """Choosing a team, naming one, and who is in which."""

    def which_team(self) -> str:
        """Ask for which team, above its buttons."""
        return self.say("team-which")

    def new_team(self, team: str | None) -> str:
        """Label the button of a new team, by its name where it was typed."""
        return self.say("team-new-named", team=team) if team else self.say("team-new")

    def no_team(self) -> str:
        """Label the button for no team at all."""
        return self.say("team-none")

    def name_a_new_team(self, target: str) -> str:
        """Say how a new team's name is written; `target` is a role to invite, or a person's id."""
        command = f"/invite {target}" if target in set(Role) else f"/team {target}"
        return self.say("team-name-a-new-one", command=command)

    def is_it_a_new_team(self, team: Inert) -> str:
        """Ask, above the buttons, whether an unknown name is a new team or a slip."""
        return self.say("team-is-it-new", team=team)

    def team_unreadable(self) -> str:
        """Say that a team's name cannot be taken."""
        return self.say("team-unreadable", longest=LONGEST_TEAM)

    def no_team_to_follow(self) -> str:
        """Tell a supervisor who is in no team what that means, and who can change it."""
        return self.say("team-none-to-follow")

    def team_usage(self) -> str:
        """Say how an admin puts somebody into a team."""
        return self.say("team-usage")

    def assigned(self, name: Inert, role: Role, team: Inert) -> str:
        """Say that a person is in a team now ("": in none), and what follows."""
        now = (
            self.say("team-assigned", name=name, team=team)
            if team
            else self.say("team-assigned-to-none", name=name)
        )
        if role is Role.AGENT:
            return f"{now} {self.say('team-assigned-agent')}"
        if role is Role.SUPERVISOR and not team:
            return f"{now} {self.say('team-assigned-supervisor-to-none')}"
        return now
