"""What is said while an order is being written."""

from abc import abstractmethod
from collections.abc import Sequence

from handlers.messages.order_views import OrderView
from handlers.messages.texts.formats import Formats
from handlers.services.orders.requests import Refused
from storage.models.channel import Channel
from storage.models.person import Role
from storage.values import AmountRule, No, Rupiah


class DraftTexts(Formats):
    """The questions, their corrections, and how a draft ends."""

    @abstractmethod
    def ask_channel(self) -> str:
        """Ask where the beneficiary will collect."""

    @abstractmethod
    def ask_channel_again(self) -> str:
        """Say that no channel was recognised."""

    @abstractmethod
    def ask_name(self) -> str:
        """Ask the beneficiary's name."""

    @abstractmethod
    def ask_phone(self) -> str:
        """Ask the beneficiary's mobile number."""

    @abstractmethod
    def ask_amount(self, channel: Channel, rule: AmountRule) -> str:
        """Ask the amount, naming what the channel pays out."""

    @abstractmethod
    def read_back(self, channel: Channel, name: str, phone: str, amount: Rupiah) -> str:
        """Read everything back, the amount in figures and words, and ask to confirm."""

    @abstractmethod
    def confirm_or_change(self) -> str:
        """Say that an answer to the read-back was not understood, and which are."""

    @abstractmethod
    def did_you_mean(self, guess: str) -> str:
        """Ask whether a name or an amount was meant so."""

    @abstractmethod
    def which_name(self, phone: str | None) -> str:
        """Ask whose a phone is (None: which name it is); the names are on buttons below."""

    @abstractmethod
    def refused_value(self, no: No) -> str:
        """Say why an answer cannot be taken and how to write it; total over Reason."""

    @abstractmethod
    def noted(self, parts: Sequence[str]) -> str:
        """Say what was taken from a pasted line or a contact."""

    @abstractmethod
    def earlier_dropped(self) -> str:
        """Say that the details of the person before are gone, for there is another now."""

    @abstractmethod
    def contact_without_number(self) -> str:
        """Say that a shared contact has no number."""

    @abstractmethod
    def contact_left_out(self) -> str:
        """Say that nothing of a shared contact was taken, so that the draft is as it was."""

    @abstractmethod
    def started_over(self) -> str:
        """Say that the earlier draft was dropped for a new one."""

    @abstractmethod
    def draft_ended(self) -> str:
        """Say that the draft ended by time and nothing was sent."""

    @abstractmethod
    def draft_cancelled(self) -> str:
        """Say that the draft was dropped and nothing was sent."""

    @abstractmethod
    def nothing_to_cancel(self) -> str:
        """Say that neither a draft nor an order is open."""

    @abstractmethod
    def order_cancelled(self, order_no: str) -> str:
        """Say that an order was cancelled before it was sent."""

    @abstractmethod
    def too_late_to_cancel(self, view: OrderView) -> str:
        """Say honestly that a sent order cannot be recalled, and when it ends."""

    @abstractmethod
    def accepted(self, order_no: str) -> str:
        """Answer the press on Confirm; the card says the rest. At most 200 characters."""

    @abstractmethod
    def already_accepted(self, order_no: str) -> str:
        """Answer a second press on Confirm. At most 200 characters."""

    @abstractmethod
    def question_over(self) -> str:
        """Answer the press on an old button. At most 200 characters."""

    @abstractmethod
    def refusal(self, refused: Refused) -> str:
        """Say why no order was made, and what to do; total over Refusal."""

    @abstractmethod
    def only_agents(self, role: Role) -> str:
        """Tell a supervisor or admin who makes orders, and what they can do."""

    @abstractmethod
    def edits_change_nothing(self) -> str:
        """Say that an edited message is not read again."""

    @abstractmethod
    def forwards_confirm_nothing(self) -> str:
        """Say that a forwarded message neither confirms nor commands."""

    @abstractmethod
    def others_bots_confirm_nothing(self) -> str:
        """Say that words that another bot has put in do not count as this answer."""

    @abstractmethod
    def came_early(self) -> str:
        """Say that a typed yes came before its question was shown, and confirms nothing."""

    @abstractmethod
    def came_late(self) -> str:
        """Say that a confirmation was held up on its way and must be given again."""

    @abstractmethod
    def only_words(self) -> str:
        """Say kindly that stickers, pictures and voice cannot be read."""

    @abstractmethod
    def hint(self, role: Role) -> str:
        """Say in a line how to begin, after words that nothing asked for."""
