"""Why an order did not go out, in three kinds: yours to change, the company's account, or wait."""

from handlers.messages.catalogue import Family
from handlers.messages.order_views import OrderView
from handlers.messages.texts.order_words import OrderWords
from storage.models.outbox import Notice
from storage.models.refusal import RefusalKind

NOT_OUT = (Notice.REJECTED, Notice.NOT_SENT)
_OWN = Family("notice-own", NOT_OUT)
"""For an order of a version that did not know the kind."""
_OWN_COMPANY = Family("notice-own-company", NOT_OUT)
_OWN_WAIT = Family("notice-own-wait", NOT_OUT)
_OTHERS = Family("notice-others", NOT_OUT)


class RefusalTexts(OrderWords):
    """What is said to the agent, who reads what to do, and to those who watch, who read why."""

    def _refused(self, kind: Notice, view: OrderView) -> str:
        return self._to_agent(kind, view) if view.own else self._to_others(kind, view)

    def _to_agent(self, kind: Notice, view: OrderView) -> str:
        if view.refusal_kind is RefusalKind.COMPANY:
            return self.say(_OWN_COMPANY[kind])
        if view.refusal_kind is RefusalKind.WAIT:
            return self.say(_OWN_WAIT[kind])
        if view.refusal_kind is RefusalKind.ORDER and kind is Notice.REJECTED and view.refusal:
            return self.say("notice-own-rejected-to-retype", refusal=view.refusal)
        return self.say(_OWN[kind])

    def _to_others(self, kind: Notice, view: OrderView) -> str:
        news, refusal = self.say(_OTHERS[kind]), view.refusal
        if view.refusal_kind is RefusalKind.WAIT:
            return self.say("notice-others-wait", news=news)
        if view.refusal_kind is RefusalKind.COMPANY and not refusal:
            return self.say("notice-settings-in-the-way", news=news)
        if not refusal:
            return news
        if view.refusal_kind is RefusalKind.COMPANY:
            return self.say("notice-faspay-said-of-the-company", news=news, refusal=refusal)
        if view.refusal_kind is RefusalKind.ORDER:
            return self.say("notice-faspay-said-to-retype", news=news, refusal=refusal)
        return self.say("notice-faspay-said", news=news, refusal=refusal)

    def _refused_but_unconfirmed(self, news: str, view: OrderView) -> str:
        """Tell those who watch of a refusal that no inquiry has confirmed: it is still a doubt."""
        refusal = view.refusal or ""
        if view.refusal_kind is RefusalKind.COMPANY:
            return self.say("notice-unconfirmed-of-the-company", news=news, refusal=refusal)
        return self.say("notice-unconfirmed", news=news, refusal=refusal)
