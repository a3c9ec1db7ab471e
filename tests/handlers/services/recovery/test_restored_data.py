"""Older data is in place: nothing is done twice on its word, and all of it is asked about."""

import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from handlers.services.controls import sending
from handlers.services.controls.refusals import Refusal, Refused
from handlers.services.controls.sending import Guard
from handlers.services.orders import transfer_outcome
from handlers.services.orders.journal_entry import Recorded
from handlers.services.orders.requests import may_request
from handlers.services.people import invitations
from handlers.services.people.members import Newcomer, Problem
from handlers.services.provider_answers import Accepted, Doubt, NotSent, ProviderStatus
from handlers.services.recovery import restored_data
from handlers.services.recovery.restored_data import NotEmpty, OtherSchema
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.backup import dump
from storage.engine.database import Database, one_moment_of
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault
from storage.models.audit import Act, AuditEntry
from storage.models.conversation import Conversation
from storage.models.inbox import IncomingQueue, StoredUpdate
from storage.models.order import Order
from storage.models.order_states import Cause, Code, OrderStatus
from storage.models.outbox import Fate, Kind, Notice, Outgoing
from storage.models.person import Role
from storage.models.task import Task, TaskKind
from storage.repositories import conversations, outbox, sentinel, system_state
from storage.repositories import people as people_repository
from tests.factories import (
    ADMIN,
    AGENT,
    SECOND_ADMIN,
    World,
    a_draft,
    a_request,
    an_open_draft,
    state_row,
    store_update,
)
from tests.fakes import START, answer_to


def adopted(world: World) -> list[str]:
    """Take the world's data for older than it should be; return the marks that were closed."""
    closed: list[str] = []
    world.do(lambda work: restored_data.adopt(work, sentinel.database_id(work), closed.append))
    return closed


@pytest.mark.parametrize(
    "status", [OrderStatus.REQUESTED, OrderStatus.AWAITING_APPROVAL, OrderStatus.SENDING]
)
def test_what_was_not_yet_sent_may_have_been_and_is_never_sent(
    both_worlds: World, status: OrderStatus
) -> None:
    world = both_worlds
    number = world.keep(status, owner="somebody", owner_until=world.clock.now + timedelta(hours=1))
    adopted(world)
    order = world.order(number)
    assert (order.status, order.doubt) == (OrderStatus.UNKNOWN, Cause.OLD_DATA.value)
    assert order.sending_at is not None
    assert order.check_at == world.clock.now
    world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))
    assert world.claim() is None
    assert (AGENT, Notice.UNKNOWN) in world.told(number)


def test_even_an_open_line_sends_nothing_before_the_reconciliation(world: World) -> None:
    """Two locks: whoever opened sending by another way still meets the second."""
    world.request()
    adopted(world)
    world.keep(OrderStatus.REQUESTED)

    def open_it(work: Work) -> None:
        state_row(work).stopped = False

    world.do(open_it)
    assert world.claim() is None
    assert not world.do(sending.is_open)
    agent = world.person()
    refused = world.do(may_request, world.policy, agent, a_draft())
    assert refused == Refused(Refusal.SENDING_STOPPED)


def test_sending_is_stopped_told_audited_and_not_to_be_resumed(both_worlds: World) -> None:
    world = both_worlds
    world.do(sending.stop, world.actor(Capability.STOP_SENDING, ADMIN), "lunch")
    adopted(world)
    state = world.do(system_state.sending_switch)
    assert (state.stopped, state.reason) == (True, Guard.OLD_DATA.value)
    assert world.do(system_state.restored_data_since) == world.clock.now
    stopped = {row.chat_id for row in world.rows(Outgoing) if row.notice is Notice.SENDING_STOPPED}
    assert stopped == {ADMIN, SECOND_ADMIN}
    assert Act.OLD_DATA in {entry.act for entry in world.rows(AuditEntry)}
    assert world.do(sending.resume, world.agreement(Capability.RESUME_SENDING)) is False
    assert world.do(sending.is_held)


def test_once_reconciled_a_person_can_resume_and_orders_are_taken_again(world: World) -> None:
    adopted(world)

    def reconciled(work: Work) -> None:
        state_row(work).unreconciled_since = None

    world.do(reconciled)
    assert not world.do(sending.is_open), "only people lift the stop"
    assert world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))
    world.request()
    assert world.claim() is not None


def test_a_reconciliation_is_asked_for_and_older_questions_are_over(both_worlds: World) -> None:
    world = both_worlds
    asked = Task(question=TaskKind.BALANCE, person_id=ADMIN, asked_at=START, run_at=START)
    world.do(lambda work: work.session.add(asked))
    adopted(world)
    left = [each for each in world.rows(Task) if each.done_at is None]
    assert [(each.question, each.person_id) for each in left] == [(TaskKind.RECONCILE, None)]


def test_every_order_that_is_not_at_an_end_is_asked_about_at_once(world: World) -> None:
    later = world.clock.now + timedelta(hours=20)
    live = [
        world.keep(OrderStatus.UNKNOWN, check_at=later, checks=9),
        world.keep(OrderStatus.ISSUED, check_at=None),
        world.keep(OrderStatus.PAID, check_at=later),
    ]
    over = world.keep(OrderStatus.CANCELLED)
    adopted(world)
    assert {world.order(number).check_at for number in live} == {world.clock.now}
    assert {world.order(number).checks for number in live} == {0}
    assert world.order(over).check_at is None


def test_an_inquiry_lifts_an_order_that_had_been_sent_to_where_it_is(world: World) -> None:
    number = world.request()
    world.gateway.execute(a_request(number))
    adopted(world)
    world.find(number, world.gateway.finding(number))
    order = world.order(number)
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.MISSING)
    assert {(AGENT, Notice.CODE_MISSING), (ADMIN, Notice.CODE_MISSING)} <= world.told(number)
    world.gateway.statuses[number] = ProviderStatus.SUCCESS
    world.find(number, world.gateway.finding(number))
    assert world.order(number).status is OrderStatus.PAID


def test_not_found_keeps_it_unknown_and_people_are_asked_in_the_end(world: World) -> None:
    number = world.request()
    adopted(world)
    world.find(number, world.gateway.finding(number))
    world.clock.move(minutes=31)
    world.tidy()
    assert world.order(number).status is OrderStatus.UNKNOWN
    assert (ADMIN, Notice.UNRESOLVED) in world.told(number)


def test_an_answer_that_comes_after_all_brings_the_code(world: World) -> None:
    """From the journal, which is newer than the database that was put in place."""
    number = world.request()
    adopted(world)
    answer = answer_to(a_request(number))
    world.do(transfer_outcome.record, Recorded(number, "gone", Accepted(answer), code_opens=True))
    order = world.order(number)
    assert (order.status, order.code, order.code_sealed is None) == (
        OrderStatus.ISSUED,
        Code.SEALED,
        False,
    )


def test_a_process_that_was_about_to_send_changes_nothing_by_not_sending(world: World) -> None:
    ticket = world.claimed()
    adopted(world)
    world.record(ticket, NotSent(Doubt.OLD_DATA))
    assert world.order(ticket.request.order_no).status is OrderStatus.UNKNOWN


def test_drafts_waiting_messages_and_what_was_to_be_said_are_over(both_worlds: World) -> None:
    world = both_worlds
    world.do(conversations.keep, AGENT, an_open_draft(name="x"), world.clock.now)
    world.do(store_update, 7, AGENT, "{}")
    number = world.issued()
    reply = world.do(_append, Kind.REPLY, None)
    wipe = world.do(_append, Kind.CARD_WIPE, "wipe:1")
    before = {row.seq for row in world.rows(Outgoing) if row.done_at is None} - {wipe}
    adopted(world)
    assert world.rows(Conversation) == []
    assert [each.done_at for each in world.rows(StoredUpdate)] == [world.clock.now]
    assert world.rows(IncomingQueue) == []
    rows = {row.seq: row for row in world.rows(Outgoing)}
    assert reply in before
    assert {rows[seq].fate for seq in before} == {Fate.DROPPED}
    assert all(rows[seq].body_sealed is None for seq in before)
    assert rows[wipe].done_at is None, "a code that is to leave a chat still does"
    assert world.order(number).code is Code.SEALED


def _append(work: Work, kind: Kind, dedup: str | None) -> int:
    row = outbox.row(work, AGENT, kind, dedup=dedup)
    outbox.append(work, row, {"text": "words"} if kind is Kind.REPLY else None)
    return row.seq or 0


def test_what_was_dropped_unsaid_can_be_told_when_it_happens_again(world: World) -> None:
    number = world.issued()
    world.find(number, world.gateway.finding(number))
    world.gateway.statuses[number] = ProviderStatus.SUCCESS
    adopted(world)
    world.find(number, world.gateway.finding(number))
    open_rows = [row for row in world.rows(Outgoing) if row.done_at is None]
    assert (AGENT, Notice.PAID) in {(row.chat_id, row.notice) for row in open_rows}


def test_invitations_of_then_lapse_used_or_not(world: World) -> None:
    admin = world.person(ADMIN)
    links = [
        world.do(
            invitations.invite,
            world.policy,
            authorise(admin, Capability.INVITE_PEOPLE),
            Role.AGENT,
            "Bandung",
        )
        for _ in "ab"
    ]
    tokens = [link.rpartition("=")[2] for link in links]
    claimed = world.do(invitations.claim, Newcomer(77, "Joko", "id"), tokens[0])
    assert not isinstance(claimed, Problem)
    adopted(world)
    assert (
        world.do(invitations.claim, Newcomer(78, "Jaka", "id"), tokens[1]) is Problem.LINK_UNKNOWN
    )
    decided = world.do(
        invitations.decide,
        authorise(admin, Capability.DECIDE_CLAIMS),
        claimed.invite_id or 0,
        accept=True,
    )
    assert decided is Problem.DECIDED
    assert world.do(people_repository.get, 77) is None


def test_it_goes_on_under_a_new_name_and_the_old_ones_mark_is_closed(both_worlds: World) -> None:
    world = both_worlds
    old = world.do(sentinel.database_id)
    assert world.do(sentinel.database_id) == old
    assert adopted(world) == [old]
    assert world.do(sentinel.database_id) != old
    world.do(sentinel.prove_keys)


def test_of_two_replicas_that_notice_only_one_acts(world: World) -> None:
    old = world.do(sentinel.database_id)
    assert world.do(restored_data.adopt, old, str) == 0
    assert world.do(restored_data.adopt, old, str) is None
    assert len([each for each in world.rows(AuditEntry) if each.act is Act.OLD_DATA]) == 1


def test_a_crash_before_the_commit_has_closed_the_mark_and_changed_nothing(world: World) -> None:
    number, name = world.request(), world.do(sentinel.database_id)
    closed: list[str] = []

    def die(work: Work) -> None:
        restored_data.adopt(work, sentinel.database_id(work), closed.append)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        world.do(die)
    assert closed == [name] == [world.do(sentinel.database_id)]
    assert world.order(number).status is OrderStatus.REQUESTED


def test_nobody_sees_a_card_with_a_code_again_before_faspay_was_asked(world: World) -> None:
    """The code may have been used since: whoever needs it asks with /code."""
    number = world.issued()
    telegram = world.telegram()
    telegram.drain()
    before = len(telegram.done)
    adopted(world)
    telegram.drain()
    assert not [act for act in telegram.done[before:] if number in str(act)]


def saved(world: World, url: str, vault: Vault, left_over: list[bytes]) -> io.BytesIO:
    target = io.BytesIO()
    with one_moment_of(url) as connection:
        dump.save(connection, vault, world.clock.now, target, left_over)
    return target


@pytest.fixture
def on_disk(sqlite: Database, world: World) -> World:
    return World(sqlite, world.clock, world.policy, world.gateway).with_people()


def test_a_restored_backup_is_older_data_with_its_journal_brought_in(
    on_disk: World, sqlite_url: str, vault: Vault, postgres: Database
) -> None:
    on_disk.do(sentinel.prove_keys)
    waiting, answered = on_disk.request(), on_disk.claimed()
    assert waiting == answered.request.order_no  # the oldest goes first
    requested = on_disk.request()
    recorded = Recorded(waiting, "worker", Accepted(answer_to(answered.request)), code_opens=True)
    box = vault.seal(json.dumps(recorded.as_entry()), "journal.slot", "slot")
    source = saved(on_disk, sqlite_url, vault, [box])
    name = on_disk.do(sentinel.database_id)
    noted: list[tuple[str, str]] = []

    def note(old: str, new: str) -> None:
        noted.append((old, new))

    header = dump.check(source, vault).header
    restored = World(postgres, on_disk.clock, on_disk.policy, on_disk.gateway)
    with pytest.raises(NotEmpty):
        on_disk.do(restored_data.restore, source, header, note)
    assert restored.do(restored_data.restore, source, header, note) == 3
    assert noted == [(name, restored.do(sentinel.database_id))]
    assert noted != [(name, name)]
    order = restored.order(waiting)
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.SEALED)
    assert restored.order(requested).status is OrderStatus.UNKNOWN
    assert restored.do(sending.is_held)
    query = select(Order).where(col(Order.status) == OrderStatus.UNKNOWN)
    assert len(restored.do(lambda work: list(work.session.exec(query)))) == 2


def _never(old: str, new: str) -> None:
    raise AssertionError(old, new)


def test_a_backup_of_other_tables_is_refused(on_disk: World, sqlite_url: str, vault: Vault) -> None:
    on_disk.do(sentinel.prove_keys)
    source = saved(on_disk, sqlite_url, vault, [])
    header = dump.check(source, vault).header
    with pytest.raises(OtherSchema) as caught:
        on_disk.do(restored_data.restore, source, replace(header, schema="0001"), _never)
    assert (caught.value.theirs, caught.value.ours) == ("0001", header.schema)
