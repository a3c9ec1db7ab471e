"""What every message about an order is put together from; here alone the code's state decides."""

from handlers.messages.order_views import OrderView
from handlers.messages.texts.words import Words
from storage.models.order_states import Code, Money, Review


class OrderWords(Words):
    """The first lines of an order, its status, and what is said of its code."""

    def _head(self, view: OrderView) -> str:
        return self.say(
            "order-head",
            number=view.order_no,
            amount=self.amount(view.amount),
            channel=self.channel(view.channel),
            name=view.name,
            phone=view.phone,
        )

    def _until(self, view: OrderView) -> str:
        if view.expires_at is None:
            return self.say("order-valid-until-not-stated")
        return self.say("order-valid-until", time=self.moment(view.expires_at))

    def _over(self, view: OrderView) -> str:
        if view.expires_at is None:
            return self.say("order-code-ended-not-stated")
        return self.say("order-code-ended", time=self.moment(view.expires_at))

    def _state(self, view: OrderView) -> str:
        if view.money is not Money.ISSUED:
            return self.status(view.money)
        if view.code_over or view.code is Code.WIPED:
            return self.say("order-issued-over")
        if view.code_held:
            return self.say("order-issued-held")
        if view.code is Code.MISSING:
            return self.say("order-issued-code-missing")
        return self.status(view.money)

    def _code_to_see(self, view: OrderView) -> bool:
        seen = view.code in {Code.SEALED, Code.DELIVERED} and not view.code_held
        return view.own and view.money is Money.ISSUED and seen and not view.code_over

    def _issued_without_code(self, view: OrderView) -> str:
        if Review.ECHO in view.reviews:
            return self.say("card-code-held")
        if view.code is Code.MISSING:
            return self.say("notice-own-code-missing")
        if view.code_over or view.code is Code.WIPED:
            return f"{self._over(view)} {self.say('card-code-over')}"
        if Review.CODE_MALFORMED in view.reviews:
            return self.say("notice-own-code-malformed")
        return self.say("card-code-soon")

    def _ends(self, view: OrderView) -> str:
        if view.money is not Money.ISSUED:
            return self.say("cancel-outcome-uncertain")
        if view.code is Code.MISSING:
            return self.say("cancel-code-missing")
        if view.expires_at is None:
            return self.say("cancel-code-end-not-stated")
        if view.code_over:
            return self._over(view)
        return self.say("cancel-code-valid-until", time=self.moment(view.expires_at))
