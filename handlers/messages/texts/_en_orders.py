"""English: what is said about an order."""

from collections.abc import Sequence

from handlers.messages.act_views import ActView
from handlers.messages.order_views import OrderView
from handlers.messages.texts._en_notices import (
    MALFORMED,
    OF_THE_COMPANY,
    OTHERS,
    OWN,
    OWN_REFUSED,
    cancelled,
)
from handlers.messages.texts._en_words import EnglishWords
from handlers.messages.texts.base_orders import OrderTexts
from handlers.services.orders.codes import NoCode
from storage.models.audit import Act
from storage.models.channel import Channel
from storage.models.order import Code, Money, Review
from storage.models.outbox import Notice
from storage.models.person import Role
from storage.models.refusal import RefusalKind

_ACTS = {
    Act.MONEY: "status",
    Act.CODE: "code",
    Act.CODE_SHOWN: "code shown again",
    Act.ORDER_REQUESTED: "order made",
    Act.INVITED: "invitation made",
    Act.INVITE_CLAIMED: "invitation used",
    Act.INVITE_APPROVED: "newcomer approved",
    Act.INVITE_REFUSED: "newcomer rejected",
    Act.SUSPENDED: "suspended",
    Act.RESTORED: "restored",
    Act.LINE_STOPPED: "sending stopped",
    Act.LINE_RESUMED: "sending resumed",
    Act.FIRST_ADMIN: "first admin",
    Act.LIMITS: "limits changed",
    Act.RECONCILED: "books compared",
    Act.OLD_DATA: "older data found",
    Act.KEYS_ROTATED: "data sealed with another key",
    Act.TEAMS_MERGED: "team names made one",
    Act.ASSIGNED: "put into a team",
    Act.UPDATES_TAKEN: "somebody else took this bot's messages",
}
_NO_CODE = {
    NoCode.NO_SUCH_ORDER: "I find no order of yours with that number. See /orders",
    NoCode.NOT_YET: "There is no code yet. It appears in the order's card once Faspay gives it.",
    NoCode.HELD: "People must check Faspay's answer first, so the code is held back. "
    "Do not make a new order for this person. News will follow.",
    NoCode.MISSING: "The order exists at Faspay, but its code did not reach us. The admins know. "
    "Do not make a new order for this person.",
    NoCode.ENDED: "This order's code is no longer valid. See its status with /order NUMBER",
    NoCode.TOO_OFTEN: "The code was asked for too often. Wait a few minutes; "
    "the earlier card still holds.",
}


class EnglishOrders(EnglishWords, OrderTexts):
    """Cards, notices and lists."""

    def card(self, view: OrderView, code: str | None) -> str:
        news = self._with_code(view, code) if code else self._without_code(view)
        return self.paragraphs(self._head(view), news)

    def _head(self, view: OrderView) -> str:
        return self.lines(
            f"Order {view.order_no}",
            f"{self.amount(view.amount)} · {self.channel(view.channel)}",
            f"{view.name} · {view.phone}",
        )

    def _with_code(self, view: OrderView, code: str) -> str:
        return self.paragraphs(
            f"Code:\n{code}\n(read: {self.spaced(code)})",
            self._steps(view),
            self._until(view),
            "This code is cash: give it to the beneficiary only.",
        )

    def _steps(self, view: OrderView) -> str:
        amount = self.amount(view.amount)
        return {
            Channel.PERMATA: "At a Permata ATM:\n"
            "1. Choose cardless withdrawal (tarik tunai tanpa kartu).\n"
            f"2. Enter the phone number {view.phone}.\n3. Enter the code.\n"
            f"4. Enter the amount {amount}, then take the cash.\n"
            "The order on the screen may differ a little.",
            Channel.ALFAMART: f"At Alfamart: show this code to the cashier, then receive {amount}.",
            Channel.INDOMARET: f"At Indomaret: tell the cashier the phone number {view.phone}, "
            f"the code and the amount {amount}, then receive the cash and a receipt.",
        }[view.channel]

    def _until(self, view: OrderView) -> str:
        if view.expires_at is None:
            return "Faspay does not state the time, usually within 24 hours."
        return f"Valid until {self.moment(view.expires_at)}."

    def _without_code(self, view: OrderView) -> str:
        if view.money in {Money.REQUESTED, Money.SENDING, Money.AWAITING_APPROVAL}:
            return "Accepted ✓ The code appears in this message, usually within seconds."
        if view.money is Money.UNKNOWN:
            return OWN[Notice.UNKNOWN]
        if view.money is not Money.ISSUED:
            return f"Status: {self._state(view)}."
        return self._issued_without_code(view)

    def _issued_without_code(self, view: OrderView) -> str:
        if Review.ECHO in view.reviews:
            return (
                "People must check Faspay's answer first, so the code is held back. The money may "
                "be set aside: do not make a new order for this person. News will follow."
            )
        if view.code is Code.MISSING:
            return OWN[Notice.CODE_MISSING]
        if view.code_over or view.code is Code.WIPED:
            return f"{self._over(view)} Wait for my notice."
        if Review.CODE_MALFORMED in view.reviews:
            return OWN[Notice.CODE_MALFORMED]
        return "Faspay has taken this order. The code appears in this message soon."

    def card_wiped(self, order_no: str) -> str:
        return f"Order {order_no}: the code was removed from here. Its status: /order {order_no}"

    def notice(self, kind: Notice, view: OrderView) -> str:
        agent = "" if view.own else f"Agent: {view.agent}"
        return self.paragraphs(self.lines(self._head(view), agent), self._news(kind, view))

    def _news(self, kind: Notice, view: OrderView) -> str:
        if kind is Notice.REVERSED and view.paid_at is not None:
            kept = OWN if view.own else OTHERS
            return f"⚠️ It was reported collected before. {kept[kind]}"
        if kind is Notice.EXPIRED:
            return f"{self._over(view)} {(OWN if view.own else OTHERS)[kind]}"
        if kind is Notice.ISSUED and not view.own:
            return f"{OTHERS[kind]} {self._until(view)}"
        if kind in {Notice.ECHO, Notice.CODE_MALFORMED} and not view.own:
            return self._held(kind, view)
        return self._why_not_out(kind, view) or (OWN if view.own else OTHERS)[kind]

    def _held(self, kind: Notice, view: OrderView) -> str:
        malformed = f"⚠️ The code in Faspay's answer cannot be right: {MALFORMED[view.channel]}"
        why = malformed if kind is Notice.CODE_MALFORMED else ""
        shown = "The agent had been shown the code before."
        seen = shown if view.code is Code.DELIVERED else ""
        return " ".join(part for part in (why, OTHERS[kind], seen) if part)

    def _why_not_out(self, kind: Notice, view: OrderView) -> str:
        if kind is Notice.CANCELLED and view.cancelled is not None:
            return cancelled(view.cancelled, own=view.own)
        if kind not in {Notice.REJECTED, Notice.NOT_SENT} or view.refusal is None:
            return ""
        if view.own:
            return OWN_REFUSED.get((kind, view.refusal_kind), OWN[kind])
        said = f"{OTHERS[kind]} Faspay said: “{view.refusal}”."
        company = view.refusal_kind is RefusalKind.COMPANY
        return f"⚠️ {said} {OF_THE_COMPANY}" if company else said

    def _over(self, view: OrderView) -> str:
        if view.expires_at is None:
            return "Its code has ended (24 hours after it was made)."
        return f"Its code ended {self.moment(view.expires_at)}."

    def order_list(self, views: Sequence[OrderView], role: Role) -> str:
        if not views:
            begin = " Begin: /cashout" if role is Role.AGENT else ""
            return f"There are no orders yet.{begin}"
        return self.paragraphs(
            "Newest orders:",
            *(self._line(view) for view in views),
            "More: /order NUMBER",
        )

    def _line(self, view: OrderView) -> str:
        agent = "" if view.own else f" · agent {view.agent}"
        return self.lines(
            f"{view.order_no} · {self.amount(view.amount)} · {view.name}{agent}",
            f"{self.moment(view.created_at)} · {self._state(view)}",
        )

    def _state(self, view: OrderView) -> str:
        if view.money is not Money.ISSUED:
            return self.status(view.money)
        if view.code_over or view.code is Code.WIPED:
            return "not collected in time, not settled yet"
        if view.code_held:
            return "held back, people are checking"
        return (
            "at Faspay, its code is missing"
            if view.code is Code.MISSING
            else self.status(view.money)
        )

    def order_detail(self, view: OrderView) -> str:
        team = f" · team {view.team}" if view.team else ""
        return self.lines(
            self._head(view),
            "" if view.own else f"Agent: {view.agent}{team}",
            f"Made: {self.moment(view.created_at)}",
            f"Status: {self._state(view)}",
            self._until(view) if view.money is Money.ISSUED and not view.code_over else "",
            self._over(view) if view.money is Money.ISSUED and view.code_over else "",
            f"Code: /code {view.order_no}" if self._code_to_see(view) else "",
            "⚠️ People must look at it." if view.reviews and not view.own else "",
        )

    def _code_to_see(self, view: OrderView) -> bool:
        seen = view.code in {Code.SEALED, Code.DELIVERED} and not view.code_held
        return view.own and view.money is Money.ISSUED and seen and not view.code_over

    def history(self, entries: Sequence[ActView]) -> str:
        if not entries:
            return "Nothing is on record yet."
        return "\n".join(self._act(entry) for entry in entries)

    def _act(self, entry: ActView) -> str:
        change = " → ".join(part for part in (entry.before, entry.after) if part)
        parts = (
            self.moment(entry.at),
            f"{_ACTS[entry.act]} {change}".strip(),
            f"order {entry.order_no}" if entry.order_no else "",
            f"to {entry.subject.person_id}" if entry.subject else "",
            f"by {entry.actor.person_id}" if entry.actor else "",
            "by the operator" if entry.by_operator else "",
            f"({entry.why})" if entry.why else "",
            f"“{entry.words}”" if entry.words else "",
        )
        return " · ".join(part for part in parts if part)

    def which_order(self, command: str) -> str:
        return f"Write the order number: /{command} 12 digits. The numbers are in /orders"

    def no_such_order(self) -> str:
        return "I find no order with that number. See /orders"

    def code_comes(self) -> str:
        return "A new card with the code is on its way."

    def no_code(self, why: NoCode) -> str:
        return _NO_CODE[why]
