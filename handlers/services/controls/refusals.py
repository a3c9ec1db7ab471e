"""Why no order is made: what the limits, the switch and the rights answer a request."""

from dataclasses import dataclass
from enum import StrEnum

from storage.values import Rupiah


class Refusal(StrEnum):
    """Why no order was made; nothing was sent."""

    NOT_AN_AGENT = "not an agent"
    SUSPENDED = "suspended"
    SENDING_STOPPED = "line stopped"
    LIMITS_MISSING = "no limits are set, and the money is real"
    CHANNEL_CLOSED = "channel closed"
    AMOUNT = "amount not allowed"
    ORDER_LIMIT = "over the limit for one order"
    DAY_LIMIT = "over the limit for today"
    PURPOSE_NEEDED = "a purpose must be chosen first"
    PURPOSE_OFF = "the purpose was switched off"
    BUDGET = "over the budget of the purpose"
    UNIT_UNPROVEN = "only the smallest amount until the unit is proven"
    ONE_AT_A_TIME = "one order at a time until the unit is proven"


@dataclass(frozen=True)
class Refused:
    """No order was made."""

    refusal: Refusal
    limit: Rupiah | None = None
    """The limit in the way, or what is left of the day's or of the budget."""
    purpose: str | None = None
    """The name of the purpose whose budget is in the way."""
