"""What happens in the model of the card: rows are claimed, said and settled; the order moves on."""

from collections.abc import Iterator

from storage.order import ENDED, Code, Money
from storage.outbox import Kind
from tests.model.card_state import (
    AGAIN,
    GONE,
    NOBODY,
    SENT,
    Chat,
    Known,
    Sender,
    Shows,
    Waiting,
    is_over,
    may_be_shown,
    newest,
    refreshed,
    wiped,
    with_card,
    with_message,
    with_sender,
)
from tests.model.checker import Step
from tests.model.mistakes import Mistake
from tests.model.rules import Rules

Steps = Iterator[Step[Chat]]


def sender_steps(chat: Chat, rules: Rules) -> Steps:
    """Give every step of every sender (sender.py, delivering.py, settling.py)."""
    for sender in dict.fromkeys(chat.senders):
        if not sender.kind:
            yield from _claim(chat, sender, rules)
        elif sender.result:
            yield _settle(chat, sender, rules)
        else:
            yield from _perform(chat, sender, rules)
        if sender.kind and chat.mishaps:
            gone = with_sender(chat, sender, NOBODY)
            yield Step("crash of a sender", _spent(gone), mishap=True)
        if sender.current and not sender.slept and chat.mishaps:
            asleep = with_sender(chat, sender, sender._replace(slept=True))
            yield Step("a sender sleeps past its claim", _spent(asleep), mishap=True)


def _claim(chat: Chat, idle: Sender, rules: Rules) -> Steps:
    if not chat.lane or any(each.current and not each.slept for each in chat.senders):
        return
    others = tuple(each._replace(current=False) for each in chat.senders)
    free = _tried(chat._replace(senders=others))
    row, card = chat.lane[0], newest(chat)
    active = not chat.suspended or rules.break_(Mistake.CODE_SUSPENDED)
    claimed: Sender | None = None
    if row.kind is Kind.CARD and active:
        pushed = rules.break_(Mistake.CODE_PUSHED) and may_be_shown(chat)
        claimed = Sender(Kind.CARD, code=pushed, current=True)
    elif row.kind is Kind.CARD_EDIT and card is not None and active:
        code = _renders_code(chat, rules)
        claimed = Sender(Kind.CARD_EDIT, chat.known[card].message, code, current=True)
    elif row.kind is Kind.CARD_WIPE and not chat.known[row.card].wiped:
        claimed = Sender(Kind.CARD_WIPE, chat.known[row.card].message, current=True)
    if claimed is not None:
        words = f"a sender claims: {row.kind}{' with the code' if claimed.code else ''}"
        yield Step(words, with_sender(free, idle, claimed))
        return
    rest = free._replace(lane=chat.lane[1:])
    if row.kind is Kind.CARD_EDIT and card is None and active:
        rest = _want_card(rest)
    yield Step(f"nothing is to be said any more: {row.kind}", rest)


def _renders_code(chat: Chat, rules: Rules) -> bool:
    if rules.break_(Mistake.CODE_UNSTORED) and chat.money is Money.SENDING:
        return True
    if rules.break_(Mistake.CODE_AFTER_END) and chat.code in {Code.SEALED, Code.DELIVERED}:
        return not chat.suspended
    if rules.break_(Mistake.CODE_SUSPENDED):
        return may_be_shown(chat._replace(suspended=False))
    return may_be_shown(chat)


def _want_card(chat: Chat) -> Chat:
    if any(row.kind is Kind.CARD for row in chat.lane):
        return chat
    return chat._replace(lane=(*chat.lane, Waiting(Kind.CARD)))


def _perform(chat: Chat, sender: Sender, rules: Rules) -> Steps:
    if sender.slept and not rules.break_(Mistake.SLEPT_EDIT):
        yield Step("it slept past its claim: it says nothing", with_sender(chat, sender, NOBODY))
        return
    for done, result, words in _effects(chat, sender):
        message = len(chat.messages) if sender.kind is Kind.CARD else sender.message
        answered = sender._replace(message=message, result=result)
        yield Step(words, with_sender(done, sender, answered))
        if chat.mishaps and result is SENT:
            unknown = with_sender(done, sender, answered._replace(result=AGAIN))
            yield Step(f"{words}, the answer is lost", _spent(unknown), mishap=True)
    if chat.mishaps:
        lost = with_sender(chat, sender, sender._replace(result=AGAIN))
        yield Step("what is said is lost on its way", _spent(lost), mishap=True)


def _effects(chat: Chat, sender: Sender) -> Iterator[tuple[Chat, str, str]]:
    shows = Shows.CODE if sender.code else Shows.WORDS
    if sender.kind is Kind.CARD:
        sent = chat._replace(messages=(*chat.messages, shows))
        yield sent, SENT, f"a new message shows {shows}"
    elif chat.messages[sender.message] is Shows.GONE:
        yield chat, GONE, "Telegram: the message is gone"
    elif sender.kind is Kind.CARD_EDIT:
        yield with_message(chat, sender.message, shows), SENT, f"a message now shows {shows}"
    else:
        yield with_message(chat, sender.message, Shows.GONE), SENT, "a card is deleted"
        worded = with_message(chat, sender.message, Shows.WORDS)
        yield worded, SENT, "a card's words are taken away, it is too old to be deleted"


def _settle(chat: Chat, sender: Sender, rules: Rules) -> Step[Chat]:
    free = with_sender(chat, sender, NOBODY)
    if not sender.current:
        return Step("its claim was taken over: nothing is written", free)
    if sender.result == AGAIN and not _gives_up(sender, rules):
        return Step("it is to be said again", free)
    row, rest = chat.lane[0], free._replace(lane=chat.lane[1:])
    match row.kind, sender.result:
        case Kind.CARD, _:
            rest = _card_sent(rest, sender.message, rules)
        case Kind.CARD_WIPE, _:
            rest = with_card(rest, row.card, rest.known[row.card]._replace(wiped=True))
        case _, "message gone":
            rest = _card_gone(rest, rules)
        case _:
            if sender.code and rest.code is Code.SEALED:
                rest = rest._replace(code=Code.DELIVERED)
    return Step(f"it is written down: {row.kind} {sender.result}", rest)


def _gives_up(sender: Sender, rules: Rules) -> bool:
    return sender.kind is Kind.CARD_EDIT and rules.break_(Mistake.EDIT_ONCE)


def _card_sent(chat: Chat, message: int, rules: Rules) -> Chat:
    chat = chat._replace(known=(*chat.known, Known(message)))
    if is_over(chat):
        return wiped(chat)
    if not rules.break_(Mistake.OLD_CARDS_LEFT):
        chat = wiped(chat, keep_newest=True)
    return chat if chat.money in {Money.REQUESTED, Money.SENDING} else refreshed(chat, rules)


def _card_gone(chat: Chat, rules: Rules) -> Chat:
    card = newest(chat)
    if card is not None:
        chat = with_card(chat, card, chat.known[card]._replace(wiped=True))
    return chat if chat.money in ENDED else refreshed(chat, rules)


def _tried(chat: Chat) -> Chat:
    head = chat.lane[0]._replace(tried=True) if chat.lane else None
    return chat._replace(lane=(head, *chat.lane[1:])) if head else chat


def _spent(chat: Chat) -> Chat:
    return chat._replace(mishaps=chat.mishaps - 1)
