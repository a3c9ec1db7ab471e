"""What is said about Faspay's books: each comparison, and each difference."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from babel.dates import format_date

from handlers.messages.reconciliation_views import DifferenceView, Report
from handlers.messages.texts.formats import Formats
from storage.values import Rupiah

LISTED = 30
"""Differences in a report, which must fit into one message; /reconcile lists them all."""
UNCERTAIN_LISTED = 10
"""Orders in a report that are not certain yet."""


_WIB = timedelta(hours=7)
"""From UTC."""


class BookTexts(Formats):
    """What admins read. None of it holds a name, a phone or a word of Faspay's."""

    @abstractmethod
    def reconcile_asked(self, open_: Sequence[DifferenceView]) -> str:
        """Say that the books are being compared, and what was open before."""

    @abstractmethod
    def reconcile_asked_already(self, open_: Sequence[DifferenceView]) -> str:
        """Say that they are being compared already, and what was open before."""

    @abstractmethod
    def reconciled(self, report: Report) -> str:
        """Tell what a comparison came to: clean, n differences, or not complete."""

    @abstractmethod
    def difference(self, view: DifferenceView) -> str:
        """Write the card of a difference: what, how much, since when, and what to do."""

    @abstractmethod
    def explained(self, number: int, *, stands: bool) -> str:
        """Say that a difference is settled because the admin knows what it is.

        Where the line stands (for whatever reason): that sending does not go on by itself.
        """

    @abstractmethod
    def explain_usage(self) -> str:
        """Say how a difference is settled by who knows what it is."""

    @abstractmethod
    def no_such_difference(self) -> str:
        """Say that no difference with this number is open."""

    @abstractmethod
    def last_reconciled(self, report: Report | None) -> str:
        """Say in a line when the books were last compared, and how that ended."""

    @abstractmethod
    def age(self, age: timedelta) -> str:
        """Write an age in whole days, hours or minutes."""

    def facts(self, view: DifferenceView) -> dict[str, str]:
        """Write what every card may name."""
        return {
            "expected": self.amount(view.expected or Rupiah(0)),
            "seen": self.amount(view.seen or Rupiah(0)),
            "gap": self.amount(abs(view.gap)),
            "status": self.status(view.money) if view.money else "",
            "at": self.moment(view.happened_at),
            "sent": self.moment(view.sent_at) if view.sent_at else "",
            "order": view.order_no or "",
        }

    def day(self, day: date) -> str:
        """Write a day: "22 Nov 2026"."""
        return format_date(day, self.say("pattern-day"), locale=self.language)

    def days(self, first: date, last: date) -> str:
        """Write a span of days of Faspay's books, both included: those days are WIB."""
        said = self.day(first) if first == last else f"{self.day(first)} - {self.day(last)}"
        ours = datetime.combine(first, time(), self._zone).utcoffset()
        return said if ours == _WIB else f"{said} (WIB)"
