"""The card of an order in its agent's chat, and why a code is not shown."""

from handlers.messages.catalogue import Family
from handlers.messages.order_views import OrderView
from handlers.messages.steps import say_own
from handlers.messages.texts.order_words import OrderWords
from handlers.services.orders.codes import NoCode
from storage.models.channel import Channel
from storage.models.order_states import OrderStatus

_WITHOUT_THE_PHONE = (Channel.ALFAMART,)
_STEPS = Family("card-steps", (each for each in Channel if each not in _WITHOUT_THE_PHONE))
_STEPS_WITHOUT_THE_PHONE = Family("card-steps", _WITHOUT_THE_PHONE)
_NO_CODE = Family("no-code", NoCode)
_ON_ITS_WAY = frozenset({OrderStatus.REQUESTED, OrderStatus.SENDING, OrderStatus.AWAITING_APPROVAL})


class CardTexts(OrderWords):
    """The one message that holds a code."""

    def card(self, view: OrderView, code: str | None) -> str:
        """Write the agent's card of an order; `code` where it is to be seen."""
        news = self._with_code(view, code) if code else self._without_code(view)
        return self.paragraphs(self._head(view), news)

    def _with_code(self, view: OrderView, code: str) -> str:
        return self.paragraphs(
            self.say("card-code", code=code, spaced=self.spaced(code)),
            self._steps(view),
            self._until(view),
            self.say("card-cash"),
        )

    def _steps(self, view: OrderView) -> str:
        """Say how the cash is collected: in the company's words where they can be said."""
        amount, phone = self.amount(view.amount), view.phone
        if view.channel in _WITHOUT_THE_PHONE:
            own = self._own(_STEPS_WITHOUT_THE_PHONE[view.channel], amount=amount)
            return own or self.say(_STEPS_WITHOUT_THE_PHONE[view.channel], amount=amount)
        own = self._own(_STEPS[view.channel], amount=amount, phone=phone)
        return own or self.say(_STEPS[view.channel], amount=amount, phone=phone)

    def _own(self, name: str, **values: str) -> str | None:
        return say_own(self.language, self._own_steps, name, values)

    def _without_code(self, view: OrderView) -> str:
        if view.status in _ON_ITS_WAY:
            return self.say("card-accepted")
        if view.status is OrderStatus.UNKNOWN:
            return self.say("notice-own-unknown")
        if view.status is not OrderStatus.ISSUED:
            return self.say("card-status", status=self._state(view))
        return self._issued_without_code(view)

    def card_wiped(self, order_no: str) -> str:
        """Write what replaces a card in the moment before it is deleted."""
        return self.say("card-wiped", number=order_no)

    def code_comes(self) -> str:
        """Say that a fresh card is on its way. At most 200 characters."""
        return self.say("card-comes")

    def no_code(self, why: NoCode) -> str:
        """Say why a code is not shown; total over NoCode. At most 200 characters."""
        return self.say(_NO_CODE[why])
