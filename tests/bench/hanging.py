"""How long one waits at Faspay while the calls of others hang, beside the time when all is quiet.

The whole program runs on the stand-ins, in one process with them. Times are seconds, medians.
"""

import asyncio
import statistics
import time
from asyncio import Event
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack

import httpx

from bot.sandbox.faspay import SandboxSettings, Trick
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from storage.repositories import order_sums, orders
from tests.journeys.parts import hold_slow_transfers
from tests.journeys.stage import Journey, journey
from tests.journeys.test_hanging import request

Rows = list[tuple[str, float]]
Once = Callable[[Journey, str], Awaitable[float]]
Prepare = Callable[[Journey, int], Awaitable[Event]]

_HANG = SandboxSettings(slow_seconds=600)
_EXTRA = {"FASPAY_TIMEOUT_SECONDS": "100", "LOG_LEVEL": "ERROR"}
_ROUNDS, _WARM = 33, 3
_LOOK_EVERY = 0.004
_PHONE = "081234567890"


async def transfers() -> Rows:
    """From an order that was confirmed to its code."""
    return await _compared("to a code, {} transfers hang", (0, 5, 30), _hanging_transfers, _to_code)


async def inquiries() -> Rows:
    """From an inquiry that is due to its answer."""
    what = "to an answer, {} inquiries hang"
    return await _compared(what, (0, 5, 15), _hanging_inquiries, _to_answer)


async def _compared(
    what: str,
    hanging: Sequence[int],
    prepare: Prepare,
    once: Once,
) -> Rows:
    """Measure one program for each number that hang, in turns: what else runs hits all alike."""
    async with AsyncExitStack() as stack:
        stages = [await stack.enter_async_context(journey(None, _EXTRA, _HANG)) for _ in hanging]
        released = [await prepare(*each) for each in zip(stages, hanging, strict=True)]
        times: list[list[float]] = [[] for _ in hanging]
        for number in range(_ROUNDS):
            for stage, found in zip(stages, times, strict=True):
                found.append(await once(stage, f"measured-{number}"))
        for event in released:
            event.set()
    medians = [statistics.median(found[_WARM:]) for found in times]
    return [(what.format(number), each) for number, each in zip(hanging, medians, strict=True)]


async def _hanging_transfers(stage: Journey, wanted: int) -> Event:
    released = hold_slow_transfers(stage.faspay, _HANG.slow_seconds)

    async def all_have_left() -> bool:
        return await stage.database.run(order_sums.count, OrderStatus.SENDING) == wanted

    for number in range(wanted):
        await request(stage, Trick.SLOW.phone, f"hangs-{number}")
    await _until(all_have_left)
    return released


async def _hanging_inquiries(stage: Journey, wanted: int) -> Event:
    released = Event()
    held = {await _issued(stage, f"held-{number}") for number in range(wanted)}

    async def hold(call: httpx.Request) -> None:
        if any(number in call.url.path for number in held):
            await released.wait()

    stage.hold = hold
    return released


async def _issued(stage: Journey, token: str) -> str:
    number = await request(stage, _PHONE, token, stage.second.id)
    await _becomes(stage, number, lambda order: order.status is OrderStatus.ISSUED)
    return number


async def _to_code(stage: Journey, token: str) -> float:
    began = time.perf_counter()
    await _issued(stage, token)
    return time.perf_counter() - began


async def _to_answer(stage: Journey, token: str) -> float:
    number = await _issued(stage, token)
    stage.later(seconds=6)
    began = time.perf_counter()
    await _becomes(stage, number, lambda order: order.checks > 0)
    return time.perf_counter() - began


async def _becomes(stage: Journey, number: str, wanted: Callable[[Order], bool]) -> None:
    async def is_so() -> bool:
        order = await stage.database.run(orders.get, number)
        return order is not None and wanted(order)

    await _until(is_so)


async def _until(happened: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(60):
        while not await happened():  # noqa: ASYNC110 - rows in a database wake nobody here
            await asyncio.sleep(_LOOK_EVERY)
