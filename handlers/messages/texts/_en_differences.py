"""English: the card of a difference between our orders and Faspay's books."""

from handlers.messages.reconciliation_views import DifferenceView
from handlers.messages.texts._en_words import EnglishWords
from handlers.messages.texts.base_books import BookTexts
from storage.models.reconciliation import Mismatch, Said

WHAT = {
    Mismatch.UNKNOWN_DEBIT: "unknown debit",
    Mismatch.UNEXPECTED_DEBIT: "debit though no money should be out",
    Mismatch.UNCONFIRMED_DEBIT: "debit of an order that is not certain",
    Mismatch.SECOND_DEBIT: "more than one debit for one order",
    Mismatch.MISSING_DEBIT: "no debit",
    Mismatch.AMOUNT: "another amount",
    Mismatch.DAY: "another day",
    Mismatch.MISSING_REFUND: "money not back",
    Mismatch.UNEXPECTED_REFUND: "money back that should not be",
    Mismatch.STATUS: "another status",
    Mismatch.BALANCE: "balance does not fit",
}
_TELLS = {
    Mismatch.UNKNOWN_DEBIT: "{seen} left the account, and none of our orders explains it.",
    Mismatch.UNEXPECTED_DEBIT: "{seen} went out for this order, of which we say: {status}.",
    Mismatch.UNCONFIRMED_DEBIT: "{seen} went out for this order of {expected}, but when "
    "asked, Faspay did not know it. We say: {status}.",
    Mismatch.SECOND_DEBIT: "The order is for {expected}, but {seen} went out in more than one "
    "debit.",
    Mismatch.MISSING_DEBIT: "The order is for {expected} and exists at Faspay ({status}), but the "
    "statement has {seen} for it.",
    Mismatch.DAY: "The debit of {seen} is dated {at}, the order was sent {sent}.",
    Mismatch.MISSING_REFUND: "Faspay says of this order: {status}. But {expected} went out and "
    "{seen} has come back.",
}
_LESS = {
    Mismatch.AMOUNT: "The order is for {expected}, but {seen} went out: {gap} too little.",
    Mismatch.UNEXPECTED_REFUND: "{seen} came back for this order, of which we say: {status}.",
    Mismatch.BALANCE: "{gap} is missing: since {at} the balance has fallen by so much more than "
    "the statement shows.",
}
"""Where Faspay's books have less than ours."""
_MORE = {
    Mismatch.AMOUNT: "The order is for {expected}, but {seen} went out: {gap} too much, more than "
    "a fee can explain.",
    Mismatch.UNEXPECTED_REFUND: "{seen} came back for this order, but by the statement only "
    "{expected} had gone out.",
    Mismatch.BALANCE: "{gap} is too much: since {at} the balance has risen by so much more than "
    "the statement shows.",
}
_SAYS = {
    Said.ON_PROCESS: "Faspay's inquiry says: on process, not collected.",
    Said.SUCCESS: "Faspay's inquiry says: collected.",
    Said.FAILED: "Faspay's inquiry says: failed.",
    Said.REVERSED: "Faspay's inquiry says: reversed.",
    Said.NOT_FOUND: "Faspay's inquiry says: there is no such order.",
    Said.OTHER: "Faspay's answer about this order names another number, amount, phone or channel "
    "than was sent.",
}
_DO = {
    Mismatch.UNKNOWN_DEBIT: "Ask whoever else may use the Faspay account, then Faspay, with time "
    "and amount.",
    Mismatch.UNEXPECTED_DEBIT: "Do not make a new order in its place. Ask Faspay about this "
    "order number.",
    Mismatch.UNCONFIRMED_DEBIT: "Its money is out: do not make a new order in its place. Ask "
    "Faspay what became of it, with this order number.",
    Mismatch.SECOND_DEBIT: "Ask Faspay about this order number and claim back what is too much.",
    Mismatch.MISSING_DEBIT: "It may be booked late. If it is still here tomorrow, ask Faspay about "
    "this order number.",
    Mismatch.AMOUNT: "Compare with Faspay, order number in hand; check FASPAY_AMOUNT_UNIT.",
    Mismatch.DAY: "Look whether month and day books still agree; ask Faspay if they do not.",
    Mismatch.MISSING_REFUND: "Claim the money from Faspay with this order number.",
    Mismatch.UNEXPECTED_REFUND: "Do not repeat the order. Ask Faspay why money came back, what "
    "the order's status is, and whether the beneficiary got cash.",
    Mismatch.STATUS: "Look at /order {order} and ask Faspay about this order number. Do not repeat "
    "the order.",
    Mismatch.BALANCE: "Compare the balance with Faspay's own page, and ask who else may use the "
    "account.",
}
_STOPS = "Sending is stopped because of it, until an admin writes /resume."


class EnglishDifferences(EnglishWords, BookTexts):
    """The card that admins read."""

    def difference(self, view: DifferenceView) -> str:
        facts = self.facts(view)
        return self.paragraphs(
            self.lines(
                f"⚠️ Difference #{view.number}: {WHAT[view.mismatch]}",
                self._whose_debit(view),
                f"{self.moment(view.happened_at)}, {self.age(view.age)} ago",
            ),
            self._tells(view).format(**facts),
            self.lines(_DO[view.mismatch].format(**facts), _STOPS if view.stops else ""),
            f"If you know what it is: /reconcile {view.number} REASON",
        )

    def _tells(self, view: DifferenceView) -> str:
        if view.mismatch is Mismatch.STATUS:
            says = _SAYS[view.said] if view.said else "Faspay's inquiry says something else."
            return f"{says} We say: {{status}}."
        sided = _MORE if view.gap > 0 and view.expected is not None else _LESS
        return _TELLS.get(view.mismatch) or sided[view.mismatch]

    def _whose_debit(self, view: DifferenceView) -> str:
        if view.mismatch is Mismatch.UNKNOWN_DEBIT and view.order_no:
            return f"The line names {view.order_no}, which is no order of ours."
        return f"Order {view.order_no}" if view.order_no else ""
