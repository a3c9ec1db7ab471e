"""Orders in full, and what is said to who wants to cancel one."""

from handlers.messages.catalogue import Family
from handlers.messages.order_views import OrderView
from handlers.messages.texts.order_words import WITHOUT_CODE, contradiction_in
from handlers.messages.texts.refusals import RefusalTexts
from handlers.services.orders.codes import CodeVisibility
from storage.models.order_states import CONTRADICTED, OrderStatus
from storage.models.outbox import Notice
from storage.models.refusal import RefusalKind

_CONTRADICTIONS = Family("notice-own", CONTRADICTED)


class OrderTexts(RefusalTexts):
    """What /order and /cancel show; every order is named by its number, unbroken."""

    def order_detail(self, view: OrderView) -> str:
        """Show one order."""
        number = view.order_no
        shows_code = view.code_visibility is CodeVisibility.VISIBLE
        facts = self.lines(
            self._head(view),
            "" if view.own else self._agent(view),
            self.say("order-made", time=self.moment(view.created_at)),
            self.say("order-status", status=self._state(view)),
            self._end_of_code(view) if view.status is OrderStatus.ISSUED else "",
            self.say("order-code", number=number) if shows_code else "",
            self.say("order-review") if view.reviews and not view.own else "",
        )
        return self.paragraphs(facts, self._what_now(view) if view.own else "")

    def _what_now(self, view: OrderView) -> str:
        """Tell its agent what to do, where the status alone does not say it."""
        contradiction = contradiction_in(view)
        if contradiction is not None:
            return self.say(_CONTRADICTIONS[contradiction])
        if view.status is OrderStatus.REVERSED and view.paid_at is not None:
            return self.say("notice-own-reversed")
        return self._by_status(view)

    def _by_status(self, view: OrderView) -> str:
        match view.status:
            case OrderStatus.REJECTED:
                return self._refused(Notice.REJECTED, view)
            case OrderStatus.NOT_SENT:
                return self._refused(Notice.NOT_SENT, view)
            case OrderStatus.UNKNOWN:
                return self.say("notice-own-unknown")
            case OrderStatus.ISSUED if view.code_visibility is CodeVisibility.ENDED:
                return self.say("card-code-over")
            case OrderStatus.ISSUED if view.code_visibility in WITHOUT_CODE:
                return self._issued_without_code(view)
            case _:
                return ""

    def _agent(self, view: OrderView) -> str:
        if view.team:
            return self.say("order-agent-of-team", agent=view.agent, team=view.team)
        return self.say("order-agent", agent=view.agent)

    def _end_of_code(self, view: OrderView) -> str:
        return self._over(view) if view.code_over else self._until(view)

    def which_order(self, command: str) -> str:
        """Say how to name an order after a command."""
        return self.say("order-which", command=command)

    def no_such_order(self) -> str:
        """Say that nothing is known of an order that this person may see."""
        return self.say("order-unknown")

    def still_open(self, view: OrderView) -> str:
        """Warn of an order to the same phone whose money may be out: this one would be as well."""
        number, amount, status = view.order_no, self.amount(view.amount), self._state(view)
        if view.ended_at is not None:
            return self.say("order-in-doubt", number=number, amount=amount, status=status)
        return self.say("order-still-open", number=number, amount=amount, status=status)

    def last_order(self, view: OrderView) -> str:
        """Say what became of the last order to the same phone, before another is confirmed."""
        if view.ended_at is None or view.may_be_out:
            return self.still_open(view)
        number, amount, status = view.order_no, self.amount(view.amount), self._state(view)
        time = self.moment(view.ended_at)
        if view.status is OrderStatus.PAID:
            return self.say("order-last-paid", number=number, amount=amount, time=time)
        last = self.say("order-last", number=number, amount=amount, status=status, time=time)
        is_in_vain = view.refusal_kind is RefusalKind.COMPANY
        return self.lines(last, self.say("notice-nothing-to-retype") if is_in_vain else "")

    def nothing_to_cancel(self) -> str:
        """Say that neither a draft nor an order is open."""
        return self.say("cancel-nothing")

    def order_cancelled(self, order_no: str) -> str:
        """Say that an order was cancelled before it was sent."""
        return self.say("cancel-done", number=order_no)

    def too_late_to_cancel(self, view: OrderView) -> str:
        """Say honestly that a sent order cannot be recalled, and when it ends."""
        return self.say("cancel-too-late", number=view.order_no, ends=self._ends(view))
