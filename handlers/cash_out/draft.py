"""An order being written: what is known of it so far, and so which question is open."""

import secrets
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from handlers.services.orders import requests
from handlers.services.policy import Policy
from storage.models.channel import Channel
from storage.values import AmountRule, BeneficiaryName, PhoneNumber, Rupiah

_NONCE_OCTETS = 4
_TOKEN_OCTETS = 16


class Step(StrEnum):
    """The conversation's states, in the order in which they are asked."""

    CHANNEL = "channel"
    NAME = "name"
    PHONE = "phone"
    AMOUNT = "amount"
    CONFIRM = "confirm"


@dataclass
class Draft:
    """What an agent has said so far. Plain JSON values: it is kept between updates, sealed."""

    nonce: str
    """In every button of this draft, so that the buttons of others are recognised."""
    channel: str | None = None
    name: str | None = None
    phone: str | None = None
    amount: int | None = None
    """Whole rupiah."""
    amount_text: str | None = None
    """A pasted amount that waits for its channel: what is legal depends on it."""
    guess: str | int | None = None
    """What the open question is "did you mean" about: a name or an amount."""
    token: str | None = None
    """The single-use confirm token of the newest read-back."""
    shown: int | None = None
    """The outbox row of the newest read-back: only what was seen can be confirmed by words."""
    own_name: str | None = None
    """The name that the agent wrote or chose for this draft: no contact's silently replaces it."""
    names: list[str] = field(default_factory=list)
    """What the open question of the name offers, where several may be meant."""

    @classmethod
    def begin(cls, policy: Policy) -> "Draft":
        """Begin; where only one channel is enabled, it is not asked for."""
        only = next(iter(policy.rules)).value if len(policy.rules) == 1 else None
        return cls(nonce=_nonce(), channel=only)

    @classmethod
    def load(cls, data: dict[str, Any]) -> "Draft | None":
        """Read what was kept, also by an older program; None when no draft is open.

        Who gave a name was not kept once: then it counts as the agent's own, which is never lost.
        """
        known = {each.name for each in fields(cls)}
        if "nonce" not in data or not set(data) <= known:
            return None
        since: dict[str, Any] = {"own_name": data.get("name")}
        return cls(**since | data)

    def keep(self, data: dict[str, Any]) -> None:
        """Write it to where it is kept."""
        data.clear()
        data.update(asdict(self))

    def step(self, policy: Policy) -> Step:
        """Say which question is open: the first that has no answer yet."""
        if self.channel not in {channel.value for channel in policy.rules}:
            return Step.CHANNEL
        if self.name is None:
            return Step.NAME
        if self.phone is None:
            return Step.PHONE
        return Step.AMOUNT if self.amount is None else Step.CONFIRM

    def rule(self, policy: Policy) -> AmountRule:
        """Return the amounts of its channel; only when its step is not CHANNEL."""
        return policy.rules[Channel(self.channel or "")]

    def in_doubt(self, policy: Policy) -> bool:
        """Say whether the open question is about what was meant: a name or an amount."""
        doubtful = self.guess is not None or bool(self.names)
        return doubtful and self.step(policy) is not Step.CHANNEL

    def suppose(self, guess: str | int) -> None:
        """Ask "did you mean"; the buttons of earlier questions are old from now on."""
        self.guess, self.names, self.nonce = guess, [], _nonce()

    def ask_which(self, *names: str) -> None:
        """Ask which of these names is meant; the buttons of earlier questions are old, too."""
        self.guess, self.names, self.nonce = None, list(dict.fromkeys(names)), _nonce()

    def choose_name(self, name: str) -> None:
        """Take a name that the agent wrote or chose for this draft."""
        self.name = self.own_name = name
        self.guess, self.names = None, []

    def drop_name(self) -> None:
        """Leave the name open, whatever was asked about it."""
        self.name = self.own_name = self.guess = None
        self.names = []

    def new_token(self) -> str:
        """Make the confirm token of a read-back that is about to be shown."""
        self.token = secrets.token_hex(_TOKEN_OCTETS)
        return self.token

    def confirmed(self) -> requests.Draft:
        """Return the finished draft; only when its step is CONFIRM."""
        if self.channel is None or self.name is None or self.phone is None or self.amount is None:
            raise ValueError("the draft is not finished")
        return requests.Draft(
            channel=Channel(self.channel),
            name=BeneficiaryName(self.name),
            phone=PhoneNumber(self.phone),
            amount=Rupiah(self.amount),
        )


def _nonce() -> str:
    return secrets.token_hex(_NONCE_OCTETS)
