"""The web side: callbacks are kept once and verbatim, and all that is wrong looks the same."""

import asyncio
import threading
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import ClassVar

import httpx
import pytest
from sqlmodel import select

from bot.providers.faspay.callback import SignatureCheck
from bot.providers.faspay_gateway.statuses import claimed_status
from bot.web.application import as_text
from handlers.services.orders.callbacks import MOST_KEPT, callback_token
from handlers.services.provider_answers import ProviderStatus
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.inbox import StoredCallback
from storage.models.provider_answer import AnswerSource
from storage.repositories import orders, provider_answers
from tests.bot.providers.faspay.helpers import CREDENTIALS
from tests.bot.telegram.helpers import ORDER_NO, drop_tables, mend_tables, vault
from tests.bot.web.helpers import begin, tell, without_date

PATH = f"/faspay/callback/{ORDER_NO}/{callback_token(vault(), ORDER_NO)}"
BODY = b'{"trx_no":"123456789012","trx_status":"2","trx_amount":"10000000"}'
TAKEN = b'{"response_code":"00","response_desc":"success"}'


def kept(work: Work) -> list[tuple[str, str | None]]:
    found = work.session.exec(select(StoredCallback))
    return [
        (work.vault.open(each.raw_sealed, "callbacks.raw", each.fingerprint), each.claimed_status)
        for each in found
    ]


def test_a_callback_is_kept_verbatim_and_faspay_is_asked(tmp_path: Path) -> None:
    async def story(client: httpx.AsyncClient, database: Database) -> None:
        answer = await client.post(PATH, content=BODY)
        assert (answer.status_code, answer.content) == (200, TAKEN)
        assert answer.headers["content-type"] == "application/json"
        assert "server" not in answer.headers
        assert await database.run(kept) == [(BODY.decode(), "success")]
        (said,) = await database.run(provider_answers.of_order, ORDER_NO)
        assert (said.source, said.status) == (AnswerSource.CALLBACK, "2")
        order = await database.run(orders.get, ORDER_NO)
        assert order is not None
        assert order.check_at is not None

    tell(tmp_path, story)


def test_a_repeat_gets_the_same_answer_and_is_kept_once(tmp_path: Path) -> None:
    async def story(client: httpx.AsyncClient, database: Database) -> None:
        first, again = [await client.post(PATH, content=BODY) for _ in range(2)]
        assert without_date(first) == without_date(again)
        assert len(await database.run(kept)) == 1

    tell(tmp_path, story)


def test_a_flood_of_callbacks_waits_for_the_database_in_no_long_row(tmp_path: Path) -> None:
    """What waits there would hold up orders: all that is too many is told to come again."""
    gate = threading.Event()

    async def story(client: httpx.AsyncClient, database: Database) -> None:
        holding = asyncio.create_task(database.run(lambda _work: gate.wait(10)))
        posting = [asyncio.create_task(client.post(PATH, content=BODY)) for _ in range(80)]
        done, _ = await asyncio.wait(posting, timeout=5, return_when=asyncio.FIRST_COMPLETED)
        assert {each.result().status_code for each in done} == {503}
        assert (await client.get("/healthz")).status_code == 200
        gate.set()
        assert await holding
        answers = await asyncio.gather(*posting)
        taken = [answer for answer in answers if answer.status_code == 200]
        assert len(taken) == 32
        again = {answer.headers["retry-after"] for answer in answers if answer not in taken}
        assert again == {"1"}

    tell(tmp_path, story)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"", ""),
        (b"status=2&x=1", "status=2&x=1"),
        (b'{"trx_status":"\xc3\xa9"}', '{"trx_status":"é"}'),
        (b"\xff\x00", "base64:/wA="),
        (b"base64:x", "base64:YmFzZTY0Ong="),
    ],
)
def test_whatever_comes_with_the_right_address_is_kept(
    body: bytes, text: str, tmp_path: Path
) -> None:
    assert as_text(body) == text

    async def story(client: httpx.AsyncClient, database: Database) -> None:
        answer = await client.post(PATH, content=body, headers={"Content-Type": "image/png"})
        assert answer.status_code == 200
        assert await database.run(kept) == [(text, None)]

    tell(tmp_path, story)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"trx_status":"2"}', ProviderStatus.SUCCESS),
        (b'{"trx_status":5}', ProviderStatus.REVERSED),
        (b'{"TRX_STATUS": " 4 "}', ProviderStatus.FAILED),
        (b'{"status":"1"}', ProviderStatus.ON_PROCESS),
        (b'{"trx_status":"2","status":"1"}', ProviderStatus.SUCCESS),
        (b'{"trx_status":"paid"}', None),
        (b'{"trx_status":"success"}', None),
        (b'{"trx_status":"3"}', None),
        (b'{"trx_status":"22"}', None),
        (b'{"trx_status":""}', None),
        (b'{"trx_status":"123456789"}', None),
        (b'{"trx_status":"\\u0662"}', None),
        (b'{"trx_status":true}', None),
        (b'["2"]', None),
        (b"\xff", None),
    ],
)
def test_the_claimed_status_is_read_tolerantly(body: bytes, status: ProviderStatus | None) -> None:
    assert claimed_status(body) == status


WRONG = {
    "token": ("POST", PATH[:-1] + ("0" if PATH[-1] != "0" else "1"), BODY),
    "token of another length": ("POST", PATH + "0" * 500, BODY),
    "token that is not ASCII": ("POST", PATH[:-1] + "%C3%A9", BODY),
    "order": ("POST", PATH.replace(ORDER_NO, "210987654321"), BODY),
    "unknown order with its own token": (
        "POST",
        f"/faspay/callback/999999999999/{callback_token(vault(), '999999999999')}",
        BODY,
    ),
    "order number": ("POST", PATH.replace(ORDER_NO, "1"), BODY),
    "order number in other digits": ("POST", PATH.replace(ORDER_NO, "%D9%A1" * 12), BODY),
    "slash at the end": ("POST", PATH + "/", BODY),
    "path": ("POST", "/nothing/here", BODY),
    "long path": ("POST", "/" + "x" * 20_000, BODY),
    "path of the docs": ("GET", "/openapi.json", b""),
    "method GET": ("GET", PATH, b""),
    "method PUT": ("PUT", PATH, BODY),
    "method DELETE": ("DELETE", PATH, b""),
    "method of health": ("POST", "/healthz", b""),
    "size": ("POST", PATH, b" " * 20_001),
    "webhook while polling": ("POST", "/telegram/webhook", b"{}"),
    "root": ("GET", "/", b""),
}


def test_all_that_is_wrong_gets_the_very_same_answer(tmp_path: Path) -> None:
    async def story(client: httpx.AsyncClient, database: Database) -> None:
        answers = {
            name: without_date(await client.request(method, path, content=body))
            for name, (method, path, body) in WRONG.items()
        }
        expected = answers["path"]
        assert expected[0] == 404
        assert {name: got for name, got in answers.items() if got != expected} == {}
        assert await database.run(kept) == []

    tell(tmp_path, story)


def test_a_body_that_grows_too_long_while_it_comes_is_refused(tmp_path: Path) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b"x" * 1000

    async def story(client: httpx.AsyncClient, database: Database) -> None:
        answer = await client.post(PATH, content=endless())
        assert answer.status_code == 404
        assert await database.run(kept) == []
        at_most = await client.post(PATH, content=b"x" * 20_000)
        assert at_most.status_code == 200

    tell(tmp_path, story)


def test_a_body_that_comes_too_slowly_is_cut_off(tmp_path: Path) -> None:
    async def story(client: httpx.AsyncClient, database: Database) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
        writer.write(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{{".encode())
        answer = await asyncio.wait_for(reader.read(), 3)  # to its end: the connection is closed
        writer.close()
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert await database.run(kept) == []

    tell(tmp_path, story, body_seconds=0.2)


def test_a_caller_who_hangs_up_leaves_nothing_behind(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(client: httpx.AsyncClient, database: Database) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
        writer.write(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{{".encode())
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.close()
        await writer.wait_closed()
        assert (await client.get("/healthz")).status_code == 200
        assert await database.run(kept) == []

    tell(tmp_path, story)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_a_database_that_is_away_is_never_a_200(tmp_path: Path) -> None:
    async def story(client: httpx.AsyncClient, database: Database) -> None:
        await database.run(drop_tables)
        answer = await client.post(PATH, content=BODY)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        stranger = await client.post(PATH[:-2] + "zz", content=BODY)
        assert stranger.status_code == 404
        metrics = await client.get("/metrics")
        assert metrics.status_code == 503
        await database.run(mend_tables)
        await database.run(begin)
        assert (await client.post(PATH, content=BODY)).status_code == 200

    tell(tmp_path, story)


def test_a_signature_is_asked_for_only_where_it_is_configured(tmp_path: Path) -> None:
    check = SignatureCheck(CREDENTIALS)
    signed = BODY[:-1] + b',"signature":"' + check.sign("POST", BODY).encode() + b'"}'

    async def story(client: httpx.AsyncClient, database: Database) -> None:
        unsigned = await client.post(PATH, content=BODY)
        wrong_path = await client.post("/nothing/here", content=BODY)
        assert without_date(unsigned) == without_date(wrong_path)
        assert (await client.post(PATH, content=signed)).status_code == 200
        assert await database.run(kept) == [(signed.decode(), "success")]

    tell(tmp_path, story, signature=check)


class CountedCheck(SignatureCheck):
    """Counts how often it was asked."""

    asked: ClassVar[list[bytes]] = []

    def verify(self, method: str, headers: Mapping[str, str], body: bytes) -> bool:
        self.asked.append(body)
        return super().verify(method, headers, body)


def test_for_a_wrong_address_no_signature_is_worked_out(tmp_path: Path) -> None:
    async def story(client: httpx.AsyncClient, _database: Database) -> None:
        for name in ("token", "order", "token that is not ASCII"):
            _method, path, body = WRONG[name]
            assert (await client.post(path, content=body)).status_code == 404
        assert CountedCheck.asked == []
        assert (await client.post(PATH, content=BODY)).status_code == 404
        assert CountedCheck.asked == [BODY]

    tell(tmp_path, story, signature=CountedCheck(CREDENTIALS))


def test_a_flood_is_answered_and_fills_neither_the_disk_nor_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(client: httpx.AsyncClient, database: Database) -> None:
        for number in range(MOST_KEPT + 10):
            answer = await client.post(PATH, content=str(number).encode() + b" " * 19_000)
            assert (answer.status_code, answer.content) == (200, TAKEN)
        assert len(await database.run(kept)) == MOST_KEPT

    tell(tmp_path, story)
    told = [each for each in caplog.records if each.message == "callbacks_not_kept"]
    assert [vars(each)["count"] for each in told] == [1, 2, 4, 8]


def test_the_address_is_in_no_log_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    token = PATH.rpartition("/")[2]

    async def story(client: httpx.AsyncClient, database: Database) -> None:
        await client.post(PATH, content=BODY)
        await client.get(PATH)
        await database.run(drop_tables)
        await client.post(PATH, content=BODY)

    with caplog.at_level("DEBUG"):
        tell(tmp_path, story)
    ours = [record for record in caplog.records if not record.name.startswith(("http", "asyncio"))]
    assert ours
    assert not [record for record in ours if token in record.getMessage()]
