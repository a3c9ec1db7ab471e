"""Notices, replies, toasts: true when sent, in order, not faster than Telegram takes them."""

from datetime import datetime, timedelta

import pytest

from handlers.messages import claims
from handlers.messages.acts import Claimed, Send, Toast
from handlers.messages.results import Again, DeliveryProblem, RefusedForGood, Sent
from handlers.services.notices.announcing import STALE_TOAST, announce
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.models.outbox import Card, Fate, Kind, Notice, Outgoing
from storage.models.person import Role, Standing
from storage.repositories import orders, outbox
from tests.factories import ADMIN, AGENT, OTHER_TEAM, SUPERVISOR, World


def _say(world: World, chat_id: int, text: str) -> None:
    def say(work: Work) -> None:
        outbox.append(work, outbox.row(work, chat_id, Kind.REPLY), {"text": text})

    world.do(say)


def _announce(world: World, number: str, notice: Notice) -> None:
    def say(work: Work) -> None:
        order = orders.get(work, number)
        assert order is not None
        announce(work, order, notice)

    world.do(say)


def _texts(world: World, chat_id: int) -> list[str]:
    acts = world.telegram().drain()
    return [act.text for act in acts if isinstance(act, Send) and act.chat_id == chat_id]


def test_replies_come_in_order(both_worlds: World) -> None:
    for each in "abcdef":
        _say(both_worlds, AGENT, each)
    assert _texts(both_worlds, AGENT) == list("abcdef")


def test_a_notice_that_was_overtaken_is_dropped(world: World) -> None:
    number = world.keep(OrderStatus.ISSUED)
    _announce(world, number, Notice.UNKNOWN)
    assert not any("not certain" in text for text in _texts(world, SUPERVISOR))
    notices = [row for row in world.rows(Outgoing) if row.kind is Kind.NOTICE]
    assert [row.fate for row in notices] == [Fate.DROPPED] * 2


def test_a_notice_that_is_true_names_its_order(world: World) -> None:
    number = world.keep(OrderStatus.PAID)
    _announce(world, number, Notice.PAID)
    said = _texts(world, SUPERVISOR)
    assert len(said) == 1
    assert number in said[0]


@pytest.mark.parametrize(
    "change", [{"standing": Standing.SUSPENDED}, {"team": OTHER_TEAM}, {"role": Role.AGENT}]
)
def test_who_may_not_know_any_more_when_it_is_sent_is_not_told(
    world: World, change: dict[str, object]
) -> None:
    number = world.keep(OrderStatus.PAID)
    _announce(world, number, Notice.PAID)
    world.change(SUPERVISOR, **change)
    assert _texts(world, SUPERVISOR) == []


def test_who_did_it_is_not_told_of_it(world: World) -> None:
    number = world.keep(OrderStatus.CANCELLED)

    def say(work: Work) -> None:
        order = orders.get(work, number)
        assert order is not None
        announce(work, order, Notice.CANCELLED, actor_id=AGENT)

    world.do(say)
    assert world.told() == set()
    assert world.followed(number) == {SUPERVISOR}


def test_the_same_fact_is_told_once(both_worlds: World) -> None:
    number = both_worlds.keep(OrderStatus.PAID)
    for _ in range(3):
        _announce(both_worlds, number, Notice.PAID)
    assert len(_texts(both_worlds, AGENT)) == 1
    _announce(both_worlds, number, Notice.PAID)
    assert _texts(both_worlds, AGENT) == []


def test_a_chat_gets_a_short_burst_and_then_one_message_a_second(both_worlds: World) -> None:
    for number in range(6):
        _say(both_worlds, AGENT, str(number))
    telegram = both_worlds.telegram()
    quick = 0
    while (claimed := telegram.next()) is not None:
        telegram.settle(claimed, Sent(quick))
        quick += 1
    assert quick == 4
    waits = both_worlds.do(claims.next_act, both_worlds.policy, lambda *_: "", ())
    assert isinstance(waits, datetime)
    assert waits - both_worlds.clock.now == pytest.approx(timedelta(seconds=1), abs=timedelta(0.01))
    both_worlds.clock.move(1.01)
    assert telegram.next() is not None


def test_waiting_for_the_rate_uses_up_no_attempt(world: World) -> None:
    for number in range(6):
        _say(world, AGENT, str(number))
    telegram = world.telegram()
    while (claimed := telegram.next()) is not None:
        telegram.settle(claimed, Sent(1))
    waiting = [row for row in world.rows(Outgoing) if row.done_at is None]
    assert {row.attempts for row in waiting} == {0}


def test_all_chats_together_stay_below_thirty_a_second(world: World) -> None:
    for chat_id in range(1, 60):
        _say(world, chat_id, "hello")
    telegram = world.telegram()
    sent = 0
    while (claimed := telegram.next()) is not None:
        telegram.settle(claimed, Sent(1))
        sent += 1
    assert sent == 24


def test_no_row_is_touched_while_all_chats_together_must_wait(both_worlds: World) -> None:
    for chat_id in range(1, 60):
        _say(both_worlds, chat_id, "hello")
    telegram = both_worlds.telegram()
    for _ in range(24):
        claimed = telegram.next()
        assert claimed is not None
        telegram.settle(claimed, Sent(1))
    before = [row.model_dump() for row in both_worlds.rows(Outgoing)]
    waits = both_worlds.do(claims.next_act, both_worlds.policy, lambda *_: "", ())
    assert isinstance(waits, datetime)
    assert timedelta() < waits - both_worlds.clock.now <= timedelta(seconds=1)
    assert [row.model_dump() for row in both_worlds.rows(Outgoing)] == before


def test_a_clock_that_is_set_back_an_hour_delays_the_next_messages_by_seconds(
    both_worlds: World,
) -> None:
    telegram = both_worlds.telegram()
    for number in range(4):
        _say(both_worlds, AGENT, str(number))
    telegram.drain()
    both_worlds.clock.move(hours=-1)
    before = both_worlds.clock.now
    for number in range(4):
        _say(both_worlds, AGENT, str(number))
    telegram.drain()
    assert both_worlds.waiting() == []
    assert both_worlds.clock.now - before < timedelta(seconds=15)


def test_a_group_gets_twenty_a_minute(world: World) -> None:
    for _ in range(40):
        _say(world, -100, "hello")
    telegram = world.telegram()
    end = world.clock.now + timedelta(seconds=60)
    sent = 0
    while world.clock.now < end:
        while (claimed := telegram.next()) is not None:
            telegram.settle(claimed, Sent(1))
            sent += 1
        world.clock.move(1)
    assert 20 <= sent <= 25


def test_a_slow_chat_does_not_hold_up_another(world: World) -> None:
    for number in range(8):
        _say(world, AGENT, str(number))
    _say(world, SUPERVISOR, "hello")
    telegram = world.telegram()
    chats = []
    while (claimed := telegram.next()) is not None:
        telegram.settle(claimed, Sent(1))
        chats.append(claimed.chat_id)
    assert SUPERVISOR in chats


def test_retry_after_is_kept_exactly(world: World) -> None:
    _say(world, AGENT, "hello")
    telegram = world.telegram()
    claimed = telegram.next()
    assert claimed is not None
    telegram.settle(claimed, Again(37))
    row = world.rows(Outgoing)[0]
    assert row.run_at == world.clock.now + timedelta(seconds=37)
    world.clock.move(36)
    assert telegram.next() is None
    world.clock.move(1)
    assert telegram.next() is not None


def test_unclear_answers_are_tried_again_for_ever_and_within_five_seconds_for_an_hour(
    world: World,
) -> None:
    _say(world, AGENT, "hello")
    telegram = world.telegram()
    waits = []
    for _ in range(725):
        claimed = telegram.next()
        assert claimed is not None
        telegram.settle(claimed, Again())
        wait = world.rows(Outgoing)[0].run_at - world.clock.now
        waits.append(int(wait.total_seconds()))
        world.clock.now += wait
    assert waits == [1, 2, *[5] * 720, 60, 60, 60]
    assert sum(waits) > 3600


@pytest.mark.parametrize(("kind", "ends"), [(Kind.REPLY, Fate.FAILED), (Kind.CARD_WIPE, None)])
def test_after_a_week_a_message_is_given_up_but_no_code_stays(
    world: World, caplog: pytest.LogCaptureFixture, kind: Kind, ends: Fate | None
) -> None:
    number = world.keep(OrderStatus.ISSUED)

    def append(work: Work) -> None:
        card = Card(order_no=number, chat_id=AGENT, message_id=7, sent_at=work.now)
        outbox.add_card(work, card)
        row = outbox.row(work, AGENT, kind, card_id=card.card_id)
        outbox.append(work, row, {"text": "hello"})

    world.do(append)
    telegram = world.telegram()
    claimed = telegram.next()
    assert claimed is not None
    telegram.settle(claimed, Again())
    assert world.rows(Outgoing)[0].fate is None
    world.clock.move(days=7, seconds=1)
    telegram.settle(claimed, Again())
    assert world.rows(Outgoing)[0].fate is ends
    assert caplog.messages == (["row_given_up"] if ends else [])


def test_what_telegram_refuses_for_good_does_not_block_the_chat(world: World) -> None:
    _say(world, AGENT, "bad")
    _say(world, AGENT, "good")
    telegram = world.telegram()
    claimed = telegram.next()
    assert claimed is not None
    telegram.settle(claimed, RefusedForGood(DeliveryProblem.REFUSED))
    following = telegram.next()
    assert isinstance(following, Claimed)
    assert isinstance(following.act, Send)
    assert following.act.text == "good"


def test_who_no_longer_holds_a_row_settles_nothing(world: World) -> None:
    _say(world, AGENT, "hello")
    telegram = world.telegram()
    slow = telegram.next()
    world.clock.move(61)
    quick = telegram.next()
    assert slow is not None
    assert quick is not None
    telegram.settle(slow, RefusedForGood(DeliveryProblem.BLOCKED))
    assert world.rows(Outgoing)[0].done_at is None
    assert not world.person().unreachable
    telegram.settle(quick, Sent(1))
    assert world.rows(Outgoing)[0].fate is Fate.SENT


def test_a_stale_answer_to_a_button_is_dropped(world: World) -> None:
    def toast(work: Work) -> None:
        row = outbox.row(work, AGENT, Kind.TOAST, expires_at=work.now + STALE_TOAST)
        outbox.append(work, row, {"callback_query_id": "7", "text": "ok", "alert": True})

    world.do(toast)
    world.do(toast)
    telegram = world.telegram()
    claimed = telegram.next()
    assert claimed is not None
    assert claimed.act == Toast("7", "ok", alert=True)
    telegram.settle(claimed, Sent())
    world.clock.now += STALE_TOAST + timedelta(seconds=1)
    assert telegram.next() is None


def test_everybody_reads_in_their_own_language(world: World) -> None:
    world.change(SUPERVISOR, language="id")
    world.change(ADMIN, language="en", watching=True)
    number = world.keep(OrderStatus.PAID)
    _announce(world, number, Notice.PAID)
    telegram = world.telegram()
    telegram.drain()
    assert telegram.seen_by(SUPERVISOR) != telegram.seen_by(ADMIN)
