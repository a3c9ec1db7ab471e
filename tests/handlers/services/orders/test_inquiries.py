"""What an inquiry may change, from every state; and what it may not."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from handlers.services.controls import sending
from handlers.services.orders import inquiries
from handlers.services.orders.inquiries import Question
from handlers.services.provider_answers import (
    UNKNOWN_CHANNEL,
    Doubt,
    Echo,
    Finding,
    Found,
    NotFound,
    ProviderStatus,
    Unclear,
)
from handlers.services.rights.capabilities import Capability
from storage.models.channel import Channel
from storage.models.order_states import CLOSED, ENDED, Code, OrderStatus, Review
from storage.models.outbox import Notice, Outgoing
from tests.factories import ADMIN, AGENT, AMOUNT, PHONE, SECOND_ADMIN, SUPERVISOR, World
from tests.fakes import DETAILS

LIVE = [OrderStatus.SENDING, OrderStatus.UNKNOWN, OrderStatus.ISSUED]
SAID = {
    ProviderStatus.ON_PROCESS: OrderStatus.ISSUED,
    ProviderStatus.SUCCESS: OrderStatus.PAID,
    ProviderStatus.FAILED: OrderStatus.FAILED,
    ProviderStatus.REVERSED: OrderStatus.REVERSED,
}


def _found(number: str, status: ProviderStatus, **echo: object) -> Found:
    honest = Echo(number, int(AMOUNT), str(PHONE), Channel.PERMATA, our_account=True)
    return Found(status, replace(honest, **echo), DETAILS)  # type: ignore[arg-type]  # any field of Echo


def _at(world: World, status: OrderStatus, **fields: object) -> str:
    if status in ENDED:
        fields.setdefault("ended_at", world.clock.now)
    if status in LIVE or status in {OrderStatus.PAID, OrderStatus.FAILED, OrderStatus.REVERSED}:
        fields.setdefault("sending_at", world.clock.now)
    return world.keep(status, **fields)


def _find(world: World, number: str, status: ProviderStatus) -> OrderStatus:
    world.find(number, _found(number, status))
    return world.order(number).status


@pytest.mark.parametrize("status", LIVE)
@pytest.mark.parametrize(
    "said", [ProviderStatus.ON_PROCESS, ProviderStatus.SUCCESS, ProviderStatus.REVERSED]
)
def test_a_found_order_is_what_faspay_says(
    world: World, status: OrderStatus, said: ProviderStatus
) -> None:
    number = _at(world, status)
    assert _find(world, number, said) is SAID[said]
    assert world.order(number).faspay_id == "395855"


@pytest.mark.parametrize("status", LIVE)
def test_failed_needs_two_inquiries_ten_seconds_apart(
    both_worlds: World, status: OrderStatus
) -> None:
    number = _at(both_worlds, status)
    assert _find(both_worlds, number, ProviderStatus.FAILED) is status
    assert (AGENT, Notice.FAILED) not in both_worlds.told()
    assert both_worlds.order(number).check_at == both_worlds.clock.now + timedelta(seconds=10)
    both_worlds.clock.move(9.9)
    assert _find(both_worlds, number, ProviderStatus.FAILED) is status
    both_worlds.clock.move(0.1)
    assert _find(both_worlds, number, ProviderStatus.FAILED) is OrderStatus.FAILED
    assert (AGENT, Notice.FAILED) in both_worlds.told()


def test_two_inquiries_asked_at_once_are_one_even_if_one_is_slow(world: World) -> None:
    number = _at(world, OrderStatus.ISSUED)
    slow = Question(world.request(), world.clock.now)
    slow = replace(slow, order_no=type(slow.order_no)(number))
    _find(world, number, ProviderStatus.FAILED)
    world.clock.move(30)
    world.do(inquiries.apply_finding, slow, _found(number, ProviderStatus.FAILED))
    assert world.order(number).status is OrderStatus.ISSUED


@pytest.mark.parametrize("between", [ProviderStatus.ON_PROCESS, None])
def test_the_two_must_follow_each_other(world: World, between: ProviderStatus | None) -> None:
    number = _at(world, OrderStatus.ISSUED)
    _find(world, number, ProviderStatus.FAILED)
    world.clock.move(20)
    world.find(number, _found(number, between) if between else NotFound())
    world.clock.move(20)
    assert _find(world, number, ProviderStatus.FAILED) is OrderStatus.ISSUED
    world.clock.move(10)
    assert _find(world, number, ProviderStatus.FAILED) is OrderStatus.FAILED


def test_success_is_not_final(world: World) -> None:
    number = _at(world, OrderStatus.PAID)
    assert _find(world, number, ProviderStatus.REVERSED) is OrderStatus.REVERSED
    assert (AGENT, Notice.REVERSED) in world.told()


@pytest.mark.parametrize("status", [ProviderStatus.SUCCESS, ProviderStatus.REVERSED])
def test_failed_gives_way_to_what_comes_later(world: World, status: ProviderStatus) -> None:
    assert _find(world, _at(world, OrderStatus.FAILED), status) is SAID[status]


@pytest.mark.parametrize("closed", sorted(CLOSED))
@pytest.mark.parametrize("status", [ProviderStatus.ON_PROCESS, ProviderStatus.SUCCESS])
def test_late_evidence_wins_over_every_closed_state_and_pages_people(
    world: World, closed: OrderStatus, status: ProviderStatus
) -> None:
    number = _at(world, closed)
    assert _find(world, number, status) is SAID[status]
    order = world.order(number)
    assert Review.LATE_EVIDENCE in order.reviews()
    for reader in (AGENT, SUPERVISOR, ADMIN, SECOND_ADMIN):
        assert (reader, Notice.LATE_EVIDENCE) in world.told()
    if order.status is OrderStatus.ISSUED:
        assert order.ended_at is None
        assert order.code is Code.MISSING


@pytest.mark.parametrize(
    ("said", "status"),
    [(ProviderStatus.ON_PROCESS, OrderStatus.FAILED), (ProviderStatus.SUCCESS, OrderStatus.PAID)],
)
def test_late_evidence_after_a_failure_pages_people_once_and_is_no_contradiction(
    world: World, said: ProviderStatus, status: OrderStatus
) -> None:
    number = _at(world, OrderStatus.FAILED)
    assert _find(world, number, said) is status
    assert world.order(number).reviews() == {Review.LATE_EVIDENCE}
    told = world.told()
    for reader in (AGENT, SUPERVISOR, ADMIN, SECOND_ADMIN):
        assert (reader, Notice.LATE_EVIDENCE) in told
    _find(world, number, said)
    assert world.told() == told


@pytest.mark.parametrize("closed", sorted(CLOSED))
@pytest.mark.parametrize("status", [ProviderStatus.FAILED, ProviderStatus.REVERSED])
def test_money_that_was_never_out_stays_so_when_faspay_says_it_is_back(
    world: World, closed: OrderStatus, status: ProviderStatus
) -> None:
    number = _at(world, closed)
    _find(world, number, status)
    world.clock.move(20)
    assert _find(world, number, status) is closed
    assert world.order(number).reviews() == set()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (OrderStatus.PAID, ProviderStatus.ON_PROCESS),
        (OrderStatus.REVERSED, ProviderStatus.ON_PROCESS),
        (OrderStatus.REVERSED, ProviderStatus.SUCCESS),
    ],
)
def test_contradictions_are_kept_and_paged_once(
    world: World, status: OrderStatus, said: ProviderStatus
) -> None:
    number = _at(world, status)
    assert _find(world, number, said) is status
    assert world.order(number).reviews() == {Review.CONTRADICTION}
    told = world.told()
    assert {(ADMIN, Notice.CONTRADICTION), (SUPERVISOR, Notice.CONTRADICTION)} <= told
    _find(world, number, said)
    assert world.told() == told


def test_a_paid_order_that_is_called_failed_twice_is_a_contradiction(world: World) -> None:
    number = _at(world, OrderStatus.PAID)
    _find(world, number, ProviderStatus.FAILED)
    world.clock.move(20)
    assert _find(world, number, ProviderStatus.FAILED) is OrderStatus.PAID
    assert world.order(number).reviews() == {Review.CONTRADICTION}


def test_an_older_answer_that_comes_late_contradicts_nothing(world: World) -> None:
    number = _at(world, OrderStatus.ISSUED)
    early = Question(type(world.request())(number), world.clock.now)
    world.clock.move(1)
    _find(world, number, ProviderStatus.SUCCESS)
    world.do(inquiries.apply_finding, early, _found(number, ProviderStatus.ON_PROCESS))
    assert world.order(number).status is OrderStatus.PAID
    assert world.order(number).reviews() == set()


@pytest.mark.parametrize("status", sorted(set(OrderStatus) - {OrderStatus.SENDING}))
def test_not_found_alone_moves_nothing(world: World, status: OrderStatus) -> None:
    number = _at(world, status)
    for _ in range(10):
        world.find(number, NotFound())
        world.clock.move(minutes=10)
    assert world.order(number).status is status
    assert world.order(number).not_found == 10


def test_not_found_without_a_refusal_is_unknown_never_rejected(world: World) -> None:
    number = _at(world, OrderStatus.SENDING)
    world.find(number, NotFound())
    assert world.order(number).status is OrderStatus.UNKNOWN


def test_not_found_with_a_refusal_rejects_an_order_of_a_dead_sender_too(world: World) -> None:
    number = _at(world, OrderStatus.UNKNOWN, refusal="Insufficient balance")
    world.find(number, NotFound())
    assert world.order(number).status is OrderStatus.REJECTED


def test_a_refusal_and_not_found_cannot_undo_what_was_issued(world: World) -> None:
    number = _at(world, OrderStatus.ISSUED, refusal="Insufficient balance")
    world.find(number, NotFound())
    assert world.order(number).status is OrderStatus.ISSUED


@pytest.mark.parametrize("status", sorted(OrderStatus))
def test_an_unclear_answer_ends_nothing(world: World, status: OrderStatus) -> None:
    number = _at(world, status)
    world.find(number, Unclear(Doubt.TIMEOUT))
    expected = OrderStatus.UNKNOWN if status is OrderStatus.SENDING else status
    assert world.order(number).status is expected


@pytest.mark.parametrize(
    "echo",
    [
        *({"amount": 5_000}, {"amount": "50000.50"}, {"phone": "081111111111"}, {"order_no": "1"}),
        *({"channel": Channel.ALFAMART}, {"channel": UNKNOWN_CHANNEL}, {"our_account": False}),
    ],
)
def test_an_inquiry_about_something_else_is_not_believed_and_stops_sending(
    world: World, echo: dict[str, object]
) -> None:
    number = _at(world, OrderStatus.UNKNOWN)
    for status in ProviderStatus:
        world.find(number, _found(number, status, **echo))
        world.clock.move(20)
    assert world.order(number).status is OrderStatus.UNKNOWN
    assert world.order(number).reviews() == {Review.ECHO}
    assert not world.do(sending.is_open)
    assert (ADMIN, Notice.ECHO) in world.told()


def test_a_difference_stops_sending_once_and_an_admins_resume_holds(world: World) -> None:
    number = _at(world, OrderStatus.UNKNOWN)
    world.find(number, _found(number, ProviderStatus.ON_PROCESS, amount=5_000))
    assert not world.do(sending.is_open)
    world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))
    world.find(number, _found(number, ProviderStatus.ON_PROCESS, amount=5_000))
    assert world.do(sending.is_open)
    other = _at(world, OrderStatus.UNKNOWN)
    world.find(other, _found(other, ProviderStatus.ON_PROCESS, amount=5_000))
    assert not world.do(sending.is_open)


def test_an_inquiry_that_echoes_little_is_believed(world: World) -> None:
    number = _at(world, OrderStatus.UNKNOWN)
    world.find(number, Found(ProviderStatus.SUCCESS, Echo(number)))
    assert world.order(number).status is OrderStatus.PAID


FINDINGS: list[Finding] = [
    *(_found("0", status) for status in ProviderStatus),
    NotFound(),
    Unclear(Doubt.TIMEOUT),
]


@pytest.mark.parametrize("status", [OrderStatus.REQUESTED, OrderStatus.AWAITING_APPROVAL])
def test_an_order_that_was_not_sent_cannot_be_moved_by_an_inquiry(
    world: World, status: OrderStatus
) -> None:
    number = _at(world, status)
    for finding, _ in product(FINDINGS, range(2)):
        known = isinstance(finding, Found)
        world.find(number, _found(number, finding.status) if known else finding)  # type: ignore[union-attr]  # known
        world.clock.move(20)
    assert world.order(number).status is status


def test_each_change_is_told_to_each_reader_once(world: World) -> None:
    number = _at(world, OrderStatus.UNKNOWN)
    _find(world, number, ProviderStatus.SUCCESS)
    told = world.told()
    assert told == {(AGENT, Notice.PAID)}
    assert world.followed(number) == {SUPERVISOR}
    rows = len(world.rows(Outgoing))
    _find(world, number, ProviderStatus.SUCCESS)
    assert world.told() == told
    assert len(world.rows(Outgoing)) == rows


def test_a_late_code_is_not_promised_where_the_echo_guard_hides_it(world: World) -> None:
    number = _at(world, OrderStatus.UNKNOWN, code=Code.SEALED, code_sealed=b"x", review="echo")
    world.clock.move(60)
    _find(world, number, ProviderStatus.ON_PROCESS)
    assert (AGENT, Notice.CODE_LATE) not in world.told()


@pytest.mark.parametrize("code", [Code.WIPED, Code.MISSING])
def test_a_code_that_is_gone_is_not_announced_as_late(world: World, code: Code) -> None:
    number = _at(world, OrderStatus.UNKNOWN, code=code)
    world.clock.move(60)
    _find(world, number, ProviderStatus.ON_PROCESS)
    assert (AGENT, Notice.CODE_LATE) not in world.told()
