"""What admins read about sending: whether it is open, who stopped it, and how things are."""

from handlers.messages.act_views import Somebody
from handlers.messages.catalogue import Family
from handlers.messages.texts.acts import ActTexts
from handlers.services.controls.health import Health
from handlers.services.controls.sending import Guard, Typed
from storage.models.outbox import Notice
from storage.values import Rupiah

_GUARD = Family("guard", (Guard.NO_ROOM, Guard.DEBIT, Guard.UPDATES_TAKEN, Guard.OLD_DATA))
_GUARD_OF_ORDER = Family("guard", (Guard.ECHO, Guard.UNIT, Guard.UNIT_UNTOLD, Guard.ACCOUNT))


class ControlTexts(ActTexts):
    """The sending switch, what the guards saw, the balance, and the state of it all."""

    def why(self, reason: str) -> str:
        """Say in words why a guard has stopped sending: its value, and what it names."""
        value, _space, named = reason.partition(" ")
        guard = next((each for each in Guard if each == value), None)
        if guard is None:
            return reason
        if guard is Guard.CLOCK:
            return self.say("guard-clock", seconds=named)
        if guard in _GUARD_OF_ORDER:
            return self.say(_GUARD_OF_ORDER[guard], order=named)
        return self.say(_GUARD[guard])

    def wrote(self, typed: Typed) -> str:
        """Say what a person wrote, as that person's words."""
        if typed.by:
            return self.say("wrote", who=typed.by, words=typed.words)
        return self.say("wrote-somebody", words=typed.words)

    def reason(self, reason: str, typed: Typed | None) -> str:
        """Say why sending is stopped; "" where nobody said."""
        if typed is not None:
            return self.wrote(typed)
        return self.say("sending-reason", why=self.why(reason)) if reason else ""

    def sending_stopped(self, reason: str, typed: Typed | None = None) -> str:
        """Tell admins that sending was stopped: by a guard (reason) or a person."""
        if reason == Guard.OLD_DATA:
            return self.say("old-data")
        return self.lines(
            self.say("sending-was-stopped"),
            self.reason(reason, typed),
            self.say("sending-how-to-open"),
        )

    def sending_opened(
        self, by: str = "", agreed: Somebody | None = None, *, by_operator: bool = False
    ) -> str:
        """Tell admins that sending was opened, and who agreed to it."""
        return self.lines(
            self.say("sending-was-opened"),
            self.say("sending-opened-by", who=by) if by else "",
            self.agreed(agreed, by_operator=by_operator),
        )

    def stop_usage(self) -> str:
        """Say how /stop is written."""
        return self.say("stop-usage")

    def sending_stopped_already(self, reason: str, typed: Typed | None = None) -> str:
        """Say that sending was stopped already, and why."""
        return self.lines(self.say("sending-stopped-already"), self.reason(reason, typed))

    def sending_held(self) -> str:
        """Say that sending cannot be opened before older data is reconciled, and what to do."""
        return self.say("sending-held")

    def sending_open_already(self) -> str:
        """Say that sending is open."""
        return self.say("sending-open-already")

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
        if not health.stopped:
            return self.say("health-open")
        why = self.wrote(health.typed) if health.typed else self.why(health.reason)
        return self.say("health-stopped", why=why)

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
