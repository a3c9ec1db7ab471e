"""The claim: who may send an order, once, and what is checked again before."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import Session

from handlers.services.controls import sending
from handlers.services.orders import transfers
from handlers.services.orders.callbacks import is_ours
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import AuditEntry
from storage.models.order import Order
from storage.models.order_states import Cause, OrderStatus
from storage.models.outbox import Notice
from storage.models.person import Role, Standing
from storage.models.policy import Threshold
from tests.factories import AGENT, AMOUNT, NAME, PHONE, SUPERVISOR, World

LIMITS = (
    *(Threshold.ORDER, Threshold.AGENT_DAY, Threshold.TEAM_DAY),
    *(Threshold.COMPANY_DAY, Threshold.PHONE_WEEK),
)


def test_a_claim_gives_the_one_ticket_with_what_is_to_be_sent(both_worlds: World) -> None:
    number = both_worlds.request()
    ticket = both_worlds.claim()
    assert ticket is not None
    sent = ticket.request
    assert (sent.order_no, sent.name, sent.phone, sent.amount) == (number, NAME, PHONE, AMOUNT)
    assert both_worlds.claim() is None


def test_the_claim_is_kept_before_anything_is_sent(both_worlds: World) -> None:
    ticket = both_worlds.claimed()
    order = both_worlds.order(ticket.request.order_no)
    assert order.status is OrderStatus.SENDING
    assert order.owner == "worker"
    assert order.owner_until == both_worlds.clock.now + both_worlds.policy.lease
    assert order.sending_at == both_worlds.clock.now


@pytest.mark.postgres
def test_many_workers_at_once_get_each_order_once(postgres_world: World) -> None:
    wanted = {postgres_world.request() for _ in range(6)}
    with ThreadPoolExecutor(8) as threads:
        tickets = list(threads.map(lambda name: postgres_world.claim(str(name)), range(24)))
    given = [ticket.request.order_no for ticket in tickets if ticket]
    assert len(given) == len(set(given))
    while (ticket := postgres_world.claim()) is not None:
        given.append(ticket.request.order_no)
    assert sorted(given) == sorted(wanted)


def test_the_callback_address_is_the_orders_own_and_short_enough(world: World) -> None:
    request = world.claimed().request
    head, _, token = request.callback_url.rpartition("/")
    assert head == f"https://bot.example/faspay/callback/{request.order_no}"
    assert is_ours(world.database._vault, request.order_no, token)
    assert len(request.callback_url) <= 255
    assert token not in repr(request)


def test_nothing_is_claimed_while_sending_is_stopped(world: World) -> None:
    number = world.request()
    world.do(sending.stop, world.actor(Capability.STOP_SENDING), "test")
    assert world.claim() is None
    assert world.order(number).status is OrderStatus.REQUESTED


@pytest.mark.parametrize(
    "change", [{"standing": Standing.SUSPENDED}, {"role": Role.SUPERVISOR}, {"role": Role.ADMIN}]
)
def test_an_agent_who_lost_the_right_meanwhile_sends_nothing(
    world: World, change: dict[str, object]
) -> None:
    number = world.request()
    world.change(AGENT, **change)
    assert world.claim() is None
    assert world.order(number).status is OrderStatus.CANCELLED
    assert world.followed(number) == {SUPERVISOR}


def test_a_request_that_waited_too_long_is_cancelled_not_sent(world: World) -> None:
    number = world.request()
    world.clock.now += world.policy.request_lasts + timedelta(seconds=1)
    assert world.claim() is None
    world.judge_requests()
    assert world.order(number).status is OrderStatus.CANCELLED
    assert (AGENT, Notice.CANCELLED) in world.told(number)


@pytest.mark.parametrize("limit", LIMITS)
def test_limits_that_were_lowered_meanwhile_hold(world: World, limit: Threshold) -> None:
    number = world.request()
    world.limit({limit: AMOUNT - 1})
    assert world.claim() is None
    assert world.order(number).status is OrderStatus.CANCELLED


@pytest.mark.parametrize("limit", LIMITS)
def test_an_order_that_just_fits_its_limits_is_not_counted_twice(
    world: World, limit: Threshold
) -> None:
    world.limit({limit: AMOUNT})
    world.request()
    assert world.claim() is not None


def test_a_request_that_is_too_old_does_not_hold_up_the_next(world: World) -> None:
    first = world.keep(OrderStatus.REQUESTED, created_at=world.clock.now - timedelta(hours=1))
    second = world.request()
    ticket = world.claim()
    assert ticket is not None
    assert ticket.request.order_no == second
    assert world.order(first).status is OrderStatus.REQUESTED, "our clock alone is not enough"


def test_what_was_cancelled_is_never_claimed(world: World) -> None:
    for status in set(OrderStatus) - {OrderStatus.REQUESTED}:
        world.keep(status)
    assert world.claim() is None


def test_a_crash_after_the_claim_ends_in_unknown_and_is_asked_about(both_worlds: World) -> None:
    ticket = both_worlds.claimed()
    assert both_worlds.do(transfers.recover) == 0
    both_worlds.clock.now += both_worlds.policy.lease + timedelta(seconds=1)
    assert both_worlds.do(transfers.recover) == 1
    order = both_worlds.order(ticket.request.order_no)
    assert order.status is OrderStatus.UNKNOWN
    assert order.check_at == both_worlds.clock.now
    assert (AGENT, Notice.UNKNOWN) in both_worlds.told(order.order_no)
    assert both_worlds.claim() is None


def test_a_process_that_is_alone_need_not_wait_for_the_lease(world: World) -> None:
    ticket = world.claimed()

    def recover(work: Work) -> int:
        return transfers.recover(work, alone=True)

    assert world.do(recover) == 1
    assert world.order(ticket.request.order_no).status is OrderStatus.UNKNOWN


def test_old_requests_are_cancelled_by_time_and_new_ones_are_not(world: World) -> None:
    old = world.request()
    world.clock.now += world.policy.request_lasts
    new = world.request()
    world.clock.move(1)
    world.judge_requests()
    assert world.order(old).status is OrderStatus.CANCELLED
    assert world.order(new).status is OrderStatus.REQUESTED


def test_every_move_is_in_the_audit_trail(world: World) -> None:
    number = world.issued()
    moves = [(row.before, row.after) for row in world.rows(AuditEntry) if row.order_no == number]
    assert moves == [
        (None, None),
        ("REQUESTED", "SENDING"),
        ("NONE", "SEALED"),
        ("SENDING", "ISSUED"),
    ]


def test_a_claim_is_renewed_by_its_owner_while_it_is_being_sent(both_worlds: World) -> None:
    ticket = both_worlds.claimed()
    ours = (both_worlds.policy, ticket.owner, [ticket.request.order_no])
    both_worlds.clock.now += both_worlds.policy.lease
    assert both_worlds.do(transfers.renew, *ours) == {ticket.request.order_no}
    both_worlds.clock.now += both_worlds.policy.lease
    assert both_worlds.do(transfers.recover) == 0
    both_worlds.clock.move(1)
    assert both_worlds.do(transfers.recover) == 1
    assert both_worlds.do(transfers.renew, *ours) == set()


def test_nobody_renews_the_claim_of_another(both_worlds: World) -> None:
    ticket = both_worlds.claimed()
    number = ticket.request.order_no
    until = both_worlds.order(number).owner_until
    both_worlds.clock.move(5)
    policy = both_worlds.policy
    assert both_worlds.do(transfers.renew, policy, "somebody else", [number]) == set()
    assert both_worlds.order(number).owner_until == until


def test_the_claims_of_one_owner_are_renewed_together_and_no_others(both_worlds: World) -> None:
    ours = [both_worlds.claimed().request.order_no for _ in range(3)]
    ended, another = both_worlds.issued(), both_worlds.keep(OrderStatus.SENDING)
    left = both_worlds.claimed().request.order_no  # by a process before, of the same name
    until_before = both_worlds.order(left).owner_until
    both_worlds.clock.move(5)
    numbers = [*ours, ended, another]
    renewed = both_worlds.do(transfers.renew, both_worlds.policy, "worker", numbers, patient=False)
    assert renewed == set(ours)
    until = both_worlds.clock.now + both_worlds.policy.lease
    assert {both_worlds.order(number).owner_until for number in ours} == {until}
    assert both_worlds.order(left).owner_until == until_before


@pytest.mark.postgres
def test_a_claim_that_another_transaction_looks_at_holds_up_no_other(postgres_world: World) -> None:
    world = postgres_world
    looked_at, free = (world.claimed().request.order_no for _ in range(2))
    ours = (world.policy, "worker", [looked_at, free])
    with Session(world.database.engine) as elsewhere:
        elsewhere.get(Order, looked_at, with_for_update=True)
        assert world.do(transfers.renew, *ours, patient=False) == {free}
    assert world.do(transfers.renew, *ours, patient=False) == {looked_at, free}


def test_a_request_from_a_future_that_our_clock_has_known_is_not_sent(world: World) -> None:
    number = world.request()
    world.clock.move(-121)
    assert world.claim() is None
    assert world.order(number).status is OrderStatus.REQUESTED


def test_a_request_from_a_replica_whose_clock_is_a_little_ahead_is_sent(world: World) -> None:
    world.request()
    world.clock.move(-60)
    world.judge_requests()
    assert world.claim() is not None


@pytest.mark.parametrize(
    "spoilt",
    [
        {"name_sealed": b"k1:spoilt"},
        {"phone_sealed": b"gone:spoilt"},
        {"name_sealed": b""},
        {"phone_sealed": b"k1:" + bytes(40)},
    ],
    ids=repr,
)
def test_an_order_that_cannot_be_read_is_cancelled_and_those_behind_it_are_sent(
    both_worlds: World, spoilt: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    first, second = both_worlds.request(), both_worlds.request()
    both_worlds.change_order(
        first, created_at=both_worlds.clock.now - timedelta(seconds=1), **spoilt
    )
    ticket = both_worlds.claim()
    assert ticket is not None
    assert ticket.request.order_no == second
    assert both_worlds.order(first).status is OrderStatus.CANCELLED
    causes = [row.why for row in both_worlds.rows(AuditEntry) if row.after == "CANCELLED"]
    assert causes == [Cause.UNREADABLE]
    assert (AGENT, Notice.CANCELLED) in both_worlds.told(first)
    assert [record.message for record in caplog.records] == ["order_unreadable"]
    assert both_worlds.claim() is None
