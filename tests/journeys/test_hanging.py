"""Calls to Faspay that hang hold up nobody: neither other agents' codes nor what is asked."""

import asyncio
from collections.abc import Awaitable, Callable

import httpx

from bot.sandbox.faspay import SandboxSettings, Trick
from handlers.services.orders import requests
from handlers.services.orders.requests import ConfirmedDraft, Requested
from handlers.services.policy import Policy
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.order_states import OrderStatus
from storage.repositories import order_sums, people
from storage.values import BeneficiaryName, PhoneNumber, Rupiah
from tests.journeys.parts import HANGS, hold_slow_transfers
from tests.journeys.stage import BUDI, Journey, play

THIRTY = 30
PATIENT = {"FASPAY_TIMEOUT_SECONDS": "60"}
"""Longer than the story lasts."""


def requested(work: Work, policy: Policy, agent_id: int, phone: str, token: str) -> str:
    """Confirm an order, as an agent with a button does; return its number."""
    agent = people.get(work, agent_id)
    assert agent is not None
    draft = ConfirmedDraft(
        Channel.PERMATA, BeneficiaryName("Budi Santoso"), PhoneNumber(phone), Rupiah(100_000)
    )
    made = requests.request_order(
        work, policy, authorise(agent, Capability.REQUEST_ORDERS), draft, token
    )
    assert isinstance(made, Requested), made
    return made.order.order_no


async def request(stage: Journey, phone: str, token: str, agent_id: int | None = None) -> str:
    who = agent_id or stage.agent.id
    return await stage.database.run(requested, stage.app._parts.policy, who, phone, token)


async def count(stage: Journey, *status: OrderStatus) -> int:
    return await stage.database.run(order_sums.count, *status)


async def until(happened: Callable[[], Awaitable[bool]]) -> None:
    """Wait in real time: claims are kept by it, so it must not be hurried."""
    async with asyncio.timeout(20):
        while not await happened():  # noqa: ASYNC110 - rows in a database wake nobody here
            await asyncio.sleep(0.02)


async def thirty_hang(stage: Journey) -> None:
    """Have thirty transfers under way that Faspay does not answer."""
    wanted = stage.tried.total() + THIRTY
    for number in range(THIRTY):
        await request(stage, Trick.SLOW.phone, f"hangs-{number}")

    async def all_have_left() -> bool:
        return stage.tried.total() == wanted

    await until(all_have_left)
    assert await count(stage, OrderStatus.SENDING) == THIRTY


async def issued(stage: Journey, numbers: set[str]) -> bool:
    return numbers <= {
        each.order_no for each in await stage.orders() if each.status is OrderStatus.ISSUED
    }


def test_thirty_transfers_that_hang_hold_up_no_code_of_another_agent(database_url: str) -> None:
    async def script(stage: Journey) -> None:
        released = hold_slow_transfers(stage.faspay, HANGS.slow_seconds)
        await thirty_hang(stage)
        number = await request(stage, BUDI, "another", stage.second.id)
        await until(lambda: issued(stage, {number}))
        assert await count(stage, OrderStatus.SENDING) == THIRTY
        released.set()
        await until(lambda: issued(stage, set(stage.tried)))
        assert set(stage.tried.values()) == {1}

    play(script, database_url, PATIENT, HANGS, check=False)


def test_more_than_may_be_under_way_wait_and_each_is_sent_once(database_url: str) -> None:
    async def script(stage: Journey) -> None:
        numbers = {await request(stage, Trick.SLOW.phone, f"slow-{number}") for number in range(5)}
        most = 0

        async def all_are_certain() -> bool:
            nonlocal most
            most = max(most, await count(stage, OrderStatus.SENDING))
            return await issued(stage, numbers)

        await until(all_are_certain)
        assert most == 2
        assert stage.tried == dict.fromkeys(numbers, 1)

    slow = SandboxSettings(slow_seconds=0.3)
    play(script, database_url, {"FASPAY_TRANSFERS_AT_ONCE": "2"}, slow)


def test_a_stop_lets_thirty_transfers_under_way_come_to_their_end() -> None:
    async def script(stage: Journey) -> None:
        released = hold_slow_transfers(stage.faspay, HANGS.slow_seconds)
        await thirty_hang(stage)
        stopping = asyncio.create_task(stage.restart())
        await asyncio.sleep(0.1)
        assert not stopping.done()
        released.set()
        await stopping
        assert await issued(stage, set(stage.tried))
        assert set(stage.tried.values()) == {1}

    play(script, extra=PATIENT, faspay=HANGS, check=False)


def test_inquiries_that_hang_hold_up_no_other_order(database_url: str) -> None:
    async def script(stage: Journey) -> None:
        hanging = {await request(stage, BUDI, f"hangs-{number}") for number in range(5)}
        await until(lambda: issued(stage, hanging))
        asked, released = set[str](), asyncio.Event()

        async def hold(call: httpx.Request) -> None:
            found = {number for number in hanging if number in call.url.path}
            asked.update(found)
            if found:
                await released.wait()

        async def all_hang() -> bool:
            return asked == hanging

        stage.hold = hold
        stage.later(seconds=6)
        await until(all_hang)
        number = await request(stage, BUDI, "another", stage.second.id)
        await until(lambda: issued(stage, {number}))
        stage.later(seconds=6)

        async def was_asked() -> bool:
            (another,) = [each for each in await stage.orders() if each.order_no == number]
            return another.checks > 0

        await until(was_asked)
        assert {each.checks for each in await stage.orders() if each.order_no != number} == {0}
        released.set()

    play(script, database_url, PATIENT)
