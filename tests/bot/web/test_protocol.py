"""What would hold up the server for everybody ends: endless requests, and those that never end."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web import open_files
from bot.web.health import alive
from bot.web.protocol import BoundedProtocol
from bot.web.server import serve

GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST /echo HTTP/1.1\r\nHost: x\r\n"
BLOCK = b"a" * 65_536

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Hasty(BoundedProtocol):
    WHOLE_SECONDS = 0.2


async def echo(request: Request) -> Response:
    return Response(await request.body())


@asynccontextmanager
async def served(
    protocol: type[BoundedProtocol] = BoundedProtocol, most_waiting: int = 1000
) -> AsyncIterator[int]:
    app = Starlette(routes=[Route("/healthz", alive), Route("/echo", echo, methods=["POST"])])
    async with serve(app, "127.0.0.1", 0, protocol, most_waiting) as port:
        yield port


async def connected(port: int, first: bytes = b"") -> Streams:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(first)
    return reader, writer


async def hung_up_on(reader: asyncio.StreamReader) -> bool:
    """Say whether the server hangs up within a second, with not a word."""
    async with asyncio.timeout(1):
        try:
            return await reader.read() == b""
        except ConnectionResetError:
            return True


async def pour(writer: asyncio.StreamWriter, octets: int) -> int:
    """Send as much as the server takes; return how much that was."""
    sent = 0
    try:
        while sent < octets:
            writer.write(BLOCK)
            await writer.drain()
            sent += len(BLOCK)
    except ConnectionError:
        pass
    return sent


def tell(
    story: Callable[[int], Coroutine[Any, Any, None]],
    protocol: type[BoundedProtocol] = BoundedProtocol,
    most_waiting: int = 1000,
) -> None:
    async def whole() -> None:
        async with asyncio.timeout(10), served(protocol, most_waiting) as port:
            await story(port)

    asyncio.run(whole())


@pytest.mark.parametrize(
    "beginning",
    [
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: ",
        b"GET /",
        POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nTrailer: ",
        b"POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\n",
    ],
    ids=["header", "path", "trailer", "body that nobody reads"],
)
def test_a_request_without_end_is_cut_off_early_and_nobody_waits(beginning: bytes) -> None:
    async def story(port: int) -> None:
        _reader, writer = await connected(port, beginning)
        pouring = asyncio.create_task(pour(writer, 60_000_000))
        began = time.monotonic()
        reader, other = await connected(port, GET)
        assert b"200 OK" in await reader.readline()
        assert time.monotonic() - began < 0.5
        # What the two sockets hold for each other comes on top of the two megabytes.
        assert await pouring < 20_000_000
        writer.close()
        other.close()

    tell(story)


def test_a_header_as_long_as_any_is_taken() -> None:
    async def story(port: int) -> None:
        reader, writer = await connected(port, GET[:-2] + b"A: " + b"a" * 60_000 + b"\r\n\r\n")
        assert b"200 OK" in await reader.readline()
        writer.close()

    tell(story)


def test_the_longest_body_is_taken_after_the_longest_header() -> None:
    async def story(port: int) -> None:
        body = b"b" * 1_048_576
        head = POST + b"A: " + b"a" * 60_000 + b"\r\nContent-Length: 1048576\r\n\r\n"
        reader, writer = await connected(port, head + body)
        assert b"200 OK" in await reader.readuntil(b"\r\n\r\n")
        assert await reader.readexactly(len(body)) == body
        writer.close()

    tell(story)


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"\r\n",
        b"GET /healthz HTTP/1.1\r\nHost",
        POST + b"Content-Length: 10\r\n\r\n{}",
        POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
    ],
    ids=["nothing", "empty line", "half a header", "half a body", "no last chunk"],
)
def test_a_request_that_does_not_come_whole_is_hung_up_on(beginning: bytes) -> None:
    async def story(port: int) -> None:
        began = time.monotonic()
        streams = [await connected(port, beginning) for _ in range(30)]
        for reader, _ in streams:
            assert await hung_up_on(reader)
        assert time.monotonic() - began < 1
        for _, writer in streams:
            writer.close()

    tell(story, Hasty)


def test_a_request_that_drips_has_no_more_time_than_one_that_stands_still() -> None:
    async def story(port: int) -> None:
        reader, writer = await connected(port, GET[:-2] + b"A: ")

        async def drip() -> None:
            while True:
                writer.write(b"a")
                await asyncio.sleep(0.02)

        dripping = asyncio.create_task(drip())
        assert await hung_up_on(reader)
        dripping.cancel()
        writer.close()

    tell(story, Hasty)


def test_time_begins_anew_with_each_request_of_a_connection() -> None:
    async def story(port: int) -> None:
        reader, writer = await connected(port)
        for _ in range(4):
            await asyncio.sleep(0.1)
            writer.write(GET)
            assert b"200 OK" in await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(len(b'{"alive":true}'))
        writer.write(GET[:20])
        assert await hung_up_on(reader)
        writer.close()

    tell(story, Hasty)


def test_half_a_request_behind_a_whole_one_is_hung_up_on_too() -> None:
    async def story(port: int) -> None:
        reader, writer = await connected(port, GET + GET[:20])
        async with asyncio.timeout(1):
            assert (await reader.read()).endswith(b'{"alive":true}')
        writer.close()

    tell(story, Hasty)


def test_a_slow_answer_to_a_whole_request_is_waited_for() -> None:
    async def slow(_: Request) -> Response:
        await asyncio.sleep(0.4)
        return Response(b"late")

    async def story() -> None:
        async with serve(Starlette(routes=[Route("/", slow)]), "127.0.0.1", 0, Hasty) as port:
            reader, writer = await connected(port, b"GET / HTTP/1.0\r\n\r\n")
            assert (await reader.read()).endswith(b"late")
            writer.close()

    asyncio.run(story())


async def is_open(reader: asyncio.StreamReader) -> bool:
    """Say whether the server has not hung up, as far as has come to us."""
    await asyncio.sleep(0)
    return not reader.at_eof()


async def asked(port: int, request: bytes = GET) -> bytes:
    """Ask on a connection of its own; return the first line of the answer."""
    reader, writer = await connected(port, request)
    async with asyncio.timeout(5):
        line = await reader.readline()
    writer.close()
    return line


SLOW = {
    "nothing": b"",
    "half a header": b"GET /healthz HTTP/1.1\r\nHost",
    "half a body": POST + b"Content-Length: 10\r\n\r\n{}",
    "idle after an answer": GET,
}


@pytest.mark.parametrize("beginning", SLOW.values(), ids=SLOW.keys())
def test_whoever_speaks_is_heard_however_many_wait_and_do_not(beginning: bytes) -> None:
    async def story(port: int) -> None:
        waiting = [await connected(port, beginning) for _ in range(60)]
        for _ in range(5):
            assert await asked(port) == b"HTTP/1.1 200 OK\r\n"
            body = POST + b"Content-Length: 2\r\n\r\n{}"
            assert await asked(port, body) == b"HTTP/1.1 200 OK\r\n"
        for _, writer in waiting:
            writer.close()

    tell(story, most_waiting=20)


def test_who_has_waited_longest_is_hung_up_on_first() -> None:
    async def story(port: int) -> None:
        waiting = [await connected(port, b"GET /") for _ in range(20)]
        assert all([await is_open(reader) for reader, _ in waiting])
        waiting.append(await connected(port))
        assert await hung_up_on(waiting[0][0])
        assert all([await is_open(reader) for reader, _ in waiting[1:]])
        for _, writer in waiting:
            writer.close()

    tell(story, most_waiting=20)


def test_a_connection_that_asked_a_moment_ago_is_not_the_first_to_go() -> None:
    async def story(port: int) -> None:
        reader, writer = await connected(port, GET)
        await reader.readuntil(b'{"alive":true}')
        silent = [await connected(port) for _ in range(19)]
        await asyncio.sleep(0.05)
        writer.write(GET)
        await reader.readuntil(b'{"alive":true}')
        silent.append(await connected(port))
        assert await hung_up_on(silent[0][0])
        assert await is_open(reader)
        for _, other in [*silent, (reader, writer)]:
            other.close()

    tell(story, most_waiting=20)


def test_a_whole_request_is_answered_however_many_come_meanwhile() -> None:
    async def slow(_: Request) -> Response:
        await asyncio.sleep(0.3)
        return Response(b"late")

    async def story() -> None:
        app = Starlette(routes=[Route("/", slow)])
        async with serve(app, "127.0.0.1", 0, most_waiting=5) as port:
            reader, writer = await connected(port, b"GET / HTTP/1.0\r\n\r\n")
            others = [await connected(port) for _ in range(30)]
            assert (await reader.read()).endswith(b"late")
            for _, other in [*others, (reader, writer)]:
                other.close()

    asyncio.run(asyncio.wait_for(story(), 10))


def test_who_was_answered_before_the_body_had_come_is_hung_up_on_in_the_end() -> None:
    async def story(port: int) -> None:
        head = b"POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n"
        reader, writer = await connected(port, head)
        assert b"405" in await reader.readuntil(b"\r\n\r\n")
        writer.write(b"{}")
        async with asyncio.timeout(1):
            await reader.read()
        writer.close()

    tell(story, Hasty)


def test_a_thousand_silent_connections_change_nothing_for_others() -> None:
    open_files.raise_limit()
    silent = min(1200, (open_files.limit() - 200) // 2)  # both ends of each are ours here

    async def story(port: int) -> None:
        waiting = [await connected(port, SLOW["half a header"]) for _ in range(silent)]
        began = time.monotonic()
        for _ in range(20):
            assert await asked(port) == b"HTTP/1.1 200 OK\r\n"
        assert time.monotonic() - began < 5
        for _, writer in waiting:
            writer.close()

    tell(story, most_waiting=silent * 5 // 6)
