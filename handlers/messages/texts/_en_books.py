"""English: what is said about Faspay's books."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.messages.reconciliation_views import DifferenceView, Hold, Report
from handlers.messages.texts._en_differences import WHAT, EnglishDifferences
from handlers.messages.texts.base_books import LISTED, UNCERTAIN_LISTED
from storage.models.reconciliation import Gap, Mismatch, Weighing

_GAPS = {
    Gap.STATEMENT: "the statement",
    Gap.BALANCE: "the balance",
    Gap.INQUIRY: "some orders",
}
_BALANCE = {
    Weighing.FITS: ", the balance.",
    Weighing.DIFFERS: ". The balance does not fit.",
    Weighing.EXPLAINED: ", the balance: it differs by what was explained.",
    Weighing.FIRST: ". The balance is known from now on; the next comparison holds it against "
    "this one.",
    Weighing.ANEW: ". ⚠️ The balance not: the last one that was compared lies too far back, so "
    "what moved unseen since is not known. It begins anew. Compare it with Faspay's own page.",
    Weighing.MOVED: ". The balance not: it moved. The next comparison makes up for it.",
    Weighing.UNTOLD: ". The balance not: Faspay did not tell it.",
}


class EnglishBooks(EnglishDifferences):
    """What admins read."""

    def reconcile_asked(self, open_: Sequence[DifferenceView]) -> str:
        return self.paragraphs(
            "Our orders are being compared with Faspay's books. That may take some minutes; the "
            "result comes here.",
            self._differences(open_),
        )

    def reconcile_asked_already(self, open_: Sequence[DifferenceView]) -> str:
        return self.paragraphs(
            "You have asked already: our orders are being compared with Faspay's books, or what "
            "Faspay did not tell is asked again within the hour. The result comes here.",
            self._differences(open_),
        )

    def reconciled(self, report: Report) -> str:
        return self.paragraphs(
            f"Orders and Faspay's books, {self.days(report.first_day, report.last_day)}: "
            f"{self._books_outcome(report)}",
            self._books_gaps(report),
            self._books_basis(report),
            self._uncertain(report),
            self._differences(report.open, LISTED),
            self._hold(report.hold),
        )

    def _books_outcome(self, report: Report) -> str:
        older = len(report.open) - report.new
        if report.new or older:
            counts = f"⚠️ {self._counted(report.new, 'new difference')}, {older} older still open"
            return counts if report.complete else f"not complete. {counts}"
        if not report.complete:
            return "not complete, so not called clean"
        return "clean ✓" if report.is_clean else "no difference, but not all is certain"

    def _books_gaps(self, report: Report) -> str:
        if report.complete:
            return ""
        again = (
            "It is asked again by itself, within the hour."
            if report.again
            else "It is asked again next night, or with /reconcile."
        )
        if Gap.BROKEN in report.gaps:
            return (
                "The comparison was cut short on our side again and again, and is given up for "
                f"now; Faspay was not the cause. {again}"
            )
        missing = ", ".join(_GAPS[gap] for gap in sorted(report.gaps))
        return f"Could not be read from Faspay: {missing}. {again}"

    def _books_basis(self, report: Report) -> str:
        if not report.complete:
            return ""
        of_orders, of_lines = report.orders_seen, report.lines_seen
        seen = f"Compared: {self._counted(of_orders, 'order')}, {self._counted(of_lines, 'line')}"
        return seen + (_BALANCE[report.weighing] if report.weighing else ".")

    def _uncertain(self, report: Report) -> str:
        if not report.uncertain:
            return ""
        left = len(report.uncertain) - UNCERTAIN_LISTED
        return self.lines(
            "Not certain yet. Make no new order in their place, and ask Faspay with the number:",
            *(
                f"{each.order_no} · {self.age(each.age)}"
                for each in report.uncertain[:UNCERTAIN_LISTED]
            ),
            f"… and {left} more" if left > 0 else "",
        )

    def _hold(self, hold: Hold | None) -> str:
        if hold is None:
            return ""
        if hold.lifted:
            return "The older data is compared now. Look at each difference, then open with /resume"
        again = (
            f"The books are compared again about {self.moment(hold.next_at)}."
            if hold.next_at
            else "The books are compared again next night, or with /reconcile."
        )
        return (
            "Older data is in place, and what it lacks may not all be in the statement yet, so "
            f"sending cannot be opened. {again}"
        )

    def _differences(self, views: Sequence[DifferenceView], most: int | None = None) -> str:
        if not views:
            return ""
        most = most or len(views)
        return self.lines(
            "Open differences:",
            *(self._difference(view) for view in views[:most]),
            f"… and {len(views) - most} more: /reconcile" if len(views) > most else "",
            self.explain_usage(),
        )

    def _difference(self, view: DifferenceView) -> str:
        parts = (
            f"#{view.number} {WHAT[view.mismatch]}",
            f"order {view.order_no}" if view.order_no else "",
            self._sum(view),
            self.age(view.age),
        )
        return " · ".join(part for part in parts if part)

    def _sum(self, view: DifferenceView) -> str:
        if view.mismatch is Mismatch.BALANCE:
            return f"{self.amount(abs(view.gap))} {'missing' if view.gap < 0 else 'too much'}"
        return (
            self.amount(view.seen) if view.mismatch is Mismatch.UNKNOWN_DEBIT and view.seen else ""
        )

    def explained(self, number: int, *, stands: bool) -> str:
        return self.lines(
            f"Difference #{number} is settled with your reason. If anything about it changes, I "
            "tell it anew.",
            "Sending is still stopped. Once all is looked into, open it with /resume"
            if stands
            else "",
        )

    def explain_usage(self) -> str:
        return "To settle one that you can explain: /reconcile NUMBER REASON"

    def no_such_difference(self) -> str:
        return "No difference with that number is open. Those that are: /reconcile"

    def last_reconciled(self, report: Report | None) -> str:
        if report is None:
            return "Faspay's books: not compared yet"
        return f"Faspay's books: {self.moment(report.finished_at)}, {self._books_outcome(report)}"

    def age(self, age: timedelta) -> str:
        minutes = max(0, int(age.total_seconds() // 60))
        for unit, size in (("day", 1440), ("hour", 60)):
            if minutes >= size:
                return self._counted(minutes // size, unit)
        return f"{minutes} min"

    @staticmethod
    def _counted(count: int, what: str) -> str:
        return f"{count} {what}" if count == 1 else f"{count} {what}s"
