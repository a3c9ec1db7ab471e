"""The steps of order and people in the card model."""

from collections.abc import Iterator

from storage.models.order_states import ENDED, Code, OrderStatus
from storage.models.outbox import Kind
from tests.model.card_state import Chat, Shows, Waiting, is_over, refreshed, wiped, with_message
from tests.model.checker import Step
from tests.model.mistakes import Mistake
from tests.model.rules import Rules

Steps = Iterator[Step[Chat]]
_BEFORE = frozenset({OrderStatus.SENDING, OrderStatus.UNKNOWN})


def order_steps(chat: Chat, rules: Rules) -> Steps:
    """Let the answer, inquiries and time move the order, as the first model allows."""
    if chat.status in _BEFORE and chat.code is Code.NONE:
        coded = chat._replace(code=Code.SEALED)
        yield _news("the answer with the code is recorded", _to(coded, OrderStatus.ISSUED))
        if chat.status is OrderStatus.SENDING:
            yield _news("an answer that lacks a field is recorded", _to(coded, OrderStatus.UNKNOWN))
            yield _news("the owner is taken for dead", _to(chat, OrderStatus.UNKNOWN))
    if chat.status is OrderStatus.SENDING and rules.break_(Mistake.CODE_UNSTORED):
        shown = refreshed(chat)
        if shown is not chat:
            yield _news("the answer is in memory: the code is to be shown first", shown)
    if chat.status is OrderStatus.UNKNOWN:
        missing = chat.code is Code.NONE
        known = chat._replace(code=Code.MISSING) if missing else chat
        yield _news("an inquiry finds it", _to(known, OrderStatus.ISSUED))
    if chat.status is OrderStatus.ISSUED and chat.code is Code.MISSING:
        found = refreshed(chat._replace(code=Code.SEALED))
        yield _news("the answer with the code is replayed", found)
    yield from _end_steps(chat, rules)


def _end_steps(chat: Chat, rules: Rules) -> Steps:
    left = rules.break_(Mistake.CARDS_LEFT)
    if chat.status is OrderStatus.ISSUED:
        ended = chat._replace(status=OrderStatus.PAID)
        yield _news("the order ends", ended if left else wiped(ended))
        if not chat.expired:
            expired = chat._replace(expired=True)
            yield _news("the code runs out", expired if left else wiped(expired))
    if chat.status in ENDED and chat.code in {Code.SEALED, Code.DELIVERED}:
        forgotten = chat._replace(code=Code.WIPED)
        yield _news("a day after the end its code is forgotten", forgotten)
    swept = wiped(chat) if chat.status in ENDED and not left else chat
    if swept is not chat:
        yield Step("a card that was left is swept", swept)


def _news(words: str, after: Chat) -> Step[Chat]:
    """Make a step from outside, which nothing may rely on."""
    return Step(words, after, mishap=True)


def _to(chat: Chat, status: OrderStatus) -> Chat:
    return refreshed(chat._replace(status=status))


def people_steps(chat: Chat) -> Steps:
    """Let an admin suspend and restore the agent, and the agent ask again or delete."""
    suspend, ask, delete = chat.wishes
    if suspend and not chat.suspended:
        away = chat._replace(suspended=True, wishes=(False, ask, delete))
        yield _news("the agent is suspended", wiped(away))
    if chat.suspended:
        back = chat._replace(suspended=False)
        open_ = back.status in {OrderStatus.UNKNOWN, OrderStatus.ISSUED}
        yield _news("the agent is restored", refreshed(back) if open_ else back)
    if ask and _may_ask(chat):
        card = (*chat.queue, Waiting(Kind.CARD))
        asked = chat._replace(queue=card, wishes=(suspend, False, delete))
        yield _news("the agent writes /code", asked)
    if delete and Shows.CODE in chat.messages:
        gone = with_message(chat, chat.messages.index(Shows.CODE), Shows.GONE)
        gone = gone._replace(deleted=True, wishes=(suspend, ask, False))
        yield _news("the agent deletes the message with the code", gone)


def _may_ask(chat: Chat) -> bool:
    sealed = chat.code in {Code.SEALED, Code.DELIVERED}
    return chat.status is OrderStatus.ISSUED and sealed and not (chat.suspended or is_over(chat))
