"""What admins read about the limits for one order and for an agent's day."""

from handlers.messages.texts.words import Words
from handlers.services.controls.limits import Limits
from storage.values import Rupiah


class LimitTexts(Words):
    """The limits as they are, and how to change them."""

    def limits(self, limits: Limits) -> str:
        """Show the limits, what is missing, and how to change them."""
        return self.lines(
            self.say(
                "limits-now",
                order=self._limit(limits, limits.order),
                day=self._limit(limits, limits.day),
            ),
            self._warning(limits),
            self.limits_usage(),
        )

    def _limit(self, limits: Limits, limit: Rupiah | None) -> str:
        if limit is not None:
            return self.amount(limit)
        return self.say("limit-not-set") if limits.needed else self.say("limit-none")

    def _warning(self, limits: Limits) -> str:
        if limits.missing:
            return self.say("limits-both-needed")
        if limits.too_low:
            return self.say("limits-too-low", smallest=self.amount(limits.smallest))
        return ""

    def limits_changed(self, limits: Limits) -> str:
        """Say that the limits were changed, and what they are now."""
        return self.lines(self.say("limits-changed"), self.limits(limits))

    def limits_missing(self) -> str:
        """Tell admins that nothing is sent before they have set both limits."""
        return self.say("limits-missing")

    def limits_usage(self) -> str:
        """Say how /limits is written."""
        return self.say("limits-usage")
