"""What admins read of a comparison of our orders with Faspay's books."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from handlers.messages.catalogue import Family
from handlers.messages.reconciliation_views import DiscrepancyView, Hold, Report, Uncertain
from handlers.messages.texts.discrepancies import DiscrepancyTexts
from storage.models.reconciliation import BalanceCheck, Gap

LISTED = 30
"""Discrepancies in a report, which must fit into one message; /reconcile lists them all."""
UNCERTAIN_LISTED = 10
"""Orders in a report that are not certain yet."""
_WIB = timedelta(hours=7)
"""From UTC."""
_GAP = Family("gap", set(Gap) - {Gap.BROKEN})
_COMPARED = Family("compared-balance", (BalanceCheck.FITS, BalanceCheck.EXPLAINED))
_BALANCE = Family("balance", set(BalanceCheck) - set(_COMPARED))


class ReconciliationTexts(DiscrepancyTexts):
    """The report of a comparison, and what is said while one is made."""

    def reconcile_asked(self, open_: Sequence[DiscrepancyView]) -> str:
        """Say that the books are being compared, and what was open before."""
        return self.paragraphs(self.say("reconcile-asked"), self._open_discrepancies(open_))

    def reconcile_asked_already(self, open_: Sequence[DiscrepancyView]) -> str:
        """Say that they are being compared already, and what was open before."""
        return self.paragraphs(self.say("reconcile-asked-already"), self._open_discrepancies(open_))

    def reconciled(self, report: Report) -> str:
        """Tell what a comparison came to: clean, n discrepancies, or not complete."""
        days = self.days(report.first_day, report.last_day)
        return self.paragraphs(
            self.say("reconciled", days=days, outcome=self._outcome(report)),
            self._compared(report) if report.complete else self._gaps(report),
            self._uncertain(report.uncertain),
            self._open_discrepancies(report.open, LISTED),
            self._hold(report.hold),
        )

    def last_reconciled(self, report: Report | None) -> str:
        """Say in a line when the books were last compared, and how that ended."""
        if report is None:
            return self.say("last-reconciled-never")
        at = self.stamp(report.finished_at)
        return self.say("last-reconciled", at=at, outcome=self._outcome(report))

    def _outcome(self, report: Report) -> str:
        new, older = report.new, len(report.open) - report.new
        if new or older:
            if report.complete:
                return self.say("outcome-differs", new=new, older=older)
            return self.say("outcome-incomplete-and-differs", new=new, older=older)
        if not report.complete:
            return self.say("outcome-incomplete")
        return self.say("outcome-clean") if report.is_clean else self.say("outcome-not-certain")

    def _gaps(self, report: Report) -> str:
        again = (
            self.say("gaps-again-within-the-hour")
            if report.again
            else self.say("gaps-again-next-night")
        )
        if Gap.BROKEN in report.gaps:
            return f"{self.say('gaps-given-up')} {again}"
        missing = ", ".join(self.say(_GAP[gap]) for gap in sorted(report.gaps))
        return f"{self.say('gaps-unread', missing=missing)} {again}"

    def _compared(self, report: Report) -> str:
        orders, lines, balance = report.orders_seen, report.lines_seen, report.balance_check
        if balance and balance in _COMPARED:
            return self.say(_COMPARED[balance], orders=orders, lines=lines)
        compared = self.say("compared", orders=orders, lines=lines)
        return f"{compared} {self.say(_BALANCE[balance])}" if balance else compared

    def _uncertain(self, orders: Sequence[Uncertain]) -> str:
        if not orders:
            return ""
        left = len(orders) - UNCERTAIN_LISTED
        return self.lines(
            self.say("uncertain-orders"),
            *(f"{each.order_no} · {self.age(each.age)}" for each in orders[:UNCERTAIN_LISTED]),
            self.say("uncertain-left-out", count=left) if left > 0 else "",
        )

    def _hold(self, hold: Hold | None) -> str:
        if hold is None:
            return ""
        if hold.lifted:
            return self.say("hold-lifted")
        again = (
            self.say("hold-compared-at", at=self.moment(hold.next_at))
            if hold.next_at
            else self.say("hold-compared-next-night")
        )
        return f"{self.say('hold-waits')} {again}"

    def days(self, first: date, last: date) -> str:
        """Write a span of days of Faspay's books, both included: those days are WIB."""
        said = self.day(first) if first == last else f"{self.day(first)} - {self.day(last)}"
        ours = datetime.combine(first, time(), self._zone).utcoffset()
        return said if ours == _WIB else f"{said} (WIB)"
