"""What is true after every journey: one transfer an order, true words, one reader of a code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from sqlmodel import col, select

from bot.sandbox.faspay import Status, Transaction
from bot.sandbox.telegram import TelegramSandbox
from bot.sandbox.telegram.records import Chat
from handlers.messages.catalogue import catalogue
from handlers.messages.joined_notices import BETWEEN
from handlers.messages.texts.notices import OTHERS, OWN
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.order import Order
from storage.models.order_states import ENDED, OrderStatus, Review
from storage.models.outbox import Notice
from tests.journeys import live_truth
from tests.journeys.live_truth import steps_in, texts
from tests.journeys.parts import NUMBER

if TYPE_CHECKING:
    from tests.journeys.stage import Journey

_SAYS = {
    Status.ON_PROCESS: {OrderStatus.ISSUED},
    Status.SUCCESS: {OrderStatus.PAID},
    Status.FAILED: {OrderStatus.FAILED},
    Status.REVERSED: {OrderStatus.REVERSED},
}
_NOTHING_MADE = {
    OrderStatus.REQUESTED,
    OrderStatus.CANCELLED,
    OrderStatus.NOT_SENT,
    OrderStatus.REJECTED,
    OrderStatus.UNKNOWN,
}
_STEPS = {
    Notice.REQUESTED: 0,
    Notice.UNKNOWN: 2,
    Notice.REPORTED_ON_PROCESS: 2,
    Notice.REPORTED_SUCCESS: 3,
    Notice.ISSUED: 3,
    Notice.CODE_MISSING: 3,
    Notice.CODE_LATE: 3,
    Notice.EXPIRED: 3,
    Notice.PAID: 4,
    Notice.FAILED: 4,
    Notice.CANCELLED: 4,
    Notice.NOT_SENT: 4,
    Notice.REJECTED: 4,
    Notice.REVERSED: 5,
}
"""How far along an order's life each notice is; what is not here may come at any time."""
_OWN = {kind: catalogue("en").say(name, {}) for kind, name in OWN.items()}
_OTHERS = {kind: catalogue("en").say(name, {}) for kind, name in OTHERS.items()}
_MONEY_IS_BACK = ("no money went out", "not out", "come back to the company")


class Seen(Protocol):
    """Anything with Telegram's side in it."""

    @property
    def telegram(self) -> TelegramSandbox:
        """Telegram's truth."""


async def agrees(stage: Journey) -> bool:
    """Say whether every order stands where Faspay's transaction stands."""
    made = {each.request.trx_no: each for each in stage.faspay.transactions}
    return all(_agrees(order, made.get(order.order_no)) for order in await stage.orders())


def _agrees(order: Order, made: Transaction | None) -> bool:
    if Review.ECHO in order.reviews():
        return True  # the order is held until people have looked
    allowed = _NOTHING_MADE if made is None else _SAYS[made.status]
    return order.status in allowed


async def check(stage: Journey) -> None:
    """Hold everything that was done and said against Faspay's books."""
    found = await stage.orders()
    made = {each.request.trx_no: each for each in stage.faspay.transactions}
    assert set(made) <= {order.order_no for order in found}, "a transfer without an order"
    assert all(count == 1 for count in stage.tried.values()), "a transfer was tried twice"
    claims = Counter(await stage.database.run(_claims))
    assert all(count == 1 for count in claims.values()), "an order was claimed twice"
    assert set(stage.tried) <= set(claims), "a byte left before the claim was committed"
    for order in found:
        only_its_agent_saw_the_code(stage, order, made.get(order.order_no))
    for chat in chats(stage):
        notices_never_go_back(chat)
        live_truth.no_step_is_taken_back(chat)
    live_truth.newest_is_shown(stage.supervisor.chat, found)
    no_code_was_pushed(stage, made)
    nothing_untrue_stands(stage, found, made)


def chats(stage: Seen) -> list[Chat]:
    """Return every chat, groups too."""
    return list(stage.telegram._world.chats.values())


def _claims(work: Work) -> list[str]:
    query = select(AuditEntry).where(
        AuditEntry.act == Act.STATUS, col(AuditEntry.after) == OrderStatus.SENDING.value
    )
    return [entry.order_no or "" for entry in work.session.exec(query)]


def only_its_agent_saw_the_code(stage: Seen, order: Order, made: Transaction | None) -> None:
    if made is None:
        return
    for chat in chats(stage):
        for message in chat.messages:
            if made.code not in message.held:
                continue
            assert chat.id == order.agent_id, "a code in somebody else's chat"
            assert message.protected, "a code in a message that can be forwarded"
            assert made.code not in message.holds or order.status not in ENDED, (
                "a code outlived its order"
            )


def no_code_was_pushed(stage: Seen, made: dict[str, Transaction]) -> None:
    for call in stage.telegram.calls:
        said = " ".join(call.params.values())
        if any(each.code in said for each in made.values()):
            assert call.method == "editMessageText", f"a code in {call.method}"


def notices(chat: Chat) -> Iterator[tuple[str, Notice]]:
    """Go through (order number, notice) as they came into a chat."""
    for message in chat.messages:
        if not message.from_bot or message.protected:
            continue
        for part in texts(message)[0].split(BETWEEN):
            number = NUMBER.search(part)
            kinds = [kind for words in (_OWN, _OTHERS) for kind in words if words[kind] in part]
            if number and kinds and not steps_in(part):
                yield number[0], max(kinds, key=lambda kind: len(_OWN[kind]))


def notices_never_go_back(chat: Chat) -> None:
    reached: dict[str, int] = {}
    for number, kind in notices(chat):
        if kind is Notice.LATE_EVIDENCE:
            reached[number] = 0
        step = _STEPS.get(kind)
        if step is not None:
            assert step >= reached.get(number, 0), f"{kind} after a later notice"
            reached[number] = step


def nothing_untrue_stands(stage: Seen, found: list[Order], made: dict[str, Transaction]) -> None:
    """No last word says that the money is back while it is out, and none the reverse."""
    for order in found:
        each = made.get(order.order_no)
        if each is None or each.status not in {Status.ON_PROCESS, Status.SUCCESS}:
            continue
        for chat in chats(stage):
            said = (part for m in chat.messages if m.from_bot for part in m.text.split(BETWEEN))
            about = [part for part in said if order.order_no in part]
            shown = [text.splitlines()[-1] for text in about if steps_in(text)]
            told = [text for text in about if not steps_in(text)]
            for last in (*shown[-1:], *told[-1:]):
                untrue = any(words in last for words in _MONEY_IS_BACK)
                assert not untrue, "money that is out was said to be back"
