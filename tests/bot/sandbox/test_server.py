"""A served stand-in answers on loopback, says its address, and is gone afterwards."""

import asyncio
import signal

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.server import serving
from tests.loopback import plain_client


async def hello(_: Request) -> Response:
    return PlainTextResponse("hello")


def test_it_serves_on_a_free_port_until_the_block_is_left() -> None:
    async def main() -> None:
        async with serving(Starlette(routes=[Route("/", hello)])) as url:
            assert url.startswith("http://127.0.0.1:")
            async with plain_client() as client:
                assert (await client.get(url)).text == "hello"
        async with plain_client() as client:
            with pytest.raises(httpx.ConnectError):
                await client.get(url)

    asyncio.run(main())


def test_it_leaves_the_signals_to_its_host() -> None:
    async def main() -> None:
        before = signal.getsignal(signal.SIGTERM)
        async with serving(Starlette()):
            assert signal.getsignal(signal.SIGTERM) == before

    asyncio.run(main())


def test_a_taken_port_is_an_os_error() -> None:
    async def main() -> None:
        async with serving(Starlette()) as url:
            with pytest.raises(OSError, match="in use"):
                async with serving(Starlette(), port=int(url.rsplit(":", 1)[1])):
                    pass

    asyncio.run(main())
