"""English: what is said while an order is being written."""

from collections.abc import Sequence

from handlers.messages.order_views import OrderView
from handlers.messages.texts._en_words import EnglishWords
from handlers.messages.texts.base_drafts import DraftTexts
from handlers.messages.texts.money_words import in_words
from handlers.services.orders.requests import Refusal, Refused
from storage.models.channel import Channel
from storage.models.order import Code, Money
from storage.models.person import Role
from storage.values import AmountRule, No, Reason, Rupiah

_REASONS = {
    Reason.PHONE_CHARACTERS: "A mobile number has digits only, for example 0812-3456-7890.",
    Reason.LANDLINE: "That is a landline. I need a mobile number, starting with 08.",
    Reason.SERVICE_NUMBER: "That is a service number. I need the beneficiary's mobile number, "
    "starting with 08.",
    Reason.FOREIGN: "That is not an Indonesian number. I need one like 08… or +62…",
    Reason.PHONE_START: "A mobile number starts with 08, +62 or 62.",
    Reason.UNKNOWN_PREFIX: "No mobile number starts like that. Please check it.",
    Reason.TOO_SHORT: "That number is too short. Please check it, a digit may be missing.",
    Reason.TOO_LONG: "That is too long. Please check it and write it again.",
    Reason.EXTRA_DIGITS: "I cannot tell whether the last digits belong to that number. Please "
    "write only the number, for example 0812-3456-7890.",
    Reason.SEVERAL_PHONES: "There may be more than one number in it. Please write only the one to "
    "use.",
    Reason.BANK_ACCOUNT: "That looks like a bank account, so I did not take it as a phone number.",
    Reason.NO_COUNTRY: "That contact's number does not say its country. If it is Indonesian, type "
    "it starting with 08.",
    Reason.FEW_LETTERS: "A name has at least two letters.",
    Reason.DIGITS_IN_NAME: "A name has no digits.",
    Reason.COMMAND: "That is a command, not an answer.",
    Reason.NAME_CHARACTERS: "There is a character that a name cannot have. Use letters, spaces, "
    "full stops, commas, hyphens and apostrophes only.",
    Reason.NOT_LATIN: "Please write the name in Latin letters. Type it, do not copy it.",
    Reason.BIDI: "There are hidden characters in it. Type it, do not copy it.",
    Reason.INVISIBLE: "There are invisible characters in it. Type it, do not copy it.",
    Reason.UNCLEAR: "That amount is not clear. Write it in full, for example 500.000.",
    Reason.GROUPED_WITH_UNIT: "That can be read in two ways. Write it in full, such as 500.000.",
    Reason.AMBIGUOUS_M: "“m” can be a million or a billion. Write it in full, such as 500.000.",
    Reason.CENTS: "Write it without cents, for example 500.000.",
    Reason.UNREADABLE: "I cannot read that. Please write it again, clearly.",
    Reason.START_WITH_DIGITS: "Start the amount with digits, for example 500.000.",
    Reason.UNKNOWN_UNIT: "I do not know that unit. Write rupiah, for example 500.000.",
    Reason.PLAIN_DIGITS: "Use the plain digits 0 to 9, for example 500.000.",
}


class EnglishDrafts(EnglishWords, DraftTexts):
    """The questions, their corrections, and how a draft ends."""

    def ask_channel(self) -> str:
        return "Where will the beneficiary collect the cash?"

    def ask_channel_again(self) -> str:
        return "Press one of the buttons, or write its name."

    def ask_name(self) -> str:
        return "What is the beneficiary's name? As on their ID card."

    def ask_phone(self) -> str:
        return "The beneficiary's mobile number? Type it, paste it, or share the contact."

    def ask_amount(self, channel: Channel, rule: AmountRule) -> str:
        return (
            f"How much? {self.channel(channel)}: {self.amount(rule.minimum)} to "
            f"{self.amount(rule.maximum)}, in steps of {self.amount(rule.step)}."
        )

    def read_back(self, channel: Channel, name: str, phone: str, amount: Rupiah) -> str:
        return self.paragraphs(
            "Check this with the beneficiary:",
            self.lines(
                f"Name: {name}",
                f"Phone: {phone}",
                f"Amount: {self.amount(amount)}",
                f"({in_words(amount, 'en')})",
                f"Collected at: {self.channel(channel)}",
            ),
            "Is it right? Once confirmed it cannot be recalled.",
        )

    def confirm_or_change(self) -> str:
        return (
            "Press a button, or write “yes” to confirm, “edit name”, “edit phone”, "
            "“edit amount” or “cancel”."
        )

    def did_you_mean(self, guess: str) -> str:
        return f"Did you mean {guess}?"

    def which_name(self, phone: str | None) -> str:
        asked = f"Whose number is {phone}?" if phone else "Which name is right?"
        return f"{asked} Press the name as on the ID card, or write it."

    def refused_value(self, no: No) -> str:
        limit = self.amount(no.limit or 0)
        if no.reason is Reason.BELOW_MINIMUM:
            return f"The amount must be at least {limit}."
        if no.reason is Reason.ABOVE_MAXIMUM:
            return f"The amount can be at most {limit}."
        if no.reason is Reason.NOT_A_MULTIPLE:
            nearest = " or ".join(self.amount(near) for near in no.nearest)
            hint = f" The nearest: {nearest}." if nearest else ""
            return f"The amount must be a multiple of {limit}.{hint}"
        return _REASONS[no.reason]

    def noted(self, parts: Sequence[str]) -> str:
        return f"Noted: {', '.join(parts)}."

    def earlier_dropped(self) -> str:
        return "The details of the person before are dropped."

    def contact_without_number(self) -> str:
        return "That contact has no number."

    def contact_left_out(self) -> str:
        return "Nothing of that contact was taken."

    def started_over(self) -> str:
        return "We start over. What you had entered is dropped, nothing was sent."

    def draft_ended(self) -> str:
        return (
            "Your draft has ended: nothing was added to it for 30 minutes. Nothing was sent. "
            "Begin again: /cashout"
        )

    def draft_cancelled(self) -> str:
        return "Cancelled. Nothing was sent. Begin again at any time: /cashout"

    def nothing_to_cancel(self) -> str:
        return "There is nothing to cancel now. Your orders: /orders"

    def order_cancelled(self, order_no: str) -> str:
        return (
            f"Order {order_no} was cancelled before it was sent. No money went out. "
            "You may make a new order: /cashout"
        )

    def too_late_to_cancel(self, view: OrderView) -> str:
        return (
            f"Order {view.order_no} is on its way to Faspay or there, and cannot be recalled. "
            f"{self._ends(view)} If it is not collected, wait for my notice that the money has "
            "come back."
        )

    def _ends(self, view: OrderView) -> str:
        if view.money is not Money.ISSUED:
            return "Its outcome is not certain yet; I tell you as soon as Faspay answers."
        if view.code is Code.MISSING:
            return "Its code did not reach us; the admins know."
        if view.expires_at is None:
            return "Faspay does not state when its code ends, usually within 24 hours."
        tense = "ended" if view.code_over else "is valid until"
        return f"Its code {tense} {self.moment(view.expires_at)}."

    def accepted(self, order_no: str) -> str:
        return f"Order {order_no} accepted ✓"

    def already_accepted(self, order_no: str) -> str:
        return f"Already accepted: order {order_no}. Nothing is sent twice."

    def question_over(self) -> str:
        return "That question is over. Please see the newest message."

    def refusal(self, refused: Refused) -> str:
        limit = self.amount(refused.limit or 0)
        why = {
            Refusal.NOT_AN_AGENT: "Only agents make orders.",
            Refusal.SUSPENDED: self.stopped_for_you(),
            Refusal.LINE_STOPPED: "Sending is stopped for now. Keep the beneficiary's details and "
            "try again once an admin tells you that it goes on.",
            Refusal.LIMITS_MISSING: "Nothing can be sent yet, because the company has not set how "
            "much may be sent. Keep the beneficiary's details and ask an admin to set both limits "
            "with /limits; then begin again: /cashout",
            Refusal.CHANNEL_CLOSED: "That place is closed now. Choose another.",
            Refusal.AMOUNT: "That amount is not allowed there. Write another one.",
            Refusal.ORDER_LIMIT: f"One order can be at most {limit}. "
            "Write a smaller amount, or ask an admin.",
            Refusal.DAY_LIMIT: f"Your limit for the day: {limit} are left today. "
            "Write a smaller amount, or ask an admin.",
            Refusal.UNIT_UNPROVEN: "Before other amounts are sent, one order of the smallest "
            f"must prove the way. Write {limit}.",
            Refusal.ONE_AT_A_TIME: "Another first order is under way, and they go one at a time "
            "until it is settled. Begin again in a minute: /cashout",
        }[refused.refusal]
        return f"No order was made, no money went out. {why}"

    def stopped_for_you(self) -> str:
        return "Your rights are suspended. Please contact your company's admin."

    def only_agents(self, role: Role) -> str:
        return (
            f"You are {'an' if role is Role.ADMIN else 'a'} {self.role(role)}; orders are made "
            "by agents. You can look at them with /orders and /order NUMBER."
        )

    def edits_change_nothing(self) -> str:
        return "An edited message is not read again. Please send it as a new message."

    def forwards_confirm_nothing(self) -> str:
        return "A forwarded message does not count as this answer. Please type it yourself."

    def others_bots_confirm_nothing(self) -> str:
        return (
            "Words that come by way of another bot do not count as this answer. "
            "Please type them yourself."
        )

    def came_early(self) -> str:
        return "Your answer came before I had shown this. Please look at it first."

    def came_late(self) -> str:
        return "Your answer was held up for long. Is the beneficiary still there? Check again:"

    def only_words(self) -> str:
        return (
            "I cannot read that. Please send words; a phone number may also be a contact, "
            "or everything at once, like: Budi Santoso 0812-3456-7890 300rb"
        )

    def hint(self, role: Role) -> str:
        if role is Role.AGENT:
            return (
                "To send money write /cashout, or name, phone and amount at once, "
                "like: Budi Santoso 0812-3456-7890 300rb"
            )
        return "Write /help to see what you can do here."
