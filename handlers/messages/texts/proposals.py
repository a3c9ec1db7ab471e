"""What admins read of what one person may not do alone."""

from handlers.messages.catalogue import Family
from handlers.messages.proposal_views import ProposalView
from handlers.messages.texts.controls import ControlTexts
from handlers.services.decisions.deciding import Decided
from storage.models.person import Role
from storage.models.proposal import AttemptVerdict, Denial, ProposalKind, ProposalStatus, Withdrawal
from storage.models.sending_stop import StopScope

_WITHDRAWN = Family("proposal-withdrawn", Withdrawal)
_DENIED = Family("denied", Denial)


class ProposalTexts(ControlTexts):
    """The card of a proposal, and the answers to a press on it."""

    def proposal(self, view: ProposalView, *, is_reminder: bool = False) -> str:
        """Show a proposal: what is asked for, by whom, and how it stands."""
        is_open = view.status is ProposalStatus.OPEN
        return self.paragraphs(
            self.say("proposal-reminder") if is_reminder and is_open else "",
            self.lines(
                self._asks(view),
                self.reasons(view.reasons),
                self.say(
                    "proposal-asked",
                    who=self.somebody(view.asker),
                    time=self.moment(view.asked_at),
                ),
            ),
            self._waits(view) if is_open else self._ended(view),
        )

    def proposal_ended(self, view: ProposalView) -> str:
        """Tell who asked what became of it."""
        return self.lines(self._asks(view), self._ended(view))

    def _asks(self, view: ProposalView) -> str:
        return self.say("proposal-head", number=view.number, what=self.asked_for(view))

    def asked_for(self, view: ProposalView) -> str:
        """Say what is asked for, within a sentence."""
        match view.kind:
            case ProposalKind.OPEN_SENDING:
                return self._asks_to_open(view)
            case ProposalKind.LOOSEN_LIMIT | ProposalKind.LOOSEN_PURPOSE:
                return self._asks_for_more(view)
            case ProposalKind.ENROL:
                who, role = self.somebody(view.subject), self.role(Role(view.role))
                team = view.team or self.say("team-of-nobody")
                return self.say("asks-enrol", who=who, role=role, team=team)
            case ProposalKind.SUSPEND_ADMIN:
                return self.say("asks-suspend-admin", who=self.somebody(view.subject))
            case ProposalKind.RESTORE:
                who, role = self.somebody(view.subject), self.role(Role(view.role))
                return self.say("asks-restore", who=who, role=role)

    def _asks_for_more(self, view: ProposalView) -> str:
        kind, _blank, code = view.limit.partition(" ")
        if kind == "purpose":
            budget = self.amount(int(view.budget)) if view.budget else self.say("limit-none")
            on = self.say("asks-purpose-on", code=code, budget=budget)
            return on if view.after == "on" else self.say("asks-purpose-off", code=code)
        return self.say(
            "asks-loosen-limit",
            scope=self.scope(view.limit),
            before=self.limit_was(view.before),
            after=self.limit_was(view.after),
        )

    def _asks_to_open(self, view: ProposalView) -> str:
        if view.scope.kind is StopScope.COMPANY:
            return self.say("asks-open-sending")
        return self.say("asks-open-part", part=self.part(view.scope))

    def _waits(self, view: ProposalView) -> str:
        until = self.moment(view.expires_at)
        if view.can_decide:
            who = ", ".join(view.can_decide)
            how = self.say("proposal-who-decides", who=who, until=until)
        else:
            number = str(view.number)
            how = self.say("proposal-operator-decides", number=number, until=until)
        return self.lines(self.say("proposal-nothing-yet"), how)

    def _ended(self, view: ProposalView) -> str:
        time = self.moment(view.ended_at) if view.ended_at else ""
        who = self.say("operator-alone") if view.by_operator else self.somebody(view.ended_by)
        if view.status is ProposalStatus.APPROVED:
            return self.say("proposal-approved", who=who, time=time)
        if view.status is ProposalStatus.REJECTED:
            return self.say("proposal-rejected", who=who, time=time)
        if view.why is None:
            return self.say("proposal-expired", time=time)
        return self.say(_WITHDRAWN[view.why], time=time)

    def press_answered(self, decided: Decided | None) -> str | None:
        """Answer a press that decided nothing; None where the card itself shows what it did."""
        if decided is None:
            return self.say("denied-other-content")
        if decided.denial is not None:
            return self.say(_DENIED[decided.denial])
        is_late = decided.verdict is AttemptVerdict.REDUNDANT
        return self.say("proposal-redundant") if is_late else None

    def asked_too_often(self) -> str:
        """Say that somebody has asked for too many things."""
        return self.say("asked-too-often")

    def approved_once(self) -> str:
        """Tell a newcomer that a second person must approve."""
        return self.say("approved-once")

    @property
    def withdraw_label(self) -> str:
        """The label of the button with which who asked takes it back."""
        return self.say("label-withdraw")
