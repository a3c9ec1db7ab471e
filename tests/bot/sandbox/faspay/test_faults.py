"""Faults of the whole stand-in strike as often as they were ordered, and break real sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.sandbox.faspay import FaspayFaults, Mishap, Outage, SandboxSettings
from bot.sandbox.faspay.faults import UnknownFaultError
from bot.sandbox.server import serving
from tests.bot.sandbox.faspay.partner import Outside, Partner, made_up


@asynccontextmanager
async def over_a_socket() -> AsyncIterator[Partner]:
    outside = Outside()
    sandbox = made_up(outside, SandboxSettings())
    async with (
        serving(sandbox.app) as url,
        httpx.AsyncClient(base_url=url, trust_env=False) as client,
    ):
        yield Partner(sandbox, outside, client)


@pytest.mark.parametrize(
    ("mishap", "made"),
    [(Mishap.LOST_REQUEST, 0), (Mishap.LOST_ANSWER, 1), (Mishap.TRUNCATED, 1)],
)
def test_a_mishap_really_breaks_the_connection_once(mishap: Mishap, made: int) -> None:
    async def main() -> None:
        async with over_a_socket() as them:
            them.sandbox.faults.next_transfers[mishap] = 1
            with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
                await them.send()
            assert len(them.sandbox.transactions) == made
            assert (await them.transfer(trx_no="2"))["status"] == "1"

    asyncio.run(main())


def test_a_lost_answer_leaves_no_octet_on_the_wire() -> None:
    async def main() -> None:
        async with over_a_socket() as them:
            them.sandbox.faults.outage = Outage.DROPS
            url = them.client.base_url
            reader, writer = await asyncio.open_connection(url.host, url.port)
            writer.write(b"GET /account/api/tokens HTTP/1.1\r\nHost: faspay\r\n\r\n")
            assert await reader.read() == b""
            writer.close()
            await writer.wait_closed()

    asyncio.run(main())


@pytest.mark.parametrize(("mishap", "made"), [(Mishap.ERROR_BEFORE, 0), (Mishap.ERROR_AFTER, 1)])
def test_an_internal_error_strikes_the_next_transfers(mishap: Mishap, made: int) -> None:
    async def main() -> None:
        async with over_a_socket() as them:
            them.sandbox.faults.next_transfers[mishap] = 2
            codes = [(await them.send(trx_no=str(n))).status_code for n in range(3)]
            assert codes == [500, 500, 200]
            assert len(them.sandbox.transactions) == 2 * made + 1

    asyncio.run(main())


def test_a_refused_transfer_uses_up_no_mishap() -> None:
    async def main() -> None:
        async with over_a_socket() as them:
            await them.transfer()
            them.sandbox.faults.next_transfers[Mishap.ERROR_BEFORE] = 1
            assert (await them.transfer(trx_no="2", trx_amount="1"))["status"] == "9"
            assert (await them.transfer())["message"] == "Your Transaction Number already exists"
            assert (await them.send(trx_no="2")).status_code == 500

    asyncio.run(main())


def test_faults_are_changed_by_name_and_shown_by_name() -> None:
    faults = FaspayFaults()
    wanted: dict[str, object] = {
        "slow_seconds": 1.5,
        "outage": "busy",
        "inquiry_down": True,
        "callbacks": "twice",
        "postings": "no_refunds",
        **{mishap.value: number for number, mishap in enumerate(Mishap)},
    }
    faults.change(wanted)
    assert faults.as_json() == wanted


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("slow_seconds", -1),
        ("slow_seconds", True),
        ("slow_seconds", "1"),
        ("slow_seconds", float("inf")),
        ("outage", "gone"),
        ("inquiry_down", 1),
        ("callbacks", None),
        ("postings", "strange"),
        ("lost_answer", -1),
        ("lost_answer", 1.5),
        ("lost_answer", True),
        ("change", 1),
        ("nothing", 1),
    ],
)
def test_a_change_that_is_not_understood_changes_nothing(name: str, value: object) -> None:
    faults = FaspayFaults()
    with pytest.raises(UnknownFaultError) as refused:
        faults.change({"inquiry_down": True, name: value})
    assert refused.value.name == name
    assert faults == FaspayFaults()
