"""What is proven to be unsent, and what is not, over real loopback sockets."""

import asyncio
import contextlib
import gzip
import json
import time

import pytest

from bot.providers.faspay.client import FaspayClient
from bot.providers.faspay.errors import Fault, NotSentError, UnansweredError
from bot.providers.faspay.exchange import Reply, system_transport
from tests.bot.providers.faspay.helpers import (
    CREDENTIALS,
    NOW,
    Loopback,
    Service,
    http,
    read_request,
    replies,
)

CODE = '{"trx_no":"202601020001","cashout_code":"abcd"}'
PATIENCE = 1.0


def client_of(url: str) -> FaspayClient:
    return FaspayClient(
        url,
        CREDENTIALS,
        transport=system_transport(),
        now=lambda: NOW,
        timeout_seconds=PATIENCE,
    )


async def send(server: Loopback, may_send: list[bool] | None = None) -> Reply:
    leave = iter(may_send or [])
    async with server.running():
        client = client_of(server.url)
        try:
            return await client.transfer({"trx_no": "1"}, lambda: next(leave, True))
        finally:
            await client.aclose()


def transfer(server: Loopback, may_send: list[bool] | None = None) -> Reply:
    return asyncio.run(send(server, may_send))


def unanswered(server: Loopback) -> UnansweredError:
    with pytest.raises(UnansweredError) as caught:
        transfer(server)
    return caught.value


async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def read_and_hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.transport.abort()


async def read_and_be_silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await read_request(reader)
    await asyncio.sleep(PATIENCE * 2)


async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Never silent for long, never done: only a limit on the whole ends it."""
    await read_request(reader)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n")
    for _ in range(20):
        writer.write(b" ")
        await asyncio.sleep(PATIENCE / 10)


async def read_first_byte_and_hang_up(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    await reader.readexactly(1)
    writer.transport.abort()


def test_a_whole_answer_is_a_reply() -> None:
    reply = transfer(Loopback(replies(http(200, CODE))))
    assert (reply.http_status, reply.body) == (200, CODE.encode())


def test_nobody_listening_is_not_sent() -> None:
    with pytest.raises(NotSentError) as caught:
        asyncio.run(client_of("http://127.0.0.1:1").transfer({}, lambda: True))
    assert caught.value.fault is Fault.UNREACHABLE


def test_a_refused_connection_after_the_token_is_not_sent() -> None:
    with pytest.raises(NotSentError) as caught:
        transfer(Loopback(hang_up, refuse_after_token=True))
    assert caught.value.fault is Fault.UNREACHABLE


def test_a_failed_tls_handshake_is_not_sent() -> None:
    async def over_tls() -> None:
        async with Loopback(hang_up).running() as server:
            client = client_of(server.url.replace("http:", "https:"))
            await client.transfer({}, lambda: True)

    with pytest.raises(NotSentError):
        asyncio.run(over_tls())


def test_leave_withdrawn_while_connecting_stops_the_first_byte() -> None:
    heard: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        heard.append(await reader.read())

    with pytest.raises(NotSentError) as caught:
        transfer(Loopback(listen), may_send=[True, False])
    assert caught.value.fault is Fault.HELD_BACK
    assert heard in ([], [b""])


def test_leave_withdrawn_on_a_kept_connection_stops_the_first_byte() -> None:
    heard: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        heard.append(await reader.read())

    with pytest.raises(NotSentError):
        transfer(Loopback(listen, keep_alive=True), may_send=[True, False])
    assert heard in ([], [b""])


@pytest.mark.parametrize("keep_alive", [True, False])
@pytest.mark.parametrize(
    "service", [read_first_byte_and_hang_up, read_and_hang_up], ids=lambda f: f.__name__
)
def test_a_connection_lost_after_writing_began_may_have_been_sent(
    service: Service, *, keep_alive: bool
) -> None:
    server = Loopback(service, keep_alive=keep_alive)
    assert unanswered(server).fault is Fault.BROKEN


def test_a_connection_closed_before_reading_may_have_been_sent() -> None:
    assert unanswered(Loopback(hang_up)).fault is Fault.BROKEN


def test_silence_is_a_time_out_that_may_have_been_sent() -> None:
    assert unanswered(Loopback(read_and_be_silent)).fault is Fault.TIMEOUT


def test_a_dripping_answer_is_ended_by_the_limit_on_the_whole() -> None:
    started = time.monotonic()
    assert unanswered(Loopback(drip)).fault is Fault.TIMEOUT
    assert time.monotonic() - started < PATIENCE * 2


@pytest.mark.parametrize(
    "answer",
    [b"", b"\x00\xff garbage", b"220 mail.example\r\n\r\n", b"HTTP/1.1 200 OK\r\nConten"],
    ids=repr,
)
def test_what_is_no_http_may_have_been_sent(answer: bytes) -> None:
    assert unanswered(Loopback(replies(answer))).fault is Fault.BROKEN


def test_what_came_before_the_connection_broke_is_kept() -> None:
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + CODE.encode()
    exc = unanswered(Loopback(replies(cut)))
    assert (exc.fault, exc.partial) == (Fault.BROKEN, CODE.encode())
    assert "abcd" not in repr(exc)


def test_an_answer_too_long_is_unreadable_and_its_beginning_is_kept() -> None:
    exc = unanswered(Loopback(replies(http(200, CODE + " " * 100_000))))
    assert exc.fault is Fault.UNREADABLE
    assert exc.partial.startswith(CODE.encode())
    assert len(exc.partial) == 64 * 1024


def test_an_endless_answer_is_cut_off_at_the_limit() -> None:
    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            while True:
                writer.write(b" " * 10_000)
                await writer.drain()

    assert unanswered(Loopback(pour)).fault is Fault.UNREADABLE


def test_a_compressed_answer_is_read_though_none_was_asked_for() -> None:
    packed = http(200, gzip.compress(CODE.encode()), "Content-Encoding: gzip")
    assert transfer(Loopback(replies(packed))).body == CODE.encode()


@pytest.mark.parametrize(
    "answer",
    [
        http(200, gzip.compress(bytes(20_000_000)), "Content-Encoding: gzip"),
        http(200, b"not gzip", "Content-Encoding: gzip"),
        http(200, CODE, "Content-Encoding: br"),
    ],
    ids=["bomb", "broken", "unknown"],
)
def test_a_bomb_and_unknown_compression_are_unreadable(answer: bytes) -> None:
    assert unanswered(Loopback(replies(answer))).fault is Fault.UNREADABLE


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "nonsense"])
def test_an_answer_that_is_not_what_its_header_says_is_kept_as_it_came(encoding: str) -> None:
    exc = unanswered(Loopback(replies(http(200, CODE, f"Content-Encoding: {encoding}"))))
    assert (exc.fault, exc.partial) == (Fault.UNREADABLE, CODE.encode())
    assert "abcd" not in repr(exc)


def test_of_a_bomb_no_more_is_kept_than_of_any_answer() -> None:
    packed = gzip.compress(CODE.encode() + bytes(20_000_000))
    exc = unanswered(Loopback(replies(http(200, packed, "Content-Encoding: gzip"))))
    assert exc.fault is Fault.UNREADABLE
    assert exc.partial.startswith(CODE.encode())
    assert len(exc.partial) == 64 * 1024


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    followed: list[str] = []

    async def redirect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        followed.append(await read_request(reader))
        writer.write(http(307, "", "Location: /account/api/transfer"))
        await writer.drain()

    assert transfer(Loopback(redirect)).http_status == 307
    assert followed == ["POST /account/api/transfer HTTP/1.1"]


@pytest.mark.parametrize("status", [204, 400, 401, 500, 502])
def test_every_status_is_an_answer(status: int) -> None:
    reply = transfer(Loopback(replies(http(status, "" if status == 204 else "<html>"))))
    assert reply.http_status == status


def test_cancellation_passes_through() -> None:
    async def cancelled() -> None:
        task = asyncio.create_task(send(Loopback(read_and_be_silent)))
        await asyncio.sleep(PATIENCE / 4)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cancelled())


def test_an_environment_proxy_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert json.loads(transfer(Loopback(replies(http(200, CODE)))).body)["cashout_code"] == "abcd"
