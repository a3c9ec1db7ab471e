"""Every code leaves the chat of who was suspended, before anything else is said there."""

from datetime import timedelta
from typing import Any

import pytest

from handlers.messages.acts import Act, Delete, Edit, Send, Wipe
from handlers.messages.results import Again, DeliveryProblem, RefusedForGood, Sent
from handlers.services.notices import announcing
from handlers.services.orders import collectable, requests
from handlers.services.people import members
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Card, Fate, Kind, Notice, Outgoing, Priority
from storage.models.person import Person, Role, Standing
from storage.repositories import orders, outbox
from storage.values import Rupiah
from tests.factories import AGENT, AMOUNT, OTHER_AGENT, SECOND_ADMIN, World, an_order
from tests.fakes import CODE, SEALED, FakeTelegram

FIRST = 1001
"""The first message that shows a code; Telegram's stand-in counts its own from 1."""


def shown_card(
    work: Work,
    /,
    message_id: int,
    chat_id: int = AGENT,
    **fields: Any,  # noqa: ANN401 - columns of Order
) -> Order:
    """Keep an issued order whose code stands in its agent's chat, in this message."""
    given: dict[str, Any] = {
        "status": OrderStatus.ISSUED,
        "code": Code.DELIVERED,
        "issued_at": work.now,
    }
    order = an_order(work, **given | {"agent_id": chat_id} | fields)
    orders.keep_answer(work, order, "{}", SEALED)
    outbox.add_card(
        work,
        Card(
            order_no=order.order_no,
            chat_id=chat_id,
            message_id=message_id,
            sent_at=work.now,
            shows_code=True,
        ),
    )
    return order


def with_codes(world: World, count: int) -> FakeTelegram:
    """Show so many codes."""
    telegram = world.telegram()
    for message_id in range(FIRST, FIRST + count):
        world.do(shown_card, message_id)
        telegram.chats.setdefault(AGENT, {})[message_id] = f"{message_id}: {CODE}"
    return telegram


def reply(work: Work, chat_id: int, text: str = "an answer") -> None:
    outbox.append(work, outbox.row(work, chat_id, Kind.REPLY), {"text": text})


def suspend(world: World) -> None:
    assert isinstance(
        world.do(members.suspend, world.actor(Capability.SUSPEND_PEOPLE), AGENT), Person
    )


def drained_without_waiting(telegram: FakeTelegram) -> list[Act]:
    """Do what can be done at this very moment."""
    before = len(telegram.done)
    while (claimed := telegram.next()) is not None:
        telegram.settle(claimed, telegram.perform(claimed.act))
    return telegram.done[before:]


def test_every_code_goes_however_many_there_are_and_however_old_their_orders(
    both_worlds: World,
) -> None:
    telegram = with_codes(both_worlds, 50)
    for _ in range(20):
        both_worlds.keep(OrderStatus.PAID, ended_at=both_worlds.clock.now)
    suspend(both_worlds)
    first = telegram.next()
    assert first is not None
    assert isinstance(first.act, Delete)
    assert sorted(first.act.message_ids) == list(range(FIRST, FIRST + 50))
    telegram.settle(first, telegram.perform(first.act))
    assert telegram.seen_by(AGENT) == ""
    telegram.drain()
    assert all(card.wiped_at and not card.shows_code for card in both_worlds.rows(Card))
    assert both_worlds.waiting() == []


def test_more_than_a_hundred_codes_take_a_second_call(world: World) -> None:
    telegram = with_codes(world, 130)
    suspend(world)
    acts = drained_without_waiting(telegram)
    deleted = [len(act.message_ids) for act in acts if isinstance(act, Delete)]
    assert deleted == [100, 30]
    assert telegram.seen_by(AGENT) == ""


def test_a_code_whose_order_has_ended_goes_as_well(world: World) -> None:
    telegram = with_codes(world, 1)
    for order in world.rows(Order):
        world.change_order(order.order_no, status=OrderStatus.PAID, ended_at=world.clock.now)
    suspend(world)
    drained_without_waiting(telegram)
    assert telegram.seen_by(AGENT) == ""


def test_nothing_is_said_before_the_codes_are_gone(both_worlds: World) -> None:
    for number in range(30):
        both_worlds.do(reply, AGENT, str(number))
    for chat_id in range(100, 200):
        both_worlds.do(reply, chat_id)
    telegram = with_codes(both_worlds, 3)
    both_worlds.do(announcing.wipe_chat, AGENT)
    both_worlds.do(reply, AGENT, "after")
    assert isinstance(drained_without_waiting(telegram)[0], Delete)


def test_an_end_takes_the_code_out_before_it_is_told(both_worlds: World) -> None:
    telegram = with_codes(both_worlds, 1)
    number = both_worlds.rows(Order)[0].order_no

    def collected(work: Work) -> None:
        order = orders.get(work, number)
        assert order is not None
        announcing.announce(work, order, Notice.PAID)
        order.status, order.ended_at = OrderStatus.PAID, work.now
        announcing.wipe_cards(work, order)

    both_worlds.do(collected)
    said = [act for act in telegram.drain() if act.chat_id == AGENT]  # type: ignore[union-attr]  # a toast has no chat, and none is here
    assert [type(act) for act in said] == [Delete, Send, Wipe]


def test_a_wipe_waits_neither_for_what_is_tried_again_nor_for_a_long_pause(world: World) -> None:
    telegram = with_codes(world, 1)
    world.do(reply, AGENT)
    claimed = telegram.next()
    assert claimed is not None
    telegram.settle(claimed, Again(300))
    suspend(world)
    assert isinstance(drained_without_waiting(telegram)[0], Delete)


def test_answers_that_wait_are_dropped_and_what_is_being_said_ends_first(
    both_worlds: World,
) -> None:
    telegram = with_codes(both_worlds, 1)
    for number in range(1000):
        both_worlds.do(reply, AGENT, str(number))
    in_flight = telegram.next()
    assert in_flight is not None
    suspend(both_worlds)
    others = telegram.next()
    assert others is not None
    assert others.chat_id == SECOND_ADMIN, "two acts in one chat at once"
    assert telegram.next() is None
    telegram.settle(in_flight, telegram.perform(in_flight.act))
    acts = telegram.drain()
    assert isinstance(acts[0], Delete)
    assert not [act for act in acts if isinstance(act, Send) and act.chat_id == AGENT]
    fates = [row.fate for row in both_worlds.rows(Outgoing) if row.kind is Kind.REPLY]
    assert (fates.count(Fate.SENT), fates.count(Fate.DROPPED)) == (1, 999)


def test_answers_from_before_a_suspension_do_not_come_after_it(both_worlds: World) -> None:
    both_worlds.do(reply, AGENT, "an answer from before")
    suspend(both_worlds)
    both_worlds.do(members.restore, both_worlds.actor(Capability.RESTORE_PEOPLE), AGENT)
    assert AGENT not in {
        act.chat_id for act in both_worlds.telegram().drain() if isinstance(act, Send)
    }


def test_others_still_get_their_answers(world: World) -> None:
    world.do(reply, OTHER_AGENT, "yours")
    suspend(world)
    telegram = world.telegram()
    telegram.drain()
    assert telegram.seen_by(OTHER_AGENT) == "yours"


def test_what_was_written_for_them_before_is_not_said_even_if_it_is_stored_later(
    world: World,
) -> None:
    suspend(world)
    world.do(reply, AGENT, "written while they were suspended")
    telegram = world.telegram()
    telegram.drain()
    assert telegram.seen_by(AGENT) == ""


def test_that_telegram_skipped_one_is_found_and_its_words_are_taken_away(
    both_worlds: World, caplog: pytest.LogCaptureFixture
) -> None:
    telegram = with_codes(both_worlds, 3)
    telegram.undeletable = {FIRST + 1}
    suspend(both_worlds)
    telegram.drain()
    assert list(telegram.chats[AGENT]) == [FIRST + 1]
    assert CODE not in telegram.seen_by(AGENT)
    assert caplog.messages == ["card_was_not_deleted"]
    assert all(card.wiped_at for card in both_worlds.rows(Card))


def test_a_card_counts_as_wiped_only_once_that_is_sure(world: World) -> None:
    telegram = with_codes(world, 1)
    suspend(world)
    drained = telegram.next()
    assert drained is not None
    telegram.settle(drained, Sent())
    [card] = world.rows(Card)
    assert (card.wiped_at, card.deleted_at, card.shows_code) == (None, world.clock.now, True)
    assert {row.priority for row in world.rows(Outgoing)} == {Priority.NEWS}
    telegram.drain()
    assert world.rows(Card)[0].shows_code is False


def test_cards_that_telegram_deletes_no_more_are_edited_at_once(both_worlds: World) -> None:
    telegram = with_codes(both_worlds, 3)
    both_worlds.clock.move(hours=47, seconds=1)
    both_worlds.do(shown_card, 7)
    telegram.chats[AGENT][7] = CODE
    suspend(both_worlds)
    acts = drained_without_waiting(telegram)
    in_the_chat = [type(act) for act in acts if not isinstance(act, Send)]
    assert in_the_chat == [Delete, Wipe, Wipe, Wipe]
    assert CODE not in telegram.seen_by(AGENT)
    telegram.drain()
    assert all(card.wiped_at for card in both_worlds.rows(Card))


@pytest.mark.parametrize("refused", [DeliveryProblem.REFUSED, DeliveryProblem.MESSAGE_GONE])
def test_where_telegram_refuses_to_delete_the_words_are_taken_away_at_once(
    world: World, refused: DeliveryProblem
) -> None:
    telegram = with_codes(world, 2)
    world.do(reply, OTHER_AGENT)
    suspend(world)
    claimed = telegram.next()
    assert claimed is not None
    assert isinstance(claimed.act, Delete)
    telegram.settle(claimed, RefusedForGood(refused))
    acts = drained_without_waiting(telegram)
    assert [type(act) for act in acts[:2]] == [Wipe, Wipe]
    assert CODE not in telegram.seen_by(AGENT)


def test_a_deletion_without_an_answer_is_repeated_for_all_of_them(both_worlds: World) -> None:
    telegram = with_codes(both_worlds, 3)
    suspend(both_worlds)
    claimed = telegram.next()
    assert claimed is not None
    telegram.perform(claimed.act)
    telegram.settle(claimed, Again())
    both_worlds.clock.move(2)
    again = telegram.next()
    assert again is not None
    assert isinstance(again.act, Delete)
    assert len(again.act.message_ids) == 3
    telegram.settle(again, telegram.perform(again.act))
    telegram.drain()
    assert all(card.wiped_at for card in both_worlds.rows(Card))


def test_who_died_while_deleting_is_taken_over_from_for_all_of_them(both_worlds: World) -> None:
    telegram = with_codes(both_worlds, 3)
    suspend(both_worlds)
    dead = telegram.next()
    both_worlds.clock.move(61)
    again = telegram.next()
    assert dead is not None
    assert again is not None
    assert isinstance(again.act, Delete)
    assert len(again.act.message_ids) == 3
    telegram.settle(dead, Sent())
    assert {card.deleted_at for card in both_worlds.rows(Card)} == {None}, "it was too late"
    telegram.settle(again, telegram.perform(again.act))
    telegram.drain()
    assert all(card.wiped_at for card in both_worlds.rows(Card))


def test_restored_in_the_middle_the_codes_come_back_in_cards_of_their_own(
    both_worlds: World,
) -> None:
    telegram = with_codes(both_worlds, 12)
    suspend(both_worlds)
    deleting = telegram.next()
    assert deleting is not None
    both_worlds.do(members.restore, both_worlds.actor(Capability.RESTORE_PEOPLE), AGENT)
    telegram.settle(deleting, telegram.perform(deleting.act))
    telegram.drain()
    assert telegram.seen_by(AGENT).count(f"\n{CODE}\n") == 12
    live = [card for card in both_worlds.rows(Card) if card.wiped_at is None]
    assert len(live) == 12
    assert not [card for card in live if card.deleted_at]


def test_who_comes_back_after_blocking_gets_every_code(world: World) -> None:
    telegram = with_codes(world, 12)
    for message in telegram.chats[AGENT]:
        telegram.chats[AGENT][message] = "without its code"
    world.change(AGENT, unreachable=True)
    world.do(members.meet, members.Newcomer(AGENT, "Agent", "en"))
    telegram.drain()
    assert telegram.seen_by(AGENT).count(f"\n{CODE}\n") == 12


def test_a_card_is_not_sent_and_none_is_asked_for_once_the_order_is_over(world: World) -> None:
    number = world.keep(OrderStatus.CANCELLED, ended_at=world.clock.now)

    def append(work: Work) -> None:
        for kind in (Kind.CARD, Kind.CARD_EDIT):
            outbox.append(work, outbox.row(work, AGENT, kind, order_no=number))

    world.do(append)
    assert world.telegram().drain() == []
    assert world.waiting() == []


def test_no_code_is_edited_into_a_card_that_is_to_be_gone(world: World) -> None:
    telegram = with_codes(world, 1)
    [card] = world.rows(Card)

    def deleted(work: Work) -> None:
        found = outbox.card(work, card.card_id or 0)
        assert found is not None
        found.deleted_at = work.now
        outbox.append(work, outbox.row(work, AGENT, Kind.CARD_EDIT, order_no=card.order_no))

    world.do(deleted)
    edits = [act.message_id for act in telegram.drain() if isinstance(act, Edit)]
    assert len(edits) == 1
    assert FIRST not in edits, "into a new card"


def test_what_can_still_be_collected_is_counted_by_what_was_seen(world: World) -> None:
    with_codes(world, 3)
    day = timedelta(days=1)
    now = world.clock.now
    world.do(shown_card, 4, expires_at=now + 2 * day)
    world.do(shown_card, 5, code=Code.SEALED, expires_at=now + day)  # its edit may have arrived
    world.do(shown_card, 6, expires_at=now)
    world.do(shown_card, 7, status=OrderStatus.PAID)
    world.do(shown_card, 8, OTHER_AGENT)
    world.keep(OrderStatus.ISSUED, code=Code.SEALED, issued_at=now)
    world.keep(OrderStatus.ISSUED, code=Code.MISSING, issued_at=now)
    suspend(world)
    still = world.do(collectable.still_collectable, AGENT)
    assert still == collectable.Collectable(5, Rupiah(5 * AMOUNT), now + 2 * day)


def test_the_oldest_of_many_orders_can_still_be_cancelled(world: World) -> None:
    waiting = world.request()
    for _ in range(12):
        world.keep(OrderStatus.PAID, ended_at=world.clock.now)
    outcome = world.do(requests.cancel_latest, world.actor(Capability.CANCEL_ORDERS, AGENT))
    assert isinstance(outcome, requests.Cancelled)
    assert outcome.order.order_no == waiting


def test_an_agent_who_becomes_the_first_admin_again_keeps_no_code_in_the_chat(
    world: World,
) -> None:
    telegram = with_codes(world, 2)
    for admin in world.rows(Person):
        if admin.role is Role.ADMIN:
            world.change(admin.person_id, standing=Standing.SUSPENDED)
    assert world.do(members.seed_admins, (AGENT,)) == 1
    drained_without_waiting(telegram)
    assert CODE not in telegram.seen_by(AGENT)
