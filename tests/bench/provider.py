"""What a flood of callbacks makes of us at Faspay, and what a long statement costs."""

import asyncio
import gc
import json
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime

import httpx
from sqlmodel import select

from bot.providers.faspay.auth import Credentials
from bot.providers.faspay.client import FaspayClient
from bot.providers.faspay.wire import AmountUnit, Sender
from bot.providers.faspay_gateway import FaspayGateway
from handlers.services.orders import callbacks
from handlers.services.orders import inquiries as rechecking
from handlers.services.orders.callbacks import callback_token
from handlers.services.provider_answers import Echo, Found, ProviderStatus
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from storage.repositories import orders

_FLOOD_SECONDS = 6.0
_LINES = 18_000
"""A month of 200 orders a day, each with its debit, its fee and its refund."""
_DAY = date(2026, 1, 5)
_TOKEN = {"access_token": "made-up", "expired_in": "36000", "response_code": "00"}


def flooding(database: Database, order_no: str) -> Iterator[str]:
    """Give a line: inquiries while one order's address is hit with ever different bodies."""
    token = database.run_sync(lambda work: callback_token(work.vault, order_no))
    database.run_sync(_issue, order_no)
    began, hits, inquiries = time.perf_counter(), 0, 0
    while time.perf_counter() - began < _FLOOD_SECONDS:
        database.run_sync(
            callbacks.receive, order_no, token, f"body {hits}", ProviderStatus.SUCCESS
        )
        hits += 1
        while (question := database.run_sync(rechecking.next_question)) is not None:
            finding = Found(ProviderStatus.ON_PROCESS, Echo(question.order_no))
            database.run_sync(rechecking.apply_finding, question, finding)
            inquiries += 1
    seconds = time.perf_counter() - began
    yield (
        f"one order's callbacks, {hits / seconds:.0f} different ones a second: "
        f"{inquiries / seconds:.2f} inquiries a second, 1 for {hits / max(1, inquiries):.0f}"
    )


def reading() -> Iterator[str]:
    """Give lines: how long a month's statement holds the loop, and how much memory it takes."""
    body = _statement()
    gc.collect()
    gc.freeze()  # as the program does
    seconds, longest = asyncio.run(_read_beside_others(body))
    tracemalloc.start()
    asyncio.run(_gateway(body).statement(_DAY, _DAY))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    yield (
        f"a statement of {len(body) / 1e6:.1f} MB, {_LINES} lines: {seconds:.2f} s, of which the "
        f"loop stands still {longest * 1000:.0f} ms at a time, 1 part in {seconds / longest:.0f}; "
        f"{peak / len(body):.1f} times its size in memory"
    )


def _issue(work: Work, order_no: str) -> None:
    order = orders.get(work, order_no)
    if order is None:
        raise RuntimeError("the bench has no such order")
    for other in work.session.exec(select(Order)):
        other.check_at = None
    order.status, order.issued_at = OrderStatus.ISSUED, work.now


async def _read_beside_others(body: bytes) -> tuple[float, float]:
    began = last = time.perf_counter()
    longest = 0.0
    task = asyncio.ensure_future(_gateway(body).statement(_DAY, _DAY))
    while not task.done():
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    await task
    return time.perf_counter() - began, longest


def _gateway(body: bytes) -> FaspayGateway:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/tokens"):
            return httpx.Response(200, json=_TOKEN)
        return httpx.Response(200, stream=httpx.ByteStream(body))

    credentials = Credentials("9920000001", *(f"made-up-{number}" for number in range(7)))
    client = FaspayClient(
        "https://faspay.invalid",
        credentials,
        transport=httpx.MockTransport(answer),
        now=lambda: datetime.now(UTC),
    )
    sender = Sender("9920000001", "bench@company.example")
    return FaspayGateway(client, (), sender, AmountUnit.HUNDREDTHS, lambda: datetime.now(UTC))


def _statement() -> bytes:
    lines = [
        {
            "transaction_date": f"05/01/2026 08:{number // 60 % 60:02}:{number % 60:02}",
            "transaction_type": "D",
            "transaction_amount": f"{100_000 + number}.00",
            "transaction_name": "transfer",
            "transaction_desc": f"{number:012} BANTUAN 9920000001 i2oM{number:016}_176729784687",
        }
        for number in range(_LINES)
    ]
    day = _DAY.isoformat()
    fields = {"start_date": day, "end_date": day, "data": lines, "response_code": "00"}
    return json.dumps(fields, separators=(",", ":")).encode()
