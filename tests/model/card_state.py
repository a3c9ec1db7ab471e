"""The card model's state: the order, one chat's queue, its senders, Telegram."""

from enum import StrEnum
from typing import NamedTuple

from storage.models.order_states import ENDED, Code, OrderStatus
from storage.models.outbox import Kind
from tests.model.mistakes import Mistake
from tests.model.rules import Rules


class Shows(StrEnum):
    """What a message at Telegram really shows."""

    WORDS = "words"
    CODE = "the code"
    GONE = "nothing, it is deleted"


class Waiting(NamedTuple):
    """An open row of the queue."""

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
    deleted: bool = False
    """Telegram said that it deleted the card. Whether it did is not known yet."""


class Sender(NamedTuple):
    """One replica's sender. With a kind it has claimed a row of the queue."""

    kind: Kind | str = ""
    row: int = -1
    """The place in the queue; -1 once it is over or taken by somebody else."""
    message: int = -1
    code: bool = False
    """Whether its next message holds the code."""
    slept: bool = False
    result: str = ""


SENT, AGAIN, GONE = "done", "nobody knows", "message gone"
DELETE = "delete"
"""The first half of a wipe. The second is an edit that makes sure."""
NOBODY = Sender()


class Chat(NamedTuple):
    """One state."""

    status: OrderStatus = OrderStatus.SENDING
    code: Code = Code.NONE
    expired: bool = False
    suspended: bool = False
    queue: tuple[Waiting, ...] = (Waiting(Kind.CARD),)
    """The placeholder was written with the request."""
    known: tuple[Known, ...] = ()
    messages: tuple[Shows, ...] = ()
    senders: tuple[Sender, ...] = (NOBODY, NOBODY)
    deleted: bool = False
    """The agent has deleted a message."""
    mishaps: int = 0
    """How many more mishaps there may be."""
    wishes: tuple[bool, bool, bool] = (True, True, True)
    """What people may still do: suspend, /code, delete a message."""


def may_be_shown(chat: Chat) -> bool:
    """Say whether the code is to be seen by the agent (codes.judge)."""
    known = chat.code in {Code.SEALED, Code.DELIVERED}
    return known and chat.status is OrderStatus.ISSUED and not (chat.expired or chat.suspended)


def is_over(chat: Chat) -> bool:
    """Say whether nobody needs the code any more."""
    return chat.status in ENDED or chat.expired


def with_sender(chat: Chat, old: Sender, new: Sender) -> Chat:
    """Change what a sender does. Senders are interchangeable."""
    rest = list(chat.senders)
    rest[rest.index(old)] = new
    rest.sort()
    return chat._replace(senders=tuple(rest))


def without(chat: Chat, place: int) -> Chat:
    """Remove a row from the queue, and its claim."""
    senders = (
        each._replace(row=-1 if each.row == place else each.row - (each.row > place))
        for each in chat.senders
    )
    queue = (*chat.queue[:place], *chat.queue[place + 1 :])
    return chat._replace(queue=queue, senders=tuple(sorted(senders)))


def head(chat: Chat, rules: Rules) -> int:
    """Return which row is next: a code that must go, then the oldest (chat_queues.next_due)."""
    if rules.break_(Mistake.WIPE_IN_LINE):
        return 0
    return min(range(len(chat.queue)), key=lambda place: (not is_urgent(chat, place), place))


def is_urgent(chat: Chat, place: int) -> bool:
    """Say whether a row wipes a code that is not known to be gone."""
    row = chat.queue[place]
    return row.kind is Kind.CARD_WIPE and not chat.known[row.card].deleted


def refreshed(chat: Chat) -> Chat:
    """Have the newest card brought up to date (announcing.refresh_card)."""
    enough = any(row.kind is not Kind.CARD_WIPE and not row.tried for row in chat.queue)
    return chat if enough else chat._replace(queue=(*chat.queue, Waiting(Kind.CARD_EDIT)))


def wiped(chat: Chat, *, keep_newest: bool = False) -> Chat:
    """Have the cards wiped, each once (announcing.wipe_cards)."""
    open_ = [number for number, card in enumerate(chat.known) if not card.wiped]
    for number in open_[:-1] if keep_newest else open_:
        if not chat.known[number].asked:
            chat = with_card(chat, number, chat.known[number]._replace(asked=True))
            chat = chat._replace(queue=(*chat.queue, Waiting(Kind.CARD_WIPE, number)))
    return chat


def newest(chat: Chat, *, deleted: bool = False) -> int | None:
    """Return the newest card that is not wiped, and not deleted unless asked for."""
    open_ = [
        number
        for number, card in enumerate(chat.known)
        if not card.wiped and (deleted or not card.deleted)
    ]
    return open_[-1] if open_ else None


def with_card(chat: Chat, number: int, card: Known) -> Chat:
    """Write a card down."""
    return chat._replace(known=(*chat.known[:number], card, *chat.known[number + 1 :]))


def with_message(chat: Chat, number: int, shows: Shows) -> Chat:
    """Change what a message at Telegram shows."""
    kept = chat.messages
    return chat._replace(messages=(*kept[:number], shows, *kept[number + 1 :]))


def shown(chat: Chat) -> str:
    """Describe a state in a line."""
    words = [
        f"order {chat.status}, code {chat.code}",
        "expired" if chat.expired else "",
        "agent suspended" if chat.suspended else "",
        f"messages: {', '.join(chat.messages) or 'none'}",
        f"cards known: {', '.join(_card(card) for card in chat.known) or 'none'}",
        f"waiting: {', '.join(row.kind for row in chat.queue) or 'nothing'}",
    ]
    return "; ".join(word for word in words if word)


def _card(card: Known) -> str:
    became = " (wiped)" if card.wiped else " (deleted, they say)" if card.deleted else ""
    return f"message {card.message}{became}"
