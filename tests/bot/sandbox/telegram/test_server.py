"""The Bot API over HTTP: forms of requests, tokens, unknown things, faults."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.bot.sandbox.telegram.api import TOKEN, Api, started


@pytest.mark.parametrize(
    "request_form",
    [
        {"verb": "GET", "params": {"chat_id": "11", "text": "Halo 😀"}},
        {"data": {"chat_id": "11", "text": "Halo 😀"}},
        {"json": {"chat_id": 11, "text": "Halo 😀", "reply_markup": None}},
        {"data": {"chat_id": "11", "text": "Halo 😀"}, "files": {"unused": ("a.txt", b"file")}},
        {"params": {"chat_id": "11"}, "data": {"text": "Halo 😀"}},
    ],
    ids=["query", "urlencoded", "json", "multipart", "query and body"],
)
def test_each_form_of_request_is_understood(request_form: dict[str, Any]) -> None:
    api = started()
    answer = asyncio.run(api.raw("sendMessage", **request_form))
    assert answer.json()["result"]["text"] == "Halo 😀"


def test_method_names_do_not_care_about_case_and_unknown_parameters_do_no_harm() -> None:
    api = started()
    message = asyncio.run(api.call("SENDMESSAGE", chat_id=11, text="Halo", no_such_thing={"a": 1}))
    assert message["text"] == "Halo"
    assert api.sandbox.calls[-1].method == "sendMessage"
    assert api.sandbox.calls[-1].params["no_such_thing"] == '{"a": 1}'


@pytest.mark.parametrize(
    ("token", "code", "description"),
    [
        ("123456:wrong", 401, "Unauthorized"),
        ("654321:token-for-tests", 401, "Unauthorized"),
        ("no-number", 404, "Not Found"),
    ],
)
def test_wrong_token_is_refused(token: str, code: int, description: str) -> None:
    answer = asyncio.run(Api().raw("getMe", token=token))
    assert answer.status_code == code
    assert answer.json() == {"ok": False, "error_code": code, "description": description}


@pytest.mark.parametrize("method", ["sendPhoto", "sendDocument", "noSuchMethod"])
def test_method_that_does_not_exist_here_is_not_found(method: str) -> None:
    assert asyncio.run(Api().refusal(method)) == (404, "Not Found: method not found")


@pytest.mark.parametrize("body", [b"{", b"[1]", b"[" * 100_000])
def test_unreadable_json_is_a_bad_request(body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = asyncio.run(Api().raw("sendMessage", content=body, headers=headers))
    assert answer.status_code == 400


def test_huge_body_and_broken_multipart_are_bad_requests() -> None:
    huge = asyncio.run(Api().raw("sendMessage", content=b"x" * 1_000_001))
    headers = {"Content-Type": "multipart/form-data"}
    broken = asyncio.run(Api().raw("sendMessage", content=b"x", headers=headers))
    assert (huge.status_code, broken.status_code) == (400, 400)


def test_bot_describes_itself() -> None:
    me = asyncio.run(Api().call("getMe"))
    assert me["id"] == 123456
    assert me["is_bot"] is True
    assert me["username"] == "cashout_demo_bot"


def test_down_breaks_the_connection_and_does_nothing() -> None:
    async def scenario() -> None:
        api = started()
        api.sandbox.faults.down = True
        async with api.sandbox.serving() as url, httpx.AsyncClient(base_url=url) as client:
            with pytest.raises(httpx.RemoteProtocolError):
                await client.get(f"/bot{TOKEN}/sendMessage?chat_id=11&text=Halo")
        assert api.ani.chat.last.text == "/start"

    asyncio.run(scenario())


def test_lost_answer_does_it_and_breaks_the_connection_once() -> None:
    async def scenario() -> None:
        api = started()
        api.sandbox.faults.lost_answers = 1
        async with api.sandbox.serving() as url, httpx.AsyncClient(base_url=url) as client:
            assert (await client.get(f"/bot{TOKEN}/getMe")).status_code == 200
            with pytest.raises(httpx.RemoteProtocolError):
                await client.get(f"/bot{TOKEN}/sendMessage?chat_id=11&text=Halo")
            assert api.ani.chat.last.text == "Halo"
            assert (await client.get(f"/bot{TOKEN}/getMe")).status_code == 200

    asyncio.run(scenario())


def test_lost_answer_without_a_real_connection_is_an_error_of_the_connection() -> None:
    api = started()
    api.sandbox.faults.lost_answers = 1
    with pytest.raises(ConnectionResetError):
        asyncio.run(api.ask("sendMessage", chat_id=11, text="Halo"))
    assert api.ani.chat.last.text == "Halo"


def test_bad_gateway_answers_with_html() -> None:
    api = Api()
    api.sandbox.faults.bad_gateway = True
    answer = asyncio.run(api.raw("getMe"))
    assert answer.status_code == 502
    assert "html" in answer.headers["content-type"]


def test_rate_limit_fault_says_how_long_to_wait_and_ends_by_itself() -> None:
    async def scenario() -> None:
        api = started()
        api.sandbox.faults.rate_limit_next(2, retry_after=7)
        for _ in range(2):
            body = await api.ask("sendMessage", chat_id=11, text="Halo")
            assert body["error_code"] == 429
            assert body["description"] == "Too Many Requests: retry after 7"
            assert body["parameters"] == {"retry_after": 7}
        await api.call("getMe")
        await api.call("sendMessage", chat_id=11, text="Halo")

    asyncio.run(scenario())


def test_slow_holds_every_request_up() -> None:
    async def scenario() -> None:
        api = Api()
        api.sandbox.faults.slow = 0.05
        before = asyncio.get_running_loop().time()
        await api.call("getMe")
        assert asyncio.get_running_loop().time() - before >= 0.05

    asyncio.run(scenario())
