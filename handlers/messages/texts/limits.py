"""What people read about limits: how they stand, how to change them, and what is left."""

from collections.abc import Iterable, Sequence

from handlers.messages.catalogue import Family
from handlers.messages.texts.words import Words
from handlers.services.controls.limits import Limits, LimitState
from handlers.services.controls.policy_changes import Knob
from storage.models.channel import Channel
from storage.models.channel_words import read_channel
from storage.models.policy import Threshold
from storage.values import Rupiah

_OF = Family("limit-of", (each for each in Threshold if each is not Threshold.CHANNEL))
_ALWAYS = (
    *(Threshold.ORDER, Threshold.AGENT_DAY, Threshold.TEAM_DAY),
    *(Threshold.COMPANY_DAY, Threshold.PHONE_WEEK),
)
_NOW = Family("limit-now", _ALWAYS)
_NEEDED = (Threshold.ORDER, Threshold.AGENT_DAY)
_WINDOWS = (*_ALWAYS[1:],)
_LEFT = Family("limit-left", _WINDOWS)


class LimitTexts(Words):
    """The limits as they are, and how to change them."""

    def limits(self, limits: Limits) -> str:
        """Show the limits, what is missing, and how to change them."""
        return self.paragraphs(self.limits_now(limits), self.limits_usage())

    def limits_now(self, limits: Limits) -> str:
        """Show the limits, and what is missing."""
        places = (each for each in Channel if limits.of(Threshold.CHANNEL, each) is not None)
        return self.paragraphs(
            self.lines(
                *(self._limit_now(limits, threshold) for threshold in _ALWAYS),
                *(self._limit_at(limits, place) for place in places),
            ),
            self._company(limits.company),
            self._warning(limits),
        )

    def _limit_now(self, limits: Limits, threshold: Threshold) -> str:
        limit = limits.of(threshold)
        if limit is not None:
            said = self.amount(limit)
        else:
            must = limits.needed and threshold in _NEEDED
            said = self.say("limit-not-set") if must else self.say("limit-none")
        return self.say(_NOW[threshold], limit=said)

    def _limit_at(self, limits: Limits, place: Channel) -> str:
        limit = limits.of(Threshold.CHANNEL, place) or Rupiah(0)
        return self.say("limit-now-channel", place=self.channel(place), limit=self.amount(limit))

    def _company(self, state: LimitState | None) -> str:
        if state is None:
            return ""
        taken, left = self.amount(Rupiah(state.taken)), self.amount(state.left)
        return self.say("limit-company-taken", taken=taken, left=left)

    def _warning(self, limits: Limits) -> str:
        if limits.missing:
            return self.say("limits-both-needed")
        if limits.too_low is None:
            return ""
        scope, least = limits.too_low
        place, smallest = read_channel(scope), self.amount(least)
        if place is None:
            return self.say("limits-too-low", smallest=smallest)
        return self.say("limits-too-low-at", place=self.channel(place), smallest=smallest)

    def limits_changed(self, limits: Limits) -> str:
        """Say that the limits were changed, and what they are now."""
        return self.paragraphs(self.say("limits-changed"), self.limits(limits))

    def limits_missing(self) -> str:
        """Tell admins that nothing is sent before they have set both limits."""
        return self.say("limits-missing")

    def where_limits(self) -> str:
        """Say with which command the limits are changed."""
        return self.say("limits-where")

    def limits_usage(self) -> str:
        """Say how /limits is written."""
        return self.say("limits-usage")

    @property
    def policy_history_label(self) -> str:
        """The label of the button that shows what was decided before."""
        return self.say("label-policy-history")

    def own_limits(self, states: Sequence[LimitState]) -> str:
        """Tell an agent what each limit is, and what is left of those of a window."""
        if not states:
            return self.say("limits-own-none")
        return self.lines(self.say("limits-own"), *(self._own_limit(state) for state in states))

    def _own_limit(self, state: LimitState) -> str:
        limit = self.amount(state.limit)
        if state.channel is not None:
            return self.say("limit-now-channel", place=self.channel(state.channel), limit=limit)
        if state.threshold is Threshold.ORDER:
            return self.say("limit-now-order", limit=limit)
        return self.say(_LEFT[state.threshold], left=self.amount(state.left), limit=limit)

    def limits_near(self, states: Iterable[LimitState]) -> str:
        """Say above a read-back what is left of each limit that allows little more."""
        return self.lines(
            *(
                self.say(
                    _LEFT[state.threshold],
                    left=self.amount(state.left),
                    limit=self.amount(state.limit),
                )
                for state in states
            )
        )

    def scope(self, about: str) -> str:
        """Say what a threshold is for, as proposals and the audit trail keep it."""
        kind, _blank, code = about.partition(" ")
        if kind == "budget":
            return self.say("limit-of-budget", code=code)
        try:
            knob = Knob.parse(about)
        except ValueError:
            return about
        if knob.threshold is not Threshold.CHANNEL:
            return self.say(_OF[knob.threshold])
        place = read_channel(knob.scope)
        return self.say("limit-of-channel", place=self.channel(place) if place else knob.scope)
