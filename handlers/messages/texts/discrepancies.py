"""What admins read of one discrepancy between our orders and Faspay's books."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.messages.catalogue import Family
from handlers.messages.reconciliation_views import DiscrepancyView
from handlers.messages.texts.words import Words
from storage.models.reconciliation import Mismatch, Said

_WHAT = Family("mismatch", Mismatch)
_DO = Family("do", set(Mismatch) - {Mismatch.STATUS})
_TELLS = Family(
    "tells", (Mismatch.UNCONFIRMED_DEBIT, Mismatch.MISSING_DEBIT, Mismatch.MISSING_REFUND)
)
_INQUIRY = Family("inquiry", Said)
_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


class DiscrepancyTexts(Words):
    """The card, the list, and what is said to who explains one.

    None of it holds a name, a phone or a word of Faspay's.
    """

    def discrepancy(self, view: DiscrepancyView) -> str:
        """Write the card of a discrepancy: what, how much, since when, and what to do."""
        number, at, age = str(view.number), self.stamp(view.happened_at), self.age(view.age)
        return self.paragraphs(
            self.lines(
                self.say("discrepancy-head", number=number, what=self.say(_WHAT[view.mismatch])),
                self._whose_debit(view),
                self.say("discrepancy-when", at=at, age=age),
            ),
            self._tells(view),
            self.lines(self._what_to_do(view), self.say("discrepancy-stops") if view.stops else ""),
            self.say("discrepancy-if-known", number=number),
        )

    def _whose_debit(self, view: DiscrepancyView) -> str:
        if not view.order_no:
            return ""
        if view.mismatch is Mismatch.UNKNOWN_DEBIT:
            return self.say("discrepancy-of-no-order", order=view.order_no)
        return self.say("discrepancy-of-order", order=view.order_no)

    def _tells(self, view: DiscrepancyView) -> str:
        expected, seen = self.amount(view.expected or 0), self.amount(view.seen or 0)
        status = self.status(view.status) if view.status else ""
        kind = view.mismatch
        match kind:
            case Mismatch.UNKNOWN_DEBIT:
                said = self.say("tells-unknown-debit", seen=seen)
            case Mismatch.UNEXPECTED_DEBIT:
                said = self.say("tells-unexpected-debit", seen=seen, status=status)
            case Mismatch.UNCONFIRMED_DEBIT | Mismatch.MISSING_DEBIT | Mismatch.MISSING_REFUND:
                said = self.say(_TELLS[kind], expected=expected, seen=seen, status=status)
            case Mismatch.SECOND_DEBIT:
                said = self.say("tells-second-debit", expected=expected, seen=seen)
            case Mismatch.DAY:
                said = self._tells_day(view, seen)
            case Mismatch.STATUS:
                said = self._tells_status(view.said, status)
            case Mismatch.AMOUNT | Mismatch.UNEXPECTED_REFUND | Mismatch.BALANCE:
                said = self._tells_less_or_more(view)
        return said

    def _tells_day(self, view: DiscrepancyView, seen: str) -> str:
        at, sent = self.stamp(view.happened_at), self.stamp(view.sent_at) if view.sent_at else ""
        return self.say("tells-day", seen=seen, at=at, sent=sent)

    def _tells_status(self, said: Said | None, status: str) -> str:
        says = self.say(_INQUIRY[said]) if said else self.say("inquiry-something-else")
        return f"{says} {self.say('our-books-say', status=status)}"

    def _tells_less_or_more(self, view: DiscrepancyView) -> str:
        more = view.gap > 0 and view.expected is not None
        if view.mismatch is Mismatch.BALANCE:
            return self._tells_balance(view, more=more)
        expected, seen = self.amount(view.expected or 0), self.amount(view.seen or 0)
        if view.mismatch is Mismatch.AMOUNT:
            gap = self.amount(abs(view.gap))
            if more:
                return self.say("tells-amount-more", expected=expected, seen=seen, gap=gap)
            return self.say("tells-amount-less", expected=expected, seen=seen, gap=gap)
        if more:
            return self.say("tells-unexpected-refund-more", expected=expected, seen=seen)
        status = self.status(view.status) if view.status else ""
        return self.say("tells-unexpected-refund", seen=seen, status=status)

    def _tells_balance(self, view: DiscrepancyView, *, more: bool) -> str:
        gap, at = self.amount(abs(view.gap)), self.stamp(view.happened_at)
        if more:
            return self.say("tells-balance-more", gap=gap, at=at)
        return self.say("tells-balance-less", gap=gap, at=at)

    def _what_to_do(self, view: DiscrepancyView) -> str:
        if view.mismatch is Mismatch.STATUS:
            return self.say("do-status", order=view.order_no or "")
        return self.say(_DO[view.mismatch])

    def _open_discrepancies(self, views: Sequence[DiscrepancyView], most: int | None = None) -> str:
        if not views:
            return ""
        shown = views[:most]
        left = len(views) - len(shown)
        return self.lines(
            self.say("discrepancies-open"),
            *(self._discrepancy_line(view) for view in shown),
            self.say("discrepancies-left-out", count=left) if left else "",
            self.explain_usage(),
        )

    def _discrepancy_line(self, view: DiscrepancyView) -> str:
        parts = (
            f"#{view.number} {self.say(_WHAT[view.mismatch])}",
            self.say("discrepancy-order", order=view.order_no) if view.order_no else "",
            self._discrepancy_sum(view),
            self.age(view.age),
        )
        return " · ".join(part for part in parts if part)

    def _discrepancy_sum(self, view: DiscrepancyView) -> str:
        if view.mismatch is Mismatch.BALANCE:
            gap = self.amount(abs(view.gap))
            if view.gap < 0:
                return self.say("discrepancy-balance-less", gap=gap)
            return self.say("discrepancy-balance-more", gap=gap)
        is_unknown = view.mismatch is Mismatch.UNKNOWN_DEBIT
        return self.amount(view.seen) if is_unknown and view.seen else ""

    def explained(self, number: int, *, stands: bool) -> str:
        """Say that a discrepancy is settled because the admin knows what it is.

        Where sending is stopped, for whatever reason: that it does not go on by itself.
        """
        return self.lines(
            self.say("explained", number=str(number)),
            self.say("explained-still-stopped") if stands else "",
        )

    def explain_usage(self) -> str:
        """Say how a discrepancy is settled by who knows what it is."""
        return self.say("explain-usage")

    def no_such_discrepancy(self) -> str:
        """Say that no discrepancy with this number is open."""
        return self.say("no-such-discrepancy")

    def age(self, age: timedelta) -> str:
        """Write an age in whole days, hours or minutes."""
        if age >= _DAY:
            return self.say("age-days", count=age // _DAY)
        if age >= _HOUR:
            return self.say("age-hours", count=age // _HOUR)
        return self.say("age-minutes", count=max(0, age // _MINUTE))
