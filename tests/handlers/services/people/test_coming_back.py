"""Who had blocked the bot and is back: what was refused meanwhile is sent, what is stale is not."""

from datetime import timedelta

import pytest

from handlers.messages.acts import Send, Wipe
from handlers.services.notices import announcing
from handlers.services.people import members
from handlers.services.people.members import Newcomer
from handlers.services.provider_answers import ProviderStatus
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.models.outbox import Card, Fate, Kind, Notice, Outgoing
from storage.repositories import outbox
from tests.factories import AGENT, OTHER_AGENT, World
from tests.fakes import CODE, FakeTelegram

BACK = Newcomer(AGENT, "Agent", "en")


def _ended_while_blocked(world: World) -> tuple[str, FakeTelegram]:
    """Show a code, have the bot blocked, and let the cash be collected meanwhile."""
    telegram = world.telegram()
    number = world.issued()
    telegram.drain()
    assert CODE in telegram.seen_by(AGENT)
    telegram.blocked.add(AGENT)
    world.gateway.statuses[number] = ProviderStatus.SUCCESS
    world.find(number, world.gateway.finding(number))
    telegram.drain()
    assert world.person().unreachable
    assert world.waiting() == []
    return number, telegram


def test_what_was_refused_while_blocked_is_done_once_the_person_is_back(
    both_worlds: World,
) -> None:
    number, telegram = _ended_while_blocked(both_worlds)
    assert CODE in telegram.seen_by(AGENT)
    telegram.blocked.clear()
    both_worlds.do(members.meet, BACK)
    acts = telegram.drain()
    assert [act for act in acts if isinstance(act, Wipe)]
    assert CODE not in telegram.seen_by(AGENT)
    assert "was collected" in telegram.seen_by(AGENT)
    assert number in telegram.seen_by(AGENT)
    assert all(card.wiped_at for card in both_worlds.rows(Card))
    assert not both_worlds.person().unreachable


def test_it_is_done_once_and_not_at_every_meeting(world: World) -> None:
    _number, telegram = _ended_while_blocked(world)
    telegram.blocked.clear()
    world.do(members.meet, BACK)
    telegram.drain()
    world.do(members.meet, BACK)
    assert [act for act in telegram.drain() if isinstance(act, Send | Wipe)] == []


def test_nothing_is_tried_while_the_person_is_still_away(world: World) -> None:
    _number, telegram = _ended_while_blocked(world)
    assert telegram.drain() == []
    assert {row.fate for row in world.rows(Outgoing) if row.kind is Kind.CARD_WIPE} == {Fate.FAILED}


def test_a_notice_that_was_overtaken_meanwhile_is_dropped(world: World) -> None:
    telegram = world.telegram()
    number = world.keep(OrderStatus.UNKNOWN, sending_at=world.clock.now)
    telegram.blocked.add(AGENT)
    world.find(number, world.gateway.finding(number))
    world.do(_tell_unknown, number)
    telegram.drain()
    world.change_order(number, status=OrderStatus.CANCELLED, ended_at=world.clock.now)
    telegram.blocked.clear()
    world.do(members.meet, BACK)
    telegram.drain()
    assert "not certain" not in telegram.seen_by(AGENT)


def _tell_unknown(work: Work, number: str) -> None:
    announcing.tell(work, [AGENT], Notice.UNKNOWN, number, number)


def test_only_ones_own_notices_and_wipes_of_the_last_week_are_opened_again(
    both_worlds: World,
) -> None:
    def refused(work: Work, chat_id: int, kind: Kind, fate: Fate, age: timedelta) -> int:
        row = outbox.row(work, chat_id, kind)
        outbox.append(work, row)
        outbox.finish(work, row, fate)
        row.done_at = work.now - age
        return row.seq or 0

    day = timedelta(days=1)
    opened = [
        both_worlds.do(refused, AGENT, Kind.NOTICE, Fate.FAILED, day),
        both_worlds.do(refused, AGENT, Kind.CARD_WIPE, Fate.FAILED, 6 * day),
    ]
    both_worlds.do(refused, AGENT, Kind.REPLY, Fate.FAILED, day)
    both_worlds.do(refused, AGENT, Kind.TOAST, Fate.FAILED, day)
    both_worlds.do(refused, AGENT, Kind.NOTICE, Fate.SENT, day)
    both_worlds.do(refused, AGENT, Kind.NOTICE, Fate.DROPPED, day)
    both_worlds.do(refused, AGENT, Kind.NOTICE, Fate.FAILED, 8 * day)
    both_worlds.do(refused, OTHER_AGENT, Kind.NOTICE, Fate.FAILED, day)
    both_worlds.do(outbox.reopen, AGENT)
    waiting = [row.seq for row in both_worlds.rows(Outgoing) if row.done_at is None]
    assert sorted(seq or 0 for seq in waiting) == opened


def _card(world: World, number: str) -> None:
    def add(work: Work) -> None:
        card = Card(order_no=number, chat_id=AGENT, message_id=7, sent_at=work.now)
        outbox.add_card(work, card)

    world.do(add)


@pytest.mark.parametrize(
    "status", [OrderStatus.PAID, OrderStatus.FAILED, OrderStatus.REVERSED, OrderStatus.CANCELLED]
)
def test_a_card_of_an_ended_order_that_nothing_wiped_is_swept_once(
    both_worlds: World, status: OrderStatus
) -> None:
    number = both_worlds.keep(status, ended_at=both_worlds.clock.now)
    _card(both_worlds, number)
    assert both_worlds.do(announcing.sweep_cards) == 1
    assert both_worlds.waiting() == [Kind.CARD_WIPE]
    assert both_worlds.do(announcing.sweep_cards) == 0
    both_worlds.telegram().drain()
    assert all(card.wiped_at for card in both_worlds.rows(Card))
    assert both_worlds.do(announcing.sweep_cards) == 0


@pytest.mark.parametrize(
    "status", [OrderStatus.REQUESTED, OrderStatus.SENDING, OrderStatus.UNKNOWN, OrderStatus.ISSUED]
)
def test_a_card_of_an_order_that_goes_on_is_not_swept(
    both_worlds: World, status: OrderStatus
) -> None:
    _card(both_worlds, both_worlds.keep(status))
    assert both_worlds.do(announcing.sweep_cards) == 0
