"""The digest of orders, and the choice of its time."""

from collections.abc import Iterator
from datetime import datetime

from handlers.messages.digest_views import DigestView, NamedTotals, Total, UnsettledView, together
from handlers.messages.texts.discrepancies import DiscrepancyTexts
from handlers.messages.texts.order_words import OrderWords, contradiction_in
from storage.models.order_states import ENDED
from storage.values import write_hour


class DigestTexts(OrderWords, DiscrepancyTexts):
    """Each sum stands below its own state, so that none adds what is out to what is not."""

    def digest(self, view: DigestView) -> str:
        """Write a digest."""
        begins, ends = self.stamp(view.begins_at), self.stamp(view.ends_at)
        return self.paragraphs(
            self.say("digest-head", begins=begins, ends=ends),
            self._books(view),
            self._asked_for(view),
            self._agents(view),
            self._purposes(view),
            self._unsettled(view),
            self.say("digest-as-of", time=self.stamp(view.as_of)),
        )

    def digest_time(self, minute: int | None, next_at: datetime | None) -> str:
        """Say when digests come, and what can be pressed or written."""
        if minute is None or next_at is None:
            chosen = self.say("digest-none")
        else:
            at = write_hour(minute)
            chosen = self.say("digest-daily", time=at, next=self.moment(next_at))
        return self.paragraphs(self.say("digest-about"), chosen, self.say("digest-other-time"))

    def digest_usage(self) -> str:
        """Say how /digest is written."""
        return self.say("digest-usage")

    def digest_off_word(self) -> str:
        """Return the word behind /digest that ends digests."""
        return self.say("loudness-word-off")

    def digest_now_word(self) -> str:
        """Return the word behind /digest that asks for one at once."""
        return self.say("digest-word-now")

    @property
    def digest_label(self) -> str:
        """The label of the button that shows when digests come."""
        return self.say("label-digest")

    @property
    def digest_now_label(self) -> str:
        """The label of the button that asks for one at once."""
        return self.say("label-digest-now")

    @property
    def no_digest_label(self) -> str:
        """The label of the button that ends digests."""
        return self.say("label-no-digest")

    def _books(self, view: DigestView) -> str:
        report = view.books
        if report is None:
            return self.say("digest-books-never")
        at = self.stamp(report.finished_at)
        if report.is_clean and report.finished_at >= view.ends_at:
            return self.say("digest-books-agree", at=at)
        if report.is_clean and report.finished_at > view.begins_at:
            return self.say("digest-books-agree-so-far", at=at)
        if report.is_clean:
            return self.say("digest-books-not-compared", at=at)
        if report.open:
            what = self.say("digest-books-differ", at=at, count=len(report.open))
        else:
            what = self.say("digest-books-in-doubt", at=at)
        return self.lines(what, self.say("digest-books-do") if view.sees_books else "")

    def _asked_for(self, view: DigestView) -> str:
        if not view.total.count:
            return self.say("digest-no-orders")
        states: dict[str, list[Total]] = {}
        for state, total in view.by_state:
            states.setdefault(self._state(state), []).append(total)
        sums = [(said, together(totals)) for said, totals in states.items()]
        most_first = sorted(sums, key=lambda each: (-each[1].amount, each[0]))
        return self.lines(
            self.say(
                "digest-total",
                count=view.total.count,
                amount=self.amount(view.total.amount),
            ),
            *(self._digest_line(said, total) for said, total in most_first),
        )

    def _agents(self, view: DigestView) -> str:
        if not view.by_agent.named:
            return ""
        more = self.say("digest-more-agents", agents=view.by_agent.more)
        return self.lines(self.say("digest-by-agent"), *self._named(view.by_agent, more))

    def _purposes(self, view: DigestView) -> str:
        if not view.by_purpose.named:
            return ""
        more = self.say("digest-more-purposes", purposes=view.by_purpose.more)
        none = view.no_purpose
        return self.lines(
            self.say("digest-by-purpose"),
            *self._named(view.by_purpose, more),
            self._digest_line(self.say("digest-no-purpose"), none) if none.count else "",
        )

    def _named(self, totals: NamedTotals, more: str) -> Iterator[str]:
        for name, total in totals.named:
            yield self._digest_line(name, total)
        if totals.more:
            yield self._digest_line(more, totals.others)

    def _unsettled(self, view: DigestView) -> str:
        if not view.unsettled_count:
            return self.say("digest-all-settled")
        more = view.unsettled_count - len(view.unsettled)
        return self.lines(
            self.say("digest-unsettled", count=view.unsettled_count),
            *(self._unsettled_line(each) for each in view.unsettled),
            self.say("digest-more-unsettled", count=more) if more else "",
        )

    def _unsettled_line(self, order: UnsettledView) -> str:
        return self.say(
            "digest-unsettled-line",
            number=order.order_no,
            amount=self.amount(order.amount),
            agent=order.agent,
            state=self._unsettled_state(order),
            age=self.age(order.age),
        )

    def _unsettled_state(self, order: UnsettledView) -> str:
        """Say why an ended order is not settled, where its status does not."""
        state = self._state(order.state)
        ended = order.state.status in ENDED and contradiction_in(order.state) is None
        return self.say("digest-must-look", state=state) if ended else state

    def _digest_line(self, what: str, total: Total) -> str:
        amount = self.amount(total.amount)
        return self.say("digest-line", what=what, count=total.count, amount=amount)
