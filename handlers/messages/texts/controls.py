"""What admins read about how things are: what waits, the clocks, the balance."""

from handlers.messages.texts.stops import StopTexts
from handlers.services.controls.health import Health
from storage.models.outbox import Notice
from storage.models.sending_stop import StopScope
from storage.values import Rupiah


class ControlTexts(StopTexts):
    """What the guards saw, the balance, and the state of it all."""

    def clock_warning(self, seconds: int) -> str:
        """Warn admins of Faspay's clock minus ours (seconds), and say what to do."""
        return self.lines(self._clock(seconds), self.say("clock-what-to-do"))

    def _clock(self, seconds: int) -> str:
        if seconds > 0:
            return self.say("clock-behind", seconds=seconds)
        return self.say("clock-ahead", seconds=-seconds)

    def updates_elsewhere(self, kind: Notice) -> str:
        """Tell admins that somebody else uses the bot's token, what may have leaked, what to do."""
        if kind is Notice.UPDATES_TAKEN:
            return self.say("updates-taken")
        return self.say("updates-shared")

    def health(self, health: Health) -> str:
        """Show the sending switch and what waits."""
        return self.lines(
            self._is_open(health),
            self.say(
                "health-counts",
                waiting=health.waiting,
                sending=health.sending,
                unknown=health.unknown,
                to_collect=health.to_collect,
                updates=health.open_updates,
            ),
            self._clock(health.clock_seconds) if health.clock_seconds else "",
            self.say("health-limits-missing") if health.limits_missing else "",
            self._second_person(health),
        )

    def _second_person(self, health: Health) -> str:
        count = health.open_proposals
        return self.lines(
            self.say("health-proposals", count=count) if count else "",
            self.say("health-second-admin-missing") if health.second_admin_missing else "",
        )

    def _is_open(self, health: Health) -> str:
        is_open = not any(each.scope.kind is StopScope.COMPANY for each in health.stopped)
        stopped = (
            self.health_of(each.scope, self.in_short(each.reasons)) for each in health.stopped
        )
        return self.lines(self.say("health-open") if is_open else "", *stopped)

    def watching(self, *, on: bool) -> str:
        """Say whether the admin hears of every order from now on."""
        return self.say("watching-on") if on else self.say("watching-off")

    def balance_asked(self) -> str:
        """Say that Faspay is being asked for the balance."""
        return self.say("balance-asked")

    def balance(self, total: Rupiah, available: Rupiah, in_flight: Rupiah) -> str:
        """Show the balance at Faspay, and what orders under way will still take from it."""
        return self.say(
            "balance",
            total=self.amount(total),
            available=self.amount(available),
            in_flight=self.amount(in_flight),
        )

    def balance_unknown(self) -> str:
        """Say that Faspay did not tell the balance."""
        return self.say("balance-unknown")
