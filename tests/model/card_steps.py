"""The steps of the card model's senders: rows are claimed, sent and completed."""

from collections.abc import Iterator

from storage.models.order_states import ENDED, Code, OrderStatus
from storage.models.outbox import Kind
from tests.model.card_state import (
    AGAIN,
    DELETE,
    GONE,
    NOBODY,
    SENT,
    Chat,
    Known,
    Sender,
    Shows,
    Waiting,
    head,
    is_over,
    is_urgent,
    may_be_shown,
    newest,
    refreshed,
    wiped,
    with_card,
    with_message,
    with_sender,
    without,
)
from tests.model.checker import Step
from tests.model.mistakes import Mistake
from tests.model.rules import Rules

Steps = Iterator[Step[Chat]]


def sender_steps(chat: Chat, rules: Rules) -> Steps:
    """Give every step of every sender (sender.py, claims.py, results.py)."""
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
        if sender.row >= 0 and not sender.slept and chat.mishaps:
            asleep = with_sender(chat, sender, sender._replace(slept=True))
            yield Step("a sender sleeps past its claim", _spent(asleep), mishap=True)


def _claim(chat: Chat, idle: Sender, rules: Rules) -> Steps:
    held = {each.row for each in chat.senders if each.row >= 0 and not each.slept}
    if not chat.queue or (held and not rules.break_(Mistake.WIPE_BESIDE)):
        return
    place = head(chat, rules)
    if place in held or (held and not is_urgent(chat, place)):
        return
    row, free = chat.queue[place], _tried(_taken(chat, place), place)
    claims = list(_claims(chat, row, rules))
    for claimed in claims:
        words = f"a sender claims: {claimed.kind}{' with the code' if claimed.code else ''}"
        yield Step(words, with_sender(free, idle, claimed._replace(row=place)))
    if not claims:
        rest = without(free, place)
        if row.kind is Kind.CARD_EDIT and newest(chat) is None and not _is_useless(chat, rules):
            rest = _want_card(rest)
        yield Step(f"nothing is to be said any more: {row.kind}", rest)


def _claims(chat: Chat, row: Waiting, rules: Rules) -> Iterator[Sender]:
    """Give what a sender may do about a row. A card may be too old to delete."""
    card = newest(chat, deleted=rules.break_(Mistake.DELETED_IS_EDITED))
    if row.kind is Kind.CARD and not _is_useless(chat, rules):
        pushed = rules.break_(Mistake.CODE_PUSHED) and may_be_shown(chat)
        yield Sender(Kind.CARD, code=pushed)
    elif row.kind is Kind.CARD_EDIT and card is not None and _is_active(chat, rules):
        code = _renders_code(chat, rules)
        yield Sender(Kind.CARD_EDIT, message=chat.known[card].message, code=code)
    elif row.kind is Kind.CARD_WIPE and not chat.known[row.card].wiped:
        known = chat.known[row.card]
        yield Sender(Kind.CARD_WIPE, message=known.message)
        if not known.deleted:
            yield Sender(DELETE, message=known.message)


def _is_active(chat: Chat, rules: Rules) -> bool:
    return not chat.suspended or rules.break_(Mistake.CODE_SUSPENDED)


def _is_useless(chat: Chat, rules: Rules) -> bool:
    return is_over(chat) or not _is_active(chat, rules)


def _taken(chat: Chat, place: int) -> Chat:
    """Take a row from a sender that slept past its claim."""
    senders = (each._replace(row=-1 if each.row == place else each.row) for each in chat.senders)
    return chat._replace(senders=tuple(sorted(senders)))


def _renders_code(chat: Chat, rules: Rules) -> bool:
    if rules.break_(Mistake.CODE_UNSTORED) and chat.status is OrderStatus.SENDING:
        return True
    if rules.break_(Mistake.CODE_AFTER_END) and chat.code in {Code.SEALED, Code.DELIVERED}:
        return not chat.suspended
    if rules.break_(Mistake.CODE_SUSPENDED):
        return may_be_shown(chat._replace(suspended=False))
    return may_be_shown(chat)


def _want_card(chat: Chat) -> Chat:
    if any(row.kind is Kind.CARD for row in chat.queue):
        return chat
    return chat._replace(queue=(*chat.queue, Waiting(Kind.CARD)))


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
    elif sender.kind == DELETE:
        yield with_message(chat, sender.message, Shows.GONE), SENT, "a card is deleted"
        yield chat, SENT, "Telegram says that a card is deleted, and skips it"
    elif chat.messages[sender.message] is Shows.GONE:
        yield chat, GONE, "Telegram: the message is gone"
    elif sender.kind is Kind.CARD_EDIT:
        yield with_message(chat, sender.message, shows), SENT, f"a message now shows {shows}"
    else:
        worded = with_message(chat, sender.message, Shows.WORDS)
        yield worded, SENT, "a card's words are taken away"


def _settle(chat: Chat, sender: Sender, rules: Rules) -> Step[Chat]:
    free = with_sender(chat, sender, NOBODY)
    if sender.row < 0:
        return Step("its claim was taken over: nothing is written", free)
    if sender.result == AGAIN and not _gives_up(sender, rules):
        return Step("it is to be said again", free)
    row, rest = chat.queue[sender.row], without(free, sender.row)
    match sender.kind, sender.result:
        case "delete", _ if not rules.break_(Mistake.DELETED_IS_WIPED):
            rest = with_card(free, row.card, free.known[row.card]._replace(deleted=True))
        case Kind.CARD, _:
            rest = _card_sent(rest, sender.message, rules)
        case (("delete" | Kind.CARD_WIPE), _):
            rest = with_card(rest, row.card, rest.known[row.card]._replace(wiped=True))
        case _, "message gone":
            rest = _card_gone(rest)
        case _:
            if sender.code and rest.code is Code.SEALED:
                rest = rest._replace(code=Code.DELIVERED)
    return Step(f"it is written down: {sender.kind} {sender.result}", rest)


def _gives_up(sender: Sender, rules: Rules) -> bool:
    return sender.kind is Kind.CARD_EDIT and rules.break_(Mistake.EDIT_ONCE)


def _card_sent(chat: Chat, message: int, rules: Rules) -> Chat:
    chat = chat._replace(known=(*chat.known, Known(message)))
    if is_over(chat):
        return wiped(chat)
    if not rules.break_(Mistake.OLD_CARDS_LEFT):
        chat = wiped(chat, keep_newest=True)
    return chat if chat.status in {OrderStatus.REQUESTED, OrderStatus.SENDING} else refreshed(chat)


def _card_gone(chat: Chat) -> Chat:
    card = newest(chat)
    if card is not None:
        chat = with_card(chat, card, chat.known[card]._replace(wiped=True))
    return chat if chat.status in ENDED else refreshed(chat)


def _tried(chat: Chat, place: int) -> Chat:
    row = chat.queue[place]._replace(tried=True)
    return chat._replace(queue=(*chat.queue[:place], row, *chat.queue[place + 1 :]))


def _spent(chat: Chat) -> Chat:
    return chat._replace(mishaps=chat.mishaps - 1)
