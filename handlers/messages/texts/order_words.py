"""What every message about an order is put together from; its view says what its code is."""

from handlers.messages.order_views import OrderState, OrderView
from handlers.messages.texts.words import Words
from handlers.messages.times import TimeFormat, marked
from handlers.services.orders.codes import CodeVisibility
from storage.models.order_states import CONTRADICTED, ENDED, Code, OrderStatus, Review

_STATES = {
    CodeVisibility.ENDED: "order-issued-over",
    CodeVisibility.HELD: "order-issued-held",
    CodeVisibility.MALFORMED: "order-issued-held",
    CodeVisibility.MISSING: "order-issued-code-missing",
}
"""The status of an issued order whose code nobody can use now."""
WITHOUT_CODE = {
    CodeVisibility.HELD: "card-code-held",
    CodeVisibility.MALFORMED: "notice-own-code-malformed",
    CodeVisibility.MISSING: "notice-own-code-missing",
}
"""What the card of an issued order says in place of its code."""


def contradiction_in(view: OrderView | OrderState) -> Review | None:
    """Return why what an ended order's status says of its money cannot be relied on."""
    if view.status not in ENDED:
        return None
    told_wrongly = view.status is not OrderStatus.PAID  # what came late has come true by then
    found = view.reviews & (CONTRADICTED if told_wrongly else CONTRADICTED - {Review.LATE_EVIDENCE})
    return min(found, default=None)


class OrderWords(Words):
    """The first lines of an order, its status, and what is said of its code."""

    def _head(self, view: OrderView) -> str:
        head = self.say(
            "order-head",
            number=view.order_no,
            amount=self.amount(view.amount),
            channel=self.channel(view.channel),
            name=view.name,
            phone=view.phone,
        )
        return self.lines(head, self._purpose(view))

    def _purpose(self, view: OrderView) -> str:
        if view.purpose is None:
            return ""
        return self.say("order-purpose", name=view.purpose_name, code=view.purpose)

    def _until(self, view: OrderView) -> str:
        if view.expires_at is None:
            return self.say("order-valid-until-not-stated")
        # How long it still is would be untrue soon: only an app that keeps it up to date shows it.
        left = marked(self.say("order-no-later"), view.expires_at, TimeFormat.RELATIVE)
        return self.say("order-valid-until", time=self.moment(view.expires_at), left=left)

    def _over(self, view: OrderView) -> str:
        if view.expires_at is None:
            return self.say("order-code-ended-not-stated")
        return self.say("order-code-ended", time=self.moment(view.expires_at))

    def _state(self, view: OrderView | OrderState) -> str:
        if contradiction_in(view) is not None:
            return self.say("order-contradicted")
        if view.status is OrderStatus.ISSUED and view.code_visibility in _STATES:
            return self.say(_STATES[view.code_visibility])
        return self.status(view.status)

    def _issued_without_code(self, view: OrderView) -> str:
        if view.code_visibility is CodeVisibility.ENDED:
            return f"{self._over(view)} {self.say('card-code-over')}"
        return self.say(WITHOUT_CODE.get(view.code_visibility, "card-code-soon"))

    def _ends(self, view: OrderView) -> str:
        if view.status is not OrderStatus.ISSUED:
            return self.say("cancel-outcome-uncertain")
        if view.code is Code.MISSING:
            return self.say("cancel-code-missing")
        if view.expires_at is None:
            return self.say("cancel-code-end-not-stated")
        if view.code_over:
            return self._over(view)
        return self.say("cancel-code-valid-until", time=self.moment(view.expires_at))
