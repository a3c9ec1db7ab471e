"""The questions of an order, and what is said about an answer that cannot be taken."""

from collections.abc import Sequence

from babel.lists import format_list

from handlers.messages.catalogue import Family
from handlers.messages.texts.money_words import MoneyWords
from storage.models.channel import Channel
from storage.values import AmountRule, Inert, No, Reason, Rupiah

_OF_THE_AMOUNT = (Reason.BELOW_MINIMUM, Reason.ABOVE_MAXIMUM, Reason.NOT_A_MULTIPLE)
_REASON = Family("reason", (each for each in Reason if each not in _OF_THE_AMOUNT))
_REASON_OF_THE_AMOUNT = Family("reason", _OF_THE_AMOUNT)


class QuestionTexts(MoneyWords):
    """The questions, the read-back, and their corrections."""

    def ask_channel(self) -> str:
        """Ask where the beneficiary will collect."""
        return self.say("question-channel")

    def ask_channel_again(self) -> str:
        """Say that no channel was recognised."""
        return self.say("question-channel-again")

    def ask_name(self) -> str:
        """Ask the beneficiary's name."""
        return self.say("question-name")

    def or_press_earlier(self) -> str:
        """Say that the buttons below a question are people to whom the agent sent before."""
        return self.say("question-or-press-earlier")

    def earlier_gone(self) -> str:
        """Say that a person of a button can no longer be filled in, and what to do."""
        return self.say("question-earlier-gone")

    def ask_phone(self) -> str:
        """Ask the beneficiary's mobile number."""
        return self.say("question-phone")

    def ask_amount(self, channel: Channel, rule: AmountRule) -> str:
        """Ask the amount, naming what the channel pays out."""
        return self.say(
            "question-amount",
            channel=self.channel(channel),
            minimum=self.amount(rule.minimum),
            maximum=self.amount(rule.maximum),
            step=self.amount(rule.step),
        )

    def ask_purpose(self) -> str:
        """Ask what the order is for; the purposes are on buttons below."""
        return self.say("question-purpose")

    def ask_purpose_again(self) -> str:
        """Say that no purpose was recognised."""
        return self.say("question-purpose-again")

    def budget_left(self, purpose: Inert, left: int, *, is_enough: bool) -> str:
        """Say what the budget of a purpose still allows, before the read-back."""
        if is_enough:
            return self.say("question-budget-near", purpose=purpose, left=self.amount(left))
        if not left:
            return self.say("question-budget-empty", purpose=purpose)
        return self.say("question-budget-over", purpose=purpose, left=self.amount(left))

    def read_back(
        self,
        channel: Channel,
        name: str,
        phone: str,
        amount: Rupiah,
        purpose: tuple[Inert, str] | None,
    ) -> str:
        """Read everything back, the amount in figures and words, and ask to confirm.

        A purpose is named with its code: two names may look alike.
        """
        what_for = ""
        if purpose is not None:
            called, code = purpose
            what_for = self.say("question-read-back-purpose", purpose=called, code=code)
        return self.say(
            "question-read-back",
            name=name,
            phone=phone,
            amount=self.amount(amount),
            words=self.in_words(amount),
            place=self.lines(self.channel(channel), what_for),
        )

    def confirm_or_change(self) -> str:
        """Say that an answer to the read-back was not understood, and which are."""
        return self.say("question-confirm-or-change")

    def did_you_mean(self, guess: str) -> str:
        """Ask whether a name or an amount was meant so."""
        return self.say("question-did-you-mean", guess=guess)

    def which_name(self, phone: str | None) -> str:
        """Ask whose a phone is (None: which name it is); the names are on buttons below."""
        if phone:
            return self.say("question-whose-phone", phone=phone)
        return self.say("question-which-name")

    def which_phone(self, *, only_one: bool) -> str:
        """Ask which of a contact's numbers is meant; those that can be are on buttons below."""
        if only_one:
            return self.say("question-this-phone")
        return self.say("question-which-phone")

    def refused_value(self, no: No) -> str:
        """Say why an answer cannot be taken and how to write it; total over Reason."""
        if no.reason not in _OF_THE_AMOUNT:
            return self.say(_REASON[no.reason])
        why = self.say(_REASON_OF_THE_AMOUNT[no.reason], limit=self.amount(no.limit or 0))
        if no.reason is not Reason.NOT_A_MULTIPLE or not no.nearest:
            return why
        amounts = [self.amount(each) for each in no.nearest]
        nearest = format_list(amounts, style="or", locale=self.language)
        return f"{why} {self.say('reason-nearest', nearest=nearest)}"

    def noted(self, parts: Sequence[str]) -> str:
        """Say what was taken from a pasted line or a contact."""
        return self.say("noted", parts=", ".join(parts))

    def earlier_dropped(self) -> str:
        """Say that the details of the person before are gone, for there is another now."""
        return self.say("noted-earlier-dropped")

    def contact_without_number(self) -> str:
        """Say that a shared contact has no number."""
        return self.say("contact-without-number")

    def contact_left_out(self) -> str:
        """Say that nothing of a shared contact was taken, so that the draft is as it was."""
        return self.say("contact-left-out")
