"""Lists of orders: what was looked for, what was found, and how to look for something else."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.messages.catalogue import Family
from handlers.messages.order_views import OrderView
from handlers.messages.texts.order_words import OrderWords
from handlers.messages.times import TimeFormat
from handlers.services.orders.search import WEEK, OrderQuery, SearchDays
from storage.models.order_states import OrderGroup
from storage.models.person import Role
from storage.values import Inert

_GROUP = Family("group", OrderGroup)


class OrderListTexts(OrderWords):
    """What /orders shows; every order is named by its number, unbroken."""

    def order_list(self, heading: str, views: Sequence[OrderView]) -> str:
        """List orders below what was looked for."""
        listed = (self._line(view) for view in views)
        return self.paragraphs(f"{heading}:", *listed, self.say("order-list-more"))

    def no_orders(self, role: Role) -> str:
        """Say that there is no order at all."""
        if role is Role.AGENT:
            return self.say("order-list-empty-agent")
        return self.say("order-list-empty")

    def no_such_orders(self, heading: str, *, ticked: bool) -> str:
        """Say that no order is as somebody looks for, and what a press takes back."""
        if ticked:
            return self.say("order-list-nothing-found-below-ticks", heading=heading)
        return self.say("order-list-nothing-found", heading=heading)

    def searched(self, query: OrderQuery, today: date, agent: Inert | None, *, own: bool) -> str:
        """Say what is looked for, as it was understood."""
        parts = (
            self.say("order-list-own") if own else "",
            self.say("order-list-agent", agent=agent) if agent and not own else "",
            self.group(query.group) if query.group else "",
            self._days(query.days, today) if query.days else "",
            self.say("order-list-phone", digits=query.tail) if query.tail else "",
            self.of_sum(query.amount) if query.amount else "",
            self.say("order-list-purpose", code=query.purpose) if query.purpose else "",
        )
        return " · ".join(part for part in parts if part) or self.say("order-list")

    def of_sum(self, amount: int) -> str:
        """Name the sum that is looked for, also on a button."""
        return self.say("order-list-sum", amount=self.amount(amount))

    def group(self, group: OrderGroup) -> str:
        """Name a group of orders, also on its button."""
        return self.say(_GROUP[group])

    def looked_back(self, to: datetime) -> str:
        """Say how far orders were looked through, and how to go on."""
        return self.say("order-list-looked-back", time=self.moment(to))

    def older_not_ready(self) -> str:
        """Say that older orders cannot be found by their phone yet."""
        return self.say("order-list-older-not-ready")

    def how_to_search(self, purpose: str | None, *, watches: bool) -> str:
        """Say what can be written behind /orders, also to those who see orders of others."""
        by_purpose = self.say("order-list-usage-purpose", code=purpose) if purpose else ""
        by_agent = self.say("order-list-usage-agent") if watches else ""
        return self.lines(self.say("order-list-usage"), by_purpose, by_agent)

    def which_agent(self, left_out: int = 0) -> str:
        """Ask which of several people is meant; they are on buttons below, but for some."""
        more = self.say("order-list-more-agents", count=left_out) if left_out else ""
        return self.lines(self.say("order-list-which-agent"), more)

    def _days(self, days: SearchDays, today: date) -> str:
        day = self.day(days.first)
        if days.count == WEEK:
            return self.say("order-list-week", day=day)
        return self.say("order-list-today", day=day) if days.first == today else day

    def _line(self, view: OrderView) -> str:
        line = self._told(view)
        return f"{line} · {view.purpose}" if view.purpose else line

    def _told(self, view: OrderView) -> str:
        number, amount = view.order_no, self.amount(view.amount)
        time = self.moment(view.created_at, TimeFormat.OWN_SHORT)
        status = self._state(view)
        if view.own:
            return self.say(
                "order-list-line",
                number=number,
                amount=amount,
                name=view.name,
                time=time,
                status=status,
            )
        return self.say(
            "order-list-line-of-others",
            number=number,
            amount=amount,
            name=view.name,
            agent=view.agent,
            time=time,
            status=status,
        )
