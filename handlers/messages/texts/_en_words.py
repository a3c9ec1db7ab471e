"""The words of English: buttons, channels, states, roles."""

from typing import Literal

from handlers.messages.texts.formats import Formats, Labels
from storage.models.channel import Channel
from storage.models.order import Money
from storage.models.person import Role, Standing

_LABELS = Labels(
    confirm="Confirm",
    edit_name="Edit name",
    edit_phone="Edit phone",
    edit_amount="Edit amount",
    cancel="Cancel",
    yes="Yes",
    write_again="No, write again",
    another_name="Another name",
    show_code="Show code",
    approve="Approve",
    reject="Reject",
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CHANNELS = {
    Channel.PERMATA: "Permata ATM",
    Channel.ALFAMART: "Alfamart",
    Channel.INDOMARET: "Indomaret",
}
_STATUS = {
    Money.AWAITING_APPROVAL: "waiting for approval",
    Money.REQUESTED: "waiting to be sent to Faspay",
    Money.SENDING: "being sent to Faspay",
    Money.UNKNOWN: "not certain yet, being asked at Faspay",
    Money.ISSUED: "ready to collect",
    Money.FAILED: "failed, the money is not out",
    Money.PAID: "collected",
    Money.REVERSED: "reversed, the money has come back",
    Money.CANCELLED: "cancelled, no money went out",
    Money.NOT_SENT: "not sent, no money went out",
    Money.REJECTED: "refused by Faspay, no money went out",
    Money.NOT_CREATED: "never created, no money went out",
}
_ROLES = {Role.AGENT: "agent", Role.SUPERVISOR: "supervisor", Role.ADMIN: "admin"}
_STANDINGS = {Standing.ACTIVE: "active", Standing.SUSPENDED: "suspended"}


class EnglishWords(Formats):
    """What the English messages are put together from."""

    @property
    def language(self) -> Literal["en"]:
        return "en"

    @property
    def labels(self) -> Labels:
        return _LABELS

    @property
    def months(self) -> tuple[str, ...]:
        return _MONTHS

    def channel(self, channel: Channel) -> str:
        return _CHANNELS[channel]

    def status(self, money: Money) -> str:
        return _STATUS[money]

    def role(self, role: Role) -> str:
        return _ROLES[role]

    def standing(self, standing: Standing) -> str:
        return _STANDINGS[standing]
