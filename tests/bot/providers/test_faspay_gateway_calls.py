"""What a transfer comes to when the call itself goes wrong, and what is sent."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from handlers.services.ports import TransferRequest
from handlers.services.provider_answers import Accepted, Doubt, NotSent, Outcome, Unknown
from storage.models.channel import Channel
from storage.values import Rupiah
from tests.bot.providers.faspay.helpers import TOKEN
from tests.bot.providers.helpers import CREATED, REQUEST, Body, Wire, gateway


def sent(wire: Wire, request: TransferRequest = REQUEST) -> Outcome:
    return asyncio.run(gateway(wire).transfer(request, lambda: True))


@pytest.mark.parametrize(
    ("exc", "why"),
    [
        (httpx.ReadTimeout(""), Doubt.TIMEOUT),
        (httpx.WriteTimeout(""), Doubt.TIMEOUT),
        (TimeoutError(), Doubt.TIMEOUT),
        (httpx.ReadError(""), Doubt.BROKEN),
        (httpx.WriteError(""), Doubt.BROKEN),
        (httpx.RemoteProtocolError(""), Doubt.BROKEN),
        (RuntimeError(), Doubt.BROKEN),
    ],
    ids=repr,
)
def test_a_time_out_or_a_broken_connection_is_unknown(exc: Exception, why: Doubt) -> None:
    def wire(_: httpx.Request) -> httpx.Response:
        raise exc

    assert sent(wire) == Unknown(why)


@pytest.mark.parametrize("kind", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout])
def test_without_a_connection_it_was_not_sent(kind: type[httpx.TransportError]) -> None:
    def wire(_: httpx.Request) -> httpx.Response:
        raise kind("")

    assert isinstance(sent(wire), NotSent)


def test_without_leave_it_was_not_sent() -> None:
    def wire(_: httpx.Request) -> httpx.Response:
        pytest.fail("sent")

    outcome = asyncio.run(gateway(wire).transfer(REQUEST, lambda: False))
    assert outcome == NotSent(Doubt.TIMEOUT)


@pytest.mark.parametrize(
    "change", [{"callback_url": "x" * 256}, {"amount": Rupiah(150_000)}], ids=["url", "amount"]
)
def test_an_order_that_the_channel_cannot_take_is_not_sent(change: dict[str, Any]) -> None:
    def wire(_: httpx.Request) -> httpx.Response:
        pytest.fail("sent")

    assert isinstance(sent(wire, replace(REQUEST, **change)), NotSent)


def test_what_is_sent_is_the_channels_table() -> None:
    bodies: list[Body] = []

    def wire(request: httpx.Request) -> httpx.Response:
        bodies.append(json.loads(request.content))
        return httpx.Response(200, json=CREATED)

    for channel in Channel:
        assert isinstance(sent(wire, replace(REQUEST, channel=channel)), Accepted)
    assert [b["beneficiary_bank_code"] for b in bodies] == ["C013", "alf", "imr"]
    assert {b["trx_amount"] for b in bodies} == {"10000000"}
    assert {b["trx_desc"] for b in bodies} == {"202601020001"}


def test_half_an_answer_keeps_its_code() -> None:
    class Cut(httpx.AsyncByteStream):
        async def __aiter__(self) -> Any:  # noqa: ANN401 - an async generator
            yield b'{"cashout_code":"c2VhbGVk","sta'
            raise httpx.RemoteProtocolError("")

    outcome = sent(lambda _: httpx.Response(200, stream=Cut()))
    assert isinstance(outcome, Unknown)
    assert outcome.doubt is Doubt.BROKEN
    assert outcome.answer is not None
    assert outcome.answer.sealed_code == "c2VhbGVk"


@pytest.mark.parametrize(
    ("headers", "minutes"), [({"Date": "Thu, 01 Jan 2026 20:09:05 GMT"}, 5), ({}, 0)]
)
def test_faspays_clock_is_compared_where_its_answers_are_dated(
    headers: dict[str, str], minutes: int
) -> None:
    asked = gateway(lambda _: httpx.Response(200, json=TOKEN, headers=headers))
    assert asked.clock_skew is None
    asyncio.run(asked.inquire(REQUEST.order_no))
    assert asked.clock_skew == timedelta(minutes=minutes)
