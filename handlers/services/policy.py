"""What the company has decided: the settings that use cases need, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from storage.models.channel import Channel
from storage.values import AmountRule


@dataclass(frozen=True)
class Policy:
    """Settings that use cases need. Durations are ours, amounts whole rupiah."""

    rules: Mapping[Channel, AmountRule]
    """The enabled channels, each with its legal amounts."""
    public_url: str
    bot_username: str
    default_language: str
    zone: ZoneInfo
    prove_unit: bool = False
    """Real money: the balance must prove the amount unit before it is trusted."""
    needs_limits: bool = False
    """Real money: nothing is sent until both limits are set, for a stolen phone's sake."""
    offer_earlier: bool = True
    """Agents are offered those to whom they sent before, so that nothing is typed again."""
    draft_lasts: timedelta = timedelta(minutes=30)
    lease: timedelta = timedelta(seconds=20)
    """How long a sender's claim outlives the sender: it is renewed four times in each lease.

    Short, because people are told within a minute of a crash: 20 s until the lease is over, 5 s
    until somebody looks, an inquiry, a message. A renewed claim has 15 s left at least, so clocks
    of replicas may differ by ten seconds.
    """
    request_lasts: timedelta = timedelta(minutes=10)
    """A request that waits this long is cancelled: the person has gone."""
    invite_lasts: timedelta = timedelta(minutes=15)
    code_kept: timedelta = timedelta(hours=24)
    """How long the sealed code is kept after the order has ended."""
    code_shows_an_hour: int = 5
    copy_button: bool = True
    """A card offers to copy its code: a clipboard is read by other apps, and outlives the card."""
    own_steps: Mapping[str, str] = field(default_factory=dict)
    """The company's own words for how the cash is collected, by language (Fluent, checked)."""
