"""English: what is said about teams."""

from handlers.messages.texts._en_words import EnglishWords
from handlers.messages.texts.base_teams import TeamTexts
from storage.models.person import Role
from storage.values import LONGEST_TEAM, Inert


class EnglishTeams(EnglishWords, TeamTexts):
    """What admins and supervisors read."""

    def which_team(self) -> str:
        return "For which team? Only its supervisors see the orders of its agents."

    def new_team(self, team: str | None) -> str:
        return f"New team “{team}”" if team else "New team"

    def no_team(self) -> str:
        return "Without a team"

    def name_a_new_team(self, target: str) -> str:
        command = f"/invite {target}" if target in set(Role) else f"/team {target}"
        return f"Write the new team's name once: {command} NAME. From then on it is a button."

    def is_it_a_new_team(self, team: Inert) -> str:
        return f"There is no team “{team}” yet. Is it a new one, or do you mean one of these?"

    def team_unreadable(self) -> str:
        return f"A team's name has 1 to {LONGEST_TEAM} letters. Nothing was changed."

    def no_team_to_follow(self) -> str:
        return (
            "You are in no team, so there are no orders and no people for you to see. "
            "Ask an admin to put you into one (they write /team and your ID)."
        )

    def team_usage(self) -> str:
        return "Write: /team ID TEAM, or /team ID to choose. Everybody's ID is in /people"

    def assigned(self, name: Inert, role: Role, team: Inert) -> str:
        now = f"{name} is in team {team} now." if team else f"{name} is in no team now."
        if role is Role.AGENT:
            return f"{now} Orders made before stay where they were."
        if role is Role.SUPERVISOR and not team:
            return f"{now} They see nobody's orders until they are put into one."
        return now
