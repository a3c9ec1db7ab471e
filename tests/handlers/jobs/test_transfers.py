"""The jobs that run without a person, against a Faspay that knows the truth."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from handlers.jobs import inquiries as rechecking
from handlers.jobs import maintenance
from handlers.jobs import transfers as jobs
from handlers.jobs.edges import Edges
from handlers.services.orders import transfer_outcome
from handlers.services.orders import transfers as submitting
from handlers.services.ports import TransferRequest
from handlers.services.provider_answers import Doubt, Finding, Outcome, ProviderStatus, Unknown
from storage.engine.database import Database, DatabaseDown
from storage.models.channel import Channel
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Notice
from storage.values import OrderNumber
from tests import fakes
from tests.factories import AGENT, World
from tests.fakes import CODE, SEALED, FakeGateway, FakeJournal, Plan


@dataclass
class Stopwatch:
    """A monotonic clock that is as late as it is told."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def _edges(world: World, **changes: Any) -> Edges:  # noqa: ANN401 - any field of Edges
    edges: dict[str, Any] = {
        "database": world.database,
        "gateway": world.gateway,
        "policy": world.policy,
        "owner": "worker",
        "monotonic": Stopwatch(),
        "journal": FakeJournal(),
    }
    return Edges(**edges | changes)


def _submit(world: World, **changes: Any) -> bool:  # noqa: ANN401 - any field of Edges
    return asyncio.run(jobs.submit(_edges(world, **changes)))


def _recheck(world: World) -> bool:
    return asyncio.run(rechecking.recheck(_edges(world)))


OUTCOMES: list[tuple[Plan, OrderStatus, int]] = [
    (fakes.accept, OrderStatus.ISSUED, 1),
    (fakes.accept_without_code, OrderStatus.ISSUED, 1),
    (fakes.accept_with(amount=1), OrderStatus.UNKNOWN, 1),
    (fakes.lose_the_answer, OrderStatus.UNKNOWN, 1),
    (fakes.lose_the_request, OrderStatus.UNKNOWN, 0),
    (fakes.break_after_sending, OrderStatus.UNKNOWN, 1),
    (fakes.send_nothing, OrderStatus.NOT_SENT, 0),
    (fakes.refuse, OrderStatus.REJECTED, 0),
    (fakes.refuse_but_execute, OrderStatus.ISSUED, 1),
]


@pytest.mark.parametrize(("plan", "status", "transfers"), OUTCOMES)
def test_a_request_is_sent_once_whatever_comes_of_it(
    world: World, plan: Plan, status: OrderStatus, transfers: int
) -> None:
    world.gateway.plan = plan
    number = world.request()
    assert _submit(world)
    assert world.order(number).status is status
    for _ in range(3):
        assert not _submit(world)
        _recheck(world)
        world.clock.move(minutes=5)
    assert len(world.gateway.executed) == transfers


def test_nothing_waits_nothing_is_sent(world: World) -> None:
    assert not _submit(world)
    assert not _recheck(world)


def test_the_order_is_kept_as_being_sent_before_the_first_byte(both_worlds: World) -> None:
    number = both_worlds.request()
    seen: list[OrderStatus] = []

    def look(gateway: FakeGateway, request: TransferRequest) -> Outcome:
        seen.append(both_worlds.order(request.order_no).status)
        return fakes.accept(gateway, request)

    both_worlds.gateway.plan = look
    assert _submit(both_worlds)
    assert seen == [OrderStatus.SENDING]
    assert both_worlds.order(number).status is OrderStatus.ISSUED


def test_a_worker_that_slept_too_long_does_not_send(world: World) -> None:
    number = world.request()
    half = world.policy.lease.total_seconds() / 2
    times = iter([0.0, half])
    assert _submit(world, monotonic=lambda: next(times))
    assert world.gateway.executed == []
    assert world.order(number).status is OrderStatus.NOT_SENT


def test_a_worker_just_in_time_does_send(world: World) -> None:
    world.request()
    half = world.policy.lease.total_seconds() / 2
    times = iter([0.0, half - 0.1])
    assert _submit(world, monotonic=lambda: next(times))
    assert len(world.gateway.executed) == 1


def test_a_worker_that_was_cut_off_leaves_an_order_that_is_asked_about(world: World) -> None:
    number = world.request()

    def cut_off(gateway: FakeGateway, request: TransferRequest) -> Outcome:
        gateway.execute(request)
        raise asyncio.CancelledError

    world.gateway.plan = cut_off
    with pytest.raises(asyncio.CancelledError):
        _submit(world)
    assert world.order(number).status is OrderStatus.SENDING
    world.clock.now += world.policy.lease + timedelta(seconds=1)
    world.tidy()
    assert world.order(number).status is OrderStatus.UNKNOWN
    assert _recheck(world)
    assert (world.order(number).status, world.order(number).code) == (
        OrderStatus.ISSUED,
        Code.MISSING,
    )
    assert len(world.gateway.executed) == 1


class LosingDatabase(Database):
    """A database that is down for the next few records."""

    failures = 0

    def run_sync(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the parent's
        if use_case is transfer_outcome.record and self.failures:
            self.failures -= 1
            raise DatabaseDown("record", {}, OSError("disk full"))
        return super().run_sync(use_case, *args, **kwargs)


def test_an_answer_is_not_lost_while_the_database_is_down(
    sqlite_url: str, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    losing = LosingDatabase(sqlite_url, world.database._vault, world.clock)
    losing.failures = 2
    frail = World(losing, world.clock, world.policy).with_people()
    number = frail.request()
    with caplog.at_level(logging.ERROR):
        assert _submit(frail)
    assert (frail.order(number).status, frail.order(number).code) == (
        OrderStatus.ISSUED,
        Code.SEALED,
    )
    assert len(frail.gateway.executed) == 1
    assert [record.message for record in caplog.records] == ["answer_not_stored"] * 2
    losing.close()


@dataclass
class FragileGateway(FakeGateway):
    """A gateway whose key reader breaks in a way that nobody foresaw."""

    opened: list[str] = field(default_factory=list)

    def open_code(self, sealed_code: str, _channel: Channel) -> str:
        self.opened.append(sealed_code)
        raise fakes.BrokenWireError(CODE)


def test_a_code_that_breaks_the_reader_is_kept_all_the_same(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.gateway = FragileGateway()
    number = world.request()
    assert _submit(world)
    order = world.order(number)
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.MISSING)
    assert order.code_sealed is not None
    assert CODE not in caplog.text
    assert SEALED not in caplog.text


def test_a_gateway_that_breaks_when_asked_ends_nothing(world: World) -> None:
    class Breaking(FakeGateway):
        async def inquire(self, order_no: object) -> Any:  # noqa: ANN401 - it never returns
            raise fakes.BrokenWireError(order_no)

    number = world.issued()
    world.gateway = Breaking()
    world.clock.move(5)
    assert _recheck(world)
    order = world.order(number)
    assert order.status is OrderStatus.ISSUED
    assert order.unanswered == 1
    assert order.check_at is not None


def test_a_refusal_that_cannot_be_checked_is_unknown(world: World) -> None:
    world.gateway.plan = fakes.refuse
    world.gateway.unreachable = True
    number = world.request()
    assert _submit(world)
    assert world.order(number).status is OrderStatus.UNKNOWN
    world.gateway.unreachable = False
    world.clock.move(10)
    assert _recheck(world)
    assert world.order(number).status is OrderStatus.REJECTED


def test_many_workers_send_many_orders_once_each(both_worlds: World) -> None:
    numbers = [both_worlds.request() for _ in range(5)]

    async def all_at_once() -> None:
        edges = _edges(both_worlds)
        for _ in range(3):
            await asyncio.gather(*(jobs.submit(edges) for _ in range(4)))

    asyncio.run(all_at_once())
    sent = [request.order_no for request in both_worlds.gateway.executed]
    assert sorted(sent) == sorted(numbers)


@dataclass
class HangingGateway(FakeGateway):
    """A gateway that answers no transfer before it is told to."""

    answers: asyncio.Event = field(default_factory=asyncio.Event)

    async def transfer(self, request: TransferRequest, may_send: Callable[[], bool]) -> Outcome:
        outcome = await super().transfer(request, may_send)
        await self.answers.wait()
        return outcome


def test_the_next_order_is_sent_while_thirty_transfers_hang(both_worlds: World) -> None:
    gateway = both_worlds.gateway = HangingGateway()
    numbers = [both_worlds.request() for _ in range(31)]

    async def all_hang() -> None:
        edges, sending = _edges(both_worlds), []
        for _ in numbers:
            begun = asyncio.Event()
            sending.append(asyncio.create_task(jobs.submit(edges, begun.set)))
            await begun.wait()
        assert not await jobs.submit(edges)
        gateway.answers.set()
        assert all(await asyncio.gather(*sending))

    asyncio.run(asyncio.wait_for(all_hang(), 20))
    assert sorted(request.order_no for request in gateway.executed) == sorted(numbers)
    assert {both_worlds.order(number).status for number in numbers} == {OrderStatus.ISSUED}


def test_nothing_has_begun_before_an_order_is_claimed(world: World) -> None:
    begun: list[OrderStatus] = []
    assert not asyncio.run(jobs.submit(_edges(world), lambda: begun.append(OrderStatus.REQUESTED)))
    assert not asyncio.run(
        rechecking.recheck(_edges(world), lambda: begun.append(OrderStatus.REQUESTED))
    )
    number = world.request()
    look = lambda: begun.append(world.order(number).status)  # noqa: E731 - as it is at that moment
    assert asyncio.run(jobs.submit(_edges(world), look))
    assert begun == [OrderStatus.SENDING]


def test_the_claims_of_many_transfers_are_renewed_in_one_statement(
    sqlite_url: str, world: World
) -> None:
    renewals: list[int] = []

    class Counting(Database):
        def run_sync(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the parent's
            renewals.extend([1] if use_case is submitting.renew else [])
            return super().run_sync(use_case, *args, **kwargs)

    counting = Counting(sqlite_url, world.database._vault, world.clock)
    held = World(counting, world.clock, world.policy).with_people()
    ours = [held.claimed().request.order_no for _ in range(30)]
    ended = held.issued()

    async def renew_all() -> list[bool]:
        edges = _edges(held)
        return await asyncio.gather(*(edges.renewals.add(number) for number in (*ours, ended)))

    assert asyncio.run(renew_all()) == [*[True] * 30, False]
    assert len(renewals) <= 2
    counting.close()


def test_an_order_whose_inquiry_hangs_is_not_asked_about_beside_itself(world: World) -> None:
    answers = asyncio.Event()

    class Hanging(FakeGateway):
        async def inquire(self, order_no: OrderNumber) -> Finding:
            found = await super().inquire(order_no)
            await answers.wait()
            return found

    number = world.issued()
    world.gateway = Hanging()

    async def hang() -> None:
        edges, begun = _edges(world), asyncio.Event()
        world.clock.move(5)
        asking = asyncio.create_task(rechecking.recheck(edges, begun.set))
        await begun.wait()
        world.clock.move(minutes=2)
        assert not await rechecking.recheck(edges)
        answers.set()
        assert await asking
        world.clock.move(minutes=10)
        assert await rechecking.recheck(edges)

    asyncio.run(asyncio.wait_for(hang(), 5))
    assert world.gateway.asked == [number, number]


def test_polling_finds_what_a_lost_callback_would_have_said(world: World) -> None:
    number = world.request()
    _submit(world)
    world.gateway.statuses[number] = ProviderStatus.SUCCESS
    world.clock.move(5)
    assert _recheck(world)
    assert world.order(number).status is OrderStatus.PAID
    assert (AGENT, Notice.PAID) in world.told(number)


def test_failed_is_said_after_two_looks_and_not_before(world: World) -> None:
    number = world.request()
    _submit(world)
    world.gateway.statuses[number] = ProviderStatus.FAILED
    world.clock.move(5)
    assert _recheck(world)
    assert world.order(number).status is OrderStatus.ISSUED
    assert not _recheck(world)
    world.clock.move(10)
    assert _recheck(world)
    assert world.order(number).status is OrderStatus.FAILED


def test_tidying_cancels_and_wipes(world: World) -> None:
    old = world.keep(OrderStatus.REQUESTED, created_at=world.clock.now - timedelta(hours=1))
    ended = _long_ended(world)
    world.tidy()
    assert world.order(old).status is OrderStatus.CANCELLED
    assert world.order(ended).code is Code.WIPED


def test_tidying_twice_does_nothing_more(world: World) -> None:
    world.keep(OrderStatus.REQUESTED, created_at=world.clock.now - timedelta(hours=1))
    world.tidy()
    told = world.told()
    world.tidy()
    assert world.told() == told


def test_no_code_is_forgotten_while_the_clocks_are_apart(world: World) -> None:
    ended = _long_ended(world)
    world.gateway.clock_skew = timedelta(days=-1)
    asyncio.run(maintenance.run_all(_edges(world)))
    assert world.order(ended).code is Code.DELIVERED
    world.gateway.clock_skew = timedelta()
    asyncio.run(maintenance.run_all(_edges(world)))
    assert world.order(ended).code is Code.WIPED


def _long_ended(world: World) -> str:
    ended = world.clock.now - timedelta(days=2)
    return world.keep(OrderStatus.PAID, code=Code.DELIVERED, code_sealed=b"x", ended_at=ended)


def test_no_log_line_of_a_transfer_holds_a_secret(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.request()
    with caplog.at_level(logging.DEBUG):
        _submit(world)
        world.gateway.plan = fakes.break_after_sending
        world.request()
        _submit(world)
    for secret in (CODE, SEALED, "081234567890", "Siti Aminah", "/faspay/callback/"):
        assert secret not in caplog.text


def test_an_unknown_outcome_keeps_its_reason(world: World) -> None:
    world.gateway.plan = lambda _gateway, _request: Unknown(Doubt.HTTP_STATUS)
    number = world.request()
    _submit(world)
    assert world.order(number).doubt == Doubt.HTTP_STATUS
