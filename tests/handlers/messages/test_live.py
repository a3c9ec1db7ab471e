"""Live messages: one an order and chat, edited from the newest state, silent, masked, last."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update
from sqlmodel import col

from handlers.messages.acts import Act, Edit, Send
from handlers.messages.results import Again, Sent
from handlers.services.notices.announcing import tell
from handlers.services.orders import requests
from handlers.services.orders.transitions import move
from handlers.services.people.members import Newcomer, meet
from handlers.services.people.preferences import choose_loudness
from handlers.services.provider_answers import Found, ProviderStatus
from handlers.services.recovery import restored_data
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.live_message import LiveMessage
from storage.models.order_states import Cause, OrderStatus
from storage.models.outbox import Fate, Kind, Notice, Outgoing
from storage.models.person import Role, Standing
from storage.models.preference import Loudness, News
from storage.repositories import orders, sentinel
from tests.factories import ADMIN, AGENT, OTHER_TEAM, SUPERVISOR, World
from tests.fakes import echo_of

ACCEPTED, TAKEN, COLLECTED = "Accepted.", "Faspay has it.", "Collected ✓"


def shown(acts: list[Act], chat_id: int = SUPERVISOR) -> list[Send | Edit]:
    return [act for act in acts if isinstance(act, Send | Edit) and act.chat_id == chat_id]


def live_rows(world: World, chat_id: int = SUPERVISOR) -> list[Outgoing]:
    return [row for row in world.rows(Outgoing) if row.kind is Kind.LIVE and row.chat_id == chat_id]


def issue(world: World) -> str:
    """Send the order that was requested; it exists then, with its code."""
    ticket = world.claim()
    assert ticket is not None
    world.record(ticket, world.gateway.plan(world.gateway, ticket.request))
    return ticket.request.order_no


def pay(world: World, number: str) -> None:
    request = next(each for each in world.gateway.executed if each.order_no == number)
    world.find(number, Found(ProviderStatus.SUCCESS, echo_of(request)))


def test_the_first_is_a_silent_message_and_each_change_is_an_edit_of_it(both_worlds: World) -> None:
    telegram = both_worlds.telegram()
    both_worlds.request()
    (first,) = shown(telegram.drain())
    assert isinstance(first, Send)
    assert first.silent
    assert first.text.endswith(ACCEPTED)
    number = issue(both_worlds)
    pay(both_worlds, number)
    edits = shown(telegram.drain())
    assert [type(act) for act in edits] == [Edit]
    assert COLLECTED in edits[0].text
    (live,) = both_worlds.rows(LiveMessage)
    assert (live.order_no, live.chat_id) == (number, SUPERVISOR)


def test_quick_changes_fall_together_into_one_message(world: World) -> None:
    telegram = world.telegram()
    world.issued()
    (only,) = shown(telegram.drain())
    assert ACCEPTED in only.text
    assert TAKEN in only.text
    assert len(live_rows(world)) == 1


def test_it_stands_behind_everything_else_of_its_chat(world: World) -> None:
    world.request()
    world.do(tell, {SUPERVISOR}, Notice.SENDING_RESUMED, "x")
    world.clock.move(3)
    first = world.telegram().next()
    assert first is not None
    assert first.kind is not Kind.LIVE
    assert first.chat_id != SUPERVISOR or first.kind is Kind.NOTICE


def test_it_holds_up_nothing_of_its_chat_while_it_waits(world: World) -> None:
    world.request()
    world.do(tell, {SUPERVISOR}, Notice.SENDING_RESUMED, "x")
    found = world.telegram()
    kinds = {claimed.kind for claimed in iter(found.next, None) if claimed.chat_id == SUPERVISOR}
    assert kinds == {Kind.NOTICE}


def test_what_changes_while_it_is_being_sent_is_shown_by_the_next(both_worlds: World) -> None:
    telegram = both_worlds.telegram()
    both_worlds.request()
    both_worlds.clock.move(3)
    sending = next(each for each in iter(telegram.next, None) if each.kind is Kind.LIVE)
    issue(both_worlds)
    telegram.settle(sending, telegram.perform(sending.act))
    (edit,) = shown(telegram.drain())
    assert isinstance(edit, Edit)
    assert TAKEN in edit.text


def test_of_two_rows_of_one_message_only_the_later_is_sent(world: World) -> None:
    telegram = world.telegram()
    world.request()
    world.clock.move(3)
    lost = next(each for each in iter(telegram.next, None) if each.kind is Kind.LIVE)
    issue(world)  # a second row: the first is being sent
    telegram.settle(lost, Again(0))
    assert len(shown(telegram.drain())) == 1
    assert [row.fate for row in live_rows(world)] == [Fate.DROPPED, Fate.SENT]


def test_one_whose_answer_was_lost_may_be_there_twice_and_the_newer_is_edited(
    world: World,
) -> None:
    telegram = world.telegram()
    world.request()
    world.clock.move(3)
    lost = next(each for each in iter(telegram.next, None) if each.kind is Kind.LIVE)
    telegram.perform(lost.act)
    telegram.settle(lost, Again(1))
    again = shown(telegram.drain())
    issue(world)
    (edit,) = shown(telegram.drain())
    assert [type(act) for act in again] == [Send]
    chat = telegram.chats[SUPERVISOR]
    assert isinstance(edit, Edit)
    assert edit.message_id == max(chat)
    assert all(ACCEPTED in text for text in chat.values()), "the older copy stays true"


def test_the_next_step_of_one_that_its_reader_deleted_comes_in_a_new_silent_message(
    world: World,
) -> None:
    telegram = world.telegram()
    world.request()
    telegram.drain()
    telegram.chats[SUPERVISOR].clear()
    number = issue(world)
    edit, again = shown(telegram.drain())
    assert isinstance(edit, Edit)
    assert isinstance(again, Send)
    assert again.silent
    assert again.text == edit.text
    pay(world, number)
    (later,) = shown(telegram.drain())
    assert isinstance(later, Edit)
    assert COLLECTED in later.text


def _moves_away(world: World) -> None:
    world.change(SUPERVISOR, team=OTHER_TEAM)


def _is_suspended(world: World) -> None:
    world.change(SUPERVISOR, standing=Standing.SUSPENDED)


def _becomes_an_agent(world: World) -> None:
    world.change(SUPERVISOR, role=Role.AGENT)


@pytest.mark.parametrize("change", [_moves_away, _is_suspended, _becomes_an_agent])
@pytest.mark.parametrize("was_shown", [True, False])
def test_who_may_not_know_the_order_any_more_sees_nothing_of_it(
    world: World, change: Callable[[World], None], *, was_shown: bool
) -> None:
    telegram = world.telegram()
    world.request()
    if was_shown:
        telegram.drain()
        issue(world)
    change(world)
    assert shown(telegram.drain()) == []
    assert live_rows(world)[-1].fate is Fate.DROPPED


def test_who_ceases_to_watch_sees_known_orders_go_on_but_no_new_ones(world: World) -> None:
    telegram = world.telegram()
    world.change(ADMIN, watching=True)
    world.request()
    telegram.drain()
    world.change(ADMIN, watching=False)
    issue(world)
    world.request()
    (only,) = shown(telegram.drain(), ADMIN)
    assert isinstance(only, Edit)
    assert TAKEN in only.text


def test_who_turned_progress_off_gets_no_new_ones(world: World) -> None:
    actor = world.actor(Capability.CHOOSE_NOTIFICATIONS, SUPERVISOR)
    world.do(choose_loudness, actor, News.PROGRESS, Loudness.OFF)
    world.request()
    assert shown(world.telegram().drain()) == []
    assert [row.fate for row in live_rows(world)] == [Fate.DROPPED]


def test_the_orders_own_agent_has_none_in_whatever_role(world: World) -> None:
    number = world.issued()
    world.change(AGENT, role=Role.SUPERVISOR)
    pay(world, number)
    assert live_rows(world, AGENT) == []
    assert live_rows(world) != []


def test_who_was_away_sees_all_that_happened_in_one_message(both_worlds: World) -> None:
    telegram = both_worlds.telegram()
    telegram.blocked.add(SUPERVISOR)
    both_worlds.request()
    telegram.drain()
    number = issue(both_worlds)
    telegram.drain()
    pay(both_worlds, number)
    telegram.drain()
    telegram.blocked.clear()
    both_worlds.do(meet, Newcomer(SUPERVISOR, "Rina", "en"))
    (only,) = shown(telegram.drain())
    assert [words in only.text for words in (ACCEPTED, TAKEN, COLLECTED)] == [True] * 3


def test_each_step_has_its_time_in_both_languages_and_the_name_is_masked(world: World) -> None:
    telegram = world.telegram()
    world.change(ADMIN, watching=True, language="id")
    number = world.issued()
    world.clock.move(hours=16, minutes=41)
    pay(world, number)
    acts = telegram.drain()
    english, indonesian = (
        act.text.replace("\N{WORD JOINER}", "")
        for who in (SUPERVISOR, ADMIN)
        for act in shown(acts, who)
    )
    head = f"Order {number}\nRp 500.000 · Permata ATM\nS••• A••• · 08••-••••-7890\n"
    assert english == head + (
        f"Agent: agent {AGENT}\n\n"
        "5 Jan 2026 (WIB)\n10.00 Accepted.\n"
        "10.00 Faspay has it. Valid until 6 Jan 2026 10.00 WIB.\n"
        "6 Jan 2026 (WIB)\n02.41 Collected ✓"
    )
    assert indonesian.endswith(
        "5 Jan 2026 (WIB)\n10.00 Diterima.\n"
        "10.00 Sudah ada di Faspay. Berlaku sampai 6 Jan 2026 10.00 WIB.\n"
        "6 Jan 2026 (WIB)\n02.41 Sudah diambil ✓"
    )


def test_why_an_order_ended_before_it_was_sent_is_said(world: World) -> None:
    world.request()
    world.do(requests.cancel_latest, world.actor(Capability.CANCEL_ORDERS, AGENT))
    (only,) = shown(world.telegram().drain())
    assert only.text.endswith("Cancelled before it was sent, by its agent: no money went out.")


def test_older_data_edits_no_message_that_may_know_more(world: World) -> None:
    telegram = world.telegram()
    world.do(sentinel.prove_keys)
    number = world.issued()
    telegram.drain()
    database_id = world.do(sentinel.database_id)
    world.do(restored_data.adopt, database_id, lambda _id: None)
    pay(world, number)
    (again,) = shown(telegram.drain())
    assert isinstance(again, Send)


def test_what_an_older_program_still_had_to_say_comes_silently(world: World) -> None:
    number = world.keep(OrderStatus.PAID)
    world.do(tell, {SUPERVISOR}, Notice.PAID, number, number)
    (only,) = shown(world.telegram().drain())
    assert isinstance(only, Send)
    assert only.silent
    assert "The cash was collected ✓" in only.text


@pytest.mark.postgres
def test_who_claims_it_while_the_order_changes_shows_the_change(postgres_world: World) -> None:
    world, telegram = postgres_world, postgres_world.telegram()
    number = world.request()
    world.clock.move(3)
    world.do(_say_cards)
    changing, may_commit = threading.Event(), threading.Event()

    def change_slowly(work: Work) -> None:
        order = orders.get(work, number)
        assert order is not None
        move(work, order, OrderStatus.CANCELLED, Cause.AGENT)
        changing.set()
        assert may_commit.wait(10)

    with ThreadPoolExecutor(2) as threads:
        changed = threads.submit(world.do, change_slowly)
        assert changing.wait(10)
        claimed = threads.submit(telegram.next)
        with pytest.raises(TimeoutError):
            claimed.result(0.3)
        may_commit.set()
        changed.result(10)
        live = claimed.result(10)
    assert live is not None
    assert isinstance(live.act, Send)
    assert "Cancelled" in live.act.text
    telegram.settle(live, Sent(1))
    assert len(live_rows(world)) == 1, "no second row was needed"


def _say_cards(work: Work) -> None:
    work.session.exec(
        update(Outgoing).where(col(Outgoing.kind) == Kind.CARD).values(done_at=work.now)
    )
