"""The code: in its agent's own chat, by edit, while it is of use, and nowhere else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.messages.acts import Edit, Send, Wipe
from handlers.messages.results import Again, DeliveryProblem, RefusedForGood, Sent
from handlers.services.people import members
from handlers.services.provider_answers import Echo, Found, ProviderStatus
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.order_states import Code, OrderStatus, Review
from storage.models.outbox import Card, Kind, Notice, Outgoing
from storage.models.person import Standing
from storage.models.tables import METADATA
from storage.repositories import outbox
from tests.factories import ADMIN, AGENT, NAME, OTHER_AGENT, PHONE, SECOND_ADMIN, SUPERVISOR, World
from tests.fakes import CODE, SEALED, FakeTelegram, accept_with, shown


def _issued(world: World) -> tuple[str, FakeTelegram]:
    """Bring an order to where its code stands in the agent's chat."""
    telegram = world.telegram()
    number = world.issued()
    telegram.drain()
    return number, telegram


def _end(world: World, number: str, status: ProviderStatus = ProviderStatus.SUCCESS) -> None:
    world.gateway.statuses[type(world.gateway.executed[0].order_no)(number)] = status
    world.find(number, world.gateway.finding(world.gateway.executed[0].order_no))


def test_the_code_comes_by_edit_into_a_protected_message_that_was_sent_without_it(
    both_worlds: World,
) -> None:
    telegram = both_worlds.telegram()
    both_worlds.request()
    first = telegram.drain()
    assert [type(act) for act in first if not isinstance(act, Send) or act.chat_id == AGENT] == [
        Send
    ]
    ticket = both_worlds.claim()
    assert ticket is not None
    both_worlds.record(ticket, both_worlds.gateway.plan(both_worlds.gateway, ticket.request))
    acts = [act for act in telegram.drain() if isinstance(act, Edit) and act.chat_id == AGENT]
    assert [act.carries_code for act in acts] == [True]
    assert CODE in telegram.seen_by(AGENT)
    assert both_worlds.order(ticket.request.order_no).code is Code.DELIVERED


def test_no_new_message_ever_holds_the_code(world: World) -> None:
    number, telegram = _issued(world)
    world.do(_show, number)
    telegram.drain()
    sends = [act for act in telegram.done if isinstance(act, Send)]
    assert all(CODE not in shown(act) for act in sends)
    cards = [act for act in sends if act.protect]
    assert len(cards) == 2


def _copies(telegram: FakeTelegram) -> list[str | None]:
    """Return what the buttons of each act in the agent's chat would copy."""
    said = [act for act in telegram.done if isinstance(act, Send | Edit)]
    own = [act for act in said if act.chat_id == AGENT]
    return [button.copies for act in own for row in act.keyboard for button in row if button.copies]


def test_the_card_offers_to_copy_its_code_as_it_must_be_typed(both_worlds: World) -> None:
    number, telegram = _issued(both_worlds)
    assert _copies(telegram) == [CODE]
    both_worlds.do(_append, AGENT, Kind.CARD_EDIT, number)
    last = telegram.drain()[-1]
    assert isinstance(last, Edit)
    assert [button.label for row in last.keyboard for button in row] == ["Copy code"]


def test_no_button_copies_where_the_company_does_not_want_it(world: World) -> None:
    world.policy = replace(world.policy, copy_button=False)
    _number, telegram = _issued(world)
    assert CODE in telegram.seen_by(AGENT)
    assert _copies(telegram) == []


def test_an_edit_that_takes_the_code_away_takes_its_button_away(world: World) -> None:
    number, telegram = _issued(world)
    world.change_order(number, review=Review.ECHO.value)
    world.do(_append, AGENT, Kind.CARD_EDIT, number)
    last = telegram.drain()[-1]
    assert isinstance(last, Edit)
    assert last.keyboard == ()


def _append(work: Work, chat_id: int, kind: Kind, number: str) -> None:
    outbox.append(work, outbox.row(work, chat_id, kind, order_no=number))


def _show(work: Work, number: str) -> None:
    _append(work, AGENT, Kind.CARD, number)


def test_the_code_is_in_nobody_elses_chat(world: World) -> None:
    world.change(ADMIN, watching=True)
    _number, telegram = _issued(world)
    assert set(telegram.chats) >= {AGENT, SUPERVISOR, ADMIN}
    for chat in set(telegram.chats) - {AGENT}:
        seen = telegram.seen_by(chat)
        assert CODE not in seen
        assert NAME not in seen
        assert PHONE not in seen.replace("-", "")


def test_neither_code_nor_personal_data_is_in_any_row_in_clear(both_worlds: World) -> None:
    _issued(both_worlds)

    def dump(work: Work) -> str:
        rows: list[str] = []
        for table in METADATA.tables.values():
            found = work.session.connection().execute(table.select()).all()
            rows += [repr([_shown(value) for value in row]) for row in found]
        return "\n".join(rows)

    kept = both_worlds.do(dump)
    for secret in (CODE, SEALED, str(NAME), str(PHONE), str(PHONE)[1:]):
        assert secret not in kept


def _shown(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


@pytest.mark.parametrize(
    "status", [OrderStatus.REQUESTED, OrderStatus.SENDING, OrderStatus.UNKNOWN]
)
def test_a_code_that_is_known_is_not_shown_before_the_order_is_issued(
    world: World, status: OrderStatus
) -> None:
    number, telegram = _issued(world)
    world.change_order(number, status=status)
    world.do(_append, AGENT, Kind.CARD_EDIT, number)
    telegram.drain()
    assert CODE not in telegram.seen_by(AGENT)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": OrderStatus.PAID},
        {"status": OrderStatus.FAILED},
        {"status": OrderStatus.REVERSED},
        {"review": Review.ECHO.value},
        {"expires_at": None, "issued_at": None},
    ],
)
def test_a_code_is_not_shown_when_it_is_of_no_use_or_in_doubt(
    world: World, fields: dict[str, object]
) -> None:
    number, telegram = _issued(world)
    if "issued_at" in fields:
        fields = {"expires_at": world.clock.now - timedelta(seconds=1)}
    world.change_order(number, **fields)
    world.do(_append, AGENT, Kind.CARD_EDIT, number)
    telegram.drain()
    assert CODE not in telegram.seen_by(AGENT)


def test_a_suspended_agent_gets_no_code_and_gets_it_when_restored(world: World) -> None:
    telegram = world.telegram()
    ticket = world.claimed()
    telegram.drain()
    world.change(AGENT, standing=Standing.SUSPENDED)
    world.record(ticket, world.gateway.plan(world.gateway, ticket.request))
    assert not [act for act in telegram.drain() if isinstance(act, Edit) and act.chat_id == AGENT]
    assert CODE not in telegram.seen_by(AGENT)
    world.do(members.give_back, world.agreement(Capability.RESTORE_PEOPLE), AGENT, "agent")
    telegram.drain()
    assert CODE in telegram.seen_by(AGENT)


def test_a_row_for_another_chat_shows_nothing(world: World) -> None:
    number, telegram = _issued(world)
    for kind in (Kind.CARD, Kind.CARD_EDIT):
        world.do(_append, OTHER_AGENT, kind, number)
    telegram.drain()
    assert telegram.seen_by(OTHER_AGENT) == ""


@pytest.mark.parametrize(
    "status", [ProviderStatus.SUCCESS, ProviderStatus.REVERSED, ProviderStatus.FAILED]
)
def test_the_card_goes_when_the_order_ends(both_worlds: World, status: ProviderStatus) -> None:
    number, telegram = _issued(both_worlds)
    _end(both_worlds, number, status)
    both_worlds.clock.move(10)
    _end(both_worlds, number, status)
    assert [act for act in telegram.drain() if isinstance(act, Wipe)]
    assert CODE not in telegram.seen_by(AGENT)
    assert all(card.wiped_at for card in both_worlds.rows(Card))


def test_showing_again_takes_the_code_out_of_the_older_card(world: World) -> None:
    number, telegram = _issued(world)
    world.do(_show, number)
    telegram.drain()
    assert telegram.seen_by(AGENT).count(f"\n{CODE}\n") == 1
    assert len([card for card in world.rows(Card) if card.wiped_at is None]) == 1


def test_a_repeated_edit_after_a_crash_is_without_effect(world: World) -> None:
    telegram = world.telegram()
    number = world.issued()
    claimed = telegram.next()
    while claimed is not None and not (isinstance(claimed.act, Edit)):
        telegram.settle(claimed, telegram.perform(claimed.act))
        claimed = telegram.next()
    assert claimed is not None
    telegram.perform(claimed.act)  # done at Telegram, and then we die
    before = dict(telegram.chats[AGENT])
    world.clock.move(61)
    telegram.drain()
    assert {key: telegram.chats[AGENT][key] for key in before} == before
    assert world.order(number).code is Code.DELIVERED
    telegram.settle(claimed, Sent())  # the dead one's word does not count any more


def test_a_card_that_the_agent_deleted_is_replaced(world: World) -> None:
    telegram = world.telegram()
    ticket = world.claimed()
    telegram.drain()
    telegram.chats[AGENT].clear()
    world.record(ticket, world.gateway.plan(world.gateway, ticket.request))
    telegram.drain()
    assert CODE in telegram.seen_by(AGENT)
    assert world.order(ticket.request.order_no).code is Code.DELIVERED


def test_an_agent_who_blocked_the_bot_is_reported_and_gets_the_code_on_return(
    world: World,
) -> None:
    telegram = world.telegram()
    ticket = world.claimed()
    telegram.drain()
    telegram.blocked.add(AGENT)
    world.record(ticket, world.gateway.plan(world.gateway, ticket.request))
    telegram.drain()
    number = ticket.request.order_no
    for reader in (SUPERVISOR, ADMIN, SECOND_ADMIN):
        assert (reader, Notice.UNREACHABLE) in world.told(number)
    assert world.order(number).code is Code.SEALED
    telegram.blocked.clear()
    world.do(members.meet, members.Newcomer(AGENT, "Agent", "en"))
    telegram.drain()
    assert CODE in telegram.seen_by(AGENT)


def test_a_code_for_somebody_who_is_known_to_have_blocked_the_bot_is_reported_too(
    world: World,
) -> None:
    telegram = world.telegram()
    world.change(AGENT, unreachable=True)
    telegram.blocked.add(AGENT)
    number = world.issued()
    telegram.drain()
    assert (SUPERVISOR, Notice.UNREACHABLE) in world.told(number)


def test_an_edit_that_telegram_did_not_take_is_tried_again_until_it_does(world: World) -> None:
    telegram = world.telegram()
    ticket = world.claimed()
    telegram.drain()
    world.record(ticket, world.gateway.plan(world.gateway, ticket.request))
    tries = 0
    while (claimed := telegram.next()) is None or not isinstance(claimed.act, Edit):
        if claimed is not None:
            telegram.settle(claimed, Sent(99))
    while tries < 10:
        telegram.settle(claimed, Again())
        world.clock.move(301)
        again = telegram.next()
        while again is not None and not isinstance(again.act, Edit):
            telegram.settle(again, Sent(100))
            again = telegram.next()
        assert again is not None
        claimed, tries = again, tries + 1
    telegram.settle(claimed, Sent())
    assert world.order(ticket.request.order_no).code is Code.DELIVERED


def test_a_code_behind_the_echo_guard_stays_hidden_after_an_inquiry(world: World) -> None:
    world.gateway.plan = accept_with(amount=5_000)
    number, telegram = _issued(world)
    world.find(number, world.gateway.finding(world.gateway.executed[0].order_no))
    telegram.drain()
    assert world.order(number).status is OrderStatus.UNKNOWN
    assert CODE not in telegram.seen_by(AGENT)


def test_keys_that_are_missing_are_told_and_once_mended_the_code_appears(world: World) -> None:
    world.gateway.locked = True
    number, telegram = _issued(world)
    assert world.order(number).code is Code.MISSING
    assert (SUPERVISOR, Notice.CODE_MISSING) in world.told(number)
    world.gateway.locked = False
    world.do(_show, number)
    telegram.drain()
    assert CODE in telegram.seen_by(AGENT)
    assert world.order(number).code is Code.DELIVERED


def test_a_refused_wipe_leaves_no_card_to_be_wiped_for_ever(world: World) -> None:
    number, telegram = _issued(world)
    _end(world, number)
    claimed = telegram.next()
    while claimed is not None and not isinstance(claimed.act, Wipe):
        telegram.settle(claimed, Sent(500))
        claimed = telegram.next()
    assert claimed is not None
    telegram.settle(claimed, RefusedForGood(DeliveryProblem.MESSAGE_GONE))
    assert all(card.wiped_at for card in world.rows(Card))
    assert Kind.CARD_WIPE not in world.waiting()


def test_no_act_shows_its_words_in_its_repr(world: World) -> None:
    _number, telegram = _issued(world)
    assert CODE not in repr(telegram.done)
    assert NAME not in repr(telegram.done)


def test_the_outbox_holds_no_body_for_cards_and_notices(world: World) -> None:
    world.issued()
    rows = [row for row in world.rows(Outgoing) if row.kind is not Kind.REPLY]
    assert rows
    assert all(row.body_sealed is None for row in rows)


def test_a_code_that_stands_in_the_chat_is_held_back_once_an_inquiry_differs(world: World) -> None:
    number, telegram = _issued(world)
    sent = world.gateway.executed[0]
    world.find(number, Found(ProviderStatus.ON_PROCESS, Echo(sent.order_no, 5_000_000)))
    telegram.drain()
    assert CODE not in telegram.seen_by(AGENT)
    assert "held back" in telegram.seen_by(AGENT)
    assert "held back" in telegram.seen_by(ADMIN)
    assert "had been shown the code before" in telegram.seen_by(ADMIN)
