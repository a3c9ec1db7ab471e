"""An order under way: what is known so far, and which question is open."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from handlers.chat.context import Context
from handlers.services.orders import requests
from handlers.services.policy import Policy
from storage.models.channel import Channel
from storage.models.channel_words import read_channel
from storage.repositories.conversations import CASH_OUT
from storage.values import AmountRule, BeneficiaryName, PhoneNumber, Rupiah

NAME = CASH_OUT
"""The conversation's name, under which its draft is kept."""
_NONCE_OCTETS = 4
_TOKEN_OCTETS = 16


class Step(StrEnum):
    """The conversation's states, in the order of the questions."""

    CHANNEL = "channel"
    NAME = "name"
    PHONE = "phone"
    AMOUNT = "amount"
    PURPOSE = "purpose"
    CONFIRM = "confirm"


@dataclass(frozen=True)
class Earlier:
    """Somebody to whom the agent sent before, as a button names them."""

    order_no: str
    """The agent's own order from which name and phone are taken again."""
    mask: str
    """Initials and last digits, and the last amount where another has the same: no more is on the
    screen, and none of it in a button's data."""
    channel: str
    """Where they collected last."""


@dataclass(frozen=True)
class OfferedPurpose:
    """A purpose that the agent may choose."""

    code: str
    name: str


@dataclass
class Draft:
    """What an agent has said so far, in plain JSON values. It is sealed between updates."""

    nonce: str
    """Is in every button of this draft, so that buttons of other drafts are recognised."""
    channel: str | None = None
    name: str | None = None
    phone: str | None = None
    amount: int | None = None
    """Whole rupiah."""
    amount_text: str | None = None
    """A pasted amount that waits for its channel, which decides what is legal."""
    guess: str | int | None = None
    """The name or amount of an open "did you mean"."""
    token: str | None = None
    """The single-use confirm token of the newest read-back."""
    confirms: list[str | int | None] | None = None
    """What the token confirms, and what was said beside it of an earlier order. Only a read-back of
    exactly this has it on its button."""
    shown: int | None = None
    """The outbox row that asks the open question. Words confirm only a read-back that was seen."""
    delivered: int | None = None
    """An earlier row with the same read-back, which had been sent when it was asked again."""
    asked: str | None = None
    """A digest of the question asked last: its words and buttons."""
    own_name: str | None = None
    """The name that the agent wrote or chose. No contact replaces it silently."""
    names: list[str] = field(default_factory=list)
    """The names to choose from, where several may be meant."""
    phones: list[str] = field(default_factory=list)
    """The mobile numbers to choose from, where a contact has several."""
    earlier: list[Earlier] = field(default_factory=list)
    """Whom the agent may choose with one press, as they were when the draft began."""
    usual_amount: int | None = None
    """What the person chose last was sent before, whole rupiah: the first amount offered."""
    purpose: str | None = None
    """The code of what the order is for."""
    purposes: list[OfferedPurpose] = field(default_factory=list)
    """What may be chosen, as it was when the open question was asked."""
    stopped: list[str] = field(default_factory=list)
    """The channels to which nothing is sent, as it was then."""

    @classmethod
    def begin(cls, policy: Policy) -> "Draft":
        """Begin a draft. If only one channel is enabled, it is already chosen."""
        only = next(iter(policy.rules)).value if len(policy.rules) == 1 else None
        return cls(nonce=_nonce(), channel=only)

    @classmethod
    def load(cls, data: dict[str, Any]) -> "Draft | None":
        """Read a kept draft, also from an older program; None when no draft is open.

        Older drafts do not say who gave a name. It then counts as the agent's own, which is safe.
        """
        known = {each.name for each in fields(cls)}
        if "nonce" not in data or not set(data) <= known:
            return None
        since: dict[str, Any] = {"own_name": data.get("name")}
        draft = cls(**since | data)
        draft.earlier = [Earlier(**each) for each in data.get("earlier", ())]
        draft.purposes = [OfferedPurpose(**each) for each in data.get("purposes", ())]
        draft.choose_channel(draft.channel)
        return draft

    @classmethod
    def of(cls, context: Context) -> "Draft | None":
        """Read the draft of the chat that writes; None when none is open."""
        return cls.load(context.kept(NAME))

    def keep(self, data: dict[str, Any]) -> None:
        """Write the draft into the kept data."""
        data.clear()
        data.update(asdict(self))

    def step(self, policy: Policy) -> Step:
        """Return the open question: the first without an answer."""
        if self.channel not in {channel.value for channel in policy.rules} - set(self.stopped):
            return Step.CHANNEL
        if self.name is None:
            return Step.NAME
        if self.phone is None:
            return Step.PHONE
        if self.amount is None:
            return Step.AMOUNT
        return Step.PURPOSE if self.asks_purpose() else Step.CONFIRM

    def rule(self, policy: Policy) -> AmountRule:
        """Return the channel's amounts. Call it only when the step is not CHANNEL."""
        return policy.rules[Channel(self.channel or "")]

    def in_doubt(self, policy: Policy) -> bool:
        """Say whether the open question is a "did you mean", or which of several."""
        step = self.step(policy)
        doubtful = self.guess is not None or bool(self.names)
        return (doubtful and step is not Step.CHANNEL) or self.asks_which_phone(policy)

    def asks_which_phone(self, policy: Policy) -> bool:
        """Say whether the open question is which of a contact's numbers is meant."""
        return bool(self.phones) and self.step(policy) is Step.PHONE

    def asks_purpose(self) -> bool:
        """Say whether its purpose is still to be chosen: only where there are several."""
        return self.purpose is None and len(self.purposes) > 1

    def offer_purposes(self, offered: Sequence[OfferedPurpose]) -> None:
        """Note what may be chosen now. The only one is taken; one that is gone is forgotten."""
        self.purposes = list(offered)
        if self.purpose not in {each.code for each in offered}:
            self.purpose = offered[0].code if len(offered) == 1 else None

    def purpose_name(self) -> str | None:
        """Return what the chosen purpose is called."""
        return next((each.name for each in self.purposes if each.code == self.purpose), None)

    def suppose(self, guess: str | int) -> None:
        """Ask "did you mean". Buttons of earlier questions no longer count."""
        self.guess, self.names, self.nonce = guess, [], _nonce()

    def ask_which(self, *names: str) -> None:
        """Ask which name is meant. Buttons of earlier questions no longer count."""
        self.guess, self.names, self.nonce = None, list(dict.fromkeys(names)), _nonce()

    def offer_phones(self, phones: Sequence[str]) -> None:
        """Ask which number is meant, once it is its turn. Buttons of earlier ones do not count."""
        self.phone, self.phones, self.nonce = None, list(phones), _nonce()

    def choose_phone(self, phone: str | None) -> None:
        """Take the number that the agent wrote or chose; None forgets it."""
        self.phone, self.phones = phone, []

    def choose_channel(self, word: str | None) -> None:
        """Take a channel by its word, also by one that an older program kept or put on a button."""
        channel = read_channel(word)
        self.channel = channel and channel.value

    def choose_name(self, name: str) -> None:
        """Accept a name that the agent wrote or chose."""
        self.name = self.own_name = name
        self.guess, self.names = None, []

    def drop_name(self) -> None:
        """Forget the name and every question about it."""
        self.name = self.own_name = self.guess = self.usual_amount = None
        self.names = []

    def say_beside(self, words: str) -> None:
        """Note what is said beside the read-back; other words than before void its token."""
        beside = [words] if words else []  # drafts of an older program have nothing there
        if self.confirms is not None and self.confirms[len(self._content()) :] != beside:
            self.void_token()
        self.confirm_token()
        self.confirms = [*self._content(), *beside]

    def confirm_token(self) -> str:
        """Return the token of the read-back: the same one as long as it says the same."""
        content = self._content()
        if self.token is None or (self.confirms or [])[: len(content)] != content:
            self.void_token()
            self.token, self.confirms = secrets.token_hex(_TOKEN_OCTETS), content
        return self.token

    def _content(self) -> list[str | int | None]:
        # Drafts of an older program have no purpose there, nor has a company without any.
        purpose = [self.purpose, self.purpose_name()] if self.purpose is not None else []
        return [self.channel, self.name, self.phone, self.amount, *purpose]

    def void_token(self) -> None:
        """Have no read-back confirmed that was sent before."""
        self.token = self.confirms = self.shown = self.delivered = None

    def confirmed(self) -> requests.ConfirmedDraft:
        """Return the finished draft. Call it only when the step is CONFIRM."""
        if self.channel is None or self.name is None or self.phone is None or self.amount is None:
            raise ValueError("the draft is not finished")
        return requests.ConfirmedDraft(
            channel=Channel(self.channel),
            name=BeneficiaryName(self.name),
            phone=PhoneNumber(self.phone),
            amount=Rupiah(self.amount),
            purpose=self.purpose,
            purpose_name=self.purpose_name(),
        )


def _nonce() -> str:
    return secrets.token_hex(_NONCE_OCTETS)
