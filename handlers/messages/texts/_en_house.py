"""English: what is said about the house."""

from handlers.messages.texts._en_words import EnglishWords
from handlers.messages.texts.base_house import HouseTexts
from handlers.services.controls.health import Health
from handlers.services.controls.limits import Limits
from handlers.services.controls.sending import Guard, Typed
from storage.models.outbox import Notice
from storage.values import Rupiah

_GUARDS = {
    Guard.ECHO: "Faspay's answer to order {order} differs from what was sent.",
    Guard.NO_ROOM: "there is no room to keep Faspay's answers; is the disk full?",
    Guard.UNIT: "the balance did not fall as it should have with order {order}. "
    "Compare it with Faspay before opening; check FASPAY_AMOUNT_UNIT.",
    Guard.UNIT_UNTOLD: "Faspay did not tell the balance after order {order}, so the amount is not "
    "proven yet. Compare with Faspay what went out before opening; the next order is measured.",
    Guard.CLOCK: "this machine's clock and Faspay's are two minutes or more apart (Faspay's minus "
    "ours: {order} s). Have the clock set (NTP) before opening.",
    Guard.DEBIT: "Faspay's statement has a debit that none of our orders explains. Look at it with "
    "/reconcile and Faspay before opening.",
    Guard.UPDATES_TAKEN: "somebody else holds this bot's token and has taken people's messages "
    "away from me three times within an hour. Names and phone numbers may have gone elsewhere. "
    "Before opening, have a new token made with @BotFather (/revoke) and put into "
    "TELEGRAM_BOT_TOKEN.",
    Guard.OLD_DATA: "the database is older than what was done before: a backup was put in its "
    "place. Reconcile first: /reconcile",
}


class EnglishHouse(EnglishWords, HouseTexts):
    """What admins read."""

    def why(self, reason: str) -> str:
        guard, _space, order_no = reason.partition(" ")
        known = next((words for each, words in _GUARDS.items() if each == guard), None)
        return known.format(order=order_no) if known else reason

    def wrote(self, typed: Typed) -> str:
        return f"{typed.by or 'A person'} wrote: “{typed.words}”"

    def _reason(self, reason: str, typed: Typed | None) -> str:
        if typed is not None:
            return self.wrote(typed)
        return f"Reason: {self.why(reason)}" if reason else ""

    def line_changed(
        self, kind: Notice, reason: str, typed: Typed | None = None, by: str = ""
    ) -> str:
        if kind is Notice.LINE_STOPPED and reason == Guard.OLD_DATA:
            return self._old_data()
        if kind is Notice.LINE_STOPPED:
            return self.lines(
                "⚠️ Sending is stopped: no further order is begun, one under way is finished.",
                self._reason(reason, typed),
                "Once it is looked into, open it again with /resume",
            )
        return self.lines("Sending is open again ✓", f"Opened by {by}." if by else "")

    def _old_data(self) -> str:
        return self.lines(
            "⚠️ Older data is in place: an earlier state of the database, in which the newest "
            "orders and changes are missing. Nothing is sent, and no order of that time is "
            "sent again.",
            "I am asking Faspay about every order now, and comparing with its statement.",
            "Please check what I cannot know:",
            "• /people: who was suspended or admitted since? Do it again. Invitations of then "
            "are void.",
            "• /limits: are they still right? A day's sum may lack orders.",
            "• Codes of orders that are missing here are still in the agents' chats, but I cannot "
            "find or delete them.",
            "When the comparison is complete, the result comes here (again: /reconcile). Look at "
            "each difference, then open with /resume",
        )

    def line_held(self) -> str:
        return (
            "Sending cannot be opened yet: the data is older than what was done, and comparing it "
            "with Faspay has not shown yet that nothing is missing. It is compared again by "
            "itself; the newest report says when. Then /resume"
        )

    def clock_warning(self, seconds: int) -> str:
        return self.lines(
            f"⚠️ {self._clock(seconds)}",
            "Have the clock set (NTP). From 120 seconds on, sending stops: Faspay refuses what is "
            "dated wrong, and the times we tell are not right.",
        )

    def _clock(self, seconds: int) -> str:
        way = "behind" if seconds > 0 else "ahead of"
        return f"This machine's clock is about {abs(seconds)} seconds {way} Faspay's."

    def updates_elsewhere(self, kind: Notice) -> str:
        if kind is Notice.UPDATES_TAKEN:
            return self.lines(
                "⚠️ Somebody else holds this bot's token and has just taken people's messages away "
                "from me. I take that back at once, each time.",
                "What was written meanwhile may have gone to them, names and phone numbers "
                "included, and did not reach me. They can also write to people in the bot's name.",
                "The money: orders that I have confirmed are not touched by it. From the third "
                "time within an hour I stop all sending.",
                self._new_token(),
                "If it was a test copy of this bot, give that one a token of its own.",
            )
        return self.lines(
            "⚠️ Another program fetches messages with this bot's token: a second copy of this bot, "
            "or somebody else. Some messages reach it instead of me, names and phone numbers "
            "included; who wrote them gets no answer, or a strange one.",
            "The money: orders that I have confirmed are not touched by it.",
            "Stop the other program: a copy still running, or a test set-up with this token. "
            "If you know of none, somebody else holds the token.",
            self._new_token(),
        )

    def _new_token(self) -> str:
        return (
            "Then have whoever runs this bot make a new token with @BotFather (/revoke), put it "
            "into TELEGRAM_BOT_TOKEN and start the bot again."
        )

    def stop_usage(self) -> str:
        return "Write the reason: /stop REASON. Sending is not stopped yet."

    def line_stopped_already(self, reason: str, typed: Typed | None = None) -> str:
        return self.lines("Sending is stopped already.", self._reason(reason, typed))

    def line_open_already(self) -> str:
        return "Sending is open already."

    def limits(self, limits: Limits) -> str:
        return self.lines(
            f"One order, at most: {self._limit(limits, limits.order)}",
            f"One agent in a day, at most: {self._limit(limits, limits.day)}",
            self._warning(limits),
            self.limits_usage(),
        )

    def _limit(self, limits: Limits, limit: Rupiah | None) -> str:
        if limit is not None:
            return self.amount(limit)
        return "not set yet" if limits.needed else "no limit"

    def _warning(self, limits: Limits) -> str:
        if limits.missing:
            return (
                "⚠️ Nothing is sent until both are set: this is real money. For example: "
                "/limits order 500.000, then /limits day 5.000.000"
            )
        if limits.too_low:
            return (
                f"⚠️ An order is {self.amount(limits.smallest)} at least: below that nobody can "
                "send. To stop sending there is /stop REASON"
            )
        return ""

    def limits_changed(self, limits: Limits) -> str:
        return self.lines("The limits were changed.", self.limits(limits))

    def limits_missing(self) -> str:
        return self.lines(
            "⚠️ Nothing can be sent yet: for real money the limits must be set first, the most for "
            "one order and for one agent's day. Without them, whoever finds an agent's phone could "
            "empty the account.",
            "Set both, for example: /limits order 500.000, then /limits day 5.000.000",
            "Until then nothing is sent, and agents who try are told to ask you.",
        )

    def limits_usage(self) -> str:
        return "To change: /limits order AMOUNT, /limits day AMOUNT, or off as the amount"

    def health(self, health: Health) -> str:
        why = self.wrote(health.typed) if health.typed else self.why(health.reason)
        state = f"stopped ({why})" if health.stopped else "open"
        return self.lines(
            f"Sending: {state}",
            f"Orders waiting to be sent: {health.waiting}",
            f"Being sent: {health.sending}",
            f"Not certain: {health.unknown}",
            f"Ready to collect: {health.to_collect}",
            f"Messages not yet handled: {health.open_updates}",
            f"⚠️ {self._clock(health.clock_seconds)}" if health.clock_seconds else "",
            "⚠️ Limits are not set: until they are, nothing is sent. See /limits"
            if health.limits_missing
            else "",
        )

    def watching(self, *, on: bool) -> str:
        if on:
            return "You will hear of every order. To stop: /watch"
        return "You no longer hear of every order. To hear again: /watch"

    def balance_asked(self) -> str:
        return "Faspay is being asked for the balance; the answer comes here."

    def balance(self, total: Rupiah, available: Rupiah, in_flight: Rupiah) -> str:
        return self.lines(
            f"Balance at Faspay: {self.amount(total)}",
            f"Available: {self.amount(available)}",
            f"Orders not sent or not certain yet: {self.amount(in_flight)}",
        )

    def balance_unknown(self) -> str:
        return "Faspay did not tell the balance. Ask again later: /balance"

    def back_again(self) -> str:
        return "I was away for a while and am back. This question is still open:"

    def broken(self) -> str:
        return (
            "Sorry, your last message could not be handled, and it changed nothing. "
            "Check /orders, then send it again if needed."
        )
