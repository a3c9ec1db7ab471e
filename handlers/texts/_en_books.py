"""English: what is said about Faspay's books."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.services.book_views import DifferenceView, Report
from handlers.texts._en_words import EnglishWords
from handlers.texts.base_books import LISTED, BookTexts
from storage.reconciliation import Gap, Mismatch
from storage.values import Rupiah

_WHAT = {
    Mismatch.UNKNOWN_DEBIT: "unknown debit",
    Mismatch.UNEXPECTED_DEBIT: "debit though no money should be out",
    Mismatch.SECOND_DEBIT: "more than one debit for one order",
    Mismatch.MISSING_DEBIT: "no debit",
    Mismatch.AMOUNT: "another amount",
    Mismatch.DAY: "another day",
    Mismatch.MISSING_REFUND: "money not back",
    Mismatch.UNEXPECTED_REFUND: "money back though it should be out",
    Mismatch.STATUS: "another status",
    Mismatch.BALANCE: "balance does not fit",
}
_TELLS = {
    Mismatch.UNKNOWN_DEBIT: "{seen} left the account, and none of our orders explains it.",
    Mismatch.UNEXPECTED_DEBIT: "{seen} went out for this order, of which we say: {status}.",
    Mismatch.SECOND_DEBIT: "The order is for {expected}, but {seen} went out in more than one "
    "debit.",
    Mismatch.MISSING_DEBIT: "The order is for {expected} and exists at Faspay ({status}), but the "
    "statement has {seen} for it.",
    Mismatch.AMOUNT: "The order is for {expected}, but {seen} went out. That is more than a fee "
    "can explain.",
    Mismatch.DAY: "The debit of {seen} is dated {at}, the order was sent {sent}.",
    Mismatch.MISSING_REFUND: "Faspay says of this order: {status}. But {expected} went out and "
    "{seen} has come back.",
    Mismatch.UNEXPECTED_REFUND: "{seen} came back for this order, of which we say: {status}.",
    Mismatch.STATUS: "Faspay's inquiry contradicts our records: {status}.",
    Mismatch.BALANCE: "By the balance then, a day began with {expected}; by the balance now and "
    "the statement since, it began with {seen}.",
}
_DO = {
    Mismatch.UNKNOWN_DEBIT: "Ask whoever else may use the Faspay account, then Faspay, with time "
    "and amount. A new one stops sending until an admin writes /resume.",
    Mismatch.UNEXPECTED_DEBIT: "Do not make a new order in its place. Ask Faspay about this "
    "order number. A new one stops sending until an admin writes /resume.",
    Mismatch.SECOND_DEBIT: "Ask Faspay about this order number and claim back what is too much. "
    "A new one stops sending until an admin writes /resume.",
    Mismatch.MISSING_DEBIT: "It may be booked late. If it is still here tomorrow, ask Faspay about "
    "this order number.",
    Mismatch.AMOUNT: "Compare with Faspay, order number in hand; check FASPAY_AMOUNT_UNIT.",
    Mismatch.DAY: "Look whether month and day books still agree; ask Faspay if they do not.",
    Mismatch.MISSING_REFUND: "Claim the money from Faspay with this order number.",
    Mismatch.UNEXPECTED_REFUND: "Do not repeat the order. Ask Faspay what its status is, and "
    "whether the beneficiary got cash.",
    Mismatch.STATUS: "Look at /order {order} and ask Faspay about this order number. Do not repeat "
    "the order.",
    Mismatch.BALANCE: "Compare the balance with Faspay's own page: something moved that the "
    "statement does not show.",
}
_GAPS = {
    Gap.STATEMENT: "the statement",
    Gap.BALANCE: "the balance",
    Gap.INQUIRY: "some orders",
    Gap.BROKEN: "and the comparison was cut short again and again",
}


class EnglishBooks(EnglishWords, BookTexts):
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
            self._differences(report.open, LISTED),
        )

    def _books_outcome(self, report: Report) -> str:
        older = len(report.open) - report.new
        if report.new or older:
            counts = f"⚠️ {self._counted(report.new, 'new difference')}, {older} older still open"
            return counts if report.complete else f"not complete. {counts}"
        return "clean ✓" if report.complete else "not complete, so not called clean"

    def _books_gaps(self, report: Report) -> str:
        if report.complete:
            return ""
        missing = ", ".join(_GAPS[gap] for gap in sorted(report.gaps))
        again = (
            "It is asked again by itself, within the hour."
            if report.again
            else "It is asked again next night, or with /reconcile."
        )
        return f"Faspay did not tell: {missing}. {again}"

    def _books_basis(self, report: Report) -> str:
        if not report.complete:
            return ""
        of_orders, of_lines = report.orders_seen, report.lines_seen
        seen = f"Compared: {self._counted(of_orders, 'order')}, {self._counted(of_lines, 'line')}"
        return f"{seen}, the balance." if report.weighed else f"{seen}. The balance not: it moved."

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
            f"#{view.number} {_WHAT[view.mismatch]}",
            f"order {view.order_no}" if view.order_no else "",
            self.amount(view.seen) if view.mismatch is Mismatch.UNKNOWN_DEBIT and view.seen else "",
            self.age(view.age),
        )
        return " · ".join(part for part in parts if part)

    def difference(self, view: DifferenceView) -> str:
        facts = {
            "expected": self.amount(view.expected or Rupiah(0)),
            "seen": self.amount(view.seen or Rupiah(0)),
            "status": self.status(view.money) if view.money else "no order of ours",
            "at": self.moment(view.happened_at),
            "sent": self.moment(view.sent_at) if view.sent_at else "",
            "order": view.order_no or "",
        }
        return self.paragraphs(
            self.lines(
                f"⚠️ Difference #{view.number}: {_WHAT[view.mismatch]}",
                self._whose_debit(view),
                f"{self.moment(view.happened_at)}, {self.age(view.age)} ago",
            ),
            _TELLS[view.mismatch].format(**facts),
            _DO[view.mismatch].format(**facts),
            f"If you know what it is: /reconcile {view.number} REASON",
        )

    def _whose_debit(self, view: DifferenceView) -> str:
        if view.mismatch is Mismatch.UNKNOWN_DEBIT and view.order_no:
            return f"The line names {view.order_no}, which is no order of ours."
        return f"Order {view.order_no}" if view.order_no else ""

    def explained(self, number: int) -> str:
        return (
            f"Difference #{number} is settled with your reason. If anything about it changes, I "
            "tell it anew."
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
