"""The account guard: the second refusal in a row that only the company can mend stops sending."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlmodel import Session

from handlers.services.controls import account, sending
from handlers.services.controls.sending import Guard
from handlers.services.orders import transfer_outcome
from handlers.services.orders.journal_entry import Recorded
from handlers.services.orders.transfers import Ticket
from handlers.services.provider_answers import (
    Accepted,
    Doubt,
    NotFound,
    NotSent,
    Outcome,
    Rejected,
    Unclear,
    Unknown,
)
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.order_states import OrderStatus
from storage.models.outbox import Notice
from storage.models.refusal import RefusalKind
from storage.repositories import system_state
from tests.factories import ADMIN, SECOND_ADMIN, World, a_bare_order
from tests.fakes import DETAILS, answer_to

REFUSED = Rejected("Invalid Virtual Account", RefusalKind.COMPANY)
NO_ACCESS = NotSent(Doubt.HTTP_STATUS, Rejected("HTTP 401", RefusalKind.COMPANY))
OTHER_OUTCOMES: list[Outcome] = [
    Rejected("Beneficiary Name Not Match", RefusalKind.ORDER),
    Rejected("x"),
    NotSent(Doubt.UNREACHABLE),
    Unknown(Doubt.TIMEOUT),
]


def one(world: World, outcome: Outcome) -> Ticket:
    """Let one more order be answered so; it is then a minute later."""
    ticket = world.claimed()
    world.record(ticket, outcome)
    world.clock.move(60)
    return ticket


def accepted(world: World) -> Ticket:
    ticket = world.claimed()
    world.gateway.execute(ticket.request)
    world.record(ticket, Accepted(answer_to(ticket.request), DETAILS))
    world.clock.move(60)
    return ticket


@pytest.mark.parametrize("first", [REFUSED, NO_ACCESS])
@pytest.mark.parametrize("second", [REFUSED, NO_ACCESS])
def test_the_second_in_a_row_stops_sending_and_every_admin_reads_why(
    both_worlds: World, first: Outcome, second: Outcome
) -> None:
    one(both_worlds, first)
    assert both_worlds.do(sending.is_open)
    number = one(both_worlds, second).request.order_no
    switch = both_worlds.do(system_state.sending_switch)
    assert (switch.stopped, switch.reason) == (True, f"{Guard.ACCOUNT} {number}")
    told = both_worlds.told()
    assert {(ADMIN, Notice.SENDING_STOPPED), (SECOND_ADMIN, Notice.SENDING_STOPPED)} <= told
    assert Act.SENDING_STOPPED in {entry.act for entry in both_worlds.rows(AuditEntry)}
    telegram = both_worlds.telegram()
    telegram.drain()
    assert f"/order {number} shows what Faspay said" in telegram.seen_by(ADMIN)


@pytest.mark.parametrize("outcome", OTHER_OUTCOMES)
def test_only_what_the_company_must_mend_counts(world: World, outcome: Outcome) -> None:
    one(world, outcome)
    one(world, outcome)
    one(world, REFUSED)
    assert world.do(sending.is_open)


@pytest.mark.parametrize("outcome", OTHER_OUTCOMES[1:])
def test_what_is_neither_accepted_nor_of_the_company_parts_no_two(
    world: World, outcome: Outcome
) -> None:
    one(world, REFUSED)
    one(world, outcome)
    one(world, REFUSED)
    assert not world.do(sending.is_open)


def test_a_refusal_of_what_was_entered_parts_two_for_faspay_has_looked_at_it(
    world: World,
) -> None:
    one(world, REFUSED)
    one(world, OTHER_OUTCOMES[0])
    one(world, REFUSED)
    assert world.do(sending.is_open)


def test_a_refusal_that_may_be_of_one_order_counts_for_none(world: World) -> None:
    """Else one agent who tries the same again would stop everybody."""
    for _ in range(2):
        one(world, replace(REFUSED, others_too=False))
    assert world.do(sending.is_open)
    one(world, REFUSED)
    assert world.do(sending.is_open)


def test_two_of_different_days_are_not_in_a_row(world: World) -> None:
    one(world, REFUSED)
    world.clock.move(days=1)
    one(world, REFUSED)
    assert world.do(sending.is_open)
    world.clock.move(hours=23)
    one(world, REFUSED)
    assert not world.do(sending.is_open)


def test_an_order_that_faspay_accepted_between_them_parts_two(world: World) -> None:
    one(world, REFUSED)
    accepted(world)
    one(world, REFUSED)
    assert world.do(sending.is_open)
    one(world, REFUSED)
    assert not world.do(sending.is_open)


def test_a_replayed_refusal_is_no_second_one(both_worlds: World) -> None:
    for outcome in (REFUSED, NO_ACCESS):
        ticket = one(both_worlds, outcome)
        for _ in range(3):
            both_worlds.record(ticket, outcome)
        assert both_worlds.do(sending.is_open)
        accepted(both_worlds)


def test_a_refusal_that_was_proven_meanwhile_is_no_second_one_either(world: World) -> None:
    ticket = one(world, REFUSED)
    world.find(ticket.request.order_no, NotFound())
    world.record(ticket, REFUSED)
    assert world.do(sending.is_open)


@pytest.mark.parametrize("wiped", [True, False])
def test_a_replayed_acceptance_parts_no_two(world: World, *, wiped: bool) -> None:
    before = accepted(world)
    if wiped:
        world.change_order(before.request.order_no, code="WIPED", answer_sealed=None)
    one(world, REFUSED)
    world.record(before, Accepted(answer_to(before.request), DETAILS))
    one(world, REFUSED)
    assert not world.do(sending.is_open)


def test_an_order_that_turns_out_to_be_there_parts_two_only_if_it_was_sent_later(
    world: World,
) -> None:
    before = one(world, Unknown(Doubt.TIMEOUT))
    one(world, REFUSED)
    after = one(world, Unknown(Doubt.TIMEOUT))
    for ticket in (before, after):
        world.gateway.execute(ticket.request)
    number = before.request.order_no
    world.find(number, world.gateway.finding(number))
    assert world.do(system_state.account_refused_at) is not None
    number = after.request.order_no
    world.find(number, Unclear(Doubt.TIMEOUT))
    assert world.do(system_state.account_refused_at) is not None
    world.find(number, world.gateway.finding(number))
    assert world.do(system_state.account_refused_at) is None


def test_after_a_resume_the_next_one_stops_again_until_faspay_has_accepted(world: World) -> None:
    one(world, REFUSED)
    one(world, REFUSED)
    assert world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))
    one(world, NO_ACCESS)
    assert not world.do(sending.is_open)
    assert world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))
    accepted(world)
    one(world, NO_ACCESS)
    assert world.do(sending.is_open)


def test_a_stop_of_the_account_cancels_nothing_and_sends_nothing_more(world: World) -> None:
    one(world, REFUSED)
    one(world, REFUSED)
    waiting = world.keep(OrderStatus.REQUESTED)
    assert world.claim() is None
    assert world.order(waiting).status is OrderStatus.REQUESTED


@pytest.mark.postgres
def test_two_replicas_that_are_refused_at_once_see_each_other(
    postgres_world: World,
) -> None:
    world = postgres_world
    tickets = [world.claimed(), world.claimed()]
    recorded = [
        Recorded(each.request.order_no, each.owner, REFUSED, code_opens=False) for each in tickets
    ]
    engine, vault = world.database.engine, world.database._vault
    with Session(engine) as session:
        transfer_outcome.record(Work(session, vault, world.clock.now), recorded[0])
        session.flush()
        other = threading.Thread(target=world.do, args=(transfer_outcome.record, recorded[1]))
        other.start()
        _until_somebody_waits_for_a_lock(world)
        session.commit()
    other.join(timeout=30)
    assert not world.do(sending.is_open)


def _until_somebody_waits_for_a_lock(world: World) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    beside = world.database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with beside.connect() as connection:
        while not connection.execute(waiting).scalar_one():
            pass


def test_what_was_refused_once_is_remembered_with_its_time(world: World) -> None:
    order = a_bare_order(world.clock.now)
    world.do(account.refuses, order)
    assert world.do(system_state.account_refused_at) == world.clock.now
