"""What admins read about purposes: their budgets, whose default they are, how to change them."""

from collections.abc import Sequence

from handlers.messages.catalogue import Family
from handlers.messages.texts.words import Words
from handlers.services.controls.purpose_changes import PurposeChange
from handlers.services.controls.purposes import PurposeState
from storage.values import AmountRule, Inert

_CHANGED = Family(
    "purpose-changed", (each for each in PurposeChange if each is not PurposeChange.SWITCHED)
)


class PurposeTexts(Words):
    """The purposes as they are, and how to change them."""

    def purposes(self, states: Sequence[PurposeState]) -> str:
        """Show all purposes, and how to change them."""
        told = self.paragraphs(*(self.purpose(state) for state in states))
        heading = self.say("purposes-now") if states else self.say("purposes-none")
        return self.paragraphs(heading, told, self.say("purposes-usage"))

    def purpose(self, state: PurposeState) -> str:
        """Show one purpose: whether it is on, its budget, and whose default it is."""
        purpose = state.purpose
        is_on = self.say("purpose-on") if purpose.is_on else self.say("purpose-off")
        teams = ", ".join(Inert(team) for team in state.teams)
        return self.lines(
            self.say("purpose-head", code=purpose.code, name=Inert(purpose.name), state=is_on),
            *self._money(state),
            self.say("purpose-first-for", teams=teams) if teams and purpose.is_on else "",
        )

    def _money(self, state: PurposeState) -> tuple[str, ...]:
        spent = self.say(
            "purpose-spent",
            used=self.amount(state.spending.used),
            reserved=self.amount(state.spending.reserved),
        )
        left = state.left
        if left is None:
            return (self.say("purpose-no-budget"), spent)
        budget = self.amount(state.purpose.budget or 0)
        if left < 0:
            return (self.say("purpose-over", budget=budget, over=self.amount(-left)), spent)
        return (self.say("purpose-budget", budget=budget, left=self.amount(left)), spent)

    def purpose_changed(self, change: PurposeChange, state: PurposeState) -> str:
        """Say what holds now, whether a command has changed it or it held before."""
        if change is not PurposeChange.SWITCHED:
            said = self.say(_CHANGED[change])
        elif state.purpose.is_on:
            said = self.say("purpose-changed-on")
        else:
            said = self.say("purpose-changed-off")
        return self.paragraphs(said, self.purpose(state))

    def purpose_exists(self, state: PurposeState, name: Inert) -> str:
        """Say that a code is taken, and how its purpose is renamed."""
        code = state.purpose.code
        return self.paragraphs(
            self.purpose(state), self.say("purpose-exists", code=code, name=name)
        )

    def no_such_purpose(self, code: str) -> str:
        """Say that there is no purpose of this code, and how one is added."""
        return self.say("purpose-unknown", code=code)

    def purpose_code_unreadable(self) -> str:
        """Say what a code is."""
        return self.say("purpose-code-unreadable")

    def purpose_name_unreadable(self) -> str:
        """Say how long a name may be."""
        return self.say("purpose-name-unreadable")

    def purpose_name_taken(self, code: str) -> str:
        """Say that another purpose has this name."""
        return self.say("purpose-name-taken", code=code)

    def purpose_name_reserved(self, code: str, word: Inert) -> str:
        """Say that a new name cannot begin with a word that changes purposes."""
        return self.say("purpose-name-reserved", code=code, word=word)

    def purpose_code_reserved(self, code: str) -> str:
        """Say that a code means something else elsewhere."""
        return self.say("purpose-code-reserved", code=code)

    def purpose_default_other(self) -> str:
        """Say that a team is offered another purpose first, and stays so."""
        return self.say("purpose-default-other")

    def purpose_budget_usage(self, code: str, rule: AmountRule) -> str:
        """Say how a budget is written."""
        least, most = self.amount(rule.minimum), self.amount(rule.maximum)
        return self.say("purpose-budget-usage", code=code, least=least, most=most)

    def purpose_team_usage(self, code: str) -> str:
        """Say that there is no such team, and how a team's default is written."""
        return self.say("purpose-team-usage", code=code)

    def which_team_first(self, code: str) -> str:
        """Ask whose agents are offered a purpose first; their teams are on buttons below."""
        return self.say("purpose-which-team", code=code)

    def switch_label(self, *, on: bool) -> str:
        """Return the label of the button that switches a purpose on or off."""
        return self.say("label-purpose-on") if on else self.say("label-purpose-off")

    @property
    def first_for_label(self) -> str:
        """The label of the button that shows the teams."""
        return self.say("label-purpose-first-for")

    @property
    def all_purposes_label(self) -> str:
        """The label of the button that goes back to all purposes."""
        return self.say("label-purposes")
