"""What is read of stops: what is stopped and why, what goes on, and how it is opened."""

from datetime import datetime

from handlers.messages.act_views import Somebody
from handlers.messages.catalogue import Family
from handlers.messages.texts.acts import ActTexts
from handlers.services.controls.sending import Guard
from handlers.services.controls.sending_scopes import SendingScope
from handlers.services.controls.stop_reasons import Stopped, StopReason, Typed
from storage.models.channel import Channel
from storage.models.sending_stop import StopScope
from storage.values import Inert

_GUARD = Family("guard", (Guard.NO_ROOM, Guard.DEBIT, Guard.UPDATES_TAKEN, Guard.OLD_DATA))
_GUARD_OF_ORDER = Family("guard", (Guard.ECHO, Guard.UNIT, Guard.UNIT_UNTOLD, Guard.ACCOUNT))
_PARTS = (StopScope.TEAM, StopScope.CHANNEL)
_WAS_STOPPED = Family("stop-was-stopped", _PARTS)
_STOPPED_ALREADY = Family("stop-already", _PARTS)
_WAS_OPENED = Family("stop-was-opened", _PARTS)
_HEALTH = Family("health-stopped", _PARTS)
_PART = Family("stop-part", _PARTS)


_MOST = 6
"""Reasons in one list: a message has room for 4,096 characters."""


class StopTexts(ActTexts):
    """The sending switch: for all, for a team, for a channel."""

    def why(self, reason: str) -> str:
        """Say in words why a guard has stopped sending: its value, and what it names."""
        value, _space, named = reason.partition(" ")
        guard = next((each for each in Guard if each == value), None)
        if guard is None:
            return reason
        if guard is Guard.CLOCK:
            return self.say("guard-clock", seconds=named)
        if guard in {Guard.FAILURES, Guard.LOW_BALANCE}:
            return self._why_counted(reason)
        if guard in _GUARD_OF_ORDER:
            return self.say(_GUARD_OF_ORDER[guard], order=named)
        return self.say(_GUARD[guard])

    def _why_counted(self, reason: str) -> str:
        match reason.split():
            case [Guard.FAILURES, count, order]:
                return self.say("guard-failures", count=count, order=order)
            case [Guard.LOW_BALANCE, available, needed, asked_at]:
                return self.say(
                    "guard-low-balance",
                    available=self.amount(int(available)),
                    needed=self.amount(int(needed)),
                    time=self.moment(datetime.fromisoformat(asked_at)),
                )
        return reason

    def wrote(self, typed: Typed) -> str:
        """Say what a person wrote, as that person's words."""
        if typed.by:
            return self.say("wrote", who=typed.by, words=typed.words)
        return self.say("wrote-somebody", words=typed.words)

    def reason(self, reason: StopReason) -> str:
        """Say why sending is stopped, in a line; "" where nobody said."""
        if reason.typed is not None:
            return self.wrote(reason.typed)
        return self.say("sending-reason", why=self.why(reason.guard)) if reason.guard else ""

    def reasons(self, reasons: tuple[StopReason, ...]) -> str:
        """Say every reason, each in a line; of very many the newest, and how many there are."""
        return self.lines(*map(self.reason, reasons[-_MOST:]), self._more(reasons))

    def part(self, scope: SendingScope) -> str:
        """Name a team or a channel within a sentence; "" for the company."""
        if scope.kind is StopScope.COMPANY:
            return ""
        return self.say(_PART[scope.kind], name=self._name(scope))

    def sending_stopped(self, stopped: Stopped, *, own_team_only: bool = False) -> str:
        """Tell admins, or a team's supervisors, that sending was stopped, and what goes on."""
        scope, reasons = stopped.scope, stopped.reasons
        return self.lines(
            self._was_stopped(scope),
            self.reasons(reasons),
            self.say("stop-own-team-only") if own_team_only else "",
            self._how_to_open(scope, own_team_only=own_team_only),
            "" if own_team_only or not scope.name else self.say("stop-everything"),
        )

    def sending_opened(
        self,
        scope: SendingScope,
        by: Somebody | None,
        agreed: Somebody | None,
        still: list[Stopped],
        *,
        by_operator: bool = False,
    ) -> str:
        """Tell that sending was opened, who agreed to it, and what is stopped still."""
        return self.lines(
            self._was_opened(scope),
            self.say("sending-opened-by", who=by.name) if by else "",
            self.agreed(agreed, by_operator=by_operator),
            self._still(still),
        )

    def stop_usage(self) -> str:
        """Say how /stop is written."""
        return self.say("stop-usage")

    def stop_usage_of_team(self, team: str) -> str:
        """Say to a supervisor how /stop is written."""
        return self.say("stop-usage-of-team", team=Inert(team))

    def sending_stopped_already(self, stopped: Stopped) -> str:
        """Say that it was stopped already, and for which reasons by now."""
        scope = stopped.scope
        if scope.kind is StopScope.COMPANY:
            already = self.say("stop-already-company")
        else:
            already = self.say(_STOPPED_ALREADY[scope.kind], name=self._name(scope))
        return self.lines(already, self.reasons(stopped.reasons))

    def what_to_open(self, stopped: list[Stopped]) -> str:
        """List what is stopped, and how each is opened."""
        return self.paragraphs(self.say("stop-which-to-open"), *map(self._to_open, stopped))

    def _to_open(self, stopped: Stopped) -> str:
        reasons = self.reasons(stopped.reasons)
        return self.lines(self.health_of(stopped.scope), reasons, self._how_to_open(stopped.scope))

    def sending_held(self) -> str:
        """Say that sending cannot be opened before older data is reconciled, and what to do."""
        return self.say("sending-held")

    def old_data(self) -> str:
        """Tell admins that older data is in place, what it means, and what to check."""
        return self.say("old-data")

    def sending_open_already(self, scope: SendingScope, still: list[Stopped]) -> str:
        """Say that this is not stopped, and what is."""
        if scope.kind is StopScope.COMPANY:
            return self.lines(self.say("sending-open-already"), self._still(still))
        return self.lines(self.say("stop-not-stopped", part=self.part(scope)), self._still(still))

    def health_of(self, scope: SendingScope, why: str = "") -> str:
        """Say in a line that something is stopped, and why."""
        if scope.kind is StopScope.COMPANY:
            line = self.say("health-stopped-company")
        else:
            line = self.say(_HEALTH[scope.kind], name=self._name(scope))
        return f"{line} ({why})" if why else line

    def in_short(self, reasons: tuple[StopReason, ...]) -> str:
        """Say every reason within a line."""
        newest = reasons[-_MOST:]
        said = [self.wrote(each.typed) if each.typed else self.why(each.guard) for each in newest]
        return "; ".join(each for each in (*said, self._more(reasons)) if each)

    def _more(self, reasons: tuple[StopReason, ...]) -> str:
        count = len(reasons) - _MOST
        return self.say("stop-more-reasons", count=count) if count > 0 else ""

    def _was_stopped(self, scope: SendingScope) -> str:
        if scope.kind is StopScope.COMPANY:
            return self.say("stop-was-stopped-company")
        return self.say(_WAS_STOPPED[scope.kind], name=self._name(scope))

    def _was_opened(self, scope: SendingScope) -> str:
        if scope.kind is StopScope.COMPANY:
            return self.say("stop-was-opened-company")
        return self.say(_WAS_OPENED[scope.kind], name=self._name(scope))

    def _still(self, still: list[Stopped]) -> str:
        if any(each.scope.kind is StopScope.COMPANY for each in still):
            return self.say("stop-still-all")
        parts = ", ".join(self.part(each.scope) for each in still)
        return self.say("stop-still-parts", parts=parts) if parts else ""

    def _how_to_open(self, scope: SendingScope, *, own_team_only: bool = False) -> str:
        if scope.kind is StopScope.COMPANY or own_team_only:
            return self.say("sending-how-to-open")
        return self.say("stop-how-to-open-part", name=Inert(scope.name))

    def _name(self, scope: SendingScope) -> str:
        if scope.kind is StopScope.CHANNEL:
            return self.channel(Channel(scope.name))
        return Inert(scope.name)
