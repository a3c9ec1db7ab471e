"""What is said about the house: the line, the limits, its health."""

from abc import abstractmethod

from handlers.messages.texts.formats import Formats
from handlers.services.controls.health import Health
from handlers.services.controls.limits import Limits
from handlers.services.controls.sending import Typed
from storage.models.outbox import Notice
from storage.values import Rupiah


class HouseTexts(Formats):
    """What admins read."""

    @abstractmethod
    def why(self, reason: str) -> str:
        """Say in words why a guard has stopped the line: its value, and what it names."""

    @abstractmethod
    def wrote(self, typed: Typed) -> str:
        """Say what a person wrote, as that person's words."""

    @abstractmethod
    def line_changed(
        self, kind: Notice, reason: str, typed: Typed | None = None, by: str = ""
    ) -> str:
        """Tell admins that the line was stopped or opened: by a guard (reason) or a person."""

    @abstractmethod
    def clock_warning(self, seconds: int) -> str:
        """Warn admins of Faspay's clock minus ours (seconds), and say what to do."""

    @abstractmethod
    def updates_elsewhere(self, kind: Notice) -> str:
        """Tell admins that somebody else uses the bot's token, what may have leaked, what to do."""

    @abstractmethod
    def stop_usage(self) -> str:
        """Say how /stop is written."""

    @abstractmethod
    def line_stopped_already(self, reason: str, typed: Typed | None = None) -> str:
        """Say that the line stood already, and why."""

    @abstractmethod
    def line_held(self) -> str:
        """Say that sending cannot be opened before older data is reconciled, and what to do."""

    @abstractmethod
    def line_open_already(self) -> str:
        """Say that the line is open."""

    @abstractmethod
    def limits(self, limits: Limits) -> str:
        """Show the limits, what is missing, and how to change them."""

    @abstractmethod
    def limits_changed(self, limits: Limits) -> str:
        """Say that the limits were changed, and what they are now."""

    @abstractmethod
    def limits_missing(self) -> str:
        """Tell admins that nothing is sent before they have set both limits."""

    @abstractmethod
    def limits_usage(self) -> str:
        """Say how /limits is written."""

    @abstractmethod
    def health(self, health: Health) -> str:
        """Show the line's state and what waits."""

    @abstractmethod
    def watching(self, *, on: bool) -> str:
        """Say whether the admin hears of every order from now on."""

    @abstractmethod
    def balance_asked(self) -> str:
        """Say that Faspay is being asked for the balance."""

    @abstractmethod
    def balance(self, total: Rupiah, available: Rupiah, in_flight: Rupiah) -> str:
        """Show the balance at Faspay, and what orders under way will still take from it."""

    @abstractmethod
    def balance_unknown(self) -> str:
        """Say that Faspay did not tell the balance."""

    @abstractmethod
    def back_again(self) -> str:
        """Say that we were away and that the question below is still open."""

    @abstractmethod
    def broken(self) -> str:
        """Apologise for a message that could not be handled; it changed nothing."""
