"""/watch in a group: what is shown there, and how it ends."""

from collections.abc import Sequence

from handlers.messages.texts.words import Words
from storage.values import Inert


class GroupTexts(Words):
    """What is said in a group names nobody."""

    def group_begun(self, team: str, *, moved: bool) -> str:
        """Say which team's orders are shown here, what never is, and how it ends."""
        return self.paragraphs(
            self.say("group-begun", team=Inert(team)), self.say("group-moved") if moved else ""
        )

    def group_ended(self, team: str) -> str:
        """Say that a team's orders are shown in its group no longer."""
        return self.say("group-ended", team=Inert(team))

    def group_usage(self) -> str:
        """Say how /watch is written in a group."""
        return self.say("group-usage")

    def group_is_public(self) -> str:
        """Say why a group that anybody can find is shown nothing."""
        return self.say("group-is-public")

    def group_of_which_team(self, teams: Sequence[str]) -> str:
        """Ask which team's orders are to be shown."""
        if not teams:
            return self.say("group-no-team")
        return self.lines(
            self.say("group-which-team"),
            *(self.say("group-team-line", team=Inert(team)) for team in teams),
        )

    def no_group_watches(self) -> str:
        """Say that no order is shown in a group."""
        return self.say("group-none")

    def not_in_this_topic(self) -> str:
        """Say that no order is shown in this topic, but in another of the group."""
        return self.say("group-none-here")

    def watching_groups(self, groups: Sequence[tuple[str, Inert]]) -> str:
        """List the groups that are shown orders, and say how one ends."""
        return self.lines(
            self.say("group-list"),
            *(self.say("group-line", team=Inert(team), title=title) for team, title in groups),
            self.say("group-how-to-end"),
        )
