"""Checks what must be true after a schedule, by Faspay's books and Telegram's chats."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import select

from bot.sandbox.faspay import Status, Transaction
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus, Review
from storage.models.outbox import Notice
from storage.repositories import orders, system_state
from tests.crash import digest_truth
from tests.crash.image import PHONE
from tests.crash.places import read
from tests.crash.reachable import KNOWN
from tests.journeys import live_truth
from tests.journeys.live_truth import texts
from tests.journeys.truth import (
    chats,
    no_code_was_pushed,
    nothing_untrue_stands,
    notices,
    notices_never_go_back,
    only_its_agent_saw_the_code,
)

if TYPE_CHECKING:
    from tests.crash.play import Play

_TOLD = {
    Status.SUCCESS: Notice.PAID,
    Status.FAILED: Notice.FAILED,
    Status.REVERSED: Notice.REVERSED,
}
_NOTHING_IS_OUT = frozenset({Notice.NOT_SENT, Notice.REJECTED, Notice.CANCELLED})
_ONLY_OF = {
    Notice.PAID: {Status.SUCCESS, Status.REVERSED},
    Notice.FAILED: {Status.FAILED},
    Notice.REVERSED: {Status.REVERSED},
}
"""What Faspay's transaction must be in the end, for each end that was told."""


@dataclass(frozen=True)
class Facts:
    """What our database holds at the end."""

    orders: list[Order]
    claims: Counter[str]
    """How often each order was claimed for sending."""
    kept: set[str]
    """Orders whose code was sealed at some time."""
    codes: dict[str, str]
    """Each order's code, if still kept, as Faspay encrypted it."""
    is_stopped: bool


def check(play: Play) -> None:
    """Check everything that was done and said against Faspay's books."""
    bench, image = play.bench, play.bench.image
    keys = image.settings[0].data_keys.get_secret_value()
    _every_point_has_a_name(play)
    facts = read(image.place, image.engine, keys, image.taken_at, _facts)
    read(image.place, image.engine, keys, image.taken_at, digest_truth.check)
    made = {each.request.trx_no: each for each in bench.provider.faspay.transactions}
    _sent_once(play, facts)
    _no_code_was_lost(play, facts, made)
    _a_code_that_was_kept_is_the_right_one(play, facts, made)
    for order in facts.orders:
        only_its_agent_saw_the_code(bench, order, made.get(order.order_no))
    for chat in chats(bench):
        notices_never_go_back(chat)
        live_truth.no_step_is_taken_back(chat)
    _the_supervisor_sees_the_newest(play, facts)
    no_code_was_pushed(bench, made)
    nothing_untrue_stands(bench, facts.orders, made)
    _what_differs_is_held_back(play, facts, made)
    _no_end_was_ever_untrue(play, made)
    _the_end_was_told(play, made)
    _nothing_leaked(play, made)


def _every_point_has_a_name(play: Play) -> None:
    unknown = (play.played.notes.points | set(play.bench.came_by)) - KNOWN
    assert not unknown, f"name it in commits.py or reachable.py: {', '.join(sorted(unknown))}"


def _facts(work: Work) -> Facts:
    audit = list(work.session.exec(select(AuditEntry)))
    status = [each for each in audit if each.act is Act.STATUS]
    code = [each for each in audit if each.act is Act.CODE]
    claims = Counter(each.order_no or "" for each in status if each.after == OrderStatus.SENDING)
    kept = {each.order_no or "" for each in code if each.after == Code.SEALED}
    found = list(work.session.exec(select(Order)))
    codes = {order.order_no: orders.code_of(work, order) or "" for order in found}
    return Facts(found, claims, kept, codes, is_stopped=system_state.sending_switch(work).stopped)


def _sent_once(play: Play, facts: Facts) -> None:
    arrived = play.bench.provider.arrived
    assert len(facts.orders) <= 1, "one yes made more than one order"
    assert all(count == 1 for count in arrived.values()), "a transfer arrived twice"
    assert set(arrived) <= {each.order_no for each in facts.orders}, "a transfer without its order"
    assert all(count == 1 for count in facts.claims.values()), "an order was claimed twice"
    if not play.keeper.has_older_data:  # the claim was in the newer data
        assert set(arrived) <= set(facts.claims), "a byte left before the claim was committed"


def _no_code_was_lost(play: Play, facts: Facts, made: dict[str, Transaction]) -> None:
    """Check that a code that was read is kept, unless the process died in between."""
    notes = play.played.notes
    if play.keeper.has_older_data:
        return  # it was in the newer data
    if not (play.bench.provider.answered and notes.read_the_answer) or notes.died_with_the_answer:
        return
    for order in facts.orders:
        assert order.order_no in facts.kept or order.order_no not in made, "a code that was read"


def _a_code_that_was_kept_is_the_right_one(
    play: Play, facts: Facts, made: dict[str, Transaction]
) -> None:
    """Check that a kept code is right, and was shown while it was of use."""
    for order in facts.orders:
        transaction = made.get(order.order_no)
        if transaction is None or order.order_no not in facts.kept or order.code is Code.WIPED:
            continue
        assert facts.codes[order.order_no] == transaction.cashout_code, "another code was kept"
        if transaction.status is Status.ON_PROCESS and order.status is OrderStatus.ISSUED:
            said = [text for each in play.bench.agent.chat.messages for text in texts(each)]
            over = order.code_ended(play.bench.shared.now())
            assert over or any(transaction.code in text for text in said), "a code was not shown"


def _the_supervisor_sees_the_newest(play: Play, facts: Facts) -> None:
    if not play.schedule.is_large:
        return
    chat = play.bench.supervisor.chat
    shown = {number for number, _step in live_truth.steps_shown(chat)}
    assert {order.order_no for order in facts.orders} <= shown, "an order was never shown"
    live_truth.newest_is_shown(chat, facts.orders)


def _no_end_was_ever_untrue(play: Play, made: dict[str, Transaction]) -> None:
    """Check that no untrue end was ever told, even if the truth followed."""
    for chat in chats(play.bench):
        for number, kind in (*notices(chat), *live_truth.steps_shown(chat)):
            transaction = made.get(number)
            assert kind not in _NOTHING_IS_OUT or transaction is None, f"{kind}, but it is out"
            if kind in _ONLY_OF:
                assert transaction is not None, f"{kind} of nothing"
                assert transaction.status in _ONLY_OF[kind], f"{kind} of {transaction.status}"


def _what_differs_is_held_back(play: Play, facts: Facts, made: dict[str, Transaction]) -> None:
    if not play.held_for_people:
        return
    if any(Review.ECHO in order.reviews() for order in facts.orders):
        assert facts.is_stopped, "an answer differed, and sending goes on"
    for transaction in made.values():
        held = [message.held for message in play.bench.agent.chat.messages]
        assert not any(transaction.code in each for each in held), "a code was shown all the same"


def _the_end_was_told(play: Play, made: dict[str, Transaction]) -> None:
    for number, transaction in made.items():
        wanted = _TOLD.get(transaction.status)
        if wanted is None or play.held_for_people:
            continue
        readers = [play.bench.agent] + [play.bench.supervisor] * play.schedule.is_large
        for user in readers:
            heard = (*notices(user.chat), *live_truth.steps_shown(user.chat))
            told = [kind for about, kind in heard if about == number]
            assert wanted in told, f"{wanted} was never told"


def _nothing_leaked(play: Play, made: dict[str, Transaction]) -> None:
    image = play.bench.image
    phones = {PHONE, PHONE[1:], f"62{PHONE[1:]}", f"{PHONE[:4]}-{PHONE[4:8]}-{PHONE[8:]}"}
    secrets = {image.token, "Budi Santoso", *phones, *play.bench.provider.callback_urls}
    secrets |= set(image.settings[0].secret_values())
    for transaction in made.values():
        secrets |= {transaction.code, transaction.cashout_code}
    for log in image.folder.glob("log-*"):
        text = log.read_text()
        assert not any(secret and secret in text for secret in secrets), "a secret in the log"
