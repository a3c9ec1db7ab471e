"""The amount unit guard: real money is one smallest order, until the balance agrees."""

import asyncio
import time
from dataclasses import replace

import pytest

from handlers.jobs import transfers
from handlers.jobs.edges import Edges
from handlers.messages.texts import texts_for
from handlers.services.controls import amount_unit
from handlers.services.controls.refusals import Refusal, Refused
from handlers.services.controls.sending import Guard
from handlers.services.orders import requests
from handlers.services.orders.requests import Requested
from handlers.services.ports import ProviderUnavailable, TransferRequest
from handlers.services.provider_answers import Balance, Doubt, Outcome
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.repositories import people, system_state
from storage.values import Rupiah
from tests.factories import AGENT, WIB, World, a_draft
from tests.fakes import FakeGateway, FakeJournal, accept

SMALLEST = 100_000


class Bank(FakeGateway):
    """Takes from the balance what it pays times a factor, plus a fee."""

    factor = 1
    fee = 0
    silent = False

    async def balance(self) -> Balance:
        if self.silent:
            raise ProviderUnavailable(Doubt.UNREACHABLE)
        spent = sum(SMALLEST * self.factor + self.fee for _ in self.executed)
        return Balance(Rupiah(50_000_000 - spent), Rupiah(50_000_000 - spent))


@pytest.fixture
def real_money(world: World) -> World:
    guarded = World(world.database, world.clock, replace(world.policy, prove_unit=True))
    guarded.gateway = Bank()
    return guarded


def _request(world: World, amount: int, confirmation: str = "t") -> Requested | Refused:
    def request(work: Work) -> Requested | Refused:
        agent = people.get(work, AGENT)
        assert agent is not None
        return requests.request_order(
            work,
            world.policy,
            authorise(agent, Capability.REQUEST_ORDERS),
            a_draft(amount),
            confirmation,
        )

    return world.do(request)


def _submit(world: World) -> bool:
    edges = (world.database, world.gateway, world.policy, "me", time.monotonic, FakeJournal())
    return asyncio.run(transfers.submit(Edges(*edges)))


def test_nothing_but_the_smallest_amount_is_taken(real_money: World) -> None:
    assert _request(real_money, 200_000) == Refused(Refusal.UNIT_UNPROVEN, Rupiah(SMALLEST))
    assert isinstance(_request(real_money, SMALLEST), Requested)


def test_one_order_at_a_time(real_money: World) -> None:
    assert isinstance(_request(real_money, SMALLEST, "a"), Requested)
    assert _request(real_money, SMALLEST, "b") == Refused(Refusal.ONE_AT_A_TIME)


@pytest.mark.parametrize("fee", [0, 2_500, amount_unit.PLAUSIBLE_FEE])
def test_a_balance_that_falls_by_amount_and_fee_proves_the_unit(
    real_money: World, fee: int
) -> None:
    assert isinstance(real_money.gateway, Bank)
    real_money.gateway.fee = fee
    _request(real_money, SMALLEST)
    assert _submit(real_money)
    assert not real_money.do(system_state.sending_switch).stopped
    assert not real_money.do(amount_unit.is_guarded, real_money.policy)
    assert isinstance(_request(real_money, 500_000, "next"), Requested)


@pytest.mark.parametrize(
    ("factor", "fee"), [(100, 0), (0, 1_000), (1, amount_unit.PLAUSIBLE_FEE + 1)]
)
def test_any_other_fall_stops_sending(real_money: World, factor: int, fee: int) -> None:
    assert isinstance(real_money.gateway, Bank)
    real_money.gateway.factor, real_money.gateway.fee = factor, fee
    _request(real_money, SMALLEST)
    assert _submit(real_money)
    assert real_money.do(system_state.sending_switch).stopped
    assert real_money.do(amount_unit.is_guarded, real_money.policy)


def test_a_silent_balance_sends_nothing(real_money: World) -> None:
    assert isinstance(real_money.gateway, Bank)
    real_money.gateway.silent = True
    _request(real_money, SMALLEST)
    with pytest.raises(ProviderUnavailable):
        _submit(real_money)
    assert real_money.gateway.executed == []


def test_a_balance_that_is_not_told_afterwards_stops_sending_and_is_said_as_that(
    real_money: World,
) -> None:
    assert isinstance(real_money.gateway, Bank)
    bank = real_money.gateway

    def fall_silent(gateway: FakeGateway, request: TransferRequest) -> Outcome:
        bank.silent = True
        return accept(gateway, request)

    bank.plan = fall_silent
    _request(real_money, SMALLEST)
    assert _submit(real_money)
    switch = real_money.do(system_state.sending_switch)
    assert switch.stopped
    assert switch.reason.startswith(Guard.UNIT_UNTOLD)
    for language, words in (("en", "did not tell the balance"), ("id", "tidak memberi tahu saldo")):
        assert words in texts_for(language, WIB).why(switch.reason)
    assert real_money.do(amount_unit.is_guarded, real_money.policy)


def test_an_unclear_order_lets_no_other_pass(real_money: World) -> None:
    assert isinstance(_request(real_money, SMALLEST), Requested)
    real_money.keep(OrderStatus.UNKNOWN, amount=SMALLEST)
    assert _submit(real_money) is False
    assert real_money.gateway.executed == []


def test_play_money_is_not_guarded(world: World) -> None:
    assert isinstance(_request(world, 500_000), Requested)
