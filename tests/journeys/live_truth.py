"""What is true of live messages: silent, masked, never taken back, and as new as the order."""

import re
from collections.abc import Iterator

from bot.sandbox.telegram.records import Chat, Message
from handlers.messages.catalogue import catalogue
from handlers.messages.texts.live import STEPS
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from storage.models.outbox import Notice
from tests.journeys.parts import NUMBER

_LINE = re.compile(r"^[0-9]{2}\.[0-9]{2} (.+)$", re.MULTILINE)
_WORDS = {step: catalogue("en").say(name, {}) for step, name in STEPS.items()}
_WORDS[Notice.CANCELLED] = "Cancelled before it was sent"
_WHOLE_PHONE = re.compile(r"(?:0|62)8[0-9][-0-9 ]{7,}")
_STATUS = {
    Notice(status.lower()): status for status in OrderStatus if status.lower() in set(Notice)
}
"""The status that a step shows. Until the next one an order is requested, or being sent."""
_BEFORE_ANY = {OrderStatus.REQUESTED, OrderStatus.SENDING}


def texts(message: Message) -> list[str]:
    """Return all that a message says or ever said."""
    return [*(content.text for content in message.edit_history), message.text]


def steps_in(text: str) -> list[Notice]:
    """Return the steps that a live message shows; none where it is another message."""
    return [_step(line) for line in _LINE.findall(text)]


def _step(line: str) -> Notice:
    found = [step for step, words in _WORDS.items() if line.startswith(words)]
    assert found, f"no step of an order: {line}"
    return found[0]


def live_messages(chat: Chat) -> list[Message]:
    """Return the live messages of a chat, oldest first."""
    return [m for m in chat.messages if m.from_bot and not m.protected and steps_in(texts(m)[0])]


def steps_shown(chat: Chat) -> Iterator[tuple[str, Notice]]:
    """Go through (order number, step) that a chat ever showed."""
    for message in live_messages(chat):
        for text in texts(message):
            yield from ((_number(text), step) for step in steps_in(text))


def no_step_is_taken_back(chat: Chat) -> None:
    """Hold that each text shows all that the one before it showed, in its sequence, silently."""
    for message in live_messages(chat):
        assert message.silent, "a live message made a sound"
        before: list[Notice] = []
        for text in texts(message):
            steps = steps_in(text)
            assert steps[: len(before)] == before, f"{before} became {steps}"
            assert not _WHOLE_PHONE.search(text.replace(_number(text), "")), "a whole phone"
            before = steps


def newest_is_shown(chat: Chat, orders: list[Order]) -> None:
    """Hold that the newest live message of an order shows its status, where it still stands."""
    newest = {_number(message.text): message for message in live_messages(chat)}
    for order in orders:
        if order.team and order.order_no in newest and not newest[order.order_no].deleted:
            steps = steps_in(newest[order.order_no].text)
            shown = [_STATUS[step] for step in steps if step in _STATUS][-1]
            wanted = _BEFORE_ANY if order.status in _BEFORE_ANY else {order.status}
            assert shown in wanted, f"{order.status} is shown as {shown}"


def _number(text: str) -> str:
    found = NUMBER.search(text)
    assert found is not None, "a live message without its order"
    return found[0]
