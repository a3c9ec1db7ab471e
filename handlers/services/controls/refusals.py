"""Why no order is made: what the limits, the switch and the rights answer a request."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.models.channel import Channel
from storage.values import Rupiah


class Refusal(StrEnum):
    """Why no order was made; nothing was sent."""

    NOT_AN_AGENT = "not an agent"
    SUSPENDED = "suspended"
    SENDING_STOPPED = "line stopped"
    TEAM_STOPPED = "team stopped"
    CHANNEL_STOPPED = "channel stopped"
    LIMITS_MISSING = "no limits are set, and the money is real"
    CHANNEL_CLOSED = "channel closed"
    AMOUNT = "amount not allowed"
    ORDER_LIMIT = "over the limit for one order"
    CHANNEL_LIMIT = "over the limit for one order at that place"
    DAY_LIMIT = "over the agent's limit for 24 hours"
    TEAM_LIMIT = "over the team's limit for 24 hours"
    COMPANY_LIMIT = "over the company's limit for 24 hours"
    PHONE_LIMIT = "over the limit for one phone within 7 days"
    PURPOSE_NEEDED = "a purpose must be chosen first"
    PURPOSE_OFF = "the purpose was switched off"
    PURPOSE_RENAMED = "the purpose was renamed"
    BUDGET = "over the budget of the purpose"
    UNIT_UNPROVEN = "only the smallest amount until the unit is proven"
    ONE_AT_A_TIME = "one order at a time until the unit is proven"


@dataclass(frozen=True)
class Refused:
    """No order was made."""

    refusal: Refusal
    limit: Rupiah | None = None
    """The limit in the way, or what it leaves; the same of a budget."""
    purpose: str | None = None
    """The name of the purpose whose budget is in the way."""
    more_at: datetime | None = None
    """When the limit will have let go of enough; None where that takes somebody's decision."""
    channel: Channel | None = None
    """The channel that is stopped."""
    others: tuple[Channel, ...] = ()
    """The channels that work meanwhile."""
