"""What is told of an order when something changes, to its agent and to those who watch."""

from handlers.messages.catalogue import Family
from handlers.messages.order_views import OrderView
from handlers.messages.texts.refusals import NOT_OUT, RefusalTexts
from handlers.services.provider_answers import Doubt
from storage.models.channel import Channel
from storage.models.order_states import GIVEN_UP, Cause, Code
from storage.models.outbox import Notice

_OF_ORDERS = (
    *(Notice.REQUESTED, Notice.ISSUED, Notice.CODE_LATE, Notice.CODE_MISSING),
    *(Notice.CODE_MALFORMED, Notice.UNKNOWN, Notice.REPORTED_ON_PROCESS, Notice.REPORTED_SUCCESS),
    *(Notice.PAID, Notice.FAILED, Notice.REVERSED, Notice.EXPIRED, Notice.CANCELLED),
    *(Notice.NOT_SENT, Notice.REJECTED, Notice.NOT_CREATED, Notice.ECHO, Notice.LATE_EVIDENCE),
    *(Notice.CONTRADICTION, Notice.UNRESOLVED, Notice.UNREACHABLE),
)
OWN = Family("notice-own", _OF_ORDERS)
OTHERS = Family("notice-others", _OF_ORDERS)
_HOLDING_BACK = (Notice.ECHO, Notice.CODE_MALFORMED)
_MALFORMED = Family("notice-malformed", Channel)
"""What is wrong with a code that is held back for its form."""
_DOUBT = Family(
    "doubt",
    (
        *(Doubt.TIMEOUT, Doubt.BROKEN, Doubt.HTTP_STATUS, Doubt.UNREADABLE, Doubt.UNKNOWN_TEXT),
        *(Doubt.DUPLICATE, Doubt.UNREACHABLE, Cause.OWNER_DIED),
    ),
)
"""Why an order is not certain; older data has a notice of its own."""
_CANCELLED = Family("cancelled", GIVEN_UP)
_THEN = Family("cancelled-then", GIVEN_UP)
"""What its agent may do then."""


class NoticeTexts(RefusalTexts):
    """A notice names its order, and never holds a code."""

    def notice(self, kind: Notice, view: OrderView) -> str:
        """Tell a change to the order's agent (view.own) or to those who watch."""
        agent = "" if view.own else self.say("order-agent", agent=view.agent)
        return self.paragraphs(self.lines(self._head(view), agent), self._news(kind, view))

    def _news(self, kind: Notice, view: OrderView) -> str:
        if kind is Notice.CANCELLED and view.cancelled is not None:
            return self._cancelled(view.cancelled, own=view.own)
        if kind in NOT_OUT:
            return self._refused(kind, view)
        news = self.say(OWN[kind]) if view.own else self.say(OTHERS[kind])
        if kind is Notice.UNKNOWN and view.refusal is not None and not view.own:
            return self._refused_but_unconfirmed(news, view)
        parts = (self._before(kind, view), news, self._after(kind, view))
        return " ".join(part for part in parts if part)

    def _before(self, kind: Notice, view: OrderView) -> str:
        if kind is Notice.REVERSED and view.paid_at is not None:
            return self.say("notice-was-collected")
        if kind is Notice.UNKNOWN and not view.own:
            return self._doubt(view)
        if kind is Notice.EXPIRED:
            return self._over(view)
        if kind is Notice.CODE_MALFORMED and not view.own:
            return self.say("notice-malformed", why=self.say(_MALFORMED[view.channel]))
        return ""

    def _doubt(self, view: OrderView) -> str:
        """Say to those who watch where the doubt comes from."""
        doubt = next((each for each in _DOUBT if each == view.doubt), None)
        return self.say(_DOUBT[doubt]) if doubt is not None else ""

    def _after(self, kind: Notice, view: OrderView) -> str:
        if view.own:
            return ""
        if kind is Notice.ISSUED:
            return self._until(view)
        shown = kind in _HOLDING_BACK and view.code is Code.DELIVERED
        return self.say("notice-code-was-shown") if shown else ""

    def _cancelled(self, cause: Cause, *, own: bool) -> str:
        why = self.say(_CANCELLED[cause])
        if own:
            return self.say("notice-own-cancelled-for", why=why, next=self.say(_THEN[cause]))
        return self.say("notice-others-cancelled-for", why=why)
