"""What the company has decided: settings as values, handed down from the top."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from storage.channel import Channel
from storage.values import AmountRule


@dataclass(frozen=True)
class Policy:
    """Settings that use cases need. Durations are the house's, amounts whole rupiah."""

    rules: Mapping[Channel, AmountRule]
    """The enabled channels, each with its legal amounts."""
    public_url: str
    bot_username: str
    default_language: str
    zone: ZoneInfo
    transfer_seconds: float
    """How long one transfer may take at the wire, at most (token call and transfer)."""
    prove_unit: bool = False
    """Real money: the balance must prove the amount unit before it is trusted."""
    draft_lasts: timedelta = timedelta(minutes=30)
    request_lasts: timedelta = timedelta(minutes=10)
    """A request that could not be sent for so long is cancelled: the person has gone."""
    invite_lasts: timedelta = timedelta(minutes=15)
    code_kept: timedelta = timedelta(hours=24)
    """How long the sealed code is kept after the order has ended."""
    code_shows_an_hour: int = 5

    @property
    def lease(self) -> timedelta:
        """How long a sender owns its order: well past the longest transfer and its inquiry."""
        return timedelta(seconds=2 * self.transfer_seconds + 15)
