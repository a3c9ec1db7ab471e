"""What the model of the card remembers: the order, the lane of one chat, its senders, Telegram."""

from enum import StrEnum
from typing import NamedTuple

from storage.order import ENDED, Code, Money
from storage.outbox import Kind
from tests.model.mistakes import Mistake
from tests.model.rules import Rules


class Shows(StrEnum):
    """What is to be read in a message at Telegram: the truth."""

    WORDS = "words"
    CODE = "the code"
    GONE = "nothing, it is deleted"


class Waiting(NamedTuple):
    """An open row of the lane; the head may be in flight."""

    kind: Kind
    card: int = -1
    """Which card a wipe is for."""
    tried: bool = False


class Known(NamedTuple):
    """A card whose message id is committed."""

    message: int
    wiped: bool = False
    asked: bool = False
    """A wipe of it was written; that is written once."""


class Sender(NamedTuple):
    """One replica's sender; with a kind it has claimed the head of the lane."""

    kind: Kind | str = ""
    message: int = -1
    code: bool = False
    """What it is about to say holds the code."""
    current: bool = False
    """Its claim was not taken over."""
    slept: bool = False
    result: str = ""


SENT, AGAIN, GONE = "done", "nobody knows", "message gone"
NOBODY = Sender()


class Chat(NamedTuple):
    """One state."""

    money: Money = Money.SENDING
    code: Code = Code.NONE
    expired: bool = False
    suspended: bool = False
    lane: tuple[Waiting, ...] = (Waiting(Kind.CARD),)
    """The placeholder was written with the request."""
    known: tuple[Known, ...] = ()
    messages: tuple[Shows, ...] = ()
    senders: tuple[Sender, ...] = (NOBODY, NOBODY)
    deleted: bool = False
    """The agent has deleted a message."""
    mishaps: int = 0
    """How many more there may be."""
    wishes: tuple[bool, bool, bool] = (True, True, True)
    """May still be done: suspend, /code, delete a message."""


def may_be_shown(chat: Chat) -> bool:
    """Say whether the code is to be seen by the agent (rendering._code_to_show)."""
    known = chat.code in {Code.SEALED, Code.DELIVERED}
    return known and chat.money is Money.ISSUED and not (chat.expired or chat.suspended)


def is_over(chat: Chat) -> bool:
    """Say whether nobody needs the code any more."""
    return chat.money in ENDED or chat.expired


def with_sender(chat: Chat, old: Sender, new: Sender) -> Chat:
    """Let a sender do something else; which is which makes no difference."""
    rest = list(chat.senders)
    rest[rest.index(old)] = new
    rest.sort()
    return chat._replace(senders=tuple(rest))


def refreshed(chat: Chat, rules: Rules) -> Chat:
    """Have the newest card brought up to date (announcing.refresh_card)."""
    enough = False
    for row in chat.lane:
        if row.kind is Kind.CARD_WIPE:
            enough = enough and rules.break_(Mistake.WIPE_BEHIND)
        elif not row.tried:
            enough = True
    return chat if enough else chat._replace(lane=(*chat.lane, Waiting(Kind.CARD_EDIT)))


def wiped(chat: Chat, *, keep_newest: bool = False) -> Chat:
    """Have the cards wiped, each once (announcing.wipe_cards)."""
    open_ = [number for number, card in enumerate(chat.known) if not card.wiped]
    for number in open_[:-1] if keep_newest else open_:
        if not chat.known[number].asked:
            chat = with_card(chat, number, chat.known[number]._replace(asked=True))
            chat = chat._replace(lane=(*chat.lane, Waiting(Kind.CARD_WIPE, number)))
    return chat


def newest(chat: Chat) -> int | None:
    """Return the newest card that is not wiped."""
    open_ = [number for number, card in enumerate(chat.known) if not card.wiped]
    return open_[-1] if open_ else None


def with_card(chat: Chat, number: int, card: Known) -> Chat:
    """Write a card down."""
    return chat._replace(known=(*chat.known[:number], card, *chat.known[number + 1 :]))


def with_message(chat: Chat, number: int, shows: Shows) -> Chat:
    """Change what is to be read at Telegram."""
    kept = chat.messages
    return chat._replace(messages=(*kept[:number], shows, *kept[number + 1 :]))


def shown(chat: Chat) -> str:
    """Describe a state in a line."""
    words = [
        f"order {chat.money}, code {chat.code}",
        "expired" if chat.expired else "",
        "agent suspended" if chat.suspended else "",
        f"messages: {', '.join(chat.messages) or 'none'}",
        f"cards known: {', '.join(_card(card) for card in chat.known) or 'none'}",
        f"waiting: {', '.join(row.kind for row in chat.lane) or 'nothing'}",
    ]
    return "; ".join(word for word in words if word)


def _card(card: Known) -> str:
    return f"message {card.message}{' (wiped)' if card.wiped else ''}"
